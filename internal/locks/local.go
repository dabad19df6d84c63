package locks

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"lakewire/internal/pgerr"
)

// Local is the Table of one process. Who waits for a lock is served in the order of coming, so that neither a stream of
// appends starves a mutation nor the reverse; only who holds a lock already and stands in a waiter's way goes before it,
// since otherwise the two would wait for each other.
type Local struct {
	mu     sync.Mutex
	owners map[*owner]struct{}
	locks  map[Key]*lock
	seq    uint64 // numbers the waiters

	clock   uint64           // counts commits
	changed map[Key]*history // by table

	turn chan struct{} // one place: who commits
}

// lock is one key's holders and its queue. It is there while it has either.
type lock struct {
	key     Key
	holders map[*owner]*hold
	count   [AccessExclusive + 1]int // how many hold it in each mode
	queue   []*waiter
}

// hold is what one session has of a lock: how often, by mode and scope.
type hold struct {
	n [AccessExclusive + 1][2]int
}

func (h *hold) modes() (set modes) {
	for m := AccessShare; m <= AccessExclusive; m++ {
		if h.n[m][Transaction]+h.n[m][Session] > 0 {
			set |= only(m)
		}
	}
	return set
}

// waiter is one session's wait for one lock.
type waiter struct {
	o     *owner
	l     *lock
	mode  Mode
	scope Scope
	seq   uint64
	ready chan struct{} // closed when granted
	done  bool          // granted, or given up
}

// history is the number of the commit that did each last.
type history struct{ appended, compacted, mutated uint64 }

// owner is a session.
type owner struct {
	t     *Local
	pid   int32
	held  map[Key]*lock
	waits []*waiter

	snap    uint64
	snapAt  time.Time
	hasSnap bool
	notes   map[Key]Change
}

// NewLocal makes the locks of a lake that one process writes.
func NewLocal() *Local {
	return &Local{owners: map[*owner]struct{}{}, locks: map[Key]*lock{}, changed: map[Key]*history{}, turn: make(chan struct{}, 1)}
}

// Join makes a session known.
func (t *Local) Join(pid int32) Owner {
	o := &owner{t: t, pid: pid, held: map[Key]*lock{}}
	t.mu.Lock()
	t.owners[o] = struct{}{}
	t.mu.Unlock()
	return o
}

func (t *Local) lock(k Key) *lock {
	l := t.locks[k]
	if l == nil {
		l = &lock{key: k, holders: map[*owner]*hold{}}
		t.locks[k] = l
	}
	return l
}

// idle forgets a lock that nobody has to do with.
func (t *Local) idle(l *lock) {
	if len(l.holders) == 0 && len(l.queue) == 0 {
		delete(t.locks, l.key)
	}
}

func (o *owner) Lock(ctx context.Context, k Key, m Mode, s Scope) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	t := o.t
	t.mu.Lock()
	l := t.lock(k)
	w := &waiter{o: o, l: l, mode: m, scope: s}
	if o.has(l, m, s) || t.passes(w) {
		t.grant(w)
		t.mu.Unlock()
		return nil
	}
	t.enqueue(w)
	t.serve(l) // its place in the queue may be before those who stood in its way
	if d := t.deadlock(o); d != nil {
		t.drop(w)
		t.mu.Unlock()
		return d
	}
	t.mu.Unlock()
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if w.done {
		return nil // granted at the last moment; the caller's next look at ctx ends the statement
	}
	t.drop(w)
	return context.Cause(ctx)
}

func (o *owner) Try(k Key, m Mode, s Scope) bool {
	t := o.t
	t.mu.Lock()
	defer t.mu.Unlock()
	l := t.lock(k)
	w := &waiter{o: o, l: l, mode: m, scope: s}
	if !o.has(l, m, s) && !t.passes(w) {
		t.idle(l)
		return false
	}
	t.grant(w)
	return true
}

// has tells whether what the session holds already covers the wish.
func (o *owner) has(l *lock, m Mode, s Scope) bool {
	h := l.holders[o]
	if h == nil {
		return false
	}
	for held := AccessShare; held <= AccessExclusive; held++ {
		if h.n[held][Transaction]+h.n[held][Session] > 0 && held.covers(m) {
			return true
		}
	}
	return false
}

// grant gives the waiter its lock. A table's lock is held once, however often it is asked for.
func (t *Local) grant(w *waiter) {
	w.done = true
	l, o := w.l, w.o
	h := l.holders[o]
	if h == nil {
		h = &hold{}
		l.holders[o], o.held[l.key] = h, l
	}
	had := h.modes()&only(w.mode) != 0
	if n := &h.n[w.mode][w.scope]; *n == 0 || w.scope == Session {
		*n++
	}
	if !had {
		l.count[w.mode]++
	}
	o.waits = slices.DeleteFunc(o.waits, func(x *waiter) bool { return x == w })
	if w.ready != nil {
		close(w.ready)
	}
}

// release takes hold of a mode back, n times or all of a scope.
func (t *Local) release(o *owner, l *lock, m Mode, s Scope, all bool) {
	h := l.holders[o]
	if h == nil || h.n[m][s] == 0 {
		return
	}
	if h.n[m][s]--; all {
		h.n[m][s] = 0
	}
	if h.modes()&only(m) == 0 {
		l.count[m]--
	}
	if h.modes() == 0 {
		delete(l.holders, o)
		delete(o.held, l.key)
	}
}

func (o *owner) Unlock(k Key, m Mode) bool {
	t := o.t
	t.mu.Lock()
	defer t.mu.Unlock()
	l := o.held[k]
	if l == nil || l.holders[o].n[m][Session] == 0 {
		return false
	}
	t.release(o, l, m, Session, false)
	t.serve(l)
	return true
}

func (o *owner) UnlockAll() { o.end(Session) }

// end gives back everything of a scope.
func (o *owner) end(s Scope) {
	t := o.t
	t.mu.Lock()
	defer t.mu.Unlock()
	t.letGo(o, s)
}

func (t *Local) letGo(o *owner, s Scope) {
	if len(o.held) == 0 {
		return
	}
	held := slices.Collect(maps.Values(o.held))
	for _, l := range held {
		for m := AccessShare; m <= AccessExclusive; m++ {
			t.release(o, l, m, s, true)
		}
	}
	for _, l := range held {
		t.serve(l)
	}
}

func (o *owner) Leave() {
	t := o.t
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, w := range slices.Clone(o.waits) {
		t.drop(w)
	}
	t.letGo(o, Transaction)
	t.letGo(o, Session)
	o.hasSnap = false
	delete(t.owners, o)
}

func (o *owner) Commit(ctx context.Context) (func(), error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	select {
	case o.t.turn <- struct{}{}:
		return func() { <-o.t.turn }, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// Deadlock is what Lock returns for a wait that would never end. Waits tells it, from the session that was refused.
type Deadlock struct{ Waits []Wait }

// Wait is one session that waits for another.
type Wait struct {
	PID  int32
	Key  Key
	Mode Mode
	By   int32
}

func (d *Deadlock) Error() string { return d.Unwrap().Error() }

// Unwrap gives the error for a client. Whoever knows OIDs adds the detail.
func (d *Deadlock) Unwrap() error {
	return pgerr.New(pgerr.TRDeadlockDetected, "deadlock detected").WithHint("See server log for query details.")
}
