package catalog

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/dialect"
	"lakewire/internal/engine"
)

// run sends a client's text through the dialect to the engine and gives its rows.
func run(t testing.TB, c *engine.Conn, sql string) ([]string, error) {
	t.Helper()
	script, err := dialect.NewTranslator(16, 1<<20).Translate(sql, dialect.Key{})
	if err != nil {
		return nil, err
	}
	require.Len(t, script.Stmts, 1)
	st, err := c.Prepare(context.Background(), script.Stmts[0].SQL)
	if err != nil {
		return nil, err
	}
	return fetch(st)
}

// TestPsqlAsks runs every statement that psql 15 sends for its backslash commands.
func TestPsqlAsks(t *testing.T) {
	e, _ := open(t)
	c := session(t, e)
	exec(t, c, "CREATE TABLE t(a INTEGER NOT NULL DEFAULT 3, b VARCHAR, c DECIMAL(10,2))")
	exec(t, c, "CREATE VIEW v AS SELECT a FROM t")
	oids, err := query(c, "SELECT lw_regclass('t'), lw_regclass('v')")
	require.NoError(t, err)
	table, view, _ := strings.Cut(oids[0], "|")
	data, err := os.ReadFile("testdata/psql.sql")
	require.NoError(t, err)
	for _, block := range strings.Split(string(data), "\n-- ")[1:] {
		command, sql, _ := strings.Cut(block, "\n")
		t.Run(command, func(t *testing.T) {
			_, err := run(t, c, strings.NewReplacer("16398", table, "16402", view).Replace(strings.TrimSpace(sql)))
			require.NoError(t, err, sql)
		})
	}
}
