package history

import (
	"fmt"
	"maps"
	"slices"
)

// Class is a kind of anomaly.
type Class string

// The classes.
const (
	LostInsert    Class = "lost insert"
	LostDelete    Class = "lost delete"
	LostUpdate    Class = "lost update"
	DoubledRow    Class = "doubled row"
	DirtyRead     Class = "dirty read"
	FracturedRead Class = "fractured read"
	BrokenTotal   Class = "broken total"
)

// Anomaly is something that must not have happened.
type Anomaly struct {
	Class Class
	Text  string
}

func (a Anomaly) String() string { return string(a.Class) + ": " + a.Text }

// enough is how many anomalies are told: the first few say what is wrong.
const enough = 50

// Check finds what must not have happened, in the order in which it was seen.
func (h *History) Check() []Anomaly {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := &checker{h: h, writes: map[place][]written{}, versions: map[place]map[int64]*Op{}, keys: map[string]map[int64]bool{}}
	for p := range h.initial {
		c.key(p)
	}
	for _, o := range h.ops {
		for i, w := range o.Writes {
			p := place{w.Table, w.Key}
			c.key(p)
			c.writes[p] = append(c.writes[p], written{o, i, w})
			if w.Kind != Insert && w.Kind != Put {
				continue
			}
			if c.versions[p] == nil {
				c.versions[p] = map[int64]*Op{}
			}
			c.versions[p][w.Version] = o
		}
	}
	for _, o := range h.ops {
		for i := range o.Reads {
			c.read(o, &o.Reads[i])
		}
		c.fractured(o)
		c.repeated(o)
		if len(c.found) >= enough {
			break
		}
	}
	return c.found
}

// written is a write with the transaction that asked for it.
type written struct {
	op *Op
	at int // its place among the transaction's writes
	Write
}

type checker struct {
	h        *History
	writes   map[place][]written
	versions map[place]map[int64]*Op
	keys     map[string]map[int64]bool
	found    []Anomaly
}

func (c *checker) key(p place) {
	if c.keys[p.table] == nil {
		c.keys[p.table] = map[int64]bool{}
	}
	c.keys[p.table][p.key] = true
}

func (c *checker) tell(class Class, format string, args ...any) {
	c.found = append(c.found, Anomaly{class, fmt.Sprintf(format, args...)})
}

func (o *Op) String() string { return fmt.Sprintf("%s of client %d at %d", o.Name, o.Client, o.Began) }

// before tells whether a was done for good before b began.
func before(a, b *Op) bool { return a.Ended < b.Began }

// covered gives the keys that a read has looked for.
func (c *checker) covered(r *Read) []int64 {
	if r.Keys != nil {
		return r.Keys
	}
	return slices.Collect(maps.Keys(c.keys[r.Table]))
}

// read checks what one read saw, row by row.
func (c *checker) read(o *Op, r *Read) {
	seen := make(map[int64]Row, len(r.Rows))
	var total int64
	for _, row := range r.Rows {
		total += row.Amount
		if _, twice := seen[row.Key]; twice {
			c.tell(DoubledRow, "%s saw key %d twice in %s", o, row.Key, r.Table)
			continue
		}
		seen[row.Key] = row
		p := place{r.Table, row.Key}
		if _, there := c.h.initial[p]; !there && c.writes[p] == nil {
			c.tell(DirtyRead, "%s saw key %d in %s, which nobody has written", o, row.Key, r.Table)
		}
	}
	if r.Total != nil && total != *r.Total {
		c.tell(BrokenTotal, "%s saw a total of %d in %s, not %d", o, total, r.Table, *r.Total)
	}
	for _, k := range c.covered(r) {
		row, there := seen[k]
		switch {
		case r.Amounts:
			c.amount(o, r, place{r.Table, k}, row, there)
		case there:
			c.present(o, r, place{r.Table, k}, row)
		default:
			c.absent(o, r, place{r.Table, k})
		}
	}
}

// own gives the last of the transaction's own writes to a row before the read.
func own(o *Op, r *Read, p place) (Write, bool) {
	for i := r.Written - 1; i >= 0; i-- {
		if w := o.Writes[i]; w.Table == p.table && w.Key == p.key {
			return w, true
		}
	}
	return Write{}, false
}

// lost names the anomaly of a write that is not to be seen.
func lost(k Kind) Class {
	switch k {
	case Insert:
		return LostInsert
	case Delete:
		return LostDelete
	}
	return LostUpdate
}

// present checks a row that was seen: somebody may have written it, and nothing that was over has come after it.
func (c *checker) present(o *Op, r *Read, p place, row Row) {
	if w, ok := own(o, r, p); ok {
		if w.Kind == Delete || w.Version != row.Version {
			c.tell(lost(w.Kind), "%s does not see its own write to key %d in %s", o, p.key, p.table)
		}
		return
	}
	writer := c.versions[p][row.Version]
	if first, was := c.h.initial[p]; writer == nil && (!was || first.Version != row.Version) {
		c.tell(DirtyRead, "%s saw version %d of key %d in %s, which nobody has written", o, row.Version, p.key, p.table)
		return
	}
	if writer != nil && (writer.Outcome == Refused || writer == o || writer.Began > r.Ended) {
		c.tell(DirtyRead, "%s saw version %d of key %d in %s, which is of %s", o, row.Version, p.key, p.table, writer)
		return
	}
	for _, w := range c.writes[p] {
		if w.op.Outcome == Acknowledged && before(w.op, o) && w.op != writer && (writer == nil || before(writer, w.op)) {
			c.tell(lost(w.Kind), "%s saw version %d of key %d in %s after %s", o, row.Version, p.key, p.table, w.op)
			return
		}
	}
}

// absent checks a row that was not seen: it was not there yet, or a delete may have taken it.
func (c *checker) absent(o *Op, r *Read, p place) {
	if w, ok := own(o, r, p); ok {
		if w.Kind != Delete {
			c.tell(lost(w.Kind), "%s does not see its own write to key %d in %s", o, p.key, p.table)
		}
		return
	}
	candidates := []*Op{}
	if _, was := c.h.initial[p]; !was {
		candidates = append(candidates, nil)
	}
	for _, w := range c.writes[p] {
		if w.Kind == Delete && w.op != o && w.op.Outcome != Refused && w.op.Began < r.Ended {
			candidates = append(candidates, w.op)
		}
	}
	var last written
	for _, d := range candidates {
		ok := true
		for _, w := range c.writes[p] {
			if w.Kind != Delete && w.op.Outcome == Acknowledged && before(w.op, o) && (d == nil || w.op != d && before(d, w.op)) {
				ok, last = false, w
			}
		}
		if ok {
			return
		}
	}
	switch {
	case last.op != nil:
		c.tell(lost(last.Kind), "%s did not see key %d in %s after %s", o, p.key, p.table, last.op)
	default:
		c.tell(LostInsert, "%s did not see key %d in %s, which was always there", o, p.key, p.table)
	}
}

// amount checks a sum of additions: all that were over are in it, and none that were refused or had not begun.
func (c *checker) amount(o *Op, r *Read, p place, row Row, there bool) {
	if !there {
		c.tell(LostInsert, "%s did not see key %d in %s, which was always there", o, p.key, p.table)
		return
	}
	least, most, some := c.h.initial[p].Amount, c.h.initial[p].Amount, false
	for _, w := range c.writes[p] {
		if w.Kind != Add {
			continue
		}
		some = true
		switch {
		case w.op == o:
			if w.at < r.Written {
				least, most = least+w.Amount, most+w.Amount
			}
		case w.op.Outcome == Acknowledged && before(w.op, o):
			least, most = least+w.Amount, most+w.Amount
		case w.op.Outcome != Refused && w.op.Began < r.Ended:
			least, most = least+min(w.Amount, 0), most+max(w.Amount, 0)
		}
	}
	switch {
	case !some:
	case row.Amount < least:
		c.tell(LostUpdate, "%s saw %d at key %d in %s, where at least %d had been added up", o, row.Amount, p.key, p.table, least)
	case row.Amount > most:
		c.tell(DirtyRead, "%s saw %d at key %d in %s, where at most %d had been added up", o, row.Amount, p.key, p.table, most)
	}
}
