package integration

import (
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/test/discard"
)

// TestCancel ends a running statement, a stream and a cursor within 100 ms; the session goes on.
func TestCancel(t *testing.T) {
	s := shared(t)
	for name, sql := range map[string]string{
		"aggregation": "select sum(a.i * b.i) from range(1000000) as a(i), range(1000000) as b(i)",
		"join":        "select count(*) from lineitem a, lineitem b, lineitem c where a.l_orderkey + b.l_orderkey = c.l_orderkey + 1",
		"sort":        "select i from range(300000000) as r(i) order by hash(i) limit 1 offset 1000000",
		"stream":      "select i, i::varchar from range(100000000000) as r(i)",
		"sleep":       "select pg_sleep(60)",
		"cursor":      "begin; declare c cursor for select sum(a.i * b.i) from range(1000000) as a(i), range(1000000) as b(i); fetch c",
	} {
		t.Run(name, func(t *testing.T) {
			c := raw(t, s)
			best := time.Hour
			for try := 0; try < 3 && best > 100*time.Millisecond; try++ { // the machine is shared: the best is the server's own time
				best = min(best, cancelled(t, c, sql))
				_, err := c.Query("rollback", nil)
				require.NoError(t, err)
			}
			t.Logf("ended after %v", best)
			require.LessOrEqual(t, best, 100*time.Millisecond)
			r, err := c.Query("select 1", nil)
			require.NoError(t, err)
			require.EqualValues(t, 1, r.Rows)
		})
	}
}

// cancelled runs a statement, cancels it while it runs, and tells how long it went on after that.
func cancelled(t *testing.T, c *discard.Client, sql string) time.Duration {
	t.Helper()
	start := time.Now()
	require.NoError(t, c.Send(sql))
	type outcome struct {
		r   *discard.Result
		err error
	}
	done := make(chan outcome, 1)
	go func() {
		r, err := c.Read(start, nil)
		done <- outcome{r, err}
	}()
	time.Sleep(300 * time.Millisecond)
	sent := time.Now()
	require.NoError(t, c.Cancel())
	select {
	case o := <-done:
		require.NoError(t, o.err)
		require.Equal(t, "57014", o.r.SQLState)
	case <-time.After(20 * time.Second):
		t.Fatal("still running 20 s after the cancel")
	}
	return time.Since(sent)
}

// TestLostClient: a client that goes away in the middle of a statement or a stream is gone from the server soon after.
func TestLostClient(t *testing.T) {
	s := shared(t)
	watch := connect(t, s)
	for name, sql := range map[string]string{
		"running":   "select sum(a.i * b.i) from range(1000000) as a(i), range(1000000) as b(i)",
		"streaming": "select i, i::varchar from range(100000000000) as r(i)",
	} {
		t.Run(name, func(t *testing.T) {
			before := count(t, watch, "select count(*) from pg_stat_activity")
			c := raw(t, s)
			_ = c.Conn.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
			_, err := c.Query(sql, nil)
			require.Error(t, err)
			require.NotErrorIs(t, err, io.EOF)
			_ = c.Conn.Close()
			eventually(t, 5*time.Second, "the session is gone", func() bool { return count(t, watch, "select count(*) from pg_stat_activity") <= before })
		})
	}
}
