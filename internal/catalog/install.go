package catalog

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
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
	return makeShim(ctx, conn, e, live)
}

func makeShim(ctx context.Context, conn *engine.Conn, e *engine.Engine, live Live) error {
	m, err := shimStatements(e.Lake(), e.Metadata(), live.Version(), live.Started())
	if err != nil {
		return err
	}
	t := templateOf(e.ExtensionDir(), m.body, m.rows)
	if err := execute(ctx, conn, m.attach); err != nil {
		return err
	}
	if t.load(ctx, conn) != nil {
		if err := execute(ctx, conn, slices.Concat([]string{"DETACH shim"}, m.attach, m.meta)); err != nil {
			return err
		}
		if err := m.make(ctx, conn); err != nil {
			return err
		}
		_ = t.save(ctx, conn) // the next start takes as long as this one
	}
	return execute(ctx, conn, append(m.meta, m.own...))
}

var metaTable = regexp.MustCompile(`\$META\.(\w+)`)

// make runs the statements of the body, over the recorded rows as files.
func (m *shimText) make(ctx context.Context, conn *engine.Conn) error {
	dir, err := os.MkdirTemp("", "lakewire-catalog-")
	if err != nil {
		return pgerr.Newf(pgerr.IoError, "could not make a folder for the catalog's data: %v", err).WithCause(err)
	}
	defer os.RemoveAll(dir)
	for name, rows := range m.rows {
		if err := os.WriteFile(filepath.Join(dir, name), rows, 0o600); err != nil {
			return pgerr.Newf(pgerr.IoError, "could not write the catalog's data: %v", err).WithCause(err)
		}
	}
	body := make([]string, len(m.body))
	for i, s := range m.body {
		body[i] = strings.ReplaceAll(s, "'$DIR/", strings.TrimSuffix(literal(dir), "'")+"/")
	}
	return execute(ctx, conn, body)
}

func execute(ctx context.Context, conn *engine.Conn, statements []string) error {
	for _, s := range statements {
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

// DatabaseOID is the lake's own in pg_database. Clients hide databases below 16384, which are PostgreSQL's own; no relation of a
// lake has this one, because a relation has the OID 16384 + 4 × its id.
const DatabaseOID = 16385

// shimText is what makes the shim: what attaches it, views of the lake's metadata, whose name each engine makes up, what is the same in each
// engine of a program, over recorded rows by file, and what else is an engine's own.
type shimText struct {
	attach, meta, body, own []string
	rows                    map[string][]byte
}

// shimStatements gives all that makes the shim, in order.
func shimStatements(lake, meta, version string, started time.Time) (*shimText, error) {
	m := &shimText{
		attach: []string{"ATTACH IF NOT EXISTS ':memory:' AS shim", "ATTACH IF NOT EXISTS ':memory:' AS shim_image"},
		own:    []string{"CREATE SCHEMA IF NOT EXISTS shim_image.pgc", "CREATE SCHEMA IF NOT EXISTS shim_image.own"},
	}
	out := append([]string{"CREATE SCHEMA shim.pgc", "CREATE SCHEMA shim.pgi"}, typeAliases()...)
	tables, rows, err := recordedTables()
	if err != nil {
		return nil, err
	}
	m.rows = rows
	out = append(out, tables...)
	m.meta = []string{"CREATE SCHEMA IF NOT EXISTS shim.meta"}
	constraints, err := constraintsOf("shim.pgc.lw_live_rel", "shim.pgc.lw_live_rel", "shim.pgc.lw_live_col")
	if err != nil {
		return nil, err
	}
	columns, err := columnsOf(`SELECT r.oid AS attrelid, r.nspname, r.relname, r.relkind, r.kept, c.column_name AS attname, coalesce(n.num, c.column_index)::SMALLINT AS attnum, NOT c.is_nullable AS attnotnull, c.column_default AS d, c.comment, c.data_type
		FROM duckdb_columns() c JOIN shim.pgc.lw_live_rel r ON r.nspname = c.schema_name AND r.relname = c.table_name LEFT JOIN shim.pgc.lw_live_num n ON n.nspname = lower(c.schema_name) AND n.relname = lower(c.table_name) AND n.attname = c.column_name WHERE c.database_name = $LAKE AND NOT c.internal`)
	if err != nil {
		return nil, err
	}
	columns = strings.ReplaceAll(columns, "$LAKE", literal(lake))
	fill := strings.NewReplacer("$CONSTRAINTS", constraints, "$COLUMNS", columns, "$LAKE", literal(lake), "$DATABASE", strconv.Itoa(DatabaseOID), "$META", "shim.meta", "$VERSION", literal(Version(version)))
	filled := func(text string) string {
		for _, t := range metaTable.FindAllStringSubmatch(text, -1) {
			m.meta = append(m.meta, "CREATE OR REPLACE VIEW shim.meta."+t[1]+" AS FROM "+meta+"."+t[1])
		}
		return fill.Replace(text)
	}
	script := func(name string) error {
		text, err := sqlFS.ReadFile("sql/" + name)
		if err != nil {
			return err
		}
		out = append(out, split(filled(string(text)))...)
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
		out = append(out, filled(r.view()))
	}
	if err := script("masked.sql"); err != nil {
		return nil, err
	}
	for _, r := range rels {
		switch {
		case r.stored():
			table, view := r.storedTable()
			out, m.own = append(out, table), append(m.own, view, filled(r.ownView()))
		case r.name == schemas:
			m.own = append(m.own, filled(r.imageView()))
		}
	}
	out = append(out, unfolded()...)
	for _, name := range []string{"macros.sql", "regkinds.sql", "objects.sql", "system.sql", "arithmetic.sql", "strings.sql", "datetime.sql", "times.sql", "regexp.sql", "typed.sql", "scalars.sql", "arrays.sql", "json.sql", "sets.sql", "hashes.sql"} {
		if err := script(name); err != nil {
			return nil, err
		}
	}
	for _, f := range []string{"pg_postmaster_start_time", "pg_conf_load_time"} {
		m.own = append(m.own, "CREATE MACRO shim.pgc."+f+"() AS TIMESTAMPTZ "+literal(started.UTC().Format("2006-01-02 15:04:05.999999+00")))
	}
	slices.Sort(m.meta[1:])
	m.meta, m.body = slices.Compact(m.meta), out
	return m, nil
}

// Version is what version() answers: clients find PostgreSQL's number at its beginning.
func Version(lakewire string) string {
	return "PostgreSQL " + guc.ServerVersion + " (lakewire " + lakewire + ", DuckDB 1.5.5) on x86_64-pc-linux-gnu, 64-bit"
}

// recordedTables gives the statements that read the recorded rows from files in $DIR, and these files.
func recordedTables() (statements []string, files map[string][]byte, err error) {
	entries, err := dataFS.ReadDir("data")
	if err != nil {
		return nil, nil, err
	}
	files = map[string][]byte{}
	for _, f := range entries {
		name := strings.TrimSuffix(f.Name(), ".tsv")
		if name == "columns" {
			continue
		}
		text, err := dataFS.ReadFile("data/" + f.Name())
		if err != nil {
			return nil, nil, err
		}
		names, rest, _ := strings.Cut(string(text), "\n")
		types, rows, _ := strings.Cut(rest, "\n")
		files[f.Name()] = []byte(rows)
		var cols []string
		kinds := strings.Split(types, "\t")
		for i, n := range strings.Split(names, "\t") {
			cols = append(cols, literal(n)+": "+literal(kinds[i]))
		}
		statements = append(statements, fmt.Sprintf("CREATE TABLE shim.pgc.lw_%s AS SELECT * FROM read_csv(%s, delim = '\t', header = false, quote = '', escape = '', nullstr = '\\N', auto_detect = false, columns = {%s})",
			name, literal("$DIR/"+f.Name()), strings.Join(cols, ", ")))
	}
	return statements, files, nil
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
