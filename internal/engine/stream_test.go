package engine

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

// rss gives the resident memory of this process in bytes.
func rss(t testing.TB) int64 {
	b, err := os.ReadFile("/proc/self/statm")
	require.NoError(t, err)
	pages, err := strconv.ParseInt(strings.Fields(string(b))[1], 10, 64)
	require.NoError(t, err)
	return pages * int64(os.Getpagesize())
}

func TestStreamInConstantMemory(t *testing.T) {
	e := opened(t)
	c := leased(t, e)
	ctx := context.Background()
	rows(t, c, "select count(*) from range(1000)")
	st, err := c.Prepare(ctx, "select i, i::varchar || ' and more text than fits inline' s from range(20000000) r(i)")
	require.NoError(t, err)
	before, peak, begun := rss(t), int64(0), time.Now()
	s, err := st.Run(ctx)
	require.NoError(t, err)
	n, first := 0, time.Duration(0)
	for k := 0; ; k++ {
		ch, err := s.Next(ctx)
		require.NoError(t, err)
		if ch == nil {
			break
		}
		if n == 0 {
			first = time.Since(begun)
			require.Equal(t, "0 and more text than fits inline", string(ch.Vector(1).Bytes(0)))
		}
		n += ch.Len()
		if k%512 == 0 {
			peak = max(peak, rss(t))
		}
		ch.Release()
	}
	require.Equal(t, 20000000, n)
	require.Less(t, peak-before, int64(64<<20), "resident memory does not grow with the result")
	require.Less(t, first, time.Second, "the first rows come before the last are made")
	t.Logf("first rows after %v, all after %v, memory +%d kB", first, time.Since(begun), (peak-before)>>10)
}

// failing reads a statement to its error, and tells how many rows came before.
func failing(t *testing.T, c *Conn, sql string, between func(n int)) (int, error) {
	t.Helper()
	ctx := t.Context()
	st, err := c.Prepare(ctx, sql)
	require.NoError(t, err)
	defer st.Close()
	s, err := st.Run(ctx)
	require.NoError(t, err)
	defer s.Close()
	for n := 0; ; {
		ch, err := s.Next(ctx)
		if err != nil {
			_, again := s.Next(ctx)
			require.Equal(t, err, again, "an error is an error for ever")
			return n, err
		}
		require.NotNil(t, ch, "the end was reached")
		n += ch.Len()
		ch.Release()
		if between != nil {
			between(n)
		}
	}
}

// TestErrorInMidStream runs each statement many times: which thread of DuckDB's tells of the error is a matter of luck.
func TestErrorInMidStream(t *testing.T) {
	c := leased(t, opened(t, func(o *Options) { o.Threads = 8 }))
	exec(t, c, "create table wide as select i, i::varchar s from range(1000000) r(i)")
	for name, sql := range map[string]string{
		"range": "select case when i = 1500000 then error('boom') else i end from range(3000000) r(i)",
		"table": "select case when i = 700000 then error('boom') else i end from wide",
	} {
		t.Run(name, func(t *testing.T) {
			for range 30 {
				n, err := failing(t, c, sql, nil)
				require.Equal(t, "boom", pgerr.From(err).Message)
				require.Empty(t, pgerr.From(err).Detail)
				require.Positive(t, n)
				c.Reset(t.Context())
				require.Equal(t, [][]any{{int64(1)}}, rows(t, c, "select 1"))
			}
		})
	}
}

// TestInterruptOfNobody: an interrupt that no context asked for is told as the statement's own error, or as none that is
// known, and never as a cancel.
func TestInterruptOfNobody(t *testing.T) {
	c := leased(t, opened(t))
	once := func(n int) {
		if n < 5000 {
			c.Interrupt()
		}
	}
	const fails = "select case when i = 3000000 then error('boom') else i end from range(4000000) r(i)"
	_, err := failing(t, c, fails, once)
	require.Equal(t, "boom", pgerr.From(err).Message)
	c.Reset(t.Context())
	_, err = failing(t, c, "select i from range(3000000) r(i)", once)
	require.Equal(t, pgerr.InternalError, pgerr.From(err).Code)
	c.Reset(t.Context())
	exec(t, c, "begin", "create table t(i int)")
	_, err = failing(t, c, fails, once)
	require.Equal(t, pgerr.InternalError, pgerr.From(err).Code)
	exec(t, c, "rollback")
	require.Equal(t, [][]any{{int64(1)}}, rows(t, c, "select 1"))
}

func TestEarlyClose(t *testing.T) {
	c := leased(t, opened(t))
	ctx := context.Background()
	for range 20 {
		st, err := c.PrepareCached(ctx, "select i from range(100000000) r(i)")
		require.NoError(t, err)
		s, err := st.Run(ctx)
		require.NoError(t, err)
		ch, err := s.Next(ctx)
		require.NoError(t, err)
		require.Equal(t, int64(0), ch.Vector(0).Int64s()[0])
		s.Close()
		require.NotZero(t, ch.Len(), "a chunk outlives its stream")
		ch.Release()
		ch.Release()
		st.Close()
	}
}

func TestAnotherStatementEndsTheStream(t *testing.T) {
	c := leased(t, opened(t))
	ctx := context.Background()
	st, err := c.Prepare(ctx, "select i from range(10000000) r(i)")
	require.NoError(t, err)
	s, err := st.Run(ctx)
	require.NoError(t, err)
	ch, err := s.Next(ctx)
	require.NoError(t, err)
	ch.Release()
	require.Equal(t, [][]any{{int64(1)}}, rows(t, c, "select 1"))
	_, err = s.Next(ctx)
	require.True(t, pgerr.Is(err, pgerr.InvalidCursorState), "%v", err)
}

func TestRowsChanged(t *testing.T) {
	c := leased(t, opened(t))
	for _, x := range []struct {
		sql  string
		want int64
	}{
		{"create table t(i int)", 0},
		{"insert into t select i from range(5000) r(i)", 5000},
		{"update t set i = i + 1 where i < 10", 10},
		{"delete from t where i > 4000", 999},
		{"merge into t using (select 1 k) on i = k when matched then delete", 1},
		{"select * from t", -1},
		{"create table u as select * from t", 4000},
		{"begin", 0}, {"rollback", 0},
	} {
		n, err := c.Exec(context.Background(), x.sql)
		require.NoError(t, err, x.sql)
		require.Equal(t, x.want, n, x.sql)
	}
}

func TestInterrupt(t *testing.T) {
	c := leased(t, opened(t))
	exec(t, c, "create table t as select i, hash(i) h from range(2000000) r(i)")
	for name, sql := range map[string]string{
		"aggregate": "select sum(a.h) from t a, t b where a.h > b.h",
		"sort":      "select * from t a, t b order by xor(a.h, b.h) limit 1",
		"write":     "create table u as select a.i from t a, t b",
	} {
		t.Run(name, func(t *testing.T) {
			reason := pgerr.New(pgerr.QueryCanceled, "canceling statement due to statement timeout")
			ctx, cancel := context.WithCancelCause(context.Background())
			at := make(chan time.Time, 1)
			time.AfterFunc(150*time.Millisecond, func() { at <- time.Now(); cancel(reason) })
			_, err := c.Exec(ctx, sql)
			took := time.Since(<-at)
			require.Equal(t, error(reason), err)
			require.Less(t, took, 400*time.Millisecond)
			t.Logf("interrupted after %v", took)
			c.Reset(context.Background())
			require.Equal(t, [][]any{{int64(1)}}, rows(t, c, "select 1"))
		})
	}
	t.Run("between chunks", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		st, err := c.Prepare(ctx, "select i from range(100000000) r(i)")
		require.NoError(t, err)
		s, err := st.Run(ctx)
		require.NoError(t, err)
		cancel()
		_, err = s.Next(ctx)
		require.True(t, pgerr.Is(err, pgerr.QueryCanceled))
		require.Equal(t, "canceling statement due to user request", pgerr.From(err).Message)
	})
	t.Run("before the start", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		_, err := c.Prepare(ctx, "select 1")
		require.True(t, pgerr.Is(err, pgerr.QueryCanceled))
		require.Equal(t, [][]any{{int64(1)}}, rows(t, c, "select 1"))
	})
}

func TestCleanAfterFailure(t *testing.T) {
	c := leased(t, opened(t))
	ctx := context.Background()
	exec(t, c, "create table t as select 1 i")
	for _, sql := range []string{"select nope", "select 'x'::int", "insert into t values ('x')", "selec", "alter table t add column j int default nope()",
		"begin; select 1", "select 1; select nope", ""} {
		_, err := c.Exec(ctx, sql)
		require.Error(t, err, sql)
		c.Reset(ctx)
		require.Equal(t, [][]any{{int64(1)}}, rows(t, c, "select count(*) from t"), "after %q", sql)
	}
	exec(t, c, "begin", "insert into t values (2)")
	_, err := c.Exec(ctx, "insert into t values ('x')")
	require.Error(t, err)
	exec(t, c, "rollback")
	require.Equal(t, [][]any{{int64(1)}}, rows(t, c, "select count(*) from t"))
}

func TestProgress(t *testing.T) {
	c := leased(t, opened(t))
	exec(t, c, "create table t as select i from range(3000000) r(i)")
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() {
		_, err := c.Exec(ctx, "select count(*) from t a, t b where a.i + b.i < 7")
		done <- err
	}()
	require.Eventually(t, func() bool { p, _, _ := c.Progress(); return p > 0 && p < 100 }, 20*time.Second, time.Millisecond)
	cancel()
	require.Error(t, <-done)
}
