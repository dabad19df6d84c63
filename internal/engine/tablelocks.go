package engine

import (
	"context"
	"slices"
	"sync"

	"lakewire/internal/pgerr"
)

// Locks is the Locker of one process. Waiters of one table are served in the order they came, so that a stream of
// appends does not starve a mutation.
type Locks struct {
	mu      sync.Mutex
	holders map[*holder]struct{}
	queue   []*waiter
	mutated map[string]uint64 // the clock at each table's last mutation
	clock   uint64
}

type mode uint8

const (
	share mode = iota + 1
	exclusive
)

// wholeLake is the table that stands for all.
const wholeLake = "*"

type holder struct {
	l       *Locks
	held    map[string]mode
	waiting *waiter
	snap    uint64
	hasSnap bool
}

type waiter struct {
	h     *holder
	table string
	m     mode
	ready chan struct{} // closed when granted
}

// NewLocks makes the locks of a lake.
func NewLocks() *Locks {
	return &Locks{holders: map[*holder]struct{}{}, mutated: map[string]uint64{}}
}

// Begin gives a transaction its holder.
func (l *Locks) Begin() Holder {
	return &holder{l: l, held: map[string]mode{}}
}

func (h *holder) Snapshot() {
	h.l.mu.Lock()
	defer h.l.mu.Unlock()
	if !h.hasSnap {
		h.snap, h.hasSnap = h.l.clock, true
	}
}

func (h *holder) Share(ctx context.Context, table string) error { return h.acquire(ctx, table, share) }

func (h *holder) Exclusive(ctx context.Context, table string) error {
	if err := h.acquire(ctx, table, exclusive); err != nil {
		return err
	}
	h.l.mu.Lock()
	defer h.l.mu.Unlock()
	if h.hasSnap && h.l.lastMutation(table) > h.snap {
		return pgerr.New(pgerr.TRSerializationFailure, "could not serialize access due to concurrent update").
			WithDetail("Table %s was changed by a transaction that committed after this one's snapshot.", table).
			WithHint("The transaction might succeed if retried.")
	}
	return nil
}

// lastMutation gives the clock of the last commit that mutated the table, or any table for the whole lake.
func (l *Locks) lastMutation(table string) uint64 {
	if table != wholeLake {
		return max(l.mutated[table], l.mutated[wholeLake])
	}
	last := uint64(0)
	for _, at := range l.mutated {
		last = max(last, at)
	}
	return last
}

func (h *holder) acquire(ctx context.Context, table string, m mode) error {
	if ctx.Err() != nil {
		return causeOf(ctx)
	}
	l := h.l
	l.mu.Lock()
	if h.held[table] >= m {
		l.mu.Unlock()
		return nil
	}
	w := &waiter{h: h, table: table, m: m, ready: make(chan struct{})}
	l.queue = append(l.queue, w)
	h.waiting = w
	l.grant()
	if h.waiting == nil {
		l.mu.Unlock()
		return nil
	}
	if l.cyclic(h) {
		l.drop(w)
		l.mu.Unlock()
		return pgerr.New(pgerr.TRDeadlockDetected, "deadlock detected").
			WithDetail("Waiting for table %s would close a circle of transactions that wait for one another.", table)
	}
	l.mu.Unlock()
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if h.waiting == nil {
		return nil // granted at the last moment; the caller's next look at ctx ends the statement
	}
	l.drop(w)
	return causeOf(ctx)
}

// grant serves each waiter whom nobody stands in the way of, in order.
func (l *Locks) grant() {
	kept := l.queue[:0]
	for _, w := range l.queue {
		if len(l.blockers(w, kept)) > 0 {
			kept = append(kept, w)
			continue
		}
		w.h.held[w.table] = max(w.h.held[w.table], w.m)
		w.h.waiting = nil
		l.holders[w.h] = struct{}{}
		close(w.ready)
	}
	clear(l.queue[len(kept):])
	l.queue = kept
}

// blockers are those whom w waits for: who holds what conflicts, and who waits before it for what conflicts, unless w's
// transaction holds the table already and only wants it alone.
func (l *Locks) blockers(w *waiter, before []*waiter) []*holder {
	var out []*holder
	for other := range l.holders {
		if other == w.h {
			continue
		}
		for table, m := range other.held {
			if conflicts(w.table, w.m, table, m) {
				out = append(out, other)
				break
			}
		}
	}
	if len(w.h.held) > 0 {
		return out
	}
	for _, other := range before {
		if other.h != w.h && conflicts(w.table, w.m, other.table, other.m) {
			out = append(out, other.h)
		}
	}
	return out
}

func conflicts(a string, am mode, b string, bm mode) bool {
	return (a == b || a == wholeLake || b == wholeLake) && (am == exclusive || bm == exclusive)
}

// cyclic tells whether start waits, over any number of others, for itself.
func (l *Locks) cyclic(start *holder) bool {
	seen := map[*holder]bool{}
	var reaches func(h *holder) bool
	reaches = func(h *holder) bool {
		if h.waiting == nil || seen[h] {
			return false
		}
		seen[h] = true
		at := slices.Index(l.queue, h.waiting)
		for _, next := range l.blockers(h.waiting, l.queue[:at]) {
			if next == start || reaches(next) {
				return true
			}
		}
		return false
	}
	return reaches(start)
}

// drop takes a waiter out of the queue; others may have waited behind it.
func (l *Locks) drop(w *waiter) {
	l.queue = slices.DeleteFunc(l.queue, func(x *waiter) bool { return x == w })
	w.h.waiting = nil
	l.grant()
}

func (h *holder) Committed() {
	h.l.mu.Lock()
	defer h.l.mu.Unlock()
	h.l.clock++
	for table, m := range h.held {
		if m == exclusive {
			h.l.mutated[table] = h.l.clock
		}
	}
	h.let()
}

func (h *holder) Release() {
	h.l.mu.Lock()
	defer h.l.mu.Unlock()
	h.let()
}

func (h *holder) let() {
	clear(h.held)
	h.hasSnap = false
	delete(h.l.holders, h)
	h.l.grant()
}
