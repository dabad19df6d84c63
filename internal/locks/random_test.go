package locks

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

// Sessions take locks in random modes and order and let them go: nobody ever holds what conflicts with what another holds,
// nobody is forgotten, and in the end nothing is left. Once more with locks in one order: then there is no deadlock.
func TestRandomLocks(t *testing.T) {
	for _, ordered := range []bool{true, false} {
		l := NewLocal()
		var deadlocks, timeouts, done atomic.Int64
		var wg sync.WaitGroup
		for pid := range int32(12) {
			wg.Go(func() {
				r := rand.New(rand.NewPCG(uint64(pid), 1))
				o := l.Join(pid)
				defer o.Leave()
				for range 150 {
					k := r.IntN(4)
					for range 1 + r.IntN(3) {
						key := Key{Kind: Kind(r.IntN(2)) * Advisory, A: int64(k)}
						if r.IntN(40) == 0 && !ordered {
							key = Whole
						}
						if ordered {
							key = Key{A: int64(k)}
						}
						patience := 30 * time.Second
						if r.IntN(10) == 0 {
							patience = time.Duration(r.IntN(5)) * time.Millisecond
						}
						ctx, stop := context.WithTimeout(bg, patience)
						err := o.Lock(ctx, key, AccessShare+Mode(r.IntN(8)), Transaction)
						stop()
						switch {
						case err == nil:
							consistent(t, l)
						case pgerr.Is(err, pgerr.TRDeadlockDetected):
							deadlocks.Add(1)
						case patience > time.Second:
							timeouts.Add(1)
						}
						if err != nil {
							break
						}
						if k++; ordered && k > 8 {
							break
						}
						if !ordered {
							k = r.IntN(4)
						}
					}
					if r.IntN(2) == 0 {
						time.Sleep(time.Duration(r.IntN(50)) * time.Microsecond)
					}
					o.Release()
					done.Add(1)
				}
			})
		}
		wg.Wait()
		require.Equal(t, int64(12*150), done.Load())
		if ordered {
			require.Zero(t, deadlocks.Load())
		} else {
			require.NotZero(t, deadlocks.Load(), "the test means nothing without any")
		}
		require.Zero(t, timeouts.Load(), "a waiter was forgotten, or starved")
		require.Empty(t, l.locks)
		require.Empty(t, l.owners)
	}
}

// consistent looks for holders that conflict, counts that are wrong, and waiters whom nothing holds up.
func consistent(t *testing.T, l *Local) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for o := range l.owners {
		if way := l.circle(o); way != nil {
			t.Errorf("a circle of %d that nobody has found", len(way))
		}
	}
	for _, a := range l.locks {
		var count [AccessExclusive + 1]int
		for o, h := range a.holders {
			for m := AccessShare; m <= AccessExclusive; m++ {
				if h.modes()&only(m) != 0 {
					count[m]++
				}
			}
			l.near(a, func(b *lock) {
				for other, g := range b.holders {
					for m := AccessShare; m <= AccessExclusive; m++ {
						if other != o && h.modes()&only(m) != 0 && against[m]&g.modes() != 0 {
							t.Errorf("%v and %v hold what conflicts", o.pid, other.pid)
						}
					}
				}
			})
		}
		if count != a.count {
			t.Errorf("counts of %v: %v, and not %v", a.key, a.count, count)
		}
		for _, w := range a.queue {
			if l.passes(w) {
				t.Errorf("%v waits for nothing", w.o.pid)
			}
		}
	}
}
