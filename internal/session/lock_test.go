package session_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// Acknowledged deletes that overlap stay deleted, and appends beside them are kept.
func TestConcurrentMutations(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE"}, ask(t, c, "create table t (i int, k int)"))
	require.Equal(t, []string{"INSERT 0 400"}, ask(t, c, "insert into t select i, 0 from generate_series(0, 399) t(i)"))
	var wg sync.WaitGroup
	for w := range 4 {
		c, _ := raw(t, s)
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 10 {
				switch w {
				case 3:
					for _, tag := range ask(t, c, fmt.Sprintf("insert into t values (%d, 1)", 1000+i)) {
						if tag != "INSERT 0 1" {
							t.Error(tag)
						}
					}
				case 2:
					sql := fmt.Sprintf("begin; update t set k = k + 1 where i = %d; commit", 300+i)
					got := ask(t, c, sql)
					if len(got) != 3 || got[1] != "UPDATE 1" {
						t.Error(got)
					}
				default:
					for _, tag := range ask(t, c, fmt.Sprintf("delete from t where i = %d", w*100+i)) {
						if tag != "DELETE 1" {
							t.Error(tag)
						}
					}
				}
			}
		}()
	}
	wg.Wait()
	require.Equal(t, []string{"SELECT 1: 390"}, ask(t, c, "select count(*) from t"))
	require.Equal(t, []string{"SELECT 1: 390"}, ask(t, c, "select count(i) from (select distinct i from t) x"))
	require.Equal(t, []string{"SELECT 1: 10"}, ask(t, c, "select count(*) from t where i between 300 and 309 and k = 1"))
}

func TestLockTimeout(t *testing.T) {
	s := sessiontest.Start(t)
	a, _ := raw(t, s)
	b, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE"}, ask(t, a, "create table t (i int)"))
	require.Equal(t, []string{"BEGIN", "LOCK TABLE"}, ask(t, a, "begin; lock table t"))
	require.Equal(t, []string{"SET", "55P03 canceling statement due to lock timeout"}, ask(t, b, "set lock_timeout = 50; delete from t"))
	require.Equal(t, []string{"BEGIN", `55P03 could not obtain lock on relation "t"`}, ask(t, b, "begin; lock table t nowait"))
	require.Equal(t, []string{"ROLLBACK"}, ask(t, b, "rollback"))
	require.Equal(t, []string{"ROLLBACK"}, ask(t, a, "rollback"))
	require.Equal(t, []string{"DELETE 0"}, ask(t, b, "delete from t"))
	require.Equal(t, []string{"25P01 LOCK TABLE can only be used in transaction blocks"}, ask(t, b, "lock table t"))
}

// A snapshot older than another's mutation may not mutate.
func TestSerializationFailure(t *testing.T) {
	s := sessiontest.Start(t)
	a, _ := raw(t, s)
	b, _ := raw(t, s)
	ask(t, a, "create table t (i int); insert into t values (1), (2)")
	require.Equal(t, []string{"BEGIN", "SELECT 1: 2"}, ask(t, a, "begin; select count(*) from t"))
	require.Equal(t, []string{"DELETE 1"}, ask(t, b, "delete from t where i = 1"))
	require.Equal(t, []string{"40001 could not serialize access due to concurrent update"}, ask(t, a, "delete from t where i = 2"))
	require.Equal(t, []string{"ROLLBACK"}, ask(t, a, "rollback"))
	require.Equal(t, []string{"DELETE 1"}, ask(t, a, "delete from t where i = 2"))
}

// SKIP LOCKED passes over a table that another transaction holds, since all of its rows are locked then; OF says which tables.
func TestSkipLocked(t *testing.T) {
	s := sessiontest.Start(t)
	a, _ := raw(t, s)
	b, _ := raw(t, s)
	ask(t, a, "create table t (i int); insert into t values (1), (2); create table u (i int); insert into u values (1)")
	require.Equal(t, []string{"BEGIN", "SELECT 1: 1"}, ask(t, a, "begin; select i from t order by i limit 1 for update skip locked"))
	require.Equal(t, []string{"SELECT 0"}, ask(t, b, "select i from t order by i limit 1 for update skip locked"))
	require.Equal(t, []string{"SELECT 1: 1"}, ask(t, b, "select u.i from t join u using (i) for update of u nowait"))
	require.Equal(t, []string{`55P03 could not obtain lock on relation "t"`}, ask(t, b, "select u.i from t join u using (i) for update of t nowait"))
	require.Equal(t, []string{"COMMIT"}, ask(t, a, "commit"))
	require.Equal(t, []string{"SELECT 1: 1"}, ask(t, b, "select i from t order by i limit 1 for update skip locked"))
}

// Making and dropping a schema takes its own tables, and nobody else's.
func TestSchemasLockTheirOwn(t *testing.T) {
	s := sessiontest.Start(t)
	a, _ := raw(t, s)
	b, _ := raw(t, s)
	ask(t, a, "create table t (i int); create schema x; create table x.u (i int)")
	require.Equal(t, []string{"BEGIN", "INSERT 0 1"}, ask(t, a, "begin; insert into t values (1)"))
	require.Equal(t, []string{"SET", "CREATE SCHEMA", "CREATE TABLE", "DROP SCHEMA", "DROP SCHEMA"},
		ask(t, b, "set lock_timeout = 2000; create schema y; create table y.v (i int); drop schema y cascade; drop schema x cascade"))
	require.Equal(t, []string{"COMMIT"}, ask(t, a, "commit"))
	require.Equal(t, []string{"SELECT 1: 1"}, ask(t, b, "select count(*) from t"))
	ask(t, a, "create schema x; create table x.u (i int)")
	require.Equal(t, []string{"BEGIN", "INSERT 0 1"}, ask(t, a, "begin; insert into x.u values (1)"))
	require.Equal(t, []string{"SET", "55P03 canceling statement due to lock timeout"}, ask(t, b, "set lock_timeout = 50; drop schema x cascade"))
	require.Equal(t, []string{"COMMIT"}, ask(t, a, "commit"))
	require.Equal(t, []string{"SET", "DROP SCHEMA"}, ask(t, b, "set lock_timeout = 0; drop schema x cascade"))
	require.Equal(t, []string{`42P01 relation "x.u" does not exist`}, ask(t, a, "insert into x.u values (2)"))
}
