package session_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// TestAnswersAreTrue: what one session has asked of the catalog another is told without the engine, as long as nothing has changed that it
// hangs on, and no longer.
func TestAnswersAreTrue(t *testing.T) {
	s := sessiontest.Start(t)
	a, _ := raw(t, s)
	b, _ := raw(t, s)
	const columns = "select attname from pg_attribute where attrelid = 't'::regclass and attnum > 0 and not attisdropped order by attnum"
	const rows = "select reltuples from pg_class where relname = 't' order by 1"
	both := func(sql string, want ...string) {
		t.Helper()
		for range 2 {
			require.Equal(t, want, ask(t, a, sql))
			require.Equal(t, want, ask(t, b, sql))
			r := b.ExecParams(ctx(t), sql, nil, nil, nil, nil).Read()
			require.NoError(t, r.Err)
			require.Equal(t, want[0][:len(r.CommandTag.String())], r.CommandTag.String())
		}
	}
	ask(t, a, "create table t (a int, b text)")
	both(columns, "SELECT 2: a; b")
	both(rows, "SELECT 1: 0")
	ask(t, a, "insert into t values (1, 'x'), (2, 'y')")
	both(rows, "SELECT 1: 2")
	ask(t, b, "alter table t add c date")
	both(columns, "SELECT 3: a; b; c")

	// A transaction sees its snapshot, and its own DDL.
	require.Equal(t, []string{"BEGIN", "SELECT 3: a; b; c"}, ask(t, a, "begin; "+columns))
	ask(t, b, "alter table t drop c; insert into t values (3, 'z')")
	require.Equal(t, []string{"SELECT 3: a; b; c"}, ask(t, a, columns))
	require.Equal(t, []string{"SELECT 2: a; b"}, ask(t, b, columns))
	require.Equal(t, []string{"SELECT 1: 3"}, ask(t, b, rows))
	require.Equal(t, []string{"COMMIT"}, ask(t, a, "commit"))
	both(columns, "SELECT 2: a; b")
	require.Equal(t, []string{"BEGIN", "ALTER TABLE", "SELECT 3: a; b; own", "ROLLBACK"}, ask(t, a, "begin; alter table t add own int; "+columns+"; rollback"))
	both(columns, "SELECT 2: a; b")

	// A name is found on the search path of the session that asks, and a temporary table before it.
	ask(t, b, "create schema other; create table other.t (z int)")
	ask(t, b, "set search_path = other")
	require.Equal(t, []string{"SELECT 1: z"}, ask(t, b, columns))
	require.Equal(t, []string{"SELECT 2: a; b"}, ask(t, a, columns))
	ask(t, a, "create temp table t (mine int)")
	require.Equal(t, []string{"SELECT 1: mine"}, ask(t, a, columns))
	require.Equal(t, []string{"SELECT 1: z"}, ask(t, b, columns))

	// What is alive is asked anew.
	const others = "select count(*) from pg_stat_activity join pg_class on relname = 'pg_class' where backend_type = 'client backend'"
	before := ask(t, b, others)
	c, _ := raw(t, s)
	require.NotEqual(t, before, ask(t, b, others))
	require.NoError(t, c.Close(ctx(t)))
}
