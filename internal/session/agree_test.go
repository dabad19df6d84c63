package session_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// What Describe tells must hold at Execute, whatever the engine learns only from values.
func TestTypesOfParameters(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	bg := ctx(t)
	require.Equal(t, []string{"CREATE TABLE", "INSERT 0 2"}, ask(t, c,
		"create table t (a int, b bigint, f float8, s text, d date, ts timestamptz); insert into t values (1, 10, 1.5, 'x', '2024-01-31', now()), (2, 20, 2.5, 'y', '2024-02-29', now())"))
	const int4, int8, float8, text, int4s, texts = 23, 20, 701, 25, 1007, 1009
	for _, q := range []struct {
		sql    string
		given  []uint32
		params []uint32
		cols   []uint32
		args   []string
		rows   int
	}{
		{"select x from generate_series(1, $1::int8) as g(x)", nil, []uint32{int8}, []uint32{int8}, []string{"3"}, 3},
		{"select a from t where a = $1 or a = $1 + 1", nil, []uint32{int4}, []uint32{int4}, []string{"1"}, 2},
		{"select $1", nil, []uint32{text}, []uint32{text}, []string{"1"}, 1},
		{"select $1 || 'x'", nil, []uint32{text}, []uint32{text}, []string{"1"}, 1},
		{"select a, $2 from t where a = $1", nil, []uint32{int4, text}, []uint32{int4, text}, []string{"1", "z"}, 1},
		{"select b + $1 from t", nil, []uint32{int8}, []uint32{int8}, []string{"5000000000"}, 2},
		{"select $1 * f from t", nil, []uint32{float8}, []uint32{float8}, []string{"0.5"}, 2},
		{"update t set b = b + $1 where s = $2", nil, []uint32{int8, text}, nil, []string{"1", "x"}, 0},
		{"select s from t where a = any($1)", nil, []uint32{int4s}, []uint32{text}, []string{"{1,2,3}"}, 2},
		{"select a from t where s = any ($1)", nil, []uint32{texts}, []uint32{int4}, []string{"{x}"}, 1},
		{"select $2::int4", []uint32{int4}, []uint32{int4, int4}, []uint32{int4}, []string{"1", "2"}, 1},
		{"select coalesce($1, a) from t", nil, []uint32{int4}, []uint32{int4}, []string{""}, 2},
		{"select $1 + 1", []uint32{int8}, []uint32{int8}, []uint32{int8}, []string{""}, 1},
		{"select a from t limit $1", nil, []uint32{int8}, []uint32{int4}, []string{"1"}, 1},
		{"select count(*) from t where ts > $1 and d < $2", nil, []uint32{1184, 1082}, []uint32{int8}, []string{"2000-01-01", "2024-02-01"}, 1},
	} {
		d, err := c.Prepare(bg, "", q.sql, q.given)
		require.NoError(t, err, q.sql)
		require.Equal(t, q.params, d.ParamOIDs, q.sql)
		var cols []uint32
		for _, f := range d.Fields {
			cols = append(cols, f.DataTypeOID)
		}
		require.Equal(t, q.cols, cols, q.sql)
		for range 2 {
			var args [][]byte
			for _, a := range q.args {
				args = append(args, []byte(a))
				if a == "" {
					args[len(args)-1] = nil
				}
			}
			r := c.ExecPrepared(bg, "", args, nil, nil).Read()
			require.NoError(t, r.Err, q.sql)
			require.Len(t, r.Rows, q.rows, q.sql)
		}
	}
}

func TestParameterErrors(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	for _, q := range []struct {
		sql   string
		given []uint32
		want  string
	}{
		{"select $2::int4", nil, "42P18 could not determine data type of parameter $1"},
		{"select $0", nil, "42P02 there is no parameter $0"},
		{"select $1", []uint32{999999}, "XX000 cache lookup failed for type 999999"},
		{"select nope + $1 from (values (1)) v(x)", nil, `42703 column "nope" does not exist`},
	} {
		_, err := c.Prepare(ctx(t), "", q.sql, q.given)
		require.Equal(t, q.want, code(err), q.sql)
	}
	require.Equal(t, []string{"42P02 there is no parameter $1"}, ask(t, c, "select $1"))
	require.Equal(t, []string{"42P02 there is no parameter $1"}, ask(t, c, "begin; declare c cursor for select $1")[1:])
}

// A DDL in between shows at Bind, as an error or not at all.
func TestPlansAfterDDL(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	bg := ctx(t)
	ask(t, c, "create table t (a int); insert into t values (1)")
	for _, q := range []string{"select * from t", "select a from t"} {
		_, err := c.Prepare(bg, q, q, nil)
		require.NoError(t, err)
	}
	require.Equal(t, []string{"ALTER TABLE"}, ask(t, c, "alter table t add column b text"))
	require.Equal(t, "0A000 cached plan must not change result type", code(c.ExecPrepared(bg, "select * from t", nil, nil, nil).Read().Err))
	r := c.ExecPrepared(bg, "select a from t", nil, nil, nil).Read()
	require.NoError(t, r.Err)
	require.Len(t, r.Rows, 1)
	require.Equal(t, []string{"DROP TABLE"}, ask(t, c, "drop table t"))
	require.Equal(t, `42P01 relation "t" does not exist`, code(c.ExecPrepared(bg, "select a from t", nil, nil, nil).Read().Err))
}

func TestSettingsSurviveErrors(t *testing.T) {
	s := sessiontest.Start(t)
	play(t, s, []step{
		{"create schema s1", []string{"CREATE SCHEMA"}},
		{"create table t (i int)", []string{"CREATE TABLE"}},
		{"set search_path = s1", []string{"SET"}},
		{"select 1/nope", []string{`42703 column "nope" does not exist`}},
		{"show search_path", []string{"SHOW: s1"}},
		{"select * from t", []string{`42P01 relation "t" does not exist`}},
		{"set search_path = nosuch", []string{"SET"}},
		{"create table zz (i int)", []string{"3F000 no schema has been selected to create in"}},
		{"create view zz as select 1", []string{"3F000 no schema has been selected to create in"}},
		{"create table s1.zz (i int)", []string{"CREATE TABLE"}},
		{"create temp table zt (i int)", []string{"CREATE TABLE"}},
		{"select count(*) from zt", []string{"SELECT 1: 0"}},
		{"begin", []string{"BEGIN"}},
		{"create temp table zu (i int)", []string{"CREATE TABLE"}},
		{"discard temp", []string{"DISCARD TEMP"}},
		{"select count(*) from zt", []string{`42P01 relation "zt" does not exist`}},
		{"rollback", []string{"ROLLBACK"}},
		{"select count(*) from zt", []string{"SELECT 1: 0"}},
		{"discard plans; discard temp", []string{"DISCARD PLANS", "DISCARD TEMP"}},
		{"select count(*) from zt", []string{`42P01 relation "zt" does not exist`}},
		{"set local work_mem = '5MB'", []string{"25P01 SET LOCAL can only be used in transaction blocks", "SET"}},
		{"show work_mem", []string{"SHOW: 4MB"}},
		{"set constraints all deferred", []string{"25P01 SET CONSTRAINTS can only be used in transaction blocks", "SET CONSTRAINTS"}},
		{"begin; create schema gone; set search_path = gone; create table x (i int); rollback", []string{"BEGIN", "CREATE SCHEMA", "SET", "CREATE TABLE", "ROLLBACK"}},
		{"set search_path = gone, public", []string{"SET"}},
		{"select count(*) from t", []string{"SELECT 1: 0"}},
		{"discard all", []string{"DISCARD ALL"}},
	})
}

func TestNoticesOfSkips(t *testing.T) {
	s := sessiontest.Start(t)
	play(t, s, []step{
		{"drop table if exists t", []string{`00000 table "t" does not exist, skipping`, "DROP TABLE"}},
		{"drop view if exists public.v", []string{`00000 view "public.v" does not exist, skipping`, "DROP VIEW"}},
		{"drop table if exists no.t", []string{`00000 schema "no" does not exist, skipping`, "DROP TABLE"}},
		{"drop schema if exists no", []string{`00000 schema "no" does not exist, skipping`, "DROP SCHEMA"}},
		{"create table if not exists t (i int)", []string{"CREATE TABLE"}},
		{"create table if not exists t (i int)", []string{`42P07 relation "t" already exists, skipping`, "CREATE TABLE"}},
		{"create schema if not exists public", []string{`42P06 schema "public" already exists, skipping`, "CREATE SCHEMA"}},
		{"begin", []string{"BEGIN"}},
		{"insert into t values (1)", []string{"INSERT 0 1"}},
		{"drop table if exists u", []string{`00000 table "u" does not exist, skipping`, "DROP TABLE"}},
		{"drop table if exists t", []string{"DROP TABLE"}},
		{"drop table if exists t", []string{`00000 table "t" does not exist, skipping`, "DROP TABLE"}},
		{"rollback", []string{"ROLLBACK"}},
		{"select count(*) from t", []string{"SELECT 1: 0"}},
	})
}

// A cursor that was declared without a word about scrolling goes back, as PostgreSQL's do on simple plans.
func TestCursorsGoBack(t *testing.T) {
	s := sessiontest.Start(t)
	play(t, s, []step{
		{"begin; declare a cursor for select * from range(5); declare b no scroll cursor for select * from range(5)",
			[]string{"BEGIN", "DECLARE CURSOR", "DECLARE CURSOR"}},
		{"fetch 3 from a", []string{"FETCH 3: 0; 1; 2"}},
		{"fetch backward 2 from a", []string{"FETCH 2: 1; 0"}},
		{"fetch last from a", []string{"FETCH 1: 4"}},
		{"fetch 2 from b", []string{"FETCH 2: 0; 1"}},
		{"savepoint x; fetch prior from b", []string{"SAVEPOINT", "55000 cursor can only scan forward"}},
		{"rollback", []string{"ROLLBACK"}},
		{"begin; declare w cursor for select i, repeat('x', 1000) s from range(60000) r(i)", []string{"BEGIN", "DECLARE CURSOR"}},
		{"move 30000 from w", []string{"MOVE 30000"}},
		{"move 20000 from w", []string{"MOVE 20000"}},
		{"declare v cursor for select i from range(3) r(i); fetch 1 from v", []string{"DECLARE CURSOR", "FETCH 1: 0"}},
		{"move 20000 from w", []string{"MOVE 10000"}},
		{"fetch backward 1 from w", []string{"55000 cursor can only scan forward"}},
		{"rollback", []string{"ROLLBACK"}},
	})
}

func TestWarningsOfFunctions(t *testing.T) {
	s := sessiontest.Start(t)
	play(t, s, []step{
		{"select pg_cancel_backend(2147483647)", []string{"01000 PID 2147483647 is not a PostgreSQL backend process", "SELECT 1: f"}},
		{"select 1", []string{"SELECT 1: 1"}},
	})
}

// A portal of Bind can be fetched from in SQL, and the other way round.
func TestPortalsInSQL(t *testing.T) {
	s := sessiontest.Start(t)
	c := connect(t, s, pgx.QueryExecModeSimpleProtocol)
	_, err := c.Exec(ctx(t), "begin")
	require.NoError(t, err)
	fe := c.PgConn().Frontend()
	sendPortal(fe, "p", "select x from range(10) r(x)", 2)
	require.NoError(t, fe.Flush())
	drainTo(t, fe)
	require.Equal(t, []string{"FETCH 2: 2; 3"}, ask(t, c.PgConn(), "fetch 2 from p"))
	require.Equal(t, []string{"MOVE 3"}, ask(t, c.PgConn(), "move forward 3 from p"))
	require.Equal(t, []string{"SELECT 1: 1"}, ask(t, c.PgConn(), "select 1 from range(1)"))
	require.Equal(t, []string{"FETCH 3: 7; 8; 9"}, ask(t, c.PgConn(), "fetch all from p"))
	require.Equal(t, []string{"CLOSE CURSOR"}, ask(t, c.PgConn(), "close p"))
	require.Equal(t, []string{`34000 cursor "p" does not exist`}, ask(t, c.PgConn(), "fetch 1 from p"))
}
