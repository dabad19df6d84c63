package session_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// TestAssignedLiterals runs statements whose literals take the types of the columns that they go into.
func TestAssignedLiterals(t *testing.T) { recorded(t, "testdata/assign.tsv") }

// TestNamesAndReals: the engine's reserved words as names, and reals with numbers of other types.
func TestNamesAndReals(t *testing.T) { recorded(t, "testdata/names.tsv") }

// TestBulkLiterals inserts more rows than are given a tree where the columns' types do not ask for it.
func TestBulkLiterals(t *testing.T) {
	c, _ := raw(t, sessiontest.Start(t))
	ask(t, c, "CREATE TABLE bulk (b bytea, i int[])")
	ask(t, c, "INSERT INTO bulk VALUES "+strings.Repeat(`('\x00ff', '{1,2}'), `, 999)+`('\x00ff', '{1,2}')`)
	require.Equal(t, "1000", answer(t, c, `SELECT count(*) FROM bulk WHERE b = '\x00ff'::bytea AND i = '{1,2}'::int[]`))
}

// recorded runs a file of statements in one session, in its order, and compares what they answer with what PostgreSQL 15 did.
func recorded(t *testing.T, file string) {
	c, _ := raw(t, sessiontest.Start(t))
	ask(t, c, "SET timezone = 'UTC'")
	table, err := os.ReadFile(file)
	require.NoError(t, err)
	for _, line := range strings.Split(strings.TrimRight(string(table), "\n"), "\n") {
		if strings.HasPrefix(line, "# ") {
			continue
		}
		sql, want, ok := strings.Cut(line, "\t")
		require.True(t, ok, line)
		if got := answer(t, c, sql); got != want {
			t.Errorf("%s answers %s, PostgreSQL %s", sql, got, want)
		}
	}
}

// answer gives a statement's rows, else its tag, an error by its SQLSTATE.
func answer(t *testing.T, c *pgconn.PgConn, sql string) string {
	results, err := c.Exec(ctx(t), sql).ReadAll()
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return "ERROR " + e.Code
	}
	require.NoError(t, err, sql)
	r := results[0]
	if len(r.Rows) == 0 {
		return r.CommandTag.String()
	}
	var rows []string
	for _, row := range r.Rows {
		var cells []string
		for _, v := range row {
			if v == nil {
				cells = append(cells, "∅")
			} else {
				cells = append(cells, string(v))
			}
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	return strings.Join(rows, " ; ")
}
