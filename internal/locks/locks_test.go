package locks

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

var (
	bg = context.Background()
	t1 = Of("s", "t1")
	t2 = Of("s", "t2")
)

// asks begins to wait for a lock and comes back when the wait stands in the queue, or is over.
func asks(t *testing.T, o Owner, k Key, m Mode) <-chan error {
	t.Helper()
	got := make(chan error, 1)
	tab := o.(*owner).t
	go func() { got <- o.Lock(bg, k, m, Transaction) }()
	require.Eventually(t, func() bool {
		tab.mu.Lock()
		defer tab.mu.Unlock()
		return len(got) > 0 || len(o.(*owner).waits) > 0
	}, 5*time.Second, 50*time.Microsecond)
	return got
}

func waiting(t *testing.T, got <-chan error) {
	t.Helper()
	select {
	case err := <-got:
		t.Fatalf("it did not wait: %v", err)
	default:
	}
}

// The matrix of PostgreSQL's manual, "Conflicting Lock Modes".
func TestModes(t *testing.T) {
	matrix := []string{
		//AS RS RE SUE S SRE E AE
		".......x", // ACCESS SHARE
		"......xx", // ROW SHARE
		"....xxxx", // ROW EXCLUSIVE
		"...xxxxx", // SHARE UPDATE EXCLUSIVE
		"..xx.xxx", // SHARE
		"..xxxxxx", // SHARE ROW EXCLUSIVE
		".xxxxxxx", // EXCLUSIVE
		"xxxxxxxx", // ACCESS EXCLUSIVE
	}
	for i, row := range matrix {
		for k := range row {
			a, b := Mode(i+1), Mode(k+1)
			require.Equal(t, row[k] == 'x', a.Conflicts(b), "%v, %v", a, b)
			l := NewLocal()
			require.True(t, l.Join(1).Try(t1, a, Transaction))
			require.Equal(t, row[k] != 'x', l.Join(2).Try(t1, b, Transaction), "%v, %v", a, b)
		}
	}
}

func TestWaitersComeInTheirOrder(t *testing.T) {
	l := NewLocal()
	a, b, c, d := l.Join(1), l.Join(2), l.Join(3), l.Join(4)
	require.NoError(t, a.Lock(bg, t1, RowExclusive, Transaction))
	require.NoError(t, b.Lock(bg, t1, RowExclusive, Transaction), "appends share")
	mutation := asks(t, c, t1, ShareRowExclusive)
	append2 := asks(t, d, t1, RowExclusive)
	waiting(t, mutation)
	waiting(t, append2)
	require.NoError(t, d.Lock(bg, t2, AccessExclusive, Transaction), "another table")
	require.Equal(t, []int32{1, 2}, l.Blocking(3))
	require.Equal(t, []int32{3}, l.Blocking(4))
	a.Release()
	b.Committed()
	require.NoError(t, <-mutation)
	waiting(t, append2)
	c.Committed()
	require.NoError(t, <-append2)
}

// Who holds the lock and wants more of it goes before those who wait for it to go.
func TestUpgradeGoesFirst(t *testing.T) {
	l := NewLocal()
	a, b := l.Join(1), l.Join(2)
	require.NoError(t, a.Lock(bg, t1, RowExclusive, Transaction))
	other := asks(t, b, t1, ShareRowExclusive)
	require.NoError(t, a.Lock(bg, t1, ShareRowExclusive, Transaction))
	waiting(t, other)
	a.Release()
	require.NoError(t, <-other)
}

func TestDeadlockIsFound(t *testing.T) {
	l := NewLocal()
	a, b := l.Join(1), l.Join(2)
	require.NoError(t, a.Lock(bg, t1, ShareRowExclusive, Transaction))
	require.NoError(t, b.Lock(bg, t2, ShareRowExclusive, Transaction))
	got := asks(t, a, t2, RowExclusive)
	err := b.Lock(bg, t1, Share, Transaction)
	require.True(t, pgerr.Is(err, pgerr.TRDeadlockDetected))
	var d *Deadlock
	require.True(t, errors.As(err, &d))
	require.Equal(t, []Wait{{2, t1, Share, 1}, {1, t2, RowExclusive, 2}}, d.Waits)
	waiting(t, got)
	b.Release()
	require.NoError(t, <-got)
	a.Release()

	require.NoError(t, a.Lock(bg, t1, RowExclusive, Transaction))
	require.NoError(t, b.Lock(bg, t1, RowExclusive, Transaction))
	got = asks(t, a, t1, ShareRowExclusive)
	require.True(t, pgerr.Is(b.Lock(bg, t1, ShareRowExclusive, Transaction), pgerr.TRDeadlockDetected), "both append and want to mutate")
	b.Release()
	require.NoError(t, <-got)
}

// A table's lock and an advisory one make a circle, too.
func TestDeadlockOverAdvisoryLocks(t *testing.T) {
	l := NewLocal()
	a, b, k := l.Join(1), l.Join(2), Key{Kind: Advisory, A: 7}
	require.NoError(t, a.Lock(bg, k, Exclusive, Session))
	require.NoError(t, b.Lock(bg, t1, ShareRowExclusive, Transaction))
	got := asks(t, a, t1, RowExclusive)
	require.True(t, pgerr.Is(b.Lock(bg, k, Share, Transaction), pgerr.TRDeadlockDetected))
	b.Release()
	require.NoError(t, <-got)
}

// A circle that closes only over a place in a queue is opened by another order.
func TestQueueIsRearranged(t *testing.T) {
	l := NewLocal()
	x, y, c := l.Join(1), l.Join(2), l.Join(3)
	t3 := Of("s", "t3")
	require.NoError(t, c.Lock(bg, t1, RowExclusive, Transaction))
	require.NoError(t, x.Lock(bg, t3, ShareRowExclusive, Transaction))
	mutation := asks(t, y, t1, ShareRowExclusive)
	third := asks(t, c, t3, RowExclusive)
	require.NoError(t, x.Lock(bg, t1, RowExclusive, Transaction), "before the mutation, which waits for c, which waits for x")
	waiting(t, mutation)
	x.Release()
	require.NoError(t, <-third)
	c.Release()
	require.NoError(t, <-mutation)
}

func TestWaitsEndWithTheirContext(t *testing.T) {
	l := NewLocal()
	a, b, c := l.Join(1), l.Join(2), l.Join(3)
	require.NoError(t, a.Lock(bg, t1, RowExclusive, Transaction))
	cause := pgerr.New(pgerr.LockNotAvailable, "canceling statement due to lock timeout")
	ctx, stop := context.WithTimeoutCause(bg, 20*time.Millisecond, cause)
	defer stop()
	require.ErrorIs(t, b.Lock(ctx, t1, ShareRowExclusive, Transaction), cause)
	require.NoError(t, c.Lock(bg, t1, RowExclusive, Transaction), "nobody waits any more")
	got := asks(t, b, t1, AccessExclusive)
	b.Leave()
	require.Empty(t, l.Rows()[2:])
	a.Leave()
	c.Leave()
	require.Empty(t, l.locks)
	require.Empty(t, l.owners)
	select {
	case <-got:
		t.Fatal("a wait that was given up was granted")
	default:
	}
}

func TestWholeLake(t *testing.T) {
	l := NewLocal()
	a, b := l.Join(1), l.Join(2)
	require.NoError(t, a.Lock(bg, t1, RowExclusive, Transaction))
	require.False(t, b.Try(Whole, AccessExclusive, Transaction))
	all := asks(t, b, Whole, AccessExclusive)
	c := l.Join(3)
	next := asks(t, c, t2, RowExclusive)
	waiting(t, next)
	a.Release()
	require.NoError(t, <-all)
	require.True(t, b.Try(t1, AccessExclusive, Transaction), "what is held already")
	b.Release()
	require.NoError(t, <-next)
}

func TestSessionLocksAreCounted(t *testing.T) {
	l := NewLocal()
	a, b := l.Join(1), l.Join(2)
	k := Key{Kind: Advisory, A: 1}
	require.True(t, a.Try(k, Exclusive, Session))
	require.True(t, a.Try(k, Exclusive, Session))
	require.True(t, a.Try(k, Share, Transaction))
	require.True(t, b.Try(Key{Kind: AdvisoryPair, A: 1}, Exclusive, Session), "two integers never meet a bigint")
	require.True(t, a.Unlock(k, Exclusive))
	require.False(t, b.Try(k, Share, Session))
	require.True(t, a.Unlock(k, Exclusive))
	require.False(t, a.Unlock(k, Exclusive))
	require.True(t, b.Try(k, Share, Session))
	require.False(t, b.Try(k, Exclusive, Session))
	a.Committed()
	require.True(t, b.Try(k, Exclusive, Session))
	b.UnlockAll()
	require.Empty(t, l.Rows())
}

func TestWhatWasCommittedSinceASnapshot(t *testing.T) {
	l := NewLocal()
	old, other, young := l.Join(1), l.Join(2), l.Join(3)
	old.Snapshot()
	at, used := l.Oldest()
	require.True(t, used)
	require.WithinDuration(t, time.Now(), at, time.Minute)
	commits := func(k Key, c Change) { other.Note(k, c); other.Committed() }
	commits(t1, Appended)
	require.Equal(t, Appended, old.Since(t1))
	commits(t1, Mutated)
	young.Snapshot()
	commits(t2, Compacted)
	require.Equal(t, Appended|Mutated, old.Since(t1))
	require.Zero(t, young.Since(t1))
	require.Equal(t, Compacted, young.Since(t2))
	require.Equal(t, Appended|Mutated|Compacted, old.Since(Whole))
	other.Note(t2, Mutated)
	other.Release()
	require.Equal(t, Compacted, young.Since(t2), "what was rolled back is nothing")
	old.Release()
	require.Zero(t, old.Since(t1), "no snapshot")
	commits(Whole, Mutated)
	require.Equal(t, Mutated, young.Since(t1))
	young.Release()
	_, used = l.Oldest()
	require.False(t, used)
}
