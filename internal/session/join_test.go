package session_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// Rows of many sessions go into few commits, each row is there once, and a bad row is its own session's affair.
func TestJoinedInserts(t *testing.T) {
	s := sessiontest.Start(t)
	a, _ := raw(t, s)
	ask(t, a, "create table t (i int not null, s text default 'x''y', at timestamptz, n numeric(6,2), k bigint default 7)")
	before := commitCount(t, s)
	const writers, each = 16, 12
	var wg sync.WaitGroup
	for w := range writers {
		c, err := pgx.Connect(context.Background(), s.DSN())
		require.NoError(t, err)
		t.Cleanup(func() { _ = c.Close(context.Background()) })
		wg.Go(func() {
			for i := range each {
				n := w*100 + i
				var err error
				want := ""
				switch i % 6 {
				case 0:
					_, err = c.Exec(context.Background(), "insert into t values ($1, $2, $3, $4)", n, "π", time.Unix(0, 0), "1.50")
				case 1:
					_, err = c.Exec(context.Background(), fmt.Sprintf("insert into t (n, i) values (-12.345, %d)", n), pgx.QueryExecModeSimpleProtocol)
				case 2:
					_, err = c.Exec(context.Background(), fmt.Sprintf("insert into t values (%d, default, null, null, default), (%d, 'b', '2026-01-02 03:04:05+00', 3, 9)", n, n+50), pgx.QueryExecModeSimpleProtocol)
				case 3:
					want = "22P02"
					_, err = c.Exec(context.Background(), "insert into t values ('nonsense')", pgx.QueryExecModeSimpleProtocol)
				case 4:
					want = "23502"
					_, err = c.Exec(context.Background(), "insert into t (s) values ('no i')", pgx.QueryExecModeSimpleProtocol)
				case 5:
					want = "22003"
					_, err = c.Exec(context.Background(), fmt.Sprintf("insert into t (i, n) values (%d, 123456)", n), pgx.QueryExecModeSimpleProtocol)
				}
				if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
					t.Errorf("writer %d, %d: %v", w, i, err)
				}
			}
		})
	}
	wg.Wait()
	good := writers * each / 6 * 4
	require.Equal(t, []string{fmt.Sprintf("SELECT 1: %d|%d", good, good)}, ask(t, a, "select count(*), count(distinct i) from t"))
	require.Equal(t, []string{"SELECT 1: x'y|null|-12.35|7"}, ask(t, a, "select s, coalesce(at::text, 'null'), n, k from t where i = 1"))
	require.Equal(t, []string{"SELECT 2: x'y|-|-|7; b|2026|3.00|9"},
		ask(t, a, "select s, coalesce(left(at::text, 4), '-'), coalesce(n::text, '-'), k from t where i in (102, 152) order by i"))
	require.Less(t, commitCount(t, s)-before, int64(writers*each/6*3), "rows of several sessions share commits")
	require.Equal(t, []string{"SELECT 1: t"}, ask(t, a, "select count(*) > 0 from lakewire.commits where author = 'lakewire' and token is not null and snapshot_id = (select max(snapshot_id) from lakewire.commits)"))
}

// commitCount is how many snapshots the lake has.
func commitCount(t *testing.T, s *sessiontest.Server) int64 {
	c, err := s.Engine.AdminConn(context.Background())
	require.NoError(t, err)
	defer c.Close()
	rows, err := c.Rows(context.Background(), "select count(*) from ducklake_snapshots('lake')")
	require.NoError(t, err)
	return rows[0][0].(int64)
}

// An INSERT that waits for a lock is cancelled like any other statement, and nothing of it comes later.
func TestJoinedInsertWaitsForMutation(t *testing.T) {
	s := sessiontest.Start(t)
	a, _ := raw(t, s)
	b, _ := raw(t, s)
	ask(t, a, "create table t (i int)")
	require.Equal(t, []string{"BEGIN", "LOCK TABLE"}, ask(t, a, "begin; lock table t in share row exclusive mode"))
	require.Equal(t, []string{"SET", "57014 canceling statement due to statement timeout"}, ask(t, b, "set statement_timeout = 100; insert into t values (1)"))
	require.Equal(t, []string{"SET", "55P03 canceling statement due to lock timeout"}, ask(t, b, "set statement_timeout = 0; set lock_timeout = 50; insert into t values (2)")[1:])
	require.Equal(t, []string{"COMMIT"}, ask(t, a, "commit"))
	require.Equal(t, []string{"INSERT 0 1"}, ask(t, b, "insert into t values (3)"))
	require.Equal(t, []string{"SELECT 1: 3"}, ask(t, a, "select * from t"))
}
