package session_test

import (
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// TestLooksOfOneShape: the plan of a look at one table is kept for looks at others, which see their own, also while an earlier one is not over.
func TestLooksOfOneShape(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	ask(t, c, `create table a_1 (x int, y int); create table a_2 (z int); create view "it's" as select 1 as w`)
	for _, by := range []string{"relname = '%s'", `relname like '%s'`, "relname operator(pg_catalog.~) '^(%s)$' collate pg_catalog.default", "c.oid = '%s'::regclass"} {
		sql := "select attname from pg_catalog.pg_class c join pg_catalog.pg_attribute a on attrelid = c.oid where attnum > 0 and " + by + " order by attnum"
		for range 2 {
			require.Equal(t, []string{"SELECT 2: x; y"}, ask(t, c, fmt.Sprintf(sql, "a_1")), by)
			require.Equal(t, []string{"SELECT 1: z"}, ask(t, c, fmt.Sprintf(sql, "a_2")), by)
		}
	}
	const named = "select relname, relkind from pg_class where relname = '%s' and pg_table_is_visible(oid)"
	for name, want := range map[string]string{"a_1": "SELECT 1: a_1|r", "it''s": "SELECT 1: it's|v", "none": "SELECT 0", "a_2": "SELECT 1: a_2|r", "A_1": "SELECT 0"} {
		require.Equal(t, []string{want}, ask(t, c, fmt.Sprintf(named, name)))
		r := c.ExecParams(ctx(t), fmt.Sprintf(named, name)+" ", nil, nil, nil, nil).Read()
		require.NoError(t, r.Err)
		require.Equal(t, want[:8], r.CommandTag.String())
	}
	oid := ask(t, c, "select oid::int8 from pg_class where relname = 'a_1'")[0][len("SELECT 1: "):]
	require.Equal(t, []string{"SELECT 1: a_1"}, ask(t, c, "select relname from pg_class where oid = '"+oid+"'"))
	require.Equal(t, []string{"SELECT 0"}, ask(t, c, "select relname from pg_class where oid = '1"+oid+"'"))
	require.Equal(t, []string{"SELECT 1: a_1"}, ask(t, c, "select relname from pg_class where oid = "+oid))

	// What stands in a view as a constant is no column of a table.
	for _, q := range []string{"select 1 from pg_database where datname = '%s'", "select count(*) > 0 from information_schema.tables where table_catalog = '%s' having count(*) > 0"} {
		require.NotEqual(t, ask(t, c, fmt.Sprintf(q, "lake")), ask(t, c, fmt.Sprintf(q, "other")), q)
		require.Equal(t, []string{"SELECT 0"}, ask(t, c, fmt.Sprintf(q, "another")), q)
	}

	// A temporary table hides the other, and goes.
	require.Equal(t, []string{"CREATE TABLE", "SELECT 2: a_1|r; a_1|r", "DROP TABLE"}, ask(t, c, "create temp table a_1 (t int); "+fmt.Sprintf("select relname, relkind from pg_class where relname = '%s'", "a_1")+"; drop table pg_temp.a_1"))

	// A portal that is not read to its end goes on with what it is about.
	fe := c.Frontend()
	sendPortal(fe, "p", "select attname from pg_attribute where attrelid = '"+oid+"' and attnum > 0 order by attnum", 1)
	fe.SendQuery(&pgproto3.Query{String: "begin"})
	require.NoError(t, fe.Flush())
	drainTo(t, fe)
	drainTo(t, fe)
	sendPortal(fe, "q", "select attname from pg_attribute where attrelid = '"+oid+"' and attnum > 0 order by attnum", 1)
	sendPortal(fe, "r", "select attname from pg_attribute where attrelid = '1"+oid+"' and attnum > 0 order by attnum", 1)
	fe.Send(&pgproto3.Execute{Portal: "q"})
	fe.Send(&pgproto3.Sync{})
	require.NoError(t, fe.Flush())
	drainTo(t, fe)
	drainTo(t, fe)
	var names []string
	for {
		m, err := fe.Receive()
		require.NoError(t, err)
		if row, ok := m.(*pgproto3.DataRow); ok {
			names = append(names, string(row.Values[0]))
		}
		if _, ok := m.(*pgproto3.ReadyForQuery); ok {
			break
		}
	}
	require.Equal(t, []string{"y"}, names)
}
