package locks

import "slices"

// near gives the locks that have to do with l: itself, and above or below it.
func (t *Local) near(l *lock, do func(*lock)) {
	do(l)
	switch l.key.Kind {
	case Relation:
		if whole := t.locks[Whole]; whole != nil {
			do(whole)
		}
	case Lake:
		for _, other := range t.locks {
			if other.key.Kind == Relation {
				do(other)
			}
		}
	}
}

// free tells whether no other session holds what conflicts with the wish.
func (t *Local) free(w *waiter) bool {
	free := true
	t.near(w.l, func(l *lock) {
		own := modes(0)
		if h := l.holders[w.o]; h != nil {
			own = h.modes()
		}
		for m := AccessShare; m <= AccessExclusive && free; m++ {
			n := l.count[m]
			if own&only(m) != 0 {
				n--
			}
			free = n == 0 || !w.mode.Conflicts(m)
		}
	})
	return free
}

// before gives those who wait before w for what conflicts with its wish: those in front of it in its own queue, and those
// who came earlier in the others. With a nil queue position (not enqueued) all of them count, but for those whom w's session
// holds up.
func (t *Local) before(w *waiter) (out []*waiter) {
	t.near(w.l, func(l *lock) {
		for _, x := range l.queue {
			if x == w {
				break
			}
			if l != w.l && w.seq != 0 && x.seq > w.seq {
				break
			}
			if x.o != w.o && w.mode.Conflicts(x.mode) && !t.holdsUp(w.o, x) {
				out = append(out, x)
			}
		}
	})
	return out
}

// holdsUp tells whether a session holds what x waits for.
func (t *Local) holdsUp(o *owner, x *waiter) bool {
	up := false
	t.near(x.l, func(l *lock) {
		if h := l.holders[o]; h != nil {
			up = up || against[x.mode]&h.modes() != 0
		}
	})
	return up
}

// passes tells whether a wish can be granted at once.
func (t *Local) passes(w *waiter) bool { return t.free(w) && len(t.before(w)) == 0 }

// enqueue puts w behind those who came before it, or in front of the first whom its own session holds up.
func (t *Local) enqueue(w *waiter) {
	t.seq++
	w.seq, w.ready = t.seq, make(chan struct{})
	at := slices.IndexFunc(w.l.queue, func(x *waiter) bool { return t.holdsUp(w.o, x) })
	if at < 0 {
		at = len(w.l.queue)
	} else {
		w.seq = w.l.queue[at].seq // as old as whom it goes before
	}
	w.l.queue = slices.Insert(w.l.queue, at, w)
	w.o.waits = append(w.o.waits, w)
}

// drop takes a waiter out; others may have waited behind it.
func (t *Local) drop(w *waiter) {
	w.done = true
	w.l.queue = slices.DeleteFunc(w.l.queue, func(x *waiter) bool { return x == w })
	w.o.waits = slices.DeleteFunc(w.o.waits, func(x *waiter) bool { return x == w })
	t.serve(w.l)
}

// serve grants what can be granted now that something of l has changed.
func (t *Local) serve(l *lock) {
	var all []*lock
	t.near(l, func(l *lock) { all = append(all, l) })
	for _, l := range all {
		for i := 0; i < len(l.queue); {
			w := l.queue[i]
			if !t.passes(w) {
				i++
				continue
			}
			l.queue = slices.Delete(l.queue, i, i+1)
			t.grant(w)
		}
		t.idle(l)
	}
}
