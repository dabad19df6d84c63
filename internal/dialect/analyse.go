package dialect

import (
	"slices"
	"sync/atomic"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// A translation has two parts. Translate takes from the text what can be told without the lake, which is remembered for
// all sessions. Where a statement reads relations, its meaning may hang on their columns' types: Analyse then makes the
// text for the engine anew, on the tokens and the tree that Translate has left.

// analysis is what a statement keeps for Analyse. It is shared by the copies of the statement.
type analysis struct {
	left atomic.Pointer[work]     // the tokens and the tree, until they are used up
	last atomic.Pointer[analysed] // the last answer, which is nearly always the next one
	bulk bool                     // a long INSERT, whose tree is made where its table asks for it
}

// analysed is a statement as it means on certain relations.
type analysed struct {
	st     *Statement
	params []uint32
	asked  []answer
}

// answer is what a schema has said to a name; nil was said too.
type answer struct {
	name Name
	rel  *Relation
}

// holds tells whether a schema would still give the same answers.
func (a *analysed) holds(schema Schema, params []uint32) bool {
	if !slices.Equal(a.params, params) {
		return false
	}
	for _, q := range a.asked {
		if !q.rel.equal(schema.Relation(q.name)) {
			return false
		}
	}
	return true
}

// listener notes what a translation asks of a schema.
type listener struct {
	Schema
	asked []answer
}

// Relation asks each name once.
func (l *listener) Relation(n Name) *Relation {
	for _, q := range l.asked {
		if q.name == n {
			return q.rel
		}
	}
	r := l.Schema.Relation(n)
	l.asked = append(l.asked, answer{n, r})
	return r
}

// Analysable tells whether the statement's meaning may hang on the columns of the relations it reads.
func (s *Statement) Analysable() bool { return s.analysis != nil }

// Analyse gives the statement as it means on the relations of a schema: the engine's text, the columns' names and types,
// the parameters' types. params are the declared types of the parameters, nil for those that Translate was given. The
// result is immutable, as the statement itself, which is given where nothing hangs on the schema.
func (s *Statement) Analyse(schema Schema, params []uint32) (*Statement, error) {
	if s.analysis == nil || schema == nil {
		return s, nil
	}
	if params == nil {
		params = s.declared
	}
	if a := s.analysis.last.Load(); a != nil && a.holds(schema, params) {
		return a.st, nil
	}
	ask := &listener{Schema: schema}
	if s.analysis.bulk && !ask.Relation(s.Appends[0]).readsLiterals() {
		s.analysis.last.Store(&analysed{st: s, params: slices.Clone(params), asked: ask.asked})
		return s, nil
	}
	w := s.analysis.left.Swap(nil)
	if w == nil {
		var err error
		if w, err = s.again(); w == nil {
			return s, err
		}
	}
	st := *s
	st.analysis = nil
	st.ParamTypes = slices.Clone(params)
	w.Statement, w.schema = &st, ask
	if err := w.finish(); err != nil {
		return nil, err
	}
	if e := w.mistake(); e != nil {
		return nil, e
	}
	s.analysis.last.Store(&analysed{st: &st, params: slices.Clone(params), asked: ask.asked})
	return &st, nil
}

// again reads the text once more, for a statement whose tokens and tree are used up, or that had no tree. It gives nil for
// what PostgreSQL's grammar does not know.
func (s *Statement) again() (*work, error) {
	toks, err := lexAll(s.Text)
	if err != nil {
		return nil, err
	}
	if s.analysis.bulk && len(toks) > treeMost {
		return nil, pgerr.Unsupported("so many literals for columns of bytea, arrays, intervals or times with time zone are not supported in one statement",
			"Use COPY, parameters, or several statements.")
	}
	st := &Statement{Text: s.Text, Written: s.Written, Offset: s.Offset, pos: s.pos, ParamTypes: s.declared, whole: true, stored: s.stored}
	if err := understand(st, toks); err != nil || st.analysis == nil {
		return nil, err
	}
	return st.analysis.left.Swap(nil), nil
}

// treeMost is how many tokens the tree of a long INSERT may have: each costs half a kilobyte.
const treeMost = 400_000

// readsLiterals tells whether a relation has columns whose literals the engine reads otherwise than PostgreSQL, or whose
// types the engine does not hold.
func (r *Relation) readsLiterals() bool {
	return r != nil && slices.ContainsFunc(r.Columns, func(c Column) bool {
		switch c.Type {
		case pgtypes.OIDBytea, pgtypes.OIDInterval, pgtypes.OIDTimeTZ, pgtypes.OIDBpchar:
			return true
		}
		return pgtypes.IsArray(c.Type) || c.fits()
	})
}

// equal tells whether two relations have the same columns.
func (r *Relation) equal(o *Relation) bool {
	if r == o {
		return true
	}
	return r != nil && o != nil && r.OID == o.OID && r.Schema == o.Schema && r.Plain == o.Plain && slices.Equal(r.Columns, o.Columns) && slices.Equal(r.Key, o.Key)
}
