package engine

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

func TestLocks(t *testing.T) {
	ctx := context.Background()
	l := NewLocks()
	a, b, c := l.Begin(), l.Begin(), l.Begin()
	require.NoError(t, a.Share(ctx, "s.t"))
	require.NoError(t, b.Share(ctx, "s.t"), "appends share")
	require.NoError(t, b.Exclusive(ctx, "s.other"), "other tables are free")

	got := make(chan error, 1)
	go func() { got <- c.Exclusive(ctx, "s.t") }()
	select {
	case <-got:
		t.Fatal("a mutation did not wait for the appends")
	case <-time.After(20 * time.Millisecond):
	}
	d := l.Begin()
	short, cancel := context.WithTimeoutCause(ctx, 20*time.Millisecond, pgerr.New(pgerr.LockNotAvailable, "canceling statement due to lock timeout"))
	defer cancel()
	require.True(t, pgerr.Is(d.Share(short, "s.t"), pgerr.LockNotAvailable), "an append waits behind a mutation that waits")
	a.Committed()
	b.Release()
	require.NoError(t, <-got)
	c.Committed()
	require.NoError(t, d.Share(ctx, "s.t"))
	d.Release()
}

func TestLocksKnowOldSnapshots(t *testing.T) {
	ctx := context.Background()
	l := NewLocks()
	old, other, young := l.Begin(), l.Begin(), l.Begin()
	old.Snapshot()
	require.NoError(t, other.Exclusive(ctx, "s.t"))
	other.Committed()
	young.Snapshot()
	require.NoError(t, young.Exclusive(ctx, "s.t"))
	young.Release()
	require.NoError(t, old.Exclusive(ctx, "s.u"), "another table")
	require.True(t, pgerr.Is(old.Exclusive(ctx, "s.t"), pgerr.TRSerializationFailure))
	old.Release()
	require.NoError(t, old.Exclusive(ctx, "s.t"), "a new transaction")
	old.Release()

	old.Snapshot()
	require.NoError(t, other.Exclusive(ctx, wholeLake))
	other.Committed()
	require.True(t, pgerr.Is(old.Exclusive(ctx, "s.u"), pgerr.TRSerializationFailure), "the whole lake was mutated")
}

func TestLocksFindDeadlocks(t *testing.T) {
	ctx := context.Background()
	l := NewLocks()
	a, b := l.Begin(), l.Begin()
	require.NoError(t, a.Exclusive(ctx, "s.t"))
	require.NoError(t, b.Exclusive(ctx, "s.u"))
	got := make(chan error, 1)
	go func() { got <- a.Exclusive(ctx, "s.u") }()
	require.Eventually(t, func() bool { l.mu.Lock(); defer l.mu.Unlock(); return len(l.queue) == 1 }, time.Second, time.Millisecond)
	require.True(t, pgerr.Is(b.Exclusive(ctx, "s.t"), pgerr.TRDeadlockDetected))
	b.Release()
	require.NoError(t, <-got)
	a.Release()

	require.NoError(t, a.Share(ctx, "s.t"))
	require.NoError(t, b.Share(ctx, "s.t"))
	go func() { got <- a.Exclusive(ctx, "s.t") }()
	require.Eventually(t, func() bool { l.mu.Lock(); defer l.mu.Unlock(); return len(l.queue) == 1 }, time.Second, time.Millisecond)
	require.True(t, pgerr.Is(b.Exclusive(ctx, "s.t"), pgerr.TRDeadlockDetected), "two that share and both want it alone")
	b.Release()
	require.NoError(t, <-got)
	a.Release()
}

func TestLocksUnderLoad(t *testing.T) {
	l := NewLocks()
	var inside, wrong, done atomic.Int64
	var wg sync.WaitGroup
	for k := range 32 {
		wg.Go(func() {
			h := l.Begin()
			for i := range 200 {
				if (i+k)%3 == 0 {
					if h.Exclusive(context.Background(), "s.t") == nil {
						if inside.Add(1000) != 1000 {
							wrong.Add(1)
						}
						inside.Add(-1000)
					}
					h.Committed()
				} else {
					if h.Share(context.Background(), "s.t") == nil {
						if inside.Add(1) >= 1000 {
							wrong.Add(1)
						}
						inside.Add(-1)
					}
					h.Release()
				}
				done.Add(1)
			}
		})
	}
	wg.Wait()
	require.Zero(t, wrong.Load())
	require.Equal(t, int64(32*200), done.Load())
	require.Empty(t, l.holders)
	require.Empty(t, l.queue)
}

// TestConcurrentDeletes: three sessions delete rows of their own, two of them in one data file. Each under its table's
// lock from before its snapshot to its commit, every acknowledged delete stays done. Without the lock DuckLake's commit
// retry brings rows back; that is logged, not required, for it hangs on timing.
func TestConcurrentDeletes(t *testing.T) {
	for _, locked := range []bool{false, true} {
		t.Run(fmt.Sprintf("locked=%v", locked), func(t *testing.T) {
			e := opened(t)
			ctx := context.Background()
			admin := leased(t, e)
			exec(t, admin, "create table t(i bigint)")
			for f := range 6 {
				exec(t, admin, fmt.Sprintf("insert into t select %d + r from range(2000) x(r)", f*2000))
			}
			locks := NewLocks()
			var acked, conflicts atomic.Int64
			var wg sync.WaitGroup
			for _, first := range []int{0, 100, 2200} {
				c := leased(t, e)
				wg.Go(func() {
					h := locks.Begin()
					for i := first; i < first+15; i++ {
						if locked {
							require.NoError(t, h.Exclusive(ctx, "public.t"))
							h.Snapshot()
						}
						n, err := c.Exec(ctx, fmt.Sprintf("delete from t where i = %d", i))
						if err != nil {
							conflicts.Add(1)
							c.Reset(ctx)
							h.Release()
							continue
						}
						acked.Add(n)
						h.Committed()
					}
				})
			}
			wg.Wait()
			want := 12000 - acked.Load()
			got := rows(t, admin, "select count(*), sum(i * 0 + 1)::bigint from t")[0]
			t.Logf("acknowledged %d, conflicts %d, expected %d rows, count(*) and scan say %v", acked.Load(), conflicts.Load(), want, got)
			if locked {
				require.Zero(t, conflicts.Load())
				require.Equal(t, []any{want, want}, got)
			}
		})
	}
}
