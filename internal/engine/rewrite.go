package engine

import "context"

// Rewrite reads a Parquet file from end to end and writes its rows, in their order, into a new one. The engine's reader believes
// what it reads, and a malformed file may end the process: it is for a process that has nothing to lose. The error's text may
// name the file.
func Rewrite(ctx context.Context, in, out string) error {
	_, err := Scratch(ctx, "", "", "COPY (FROM read_parquet("+quoteLiteral(in)+")) TO "+quoteLiteral(out)+" (FORMAT parquet)")
	return err
}
