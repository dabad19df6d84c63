package catalog

import (
	"cmp"
	"slices"
	"sync/atomic"

	"lakewire/internal/engine"
)

// sight remembers which of a book's relations are visible on a path: lists ask it of all of them, each time.
type sight struct {
	of    *book
	path  string
	known []atomic.Uint32 // by their places in the book: one of unknown, seen, hidden
}

const (
	unknown = iota
	seen
	hidden
)

// sight gives what is known of a path.
func (b *book) sight(path string) *sight {
	if s := b.sights.Load(); s != nil && s.path == path {
		return s
	}
	s := &sight{of: b, path: path, known: make([]atomic.Uint32, len(b.rels))}
	b.sights.Store(s)
	return s
}

// eachVisible tells of each OID whether its relation's name finds it without a schema. Lists have OIDs in the book's order.
func eachVisible(in []engine.Vector, rows int, out *engine.Results) error {
	next, s := 0, (*sight)(nil)
	return eachPage(func(b *book, path string, in []engine.Vector, i int, out *engine.Results) {
		oid := in[0].Int64s()[i]
		if s == nil || s.of != b || s.path != path {
			s = b.sight(path)
		}
		at, found := next, next < len(b.rels) && b.rels[next].oid == oid
		if !found {
			at, found = slices.BinarySearchFunc(b.rels, oid, func(n named, oid int64) int { return cmp.Compare(n.oid, oid) })
		}
		if !found {
			if n, ok := b.relation(oid); ok {
				out.Bool(i, b.visible(path, oid, n))
			} else {
				out.Null(i)
			}
			return
		}
		next = at + 1
		if s.known[at].Load() == unknown {
			is := uint32(hidden)
			if b.visible(path, oid, b.rels[at]) {
				is = seen
			}
			s.known[at].Store(is)
		}
		out.Bool(i, s.known[at].Load() == seen)
	})(in, rows, out)
}
