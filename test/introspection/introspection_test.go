package introspection

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

// pair is a PostgreSQL and a lakewire with the same schema.
type pair struct{ pg, lw *pgconn.PgConn }

func TestIntrospection(t *testing.T) {
	pg, err := pgserver.Start(pgserver.Options{})
	require.NoError(t, err)
	t.Cleanup(pg.Stop)
	lw := lakeserver.Run(t, lakeserver.Options{})
	p := pair{connect(t, pg.URL()), connect(t, lw.URL())}
	p.run(t, "testdata/schema.sql")
	t.Run("relations", func(t *testing.T) { relations(t, p) })
	t.Run("statements", func(t *testing.T) {
		for _, s := range read(t, "testdata/statements.sql") {
			compare(t, p, s)
		}
	})
	t.Run("views", func(t *testing.T) {
		p.run(t, "testdata/views.sql")
		for _, s := range read(t, "testdata/view_statements.sql") {
			compare(t, p, s)
		}
		for _, c := range []*pgconn.PgConn{p.pg, p.lw} {
			_, err := c.Exec(t.Context(), "RESET search_path").ReadAll()
			require.NoError(t, err)
		}
	})
	t.Run("functions", func(t *testing.T) {
		text, err := os.ReadFile("testdata/functions.txt")
		require.NoError(t, err)
		for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
			if !strings.HasPrefix(line, "#") {
				compare(t, p, statement{sql: "select " + line})
			}
		}
	})
	t.Run("temps", func(t *testing.T) {
		p.run(t, "testdata/temps.sql")
		for _, s := range read(t, "testdata/temps_statements.sql") {
			compare(t, p, s)
		}
	})
}

// run runs the statements of a file on both.
func (p pair) run(t *testing.T, file string) {
	t.Helper()
	for _, stmt := range read(t, file) {
		for _, c := range []*pgconn.PgConn{p.pg, p.lw} {
			_, err := c.Exec(t.Context(), stmt.sql).ReadAll()
			require.NoError(t, err, stmt.sql)
		}
	}
}

func connect(t *testing.T, url string) *pgconn.PgConn {
	t.Helper()
	c, err := pgconn.Connect(t.Context(), url)
	require.NoError(t, err)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = c.Close(ctx)
	})
	return c
}

// statement is one of a script; deviates says why the answers differ, "" where they must not.
type statement struct{ sql, deviates string }

// read takes a script apart: statements end with a semicolon at the end of a line.
func read(t *testing.T, path string) []statement {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	var out []statement
	for _, s := range strings.Split(string(text), ";\n") {
		st := statement{sql: strings.TrimSpace(s)}
		if rest, ok := strings.CutPrefix(st.sql, "-- deviates: "); ok {
			st.deviates, st.sql, _ = strings.Cut(rest, "\n")
		}
		if st.sql != "" {
			out = append(out, st)
		}
	}
	return out
}

// columnDeviations are the columns whose types differ, with the reason.
var columnDeviations = map[string]string{
	"pg_catalog.pg_statistic_ext_data.stxdexpr": "the type of an array of pg_statistic's rows is not known outside of the catalog; there are no extended statistics",
}

// relations compares every relation of pg_catalog and information_schema: its columns, in order, with types, lengths, modifiers, and
// where they say that they come from.
func relations(t *testing.T, p pair) {
	list, err := p.pg.Exec(t.Context(), `SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname IN ('pg_catalog', 'information_schema') AND c.relkind IN ('r', 'v') ORDER BY 1`).ReadAll()
	require.NoError(t, err)
	require.Greater(t, len(list[0].Rows), 200)
	for _, r := range list[0].Rows {
		name := string(r[0])
		want, got := described(t, p.pg, name), described(t, p.lw, name)
		require.Len(t, got, len(want), name)
		for i := range want {
			column := name + "." + want[i].Name
			if _, deviates := columnDeviations[column]; deviates {
				require.NotEqual(t, want[i], got[i], "%s deviates no longer", column)
				continue
			}
			require.Equal(t, want[i], got[i], column)
		}
	}
}

func described(t *testing.T, c *pgconn.PgConn, relation string) []pgconn.FieldDescription {
	t.Helper()
	r, err := c.Exec(t.Context(), "SELECT * FROM "+relation+" LIMIT 0").ReadAll()
	require.NoError(t, err, relation)
	return r[0].FieldDescriptions
}

// compare runs a statement on both, in the simple and the extended protocol, and compares columns and rows.
func compare(t *testing.T, p pair, s statement) {
	t.Helper()
	want, got := answer(t, p.pg, s.sql), answer(t, p.lw, s.sql)
	switch {
	case s.deviates != "" && want == got:
		t.Errorf("deviates no longer (%s): %s", s.deviates, s.sql)
	case s.deviates == "" && want != got:
		t.Errorf("%s\nPostgreSQL:\n%s\nlakewire:\n%s", s.sql, want, got)
	}
	if s.deviates == "" {
		if extended := parsed(t, p.lw, s.sql); extended != got {
			t.Errorf("%s\nsimple:\n%s\nextended:\n%s", s.sql, got, extended)
		}
	}
}

// answer gives the columns and rows of a statement as text, or its SQLSTATE.
func answer(t *testing.T, c *pgconn.PgConn, sql string) string {
	t.Helper()
	r, err := c.Exec(t.Context(), sql).ReadAll()
	if err != nil {
		return failure(t, sql, err)
	}
	require.Len(t, r, 1, sql)
	return shown(r[0])
}

// parsed is answer in the extended protocol.
func parsed(t *testing.T, c *pgconn.PgConn, sql string) string {
	t.Helper()
	r := c.ExecParams(t.Context(), sql, nil, nil, nil, nil).Read()
	if r.Err != nil {
		return failure(t, sql, r.Err)
	}
	return shown(r)
}

func failure(t *testing.T, sql string, err error) string {
	t.Helper()
	var e *pgconn.PgError
	require.ErrorAs(t, err, &e, sql)
	return "ERROR " + e.Code
}

var (
	number = regexp.MustCompile(`\d+`)
	// byOID are the types whose values may be OIDs.
	byOID = map[uint32]bool{20: true, 23: true, 24: true, 26: true, 30: true, 1028: true, 2205: true, 2206: true}
)

// firstOwn is the first OID that PostgreSQL gives to what its users make.
const firstOwn = 16384

// shown writes a result. OIDs of what users have made are not told apart: each server counts them in its own way.
func shown(r *pgconn.Result) string {
	var b strings.Builder
	for _, f := range r.FieldDescriptions {
		table := f.TableOID
		if table >= firstOwn {
			table = firstOwn
		}
		fmt.Fprintf(&b, "%s %d(%d) %d.%d len %d | ", f.Name, f.DataTypeOID, f.TypeModifier, table, f.TableAttributeNumber, f.DataTypeSize)
	}
	for _, row := range r.Rows {
		b.WriteString("\n")
		for i, v := range row {
			text := "∅"
			if v != nil {
				text = string(v)
			}
			if byOID[r.FieldDescriptions[i].DataTypeOID] {
				text = number.ReplaceAllStringFunc(text, func(n string) string {
					if len(n) > 5 || len(n) == 5 && n >= "16384" {
						return "<own>"
					}
					return n
				})
			}
			b.WriteString(text + " | ")
		}
	}
	return b.String()
}
