package session_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// one gives the only value of the only row.
func one(t *testing.T, c *pgconn.PgConn, sql string) string {
	t.Helper()
	got := ask(t, c, sql)
	require.Len(t, got, 1)
	_, v, ok := strings.Cut(got[0], ": ")
	require.True(t, ok, got[0])
	return v
}

func parquets(t *testing.T, s *sessiontest.Server) (n int) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(filepath.Join(s.Dir, "data"), func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".parquet") {
			n++
		}
		return err
	}))
	return n
}

// Whatever VACUUM does to the files, the rows of today and of every earlier version stay as they were.
func TestVacuumChangesNoRow(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE"}, ask(t, c, "create table t (i int, v int)"))
	const look = "select count(*), sum(i), sum(v), sum(i * v) from t"
	r := rand.New(rand.NewPCG(1, 2))
	past := map[string]string{}
	for next := range 30 {
		sql := ""
		switch r.IntN(8) {
		case 0, 1, 2:
			sql = fmt.Sprintf("insert into t select g, %d from generate_series(%d, %d) g", next, next*100, next*100+r.IntN(40))
		case 3:
			sql = fmt.Sprintf("delete from t where i %% %d = 1", 2+r.IntN(20))
		case 4:
			sql = fmt.Sprintf("update t set v = v + 1 where i %% %d = 1", 2+r.IntN(9))
		case 5:
			sql = fmt.Sprintf("begin; insert into t values (%d, 1); delete from t where i %% 7 = %d; update t set v = 5 where i %% 11 = 1; commit", next*100+50, r.IntN(7))
		case 6:
			sql = "vacuum t"
		case 7:
			sql = "vacuum full t"
		}
		was := one(t, c, look)
		for _, tag := range ask(t, c, sql) {
			require.NotRegexp(t, `^[0-9]`, tag, sql)
		}
		is := one(t, c, look)
		if strings.HasPrefix(sql, "vacuum") {
			require.Equal(t, was, is, sql)
		}
		past[one(t, c, "select max(snapshot_id) from lakewire.commits")] = is
	}
	for version, then := range past {
		require.Equal(t, then, one(t, c, look+" at (version => "+version+")"), "version %s", version)
	}
	require.Equal(t, "0", one(t, c, "select count(*) from lakewire.commits where token is null and changes ~ 'rewrite|merge'"))
	require.NotEqual(t, "0", one(t, c, "select count(*) from lakewire.commits where author = 'lakewire' and changes ~ 'merge'"))
}

func TestVacuumPutsFilesTogether(t *testing.T) {
	s := sessiontest.Start(t)
	c, notices := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE", "CREATE VIEW"}, ask(t, c, "create table t (i int); create view v as select 1 as x"))
	for k := range 6 {
		require.Equal(t, []string{"INSERT 0 10"}, ask(t, c, fmt.Sprintf("insert into t select g from generate_series(%d, %d) g", k*10, k*10+9)))
	}
	const files = "select count(distinct filename) from t"
	require.Equal(t, "6", one(t, c, files))
	require.Equal(t, []string{"VACUUM"}, ask(t, c, "vacuum t"))
	require.Equal(t, "1", one(t, c, files))
	commits := one(t, c, "select count(*) from lakewire.commits")
	require.Equal(t, []string{"VACUUM"}, ask(t, c, "vacuum"))
	require.Equal(t, commits, one(t, c, "select count(*) from lakewire.commits"), "nothing to do, no commit")
	require.Equal(t, []string{"VACUUM"}, ask(t, c, "vacuum v"))
	require.Equal(t, []string{`01000 skipping "v" --- cannot vacuum non-tables or special system tables`}, *notices)
	for _, sql := range []string{"begin; vacuum t", "select 1; vacuum t", "begin; checkpoint"} {
		require.Regexp(t, "^25001 (VACUUM|CHECKPOINT) cannot run inside a transaction block$", ask(t, c, sql)[1])
		ask(t, c, "rollback")
	}
	b, _ := raw(t, s)
	require.Equal(t, []string{"BEGIN", "DELETE 1"}, ask(t, b, "begin; delete from t where i = 3"))
	require.Equal(t, []string{"SET"}, ask(t, c, "set lock_timeout = 50"))
	require.Equal(t, []string{"55P03 canceling statement due to lock timeout"}, ask(t, c, "vacuum t"))
	*notices = nil
	require.Equal(t, []string{"VACUUM"}, ask(t, c, "vacuum (skip_locked) t"))
	require.Equal(t, []string{`55P03 skipping vacuum of "t" --- lock not available`}, *notices)
	require.Equal(t, []string{"SET"}, ask(t, c, "set lock_timeout = 0"))
	require.Equal(t, []string{"SET"}, ask(t, c, "set statement_timeout = 50"))
	require.Equal(t, []string{"57014 canceling statement due to statement timeout"}, ask(t, c, "vacuum full t"))
	require.Equal(t, []string{"RESET"}, ask(t, c, "reset statement_timeout"))
	require.Equal(t, []string{"SELECT 0"}, ask(t, c, "select * from pg_locks where pid = pg_backend_pid() and locktype in ('relation', 'object')"))
}

// Files that an open transaction may read stay until it has ended, whatever is asked for.
func TestCheckpointKeepsWhatIsRead(t *testing.T) {
	s := sessiontest.Start(t)
	c, notices := raw(t, s)
	reader, _ := raw(t, s)
	ask(t, c, "create table t (i int); set lakewire.snapshot_retention = 0")
	for k := range 4 {
		ask(t, c, fmt.Sprintf("insert into t select g from generate_series(%d, %d) g", k*100, k*100+99))
	}
	version := one(t, c, "select max(snapshot_id) from lakewire.commits")
	require.Equal(t, []string{"BEGIN", "SELECT 1: 400"}, ask(t, reader, "begin; select count(*) from t"))
	require.Equal(t, []string{"DELETE 200"}, ask(t, c, "delete from t where i % 2 = 0"))
	require.Equal(t, []string{"VACUUM"}, ask(t, c, "vacuum full t"))
	require.Equal(t, []string{"CHECKPOINT"}, ask(t, c, "checkpoint"))
	require.Len(t, *notices, 1)
	require.Contains(t, (*notices)[0], "left to the next CHECKPOINT")
	require.Equal(t, "79800", one(t, reader, "select sum(i) from t"))
	require.Equal(t, "400", one(t, reader, "select count(i) from t at (version => "+version+")"), "its snapshot has not expired")
	require.Equal(t, []string{"COMMIT"}, ask(t, reader, "commit"))
	before := parquets(t, s)
	*notices = nil
	require.Equal(t, []string{"CHECKPOINT"}, ask(t, c, "checkpoint"))
	require.Empty(t, *notices)
	require.Less(t, parquets(t, s), before)
	require.Equal(t, []string{"SELECT 1: 200|40000"}, ask(t, reader, "select count(*), sum(i) from t"))
}

// Within the retention each state of the lake can be looked at, after it none but the last.
func TestRetention(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	ask(t, c, "create table t (i int)")
	ask(t, c, "insert into t values (1)")
	version := one(t, c, "select max(snapshot_id) from lakewire.commits")
	ask(t, c, "insert into t values (2)")
	require.Equal(t, "7d", one(t, c, "show lakewire.snapshot_retention"))
	require.Equal(t, []string{"CHECKPOINT"}, ask(t, c, "checkpoint"))
	require.Equal(t, "1", one(t, c, "select count(i) from t at (version => "+version+")"))
	ask(t, c, "set lakewire.snapshot_retention = 0")
	require.Equal(t, []string{"CHECKPOINT"}, ask(t, c, "checkpoint"))
	require.Contains(t, ask(t, c, "select count(i) from t at (version => "+version+")")[0], "22023 no snapshot found")
	require.Equal(t, "1", one(t, c, "select count(*) from lakewire.commits"))
	require.Equal(t, "2", one(t, c, "select count(i) from t"))
}

// Beside writers and readers: no row is lost, doubled or half seen, and nobody is told anything but that he is to try again.
func TestVacuumBesideOthers(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	ask(t, c, "create table t (i int, k int)")
	require.Equal(t, []string{"INSERT 0 400"}, ask(t, c, "insert into t select i, 0 from generate_series(0, 399) t(i)"))
	var wg sync.WaitGroup
	var left atomic.Int32
	left.Store(4)
	for w := range 4 {
		c, _ := raw(t, s)
		wg.Go(func() {
			defer left.Add(-1)
			for i := range 8 {
				sql := []string{
					"delete from t where i = %d", "update t set k = k + 1 where i = 100 + %d", "insert into t values (1000 + %d, 7)",
					"begin; insert into t values (2000 + %d, 7); update t set k = 9 where i = 200; commit",
				}[w]
				for try := range 20 {
					got := ask(t, c, fmt.Sprintf(sql, i))
					if !strings.HasPrefix(got[len(got)-1], "40001") {
						require.NotRegexp(t, `^[0-9]`, got[len(got)-1])
						break
					}
					require.Less(t, try, 19, got)
					ask(t, c, "rollback")
				}
			}
		})
	}
	for w, sql := range []string{"vacuum full t", "vacuum", "checkpoint", "begin; select count(*) + 0 * sum(i) from t; select count(i) from t; commit"} {
		c, _ := raw(t, s)
		wg.Go(func() {
			ask(t, c, "set lakewire.snapshot_retention = 0")
			for left.Load() > 0 {
				got := ask(t, c, sql)
				require.NotRegexp(t, `^[0-9]`, got[len(got)-1])
				if w == 3 {
					require.Equal(t, got[1], got[2])
				}
			}
		})
	}
	wg.Wait()
	require.Equal(t, []string{"SELECT 1: 408|392|8|16|1"}, ask(t, c, `select count(*), count(*) filter (where i < 1000), count(*) filter (where k = 1),
		count(*) filter (where k = 7), count(*) filter (where k = 9) from t`))
	require.Equal(t, []string{"SELECT 1: 408"}, ask(t, c, "select count(*) from (select distinct i from t) x"))
}
