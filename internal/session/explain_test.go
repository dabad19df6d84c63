package session_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// EXPLAIN ANALYZE does what the statement does, all of it and for good, whatever statements the engine needs for it.
func TestExplainAnalyze(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	ask(t, c, "create table t (a int primary key, b text); insert into t values (1, 'x'), (2, 'y'); prepare p(int) as insert into t values ($1, 'p') on conflict (a) do nothing")
	for _, x := range []struct {
		sql   string
		plans int
		after string
	}{
		{"insert into t values (3, 'z')", 1, "1x 2y 3z"},
		{"insert into t select 4, 'r' returning a", 3, "1x 2y 3z 4r"},
		{"insert into t select 4, 'u' union all select 5, 'u' on conflict (a) do update set b = excluded.b", 5, "1x 2y 3z 4u 5u"},
		{"update t set b = 'q' where a = 5", 1, "1x 2y 3z 4u 5q"},
		{"delete from t where a > 3 returning a", 3, "1x 2y 3z"},
		{"merge into t using (select 3 as k union all select 6) s on a = k when matched then delete when not matched then insert values (k, 'm')", 6, "1x 2y 6m"},
		{"with w as (delete from t where a = 6 returning *) select * from w", 4, "1x 2y"},
		{"execute p(7)", 0, "1x 2y 7p"},
		{"delete from t where a = 7", 1, "1x 2y"},
	} {
		res, err := c.Exec(ctx(t), "explain (analyze, format json) "+x.sql).ReadAll()
		require.NoError(t, err, x.sql)
		var plans []struct {
			Plan map[string]any
		}
		require.NoError(t, json.Unmarshal(res[0].Rows[0][0], &plans), x.sql)
		if x.plans > 0 {
			require.Len(t, plans, x.plans, x.sql)
		}
		// Another session sees it: it is committed.
		o, _ := raw(t, s)
		require.Equal(t, []string{"SELECT 1: " + x.after}, ask(t, o, "select string_agg(a || b, ' ' order by a) from t"), x.sql)
	}
	ask(t, c, "begin; explain analyze insert into t values (8, 'o') on conflict (a) do nothing; rollback")
	require.Equal(t, []string{"SELECT 1: 2"}, ask(t, c, "select count(*) from t"))
	ask(t, c, "explain analyze create table u as select * from t; explain analyze create materialized view m as select * from t; explain create table v as select 1 as i")
	o, _ := raw(t, s)
	require.Equal(t, []string{"SELECT 1: 2|2"}, ask(t, o, "select (select count(*) from u), (select count(*) from m)"))
	require.Equal(t, []string{`42P01 relation "v" does not exist`}, ask(t, o, "select * from v"))
	require.Equal(t, []string{`42P07 relation "u" already exists`}, ask(t, c, "explain create table u as select 1"))
	require.Equal(t, []string{"EXPLAIN"}, ask(t, c, "explain analyze create table if not exists u as select 1"))
	require.Equal(t, []string{"BEGIN", "25006 cannot execute INSERT in a read-only transaction"}, ask(t, c, "begin read only; explain analyze insert into t values (9, 'r')"))
	require.Equal(t, []string{"ROLLBACK"}, ask(t, c, "rollback"))
	got := ask(t, c, "explain (analyze, timing off, summary off, costs off) select * from t where a = 1")
	require.Len(t, got, 1)
	require.True(t, strings.HasPrefix(got[0], "EXPLAIN: Seq Scan on t (actual rows=1 loops=1)"), got)
}
