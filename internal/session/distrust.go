package session

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"

	"lakewire/internal/pgerr"
)

// rewritten puts a file in the place of one that a client has sent, with the same rows, written by a process of its own: the engine's
// reader of Parquet may end its process where a file is malformed, and a server must outlive its clients' files. That process has
// no lake, no environment and no secrets.
func (s *Session) rewritten(ctx context.Context, path string) error {
	out := path + ".rows"
	defer func() { _ = os.Remove(out) }()
	var said strings.Builder
	cmd := exec.CommandContext(ctx, s.d.Rewriter[0], append(s.d.Rewriter[1:len(s.d.Rewriter):len(s.d.Rewriter)], path, out)...)
	cmd.Env, cmd.Stderr = []string{}, &said
	err := cmd.Run()
	var ended *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &ended):
		why, _, _ := strings.Cut(strings.TrimPrefix(strings.ReplaceAll(said.String(), path, "the file"), "lakewire: "), "\n")
		if !ended.Exited() || ended.ExitCode() != rewriteFailed {
			why = "its reader ended: " + ended.String() // what a crash says is not for clients
		}
		return pgerr.New(pgerr.BadCopyFileFormat, "the data is not a Parquet file that can be read").WithDetail("%s", why).WithCause(err)
	case err != nil:
		return pgerr.New(pgerr.IoError, "could not start the reader of Parquet files").WithCause(err)
	}
	if err := os.Rename(out, path); err != nil {
		return fileError(err)
	}
	return nil
}

// rewriteFailed is the status with which the process tells on stderr what is wrong with the file. A process that crashes has
// another one: that of Go's runtime is 2.
const rewriteFailed = 1
