package dialect

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// patience is how long one row may take: a script is two dozen statements of DDL, beside everything else that is tested.
const patience = 3 * time.Minute

// runner asks one server rows of a family in one protocol, over one connection after the other.
type runner struct {
	url      string
	protocol protocol // without a name: each script has its own
	fixtures []fixture
	shared   string         // the schema with all fixtures, of the rows that change nothing
	c        *pgconn.PgConn // theirs
	stale    string         // the schema of the script before: it is dropped in the commit that makes the next one
}

// fixture is a table that rows may name, and what makes it.
type fixture struct {
	name *regexp.Regexp
	sql  string
}

// readFixtures reads fixtures.sql: each table's statements stand under a line `-- name`.
func readFixtures(t testing.TB) []fixture {
	b, err := os.ReadFile("testdata/fixtures.sql")
	if err != nil {
		t.Fatal(err)
	}
	var all []fixture
	for _, part := range strings.Split("\n"+string(b), "\n-- ")[1:] {
		name, sql, _ := strings.Cut(part, "\n")
		all = append(all, fixture{regexp.MustCompile(`\b` + name + `\b`), sql})
	}
	return all
}

// schemas numbers the schemas of this process.
var schemas atomic.Int64

func newSchema() string { return fmt.Sprintf("dialect_%d", schemas.Add(1)) }

// making is the SQL that makes a schema, the fixtures that sql names in it, and drops another one: a commit in all.
func (r *runner) making(schema, sql string) string {
	all := []string{"begin"}
	if r.stale != "" {
		all = append(all, "drop schema "+r.stale+" cascade")
	}
	all = append(all, "create schema "+schema, "set search_path = "+schema)
	for _, f := range r.fixtures {
		if f.name.MatchString(sql) {
			all = append(all, strings.TrimSuffix(strings.TrimSpace(f.sql), ";"))
		}
	}
	return strings.Join(append(all, "commit"), ";\n")
}

// share makes the schema of the rows that change nothing, with all fixtures, and gives its name.
func share(ctx context.Context, url string, fixtures []fixture) (string, error) {
	r := &runner{url: url, fixtures: fixtures}
	c, err := r.dial(ctx)
	if err != nil {
		return "", err
	}
	defer func() { _ = c.Close(ctx) }()
	var names strings.Builder
	for _, f := range fixtures {
		names.WriteString(strings.ReplaceAll(f.name.String(), `\b`, "") + " ")
	}
	schema := newSchema()
	_, err = c.Exec(ctx, r.making(schema, names.String())).ReadAll()
	return schema, err
}

func (r *runner) dial(ctx context.Context) (*pgconn.PgConn, error) {
	c, err := pgconn.Connect(ctx, r.url)
	if err == nil {
		_, err = c.Exec(ctx, "set timezone = 'UTC'").ReadAll()
	}
	return c, err
}

// close ends the runner's connection and drops what its last script has left.
func (r *runner) close(ctx context.Context) error {
	if r.stale == "" && (r.c == nil || r.c.IsClosed()) {
		return nil
	}
	c, err := r.dial(ctx)
	if err != nil {
		return err
	}
	if r.stale != "" {
		_, err = c.Exec(ctx, "drop schema "+r.stale+" cascade").ReadAll()
	}
	if r.c != nil {
		_ = r.c.Close(ctx)
	}
	_ = c.Close(ctx)
	return err
}

// ask gives the server's answer to a row.
func (r *runner) ask(ctx context.Context, kind string, w *row) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if scripted(kind) {
		return r.script(ctx, w)
	}
	if r.c == nil || r.c.IsClosed() {
		var err error
		if r.c, err = r.dial(ctx); err != nil {
			return answer{}, err
		}
		if _, err := r.c.Exec(ctx, "set search_path = "+r.shared).ReadAll(); err != nil {
			return answer{}, err
		}
	}
	sql, p, err := bind(w.sql)
	if err != nil {
		return answer{}, err
	}
	if kind == "expr" {
		sql = "SELECT " + sql
	}
	return r.protocol.ask(ctx, r.c, sql, p), nil
}

// script runs a row's statements in turn, and ends with the first that fails. {last} in one is the answer to the one before it.
func (r *runner) script(ctx context.Context, w *row) (answer, error) {
	c, err := r.dial(ctx)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = c.Close(ctx) }()
	schema := newSchema()
	if _, err := c.Exec(ctx, r.making(schema, w.sql)).ReadAll(); err != nil {
		return answer{}, fmt.Errorf("before %s: %w", w.sql, err)
	}
	r.stale = schema
	by := r.protocol
	if by.name == "" {
		by = mixed(w.sql)
	}
	var values, types, names []string
	last := ""
	for _, s := range strings.Split(w.sql, " ;; ") {
		sql, p, err := bind(strings.ReplaceAll(s, "{last}", last))
		if err != nil {
			return answer{}, err
		}
		a := by.ask(ctx, c, sql, p)
		last = a.values
		values, types, names = append(values, a.values), append(types, a.types), append(names, a.names)
		if a.lost || a.failed() {
			return answer{values: strings.Join(values, " ;; "), lost: a.lost}, nil
		}
	}
	return answer{values: strings.Join(values, " ;; "), types: strings.Join(types, ";"), names: strings.Join(names, ";")}, nil
}
