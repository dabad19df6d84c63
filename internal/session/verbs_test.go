package session_test

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

func TestVerbs(t *testing.T) {
	s := sessiontest.Start(t)
	play(t, s, []step{
		{"set search_path = nope, public", []string{"SET"}},
		{"show search_path", []string{"SHOW: nope, public"}},
		{"create table t (i int)", []string{"CREATE TABLE"}},
		{"create schema nope", []string{"CREATE SCHEMA"}},
		{"create table u (i int)", []string{"CREATE TABLE"}},
		{"select count(*) from nope.u", []string{"SELECT 1: 0"}},
		{"reset search_path", []string{"RESET"}},
		{"select count(*) from u", []string{`42P01 relation "u" does not exist`}},
		{"set timezone = 'America/New_York'", []string{"SET"}},
		{"select timestamptz '2024-01-01 00:00:00+00'", []string{"SELECT 1: 2023-12-31 19:00:00-05"}},
		{"set time zone interval '+02:00' hour to minute", []string{"SET"}},
		{"select timestamptz '2024-01-01 00:00:00+00'", []string{"SELECT 1: 2024-01-01 02:00:00+02"}},
		{"set timezone = 'Nowhere/Never'", []string{`22023 invalid value for parameter "TimeZone": "Nowhere/Never"`}},
		{"set nope = 1", []string{`42704 unrecognized configuration parameter "nope"`}},
		{"set a.b = 'c'", []string{"SET"}},
		{"show a.b", []string{"SHOW: c"}},
		{"copy t to stdout (format xml)", []string{`22023 COPY format "xml" not recognized`}},
		{"create temp table x as select 1 as i", []string{"SELECT 1"}},
		{"select * from x", []string{"SELECT 1: 1"}},
		{"begin; discard all", []string{"BEGIN", "25001 DISCARD ALL cannot run inside a transaction block"}},
		{"rollback", []string{"ROLLBACK"}},
		{"discard all", []string{"DISCARD ALL"}},
		{"select * from x", []string{`42P01 relation "x" does not exist`}},
		{"listen a; unlisten *", []string{"LISTEN", "UNLISTEN"}},
		{"notify a, '" + strings.Repeat("x", 8000) + "'", []string{"22023 payload string too long"}},
		{"set client_min_messages = error", []string{"SET"}},
		{"commit", []string{"COMMIT"}},
		{"select sum(i), avg(i) from t", []string{"SELECT 1: |"}},
	})
	c, _ := raw(t, s)
	got := ask(t, c, "explain select * from t where i = 1")
	require.Len(t, got, 1)
	require.True(t, strings.HasPrefix(got[0], "EXPLAIN: "), got)
	res, err := c.Exec(ctx(t), "explain select 1").ReadAll()
	require.NoError(t, err)
	require.Equal(t, "QUERY PLAN", res[0].FieldDescriptions[0].Name)
	require.Len(t, res[0].FieldDescriptions, 1)
	_, err = c.Exec(ctx(t), "select 1;\nselect é, nope from t").ReadAll()
	var e *pgconn.PgError
	require.ErrorAs(t, err, &e)
	require.NotZero(t, e.Position)
	require.Equal(t, []string{"SET"}, ask(t, c, "set application_name = 'me'"))
	require.Equal(t, "me", c.ParameterStatus("application_name"))
	require.Equal(t, []string{"BEGIN", "SET", "ROLLBACK"}, ask(t, c, "begin; set application_name = 'you'; rollback"))
	require.Equal(t, "me", c.ParameterStatus("application_name"))
}

// A result that is told in advance may not change under a prepared statement.
func TestPlanChanges(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	ask(t, c, "create table t (i int); insert into t values (1)")
	_, err := c.Prepare(ctx(t), "p", "select * from t", nil)
	require.NoError(t, err)
	require.NoError(t, c.ExecPrepared(ctx(t), "p", nil, nil, nil).Read().Err)
	require.Equal(t, []string{"ALTER TABLE"}, ask(t, c, "alter table t add column s text"))
	require.Equal(t, "0A000 cached plan must not change result type", code(c.ExecPrepared(ctx(t), "p", nil, nil, nil).Read().Err))
	r := c.ExecParams(ctx(t), "select * from t", nil, nil, nil, nil).Read()
	require.NoError(t, r.Err)
	require.Len(t, r.FieldDescriptions, 2)
}
