package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestManySessions: 64 goroutines lease, read, stream, write, fail, are cancelled and close early, all at once.
func TestManySessions(t *testing.T) {
	e := opened(t)
	require.NoError(t, e.LockDown(context.Background()))
	exec(t, leased(t, e), "create table t as select i, i::varchar s from range(20000) r(i)")
	until := time.Now().Add(3 * time.Second)
	var wg sync.WaitGroup
	for k := range 64 {
		wg.Go(func() {
			for time.Now().Before(until) {
				session(t, e, k)
			}
		})
	}
	wg.Wait()
	c := leased(t, e)
	require.Equal(t, [][]any{{int64(20000)}}, rows(t, c, "select count(*) from t"))
	require.Eventually(t, func() bool { return len(e.cur.all()) <= 2+e.o.Warm }, time.Minute, 10*time.Millisecond, "none is left but the two of this test and the warm ones")
}

func session(t *testing.T, e *Engine, k int) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(1+rand.IntN(400))*time.Millisecond)
	defer cancel()
	c, err := e.Conn(ctx)
	if err != nil {
		return
	}
	defer c.Close()
	for i := range 5 {
		switch (k + i) % 5 {
		case 0:
			_, _ = c.Rows(ctx, "select * from t where i % 100 = 7")
		case 1:
			_, _ = c.Exec(ctx, "select nope")
		case 2:
			_, _ = c.Exec(ctx, fmt.Sprintf("create or replace temp table w%d as select * from t", k))
		case 3:
			_, _ = c.Exec(ctx, "select count(*) from t a, t b where a.i < b.i")
		case 4:
			st, err := c.PrepareCached(ctx, "select * from t")
			if err != nil {
				break
			}
			if s, err := st.Run(ctx); err == nil {
				if ch, err := s.Next(ctx); err == nil {
					_, _, _ = c.Progress()
					ch.Release()
				}
				s.Close()
			}
			st.Close()
		}
		c.Reset(context.Background())
	}
}

func BenchmarkSelectOne(b *testing.B) {
	c := leased(b, opened(b))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	b.ReportAllocs()
	for b.Loop() {
		st, err := c.PrepareCached(ctx, "select 1")
		require.NoError(b, err)
		_, err = st.drain(ctx)
		require.NoError(b, err)
		st.Close()
	}
}

func BenchmarkScan(b *testing.B) {
	c := leased(b, opened(b))
	exec(b, c, "create table t as select i, i * 2 j, i::varchar s, i::double d, date '2000-01-01' + (i % 1000)::int dt from range(1000000) r(i)")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	b.ReportAllocs()
	for b.Loop() {
		st, err := c.PrepareCached(ctx, "select * from t")
		require.NoError(b, err)
		_, err = st.drain(ctx)
		require.NoError(b, err)
		st.Close()
	}
	b.ReportMetric(float64(b.N)*1e6/b.Elapsed().Seconds(), "rows/s")
}
