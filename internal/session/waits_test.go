package session_test

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// later runs statements that will wait, and comes back when the server shows that they do.
func later(t *testing.T, watch, c *pgconn.PgConn, sql string) <-chan []string {
	t.Helper()
	out := make(chan []string, 1)
	go func() { out <- ask(t, c, sql) }()
	require.Eventually(t, func() bool {
		got := ask(t, watch, "select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
		return len(got) == 1 && got[0] != "SELECT 1: 0"
	}, 20*time.Second, 10*time.Millisecond)
	return out
}

func TestWaitsAreShown(t *testing.T) {
	s := sessiontest.Start(t)
	a, _ := raw(t, s)
	b, _ := raw(t, s)
	w, _ := raw(t, s)
	ask(t, a, "create table t (i int)")
	require.Equal(t, []string{"BEGIN", "LOCK TABLE"}, ask(t, a, "begin; lock table t in share mode"))
	got := later(t, w, b, "delete from t")
	require.Equal(t, []string{"SELECT 2: ShareLock|t|t; ShareRowExclusiveLock|f|t"},
		ask(t, w, "select mode, granted, relation = 't'::regclass from pg_locks where locktype = 'relation' order by granted desc"))
	require.Equal(t, []string{"SELECT 1: relation|t"},
		ask(t, w, "select a.wait_event, pg_blocking_pids(a.pid) = array[(select pid from pg_locks where granted and locktype = 'relation')] from pg_stat_activity a where wait_event_type = 'Lock'"))
	require.Equal(t, []string{"COMMIT"}, ask(t, a, "commit"))
	require.Equal(t, []string{"DELETE 0"}, <-got)
	require.Equal(t, []string{`42P01 relation "none" does not exist`}, ask(t, a, "begin; lock table none")[1:])
	ask(t, a, "rollback")
}

func TestAdvisoryLocksWait(t *testing.T) {
	s := sessiontest.Start(t)
	a, _ := raw(t, s)
	b, _ := raw(t, s)
	w, _ := raw(t, s)
	require.Equal(t, []string{"SELECT 1: "}, ask(t, a, "select pg_advisory_lock(7)"))
	got := later(t, w, b, "select pg_advisory_lock(7)")
	require.Equal(t, []string{"SELECT 2: 7|1|t; 7|1|f"}, ask(t, w, "select objid, objsubid, granted from pg_locks where locktype = 'advisory' order by granted desc"))
	require.Equal(t, []string{"SELECT 1: t"}, ask(t, a, "select pg_advisory_unlock(7)"))
	require.Equal(t, []string{"SELECT 1: "}, <-got)
	require.Equal(t, []string{"SET", "55P03 canceling statement due to lock timeout"}, ask(t, a, "set lock_timeout = 50; select pg_advisory_lock_shared(7)"))
	require.Equal(t, []string{"RESET", "SET", "57014 canceling statement due to statement timeout"}, ask(t, a, "reset lock_timeout; set statement_timeout = 50; select pg_advisory_xact_lock(7)"))
	require.Equal(t, []string{"SELECT 1: f"}, ask(t, a, "select pg_try_advisory_lock(7)"))
	require.Equal(t, []string{"DISCARD ALL"}, ask(t, b, "discard all"))
	require.Equal(t, []string{"BEGIN", "SELECT 1: "}, ask(t, a, "begin; select pg_advisory_xact_lock(7)"))
	require.Equal(t, []string{"SELECT 1: f"}, ask(t, b, "select pg_try_advisory_xact_lock(7)"))
	require.Equal(t, []string{"COMMIT"}, ask(t, a, "commit"))
	require.Equal(t, []string{"SELECT 1: t"}, ask(t, b, "select pg_try_advisory_xact_lock(7)"))
	require.Equal(t, []string{"SELECT 1: 0"}, ask(t, w, "select count(*) from pg_locks where locktype = 'advisory'"))
}

func TestForUpdateLocksTables(t *testing.T) {
	s := sessiontest.Start(t)
	a, _ := raw(t, s)
	b, _ := raw(t, s)
	w, _ := raw(t, s)
	ask(t, a, "create table t (i int); insert into t values (1)")
	require.Equal(t, []string{"BEGIN", "SELECT 1: 1"}, ask(t, a, "begin; select i from t for update"))
	require.Equal(t, []string{"SELECT 1: 1"}, ask(t, b, "select i from t"), "readers wait for nobody")
	require.Equal(t, []string{`55P03 could not obtain lock on relation "t"`}, ask(t, b, "select i from t for update nowait"))
	require.Equal(t, []string{"SELECT 0"}, ask(t, b, "select i from t for update skip locked"))
	got := later(t, w, b, "begin; select i from t for update; update t set i = i + 1; commit")
	require.Equal(t, []string{"UPDATE 1", "COMMIT"}, ask(t, a, "update t set i = i + 1; commit"))
	require.Equal(t, []string{"BEGIN", "SELECT 1: 2", "UPDATE 1", "COMMIT"}, <-got, "it saw what it waited for")
	require.Equal(t, []string{"BEGIN", "SELECT 1: 3"}, ask(t, a, "begin; select i from t for share"))
	require.Equal(t, []string{"INSERT 0 1"}, ask(t, b, "insert into t values (10)"))
	require.Equal(t, []string{"COMMIT"}, ask(t, a, "commit"))
	require.Equal(t, []string{"BEGIN", "25006 cannot execute SELECT FOR NO KEY UPDATE in a read-only transaction"}, ask(t, a, "begin read only; select i from t for no key update"))
	ask(t, a, "rollback")
}

func TestDeadlock(t *testing.T) {
	s := sessiontest.Start(t)
	a, _ := raw(t, s)
	b, _ := raw(t, s)
	w, _ := raw(t, s)
	ask(t, a, "create table t (i int); create table u (i int)")
	ask(t, a, "begin; lock table t")
	ask(t, b, "begin; lock table u")
	got := later(t, w, a, "lock table u")
	_, err := b.Exec(ctx(t), "lock table t in share mode").ReadAll()
	var e *pgconn.PgError
	require.ErrorAs(t, err, &e)
	require.Equal(t, "40P01", e.Code)
	require.Equal(t, "deadlock detected", e.Message)
	require.Regexp(t, `^Process \d+ waits for ShareLock on relation \d+ of database 16385; blocked by process \d+\.\nProcess \d+ waits for AccessExclusiveLock on relation \d+ of database 16385; blocked by process \d+\.$`, e.Detail)
	ask(t, b, "rollback")
	require.Equal(t, []string{"LOCK TABLE"}, <-got)
	ask(t, a, "rollback")
}
