package integration

import (
	"context"
	"io"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/test/discard"
	"lakewire/test/lakeserver"
)

const (
	sixty = "select i, i::varchar as s, i * 0.5::float8 as f from range(60000000) as r(i)"
	most  = 64 << 20
)

// peak watches the resident memory of a process until stop is called, which returns how far it rose.
func peak(t *testing.T, pid int) (stop func() int64) {
	t.Helper()
	base, err := discard.RSS(pid)
	require.NoError(t, err)
	var top atomic.Int64
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			if n, err := discard.RSS(pid); err == nil && n > top.Load() {
				top.Store(n)
			}
			time.Sleep(10 * time.Millisecond)
		}
	}()
	return func() int64 {
		cancel()
		<-done
		return top.Load() - base
	}
}

// warm runs the same statement for a moment, so that what a first query allocates once does not count.
func warm(t *testing.T, s *lakeserver.Server, sql string) {
	t.Helper()
	c := raw(t, s)
	_, err := c.Query(sql, nil)
	require.NoError(t, err)
}

func raw(t *testing.T, s *lakeserver.Server) *discard.Client {
	t.Helper()
	c, err := discard.Connect(t.Context(), s.URL())
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

// TestMemoryOfABigResult: 60 million rows, read as fast as can be, do not make the server grow.
func TestMemoryOfABigResult(t *testing.T) {
	s := lakeserver.Run(t, lakeserver.Options{})
	warm(t, s, "select i, i::varchar as s, i * 0.5::float8 as f from range(1000000) as r(i)")
	c := raw(t, s)
	stop := peak(t, s.PID())
	r, err := c.Query(sixty, nil)
	grown := stop()
	require.NoError(t, err)
	require.Empty(t, r.SQLState)
	require.EqualValues(t, 60_000_000, r.Rows)
	t.Logf("60 M rows, %d MB in %v; memory grew by %d MB", r.Bytes>>20, r.Took, grown>>20)
	require.LessOrEqual(t, grown, int64(most))
}

// TestMemoryOfASlowClient: a client that hardly reads blocks itself, not the server's memory.
func TestMemoryOfASlowClient(t *testing.T) {
	s := lakeserver.Run(t, lakeserver.Options{})
	warm(t, s, "select i, i::varchar as s, i * 0.5::float8 as f from range(1000000) as r(i)")
	c := raw(t, s)
	stop := peak(t, s.PID())
	end := time.Now().Add(6 * time.Second)
	r, err := c.Query(sixty, func(*discard.Result) bool {
		time.Sleep(20 * time.Millisecond)
		return time.Now().Before(end)
	})
	require.ErrorIs(t, err, io.EOF)
	grown := stop()
	t.Logf("%d rows read slowly; memory grew by %d MB", r.Rows, grown>>20)
	require.Positive(t, r.Rows)
	require.LessOrEqual(t, grown, int64(most))
	other := connect(t, s) // meanwhile the server serves others
	require.EqualValues(t, 1, count(t, other, "select 1"))
}

// TestMemoryOfATableScan: the same from the lake's Parquet files.
func TestMemoryOfATableScan(t *testing.T) {
	s := shared(t)
	warm(t, s, "select * from lineitem")
	c := raw(t, s)
	stop := peak(t, s.PID())
	for range 5 {
		r, err := c.Query("select * from lineitem", nil)
		require.NoError(t, err)
		require.Greater(t, r.Rows, int64(100_000))
	}
	grown := stop()
	t.Logf("memory grew by %d MB", grown>>20)
	require.LessOrEqual(t, grown, int64(most))
}

// TestFirstRow: the first row of a big result is there at once, long before the result, in a session that asks for the first
// time. The machine is shared: the best of some tries is the server's own time.
func TestFirstRow(t *testing.T) {
	const bound, tries = 25 * time.Millisecond, 40
	s := shared(t)
	warm(t, s, "select * from lineitem limit 10")
	best := time.Hour
	for try := 0; try < tries && best > bound; try++ {
		c := raw(t, s)
		r, err := c.Query("select * from lineitem", func(r *discard.Result) bool { return r.Rows == 0 })
		require.ErrorIs(t, err, io.EOF)
		best = min(best, r.First)
		_ = c.Conn.Close()
	}
	t.Logf("first row after %v", best)
	require.LessOrEqual(t, best, bound)
}

// TestIdleSessions: what a thousand sessions cost that have asked one question each.
func TestIdleSessions(t *testing.T) {
	const sessions = 1000
	s := lakeserver.Run(t, lakeserver.Options{Args: []string{"--max-connections", "1100"}})
	warm(t, s, "select 1")
	base, err := discard.RSS(s.PID())
	require.NoError(t, err)
	for range sessions {
		r, err := raw(t, s).Query("select 1", nil)
		require.NoError(t, err)
		require.EqualValues(t, 1, r.Rows)
	}
	time.Sleep(500 * time.Millisecond)
	now, err := discard.RSS(s.PID())
	require.NoError(t, err)
	t.Logf("%d bytes a session", (now-base)/sessions)
	require.LessOrEqual(t, (now-base)/sessions, int64(100<<10))
}
