//go:build suite

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

// patience is how long one statement may take.
const patience = 30 * time.Second

// runner asks one server the rows of a family in one protocol.
type runner struct {
	t        testing.TB
	url      string
	protocol protocol
	fixtures []fixture
	c        *pgconn.PgConn // of the rows that change nothing
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

// connect gives a connection whose only schema on the path is a new one with the fixtures that sql names, and what removes it.
func (r *runner) connect(sql string) (*pgconn.PgConn, func()) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c, err := pgconn.Connect(ctx, r.url)
	if err != nil {
		r.t.Fatal(err)
	}
	schema := fmt.Sprintf("dialect_%d", schemas.Add(1))
	do := func(sql string) {
		if _, err := c.Exec(ctx, sql).ReadAll(); err != nil {
			r.t.Fatalf("%s: %v", sql, err)
		}
	}
	do("set timezone = 'UTC'; create schema " + schema + "; set search_path = " + schema)
	for _, f := range r.fixtures {
		if f.name.MatchString(sql) {
			do(f.sql)
		}
	}
	return c, func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if c.IsClosed() {
			return
		}
		_, _ = c.Exec(ctx, "rollback").ReadAll()
		if _, err := c.Exec(ctx, "drop schema "+schema+" cascade").ReadAll(); err != nil {
			r.t.Errorf("after %s: %v", sql, err)
		}
		_ = c.Close(ctx)
	}
}

// ask gives the server's answer to a row.
func (r *runner) ask(kind string, w *row) answer {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if kind == "script" {
		return r.script(ctx, w)
	}
	if r.c == nil || r.c.IsClosed() {
		var all []string
		for _, f := range r.fixtures {
			all = append(all, f.sql)
		}
		c, done := r.connect(strings.Join(all, "\n"))
		r.c = c
		r.t.Cleanup(done)
	}
	sql, p, err := bind(w.sql)
	if err != nil {
		r.t.Fatal(err)
	}
	if kind == "expr" {
		sql = "SELECT " + sql
	}
	return r.protocol.ask(ctx, r.c, sql, p)
}

// script runs a row's statements in turn, and ends with the first that fails. {last} in one is the answer to the one before it.
func (r *runner) script(ctx context.Context, w *row) answer {
	c, done := r.connect(w.sql)
	defer done()
	var values, types, names []string
	last := ""
	for _, s := range strings.Split(w.sql, " ;; ") {
		sql, p, err := bind(strings.ReplaceAll(s, "{last}", last))
		if err != nil {
			r.t.Fatal(err)
		}
		a := r.protocol.ask(ctx, c, sql, p)
		last = a.values
		values, types, names = append(values, a.values), append(types, a.types), append(names, a.names)
		if a.lost || a.failed() {
			return answer{values: strings.Join(values, " ;; "), lost: a.lost}
		}
	}
	return answer{values: strings.Join(values, " ;; "), types: strings.Join(types, ";"), names: strings.Join(names, ";")}
}
