package session

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"lakewire/internal/catalog"
)

// first is how clients know a relation, its OID and the numbers of its columns, where the lake would make it another one: a view that is replaced
// has a new id there, and so has a table that is written anew. It is kept with the relation then; and told to the catalog while a transaction
// has changed a table, since the metadata do not know of it yet. catalog reads ID as the first thing kept.
type first struct {
	ID      int64            `json:"id"` // DuckLake's, of what it was at first; 0 in a transaction that has made it itself
	Numbers map[string]int16 `json:"nums,omitempty"`
	Last    int16            `json:"last,omitempty"` // the highest number that a column ever had
}

const (
	firstOID = 16384 // an OID is this and four times the id
	eachOID  = 4
)

// as gives what a table is known as with other columns than it had; afresh are those whose names mean nothing that was there.
func (f *first) as(columns []relColumn, afresh map[string]bool) *first {
	if f == nil || f.ID == 0 {
		return f
	}
	is := &first{ID: f.ID, Numbers: map[string]int16{}, Last: f.Last}
	for _, c := range columns {
		n, ok := f.Numbers[c.name]
		if !ok || afresh[c.name] {
			is.Last++
			n = is.Last
		}
		is.Numbers[c.name] = n
	}
	return is
}

// forgets tells whether the lake would not know of a number: that of a column which comes and goes in one transaction.
func (t *alteration) forgets(is *first) bool {
	gone := slices.ContainsFunc(t.was.columns, func(c relColumn) bool { return t.r.column(c.name) == nil || t.afresh[c.name] })
	return is != nil && is.ID > 0 && gone && t.s.toldOf(t.was.schema, t.was.name) != nil
}

// renamed gives the same with another name for a column.
func (f *first) renamed(from, to string) *first {
	if f == nil || f.Numbers == nil {
		return f
	}
	is := &first{ID: f.ID, Numbers: maps.Clone(f.Numbers), Last: f.Last}
	delete(is.Numbers, from)
	is.Numbers[to] = f.Numbers[from]
	return is
}

// known tells how clients know a relation now; nil where nothing can be told, as of one that is temporary.
func (s *Session) known(ctx context.Context, r *relation) (*first, error) {
	if r.temp || s.d.Images == nil {
		return nil, nil
	}
	if t := s.toldOf(r.schema, r.name); t != nil && t.was != nil {
		return t.was, nil
	}
	id, err := s.d.Images.Identity(ctx, []string{r.schema}, r.name)
	if err != nil || id.OID == 0 {
		return nil, err
	}
	f := &first{ID: (int64(id.OID) - firstOID) / eachOID}
	if id.Plain {
		f.Numbers, f.Last = map[string]int16{}, id.Last
		for i, c := range id.Columns {
			f.Numbers[c] = id.Numbers[i]
		}
	}
	return f, nil
}

// stays lets a relation that is about to be made anew go on as what it is.
func (d *definer) stays(ctx context.Context, r *relation) error {
	f, err := d.s.known(ctx, r)
	if err == nil && f != nil && f.ID > 0 {
		r.kept.Was = f
	}
	return err
}

// goesOn notes what a transaction has made of a table that the lake goes on with.
func (s *Session) goesOn(r *relation, f *first) {
	if !r.temp {
		s.tx.comments = append(s.tx.comments, tableComment{r.schema, r.name, r.fullComment(), f})
	}
}

// toldOf gives what the transaction has noted last of a relation's name.
func (s *Session) toldOf(schema, name string) *tableComment {
	for i := len(s.tx.comments) - 1; i >= 0; i-- {
		if c := &s.tx.comments[i]; strings.EqualFold(c.schema, schema) && strings.EqualFold(c.name, name) {
			return c
		}
	}
	return nil
}

// ownIdentity tells how clients know a relation that the transaction has changed.
func (s *Session) ownIdentity(places []string, name string) (id catalog.Identity, found bool) {
	for _, schema := range places {
		t := s.toldOf(schema, name)
		if t == nil || t.was == nil {
			continue
		}
		if t.was.ID > 0 {
			id = catalog.Identity{OID: uint32(firstOID + eachOID*t.was.ID), Plain: t.was.Numbers != nil, Schema: t.schema, Columns: slices.Collect(maps.Keys(t.was.Numbers))}
			for _, c := range id.Columns {
				id.Numbers = append(id.Numbers, t.was.Numbers[c])
			}
			if !id.Plain {
				id.Numbers = catalog.InOrder()
			}
		}
		return id, true
	}
	return id, false
}

// text is what the catalog is told.
func (f *first) text() string {
	if f == nil {
		return ""
	}
	b, _ := json.Marshal(f) // numbers and names: it cannot fail
	return string(b)
}
