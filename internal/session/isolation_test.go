package session_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// The sentences of docs/isolation.md.
func TestSnapshotIsolation(t *testing.T) {
	s := sessiontest.Start(t)
	a, _ := raw(t, s)
	b, _ := raw(t, s)
	ask(t, a, "create table t (i int); insert into t values (1)")
	for _, level := range []string{"read uncommitted", "read committed", "repeatable read", "serializable"} {
		require.Equal(t, []string{"TRUNCATE TABLE", "INSERT 0 1"}, ask(t, b, "truncate t; insert into t values (1)"))
		ask(t, a, "begin isolation level "+level)
		require.Equal(t, []string{"INSERT 0 1"}, ask(t, b, "insert into t values (2)"), "after BEGIN, before the snapshot")
		require.Equal(t, []string{"SELECT 1: 2"}, ask(t, a, "select count(*) from t"), level)
		require.Equal(t, []string{"INSERT 0 1", "UPDATE 1"}, ask(t, b, "insert into t values (3); update t set i = 20 where i = 2"))
		require.Equal(t, []string{"SELECT 2: 1; 2"}, ask(t, a, "select i from t order by i"), level)
		require.Equal(t, []string{"40001 could not serialize access due to concurrent update"}, ask(t, a, "insert into t values (4)"), level)
		ask(t, a, "rollback")
	}
}

func TestAppendsOfOthersAndOwnChanges(t *testing.T) {
	s := sessiontest.Start(t)
	a, _ := raw(t, s)
	b, _ := raw(t, s)
	ask(t, a, "create table t (i int); insert into t values (1)")
	require.Equal(t, []string{"BEGIN", "SELECT 1: 1"}, ask(t, a, "begin; select count(*) from t"))
	require.Equal(t, []string{"INSERT 0 1"}, ask(t, b, "insert into t values (2)"))
	require.Equal(t, []string{"INSERT 0 1", "SELECT 2: 1; 3", "COMMIT"}, ask(t, a, "insert into t values (3); select i from t order by i; commit"), "appends never conflict")
	require.Equal(t, []string{"BEGIN", "SELECT 1: 3"}, ask(t, a, "begin; select count(*) from t"))
	require.Equal(t, []string{"INSERT 0 1"}, ask(t, b, "insert into t values (4)"))
	require.Equal(t, []string{"DELETE 0"}, ask(t, a, "delete from t where i = 99"), "what changes nothing conflicts with nothing")
	require.Equal(t, []string{"40001 could not serialize access due to concurrent update"}, ask(t, a, "delete from t where i = 1"))
	require.Equal(t, []string{"ROLLBACK", "DELETE 1"}, ask(t, a, "rollback; delete from t where i = 1"))
}

// Two who both may leave, as long as one stays: on snapshots both do, under a lock only one.
func TestWriteSkew(t *testing.T) {
	s := sessiontest.Start(t)
	a, _ := raw(t, s)
	b, _ := raw(t, s)
	w, _ := raw(t, s)
	ask(t, a, "create table x (i int); create table y (i int); insert into x values (1); insert into y values (1)")
	both := "select (select count(*) from x) + (select count(*) from y)"
	require.Equal(t, []string{"BEGIN", "SELECT 1: 2"}, ask(t, a, "begin isolation level serializable; "+both))
	require.Equal(t, []string{"BEGIN", "SELECT 1: 2"}, ask(t, b, "begin isolation level serializable; "+both))
	require.Equal(t, []string{"DELETE 1", "COMMIT"}, ask(t, a, "delete from x; commit"))
	require.Equal(t, []string{"DELETE 1", "COMMIT"}, ask(t, b, "delete from y; commit"))

	ask(t, a, "insert into x values (1); insert into y values (1)")
	require.Equal(t, []string{"BEGIN", "LOCK TABLE", "SELECT 1: 2"}, ask(t, a, "begin; lock table x, y in share row exclusive mode; "+both))
	got := later(t, w, b, "begin; lock table x, y in share row exclusive mode; "+both+"; rollback")
	require.Equal(t, []string{"DELETE 1", "COMMIT"}, ask(t, a, "delete from x; commit"))
	require.Equal(t, []string{"BEGIN", "LOCK TABLE", "SELECT 1: 1", "ROLLBACK"}, <-got, "it waited, and sees that it must stay")
}
