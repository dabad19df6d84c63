package catalog

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lakewire/internal/engine"
	"lakewire/internal/guc"
	"lakewire/internal/pgerr"
)

// Install makes the shim in an engine that is not yet locked down. It is also the engine's OnReplace hook: the functions
// that ask live are the engine's to carry over into a new instance, the shim is made anew.
func Install(ctx context.Context, e *engine.Engine, live Live) error {
	conn, err := e.AdminConn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.Exec(ctx, "SELECT lw_raise(NULL, NULL) WHERE false"); err != nil {
		if err := registerLive(e, live); err != nil {
			return err
		}
	}
	return makeShim(ctx, conn, e.Lake(), e.Metadata(), live)
}

func makeShim(ctx context.Context, conn *engine.Conn, lake, meta string, live Live) error {
	dir, err := os.MkdirTemp("", "lakewire-catalog-")
	if err != nil {
		return pgerr.Newf(pgerr.IoError, "could not make a folder for the catalog's data: %v", err).WithCause(err)
	}
	defer os.RemoveAll(dir)
	stmts, err := shimStatements(dir, lake, meta, live.Version(), live.Started())
	if err != nil {
		return err
	}
	for _, s := range stmts {
		if _, err := conn.Exec(ctx, s); err != nil {
			e := pgerr.From(err)
			return e.WithWhere(firstLine(s)).WithCause(fmt.Errorf("%s: %w", firstLine(s), err))
		}
	}
	return nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	if len(line) > 200 {
		line = line[:200]
	}
	return line
}

// shimStatements gives all that makes the shim, in order. dir holds the recorded rows while they are read.
func shimStatements(dir, lake, meta, version string, started time.Time) ([]string, error) {
	out := []string{"ATTACH IF NOT EXISTS ':memory:' AS shim", "CREATE SCHEMA IF NOT EXISTS shim.pgc", "CREATE SCHEMA IF NOT EXISTS shim.pgi",
		"ATTACH IF NOT EXISTS ':memory:' AS shim_image", "CREATE SCHEMA IF NOT EXISTS shim_image.pgc"}
	out = append(out, typeAliases()...)
	tables, err := recordedTables(dir)
	if err != nil {
		return nil, err
	}
	out = append(out, tables...)
	constraints, err := constraintsOf("shim.pgc.lw_live_rel", "shim.pgc.lw_live_rel", "shim.pgc.lw_live_col")
	if err != nil {
		return nil, err
	}
	fill := strings.NewReplacer("$CONSTRAINTS", constraints, "$LAKE", literal(lake), "$META", meta, "$VERSION", literal(Version(version)), "$STARTED", literal(started.UTC().Format("2006-01-02 15:04:05.999999+00")))
	script := func(name string) error {
		text, err := sqlFS.ReadFile("sql/" + name)
		if err != nil {
			return err
		}
		out = append(out, split(fill.Replace(string(text)))...)
		return nil
	}
	for _, name := range []string{"early.sql", "image.sql", "private.sql", "declared.sql", "operators.sql", "lakewire.sql"} {
		if err := script(name); err != nil {
			return nil, err
		}
	}
	rels, err := relations()
	if err != nil {
		return nil, err
	}
	for _, r := range rels {
		out = append(out, fill.Replace(r.view()))
	}
	if err := script("masked.sql"); err != nil {
		return nil, err
	}
	for _, r := range rels {
		if r.stored() {
			out = append(out, r.storedTable()...)
		}
	}
	out = append(out, unfolded()...)
	for _, name := range []string{"macros.sql", "regkinds.sql", "system.sql", "arithmetic.sql", "strings.sql", "datetime.sql", "times.sql", "regexp.sql", "typed.sql", "scalars.sql", "arrays.sql", "json.sql", "sets.sql"} {
		if err := script(name); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Version is what version() answers: clients find PostgreSQL's number at its beginning.
func Version(lakewire string) string {
	return "PostgreSQL " + guc.ServerVersion + " (lakewire " + lakewire + ", DuckDB 1.5.5) on x86_64-pc-linux-gnu, 64-bit"
}

// recordedTables writes the recorded rows where the engine can read them, and gives the statements that do.
func recordedTables(dir string) ([]string, error) {
	entries, err := dataFS.ReadDir("data")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range entries {
		name := strings.TrimSuffix(f.Name(), ".tsv")
		if name == "columns" {
			continue
		}
		text, err := dataFS.ReadFile("data/" + f.Name())
		if err != nil {
			return nil, err
		}
		names, rest, _ := strings.Cut(string(text), "\n")
		types, rows, _ := strings.Cut(rest, "\n")
		path := filepath.Join(dir, f.Name())
		if err := os.WriteFile(path, []byte(rows), 0o600); err != nil {
			return nil, pgerr.Newf(pgerr.IoError, "could not write the catalog's data: %v", err).WithCause(err)
		}
		var cols []string
		kinds := strings.Split(types, "\t")
		for i, n := range strings.Split(names, "\t") {
			cols = append(cols, literal(n)+": "+literal(kinds[i]))
		}
		out = append(out, fmt.Sprintf("CREATE TABLE shim.pgc.lw_%s AS SELECT * FROM read_csv(%s, delim = '\t', header = false, quote = '', escape = '', nullstr = '\\N', auto_detect = false, columns = {%s})",
			name, literal(path), strings.Join(cols, ", ")))
	}
	return out, nil
}

// split takes a script of ours apart: statements end with a semicolon at the end of a line.
func split(script string) []string {
	var out []string
	for _, s := range strings.Split(script, ";\n") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func literal(s string) string    { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
func identifier(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
