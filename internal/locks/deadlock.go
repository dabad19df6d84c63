package locks

import "slices"

// edge is one session's wait for another; a soft one only for its place in the queue.
type edge struct {
	w    *waiter
	to   *owner
	soft *waiter
}

func (t *Local) edges(o *owner) (out []edge) {
	for _, w := range o.waits {
		t.near(w.l, func(l *lock) {
			for other, h := range l.holders {
				if other != o && against[w.mode]&h.modes() != 0 {
					out = append(out, edge{w: w, to: other})
				}
			}
		})
		for _, x := range t.before(w) {
			out = append(out, edge{w: w, to: x.o, soft: x})
		}
	}
	return out
}

// circle finds a way from a session over those it waits for back to itself.
func (t *Local) circle(start *owner) []edge {
	seen := map[*owner]bool{}
	var way []edge
	var reaches func(o *owner) bool
	reaches = func(o *owner) bool {
		if seen[o] {
			return false
		}
		seen[o] = true
		for _, e := range t.edges(o) {
			way = append(way, e)
			if e.to == start || reaches(e.to) {
				return true
			}
			way = way[:len(way)-1]
		}
		return false
	}
	if reaches(start) {
		return way
	}
	return nil
}

// deadlock looks for a circle through a session that has begun to wait. Where one of its waits is only for a place in a
// queue, that waiter goes before who stands in its way, if that opens the circle.
func (t *Local) deadlock(o *owner) *Deadlock {
	way := t.circle(o)
	if way == nil {
		return nil
	}
	for _, e := range way {
		if e.soft == nil || e.soft.l != e.w.l {
			continue
		}
		l := e.w.l
		was, seq := slices.Clone(l.queue), e.w.seq
		l.queue = slices.DeleteFunc(l.queue, func(x *waiter) bool { return x == e.w })
		l.queue = slices.Insert(l.queue, slices.Index(l.queue, e.soft), e.w)
		e.w.seq = min(e.w.seq, e.soft.seq)
		if t.circle(o) == nil {
			t.serve(l)
			return nil
		}
		l.queue, e.w.seq = was, seq
	}
	d := &Deadlock{}
	for _, e := range way {
		d.Waits = append(d.Waits, Wait{PID: e.w.o.pid, Key: e.w.l.key, Mode: e.w.mode, By: e.to.pid})
	}
	return d
}

// Blocking gives the sessions that a session waits for.
func (t *Local) Blocking(pid int32) (out []int32) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for o := range t.owners {
		if o.pid != pid {
			continue
		}
		for _, e := range t.edges(o) {
			if !slices.Contains(out, e.to.pid) {
				out = append(out, e.to.pid)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Rows lists who holds and who waits for what.
func (t *Local) Rows() (out []Row) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, l := range t.locks {
		for o, h := range l.holders {
			for m := AccessShare; m <= AccessExclusive; m++ {
				for s, n := range h.n[m] {
					if n > 0 {
						out = append(out, Row{PID: o.pid, Key: l.key, Mode: m, Granted: true, Scope: Scope(s)})
					}
				}
			}
		}
		for _, w := range l.queue {
			out = append(out, Row{PID: w.o.pid, Key: l.key, Mode: w.mode, Scope: w.scope})
		}
	}
	return out
}
