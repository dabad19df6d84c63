package locks

import "time"

// The past of the tables, as far as a transaction has to know it: DuckLake would let some commits through that undo others,
// and finds the rest only when all the work is done.

func (o *owner) Snapshot() {
	o.t.mu.Lock()
	defer o.t.mu.Unlock()
	if !o.hasSnap {
		o.snap, o.snapAt, o.hasSnap = o.t.clock, time.Now(), true
	}
}

func (o *owner) Since(k Key) (c Change) {
	o.t.mu.Lock()
	defer o.t.mu.Unlock()
	if !o.hasSnap {
		return 0
	}
	if k.Kind == Lake {
		for _, h := range o.t.changed {
			c |= h.since(o.snap)
		}
		return c
	}
	return o.t.changed[k].since(o.snap) | o.t.changed[Whole].since(o.snap)
}

func (h *history) since(commit uint64) (c Change) {
	if h == nil {
		return 0
	}
	for _, x := range []struct {
		at uint64
		c  Change
	}{{h.appended, Appended}, {h.compacted, Compacted}, {h.mutated, Mutated}} {
		if x.at > commit {
			c |= x.c
		}
	}
	return c
}

func (o *owner) Note(k Key, c Change) {
	o.t.mu.Lock()
	defer o.t.mu.Unlock()
	if o.notes == nil {
		o.notes = map[Key]Change{}
	}
	o.notes[k] |= c
}

func (o *owner) Committed() {
	t := o.t
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(o.notes) > 0 {
		t.clock++
		for k, c := range o.notes {
			h := t.changed[k]
			if h == nil {
				h = &history{}
				t.changed[k] = h
			}
			for _, x := range []struct {
				at *uint64
				c  Change
			}{{&h.appended, Appended}, {&h.compacted, Compacted}, {&h.mutated, Mutated}} {
				if c&x.c != 0 {
					*x.at = t.clock
				}
			}
		}
	}
	o.over()
}

func (o *owner) Release() {
	o.t.mu.Lock()
	defer o.t.mu.Unlock()
	o.over()
}

// over ends the transaction.
func (o *owner) over() {
	o.hasSnap = false
	clear(o.notes)
	o.t.letGo(o, Transaction)
}

// Oldest gives when the oldest snapshot that is in use was taken, and whether any is.
func (t *Local) Oldest() (at time.Time, any bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for o := range t.owners {
		if o.hasSnap && (!any || o.snapAt.Before(at)) {
			at, any = o.snapAt, true
		}
	}
	return at, any
}
