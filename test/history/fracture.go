package history

import (
	"maps"
	"slices"
)

// sight is what a transaction saw at a place.
type sight struct {
	row   Row
	there bool
}

// fractured checks that a transaction saw all or nothing of each other one.
func (c *checker) fractured(o *Op) {
	seen := map[place]sight{}
	writers := map[*Op]place{}
	for i := range o.Reads {
		r := &o.Reads[i]
		if r.Amounts {
			continue
		}
		rows := make(map[int64]Row, len(r.Rows))
		for _, row := range r.Rows {
			rows[row.Key] = row
		}
		for _, k := range c.covered(r) {
			p := place{r.Table, k}
			if _, mine := own(o, r, p); mine {
				continue
			}
			row, there := rows[k]
			seen[p] = sight{row, there}
			if w := c.versions[p][row.Version]; there && w != nil && len(w.Writes) > 1 {
				writers[w] = p
			}
		}
	}
	for w, by := range writers {
		for _, x := range w.Writes {
			p := place{x.Table, x.Key}
			s, looked := seen[p]
			if !looked || x.Kind == Add || overwritten(w, x) || c.after(p, s, w, x) {
				continue
			}
			c.tell(FracturedRead, "%s saw key %d in %s as of %s, but key %d in %s before it", o, by.key, by.table, w, p.key, p.table)
			return
		}
	}
}

// overwritten tells whether the transaction itself wrote that row once more.
func overwritten(w *Op, x Write) bool {
	last := x
	for _, y := range w.Writes {
		if y.Table == x.Table && y.Key == x.Key {
			last = y
		}
	}
	return last != x
}

// after tells whether what was seen at a place may be as of a write or later.
func (c *checker) after(p place, s sight, w *Op, x Write) bool {
	if !s.there {
		if x.Kind == Delete {
			return true
		}
		for _, d := range c.writes[p] { // another one may have taken it since
			if d.Kind == Delete && d.op.Outcome != Refused && !before(d.op, w) {
				return true
			}
		}
		return false
	}
	writer := c.versions[p][s.row.Version]
	return writer == w || writer != nil && !before(writer, w)
}

// repeated checks that a transaction saw the same thing twice where it has not changed it itself.
func (c *checker) repeated(o *Op) {
	for i := range o.Reads {
		for j := range o.Reads[:i] {
			a, b := &o.Reads[j], &o.Reads[i]
			if a.Table != b.Table || a.Written != b.Written || !slices.Equal(a.Keys, b.Keys) || (a.Keys == nil) != (b.Keys == nil) {
				continue
			}
			if !maps.Equal(rowSet(a), rowSet(b)) {
				c.tell(FracturedRead, "%s saw two different states of %s", o, a.Table)
				return
			}
		}
	}
}

func rowSet(r *Read) map[Row]int {
	m := make(map[Row]int, len(r.Rows))
	for _, row := range r.Rows {
		m[row]++
	}
	return m
}
