package dialect

import (
	"slices"

	"lakewire/internal/pgerr"
)

// engine finishes a statement that the engine runs: what it touches, PostgreSQL's names for its columns, and the text.
func (s *Statement) engine(kind Kind, tag string, p *parser) error {
	s.Kind, s.Tag = kind, tag
	switch kind {
	case KindSelect, KindValues, KindDuck:
		s.ReturnsRows = true
		s.TagCount = tag == "SELECT"
	case KindInsert, KindUpdate, KindDelete, KindMerge:
		s.TagCount = true
	case KindCreateTableAs:
		s.TagCount = tag == "SELECT"
	}
	w := &work{Statement: s, p: p}
	if !w.bulk() {
		w.tree = parseTree(s.Text)
	}
	if w.tree != nil {
		s.Tree = true
		w.readTree()
	} else {
		w.readTokens()
	}
	if s.Kind == KindRefused {
		return nil
	}
	if e := w.recursiveMistake(); e != nil { // as below: what stands before it in the script runs first
		s.Kind, s.Err = KindRefused, e
		return nil
	}
	s.Mentions = append(s.Mentions, s.Mutates...)
	s.Mentions = append(s.Mentions, s.Appends...)
	w.deterministic()
	if err := w.finish(); err != nil {
		if pgerr.Is(err, pgerr.SyntaxError) {
			return err
		}
		s.Kind, s.Err = KindRefused, pgerr.From(err) // as below
		return nil
	}
	switch {
	case s.Tree && len(s.Relations) > 0:
		s.analysis = &analysis{}
		s.analysis.left.Store(w)
	case !s.Tree && kind == KindInsert && !s.whole && w.bulk() && len(s.Appends) == 1:
		s.analysis = &analysis{bulk: true}
	case w.mistake() != nil: // not now: what stands before it in the script runs first
		s.Kind, s.Err = KindRefused, w.mistake()
	}
	return nil
}

// mistake gives the error that PostgreSQL's analysis of the statement is certain to end with, nil if there is none.
func (w *work) mistake() *pgerr.Error {
	if w.tree == nil || w.SQL == "" {
		return nil
	}
	return w.typed().err
}

// finish names the columns and makes the engine's text, with what is known of the schema.
func (w *work) finish() error {
	w.edits, w.tails = slices.Clone(w.p.edits), nil
	w.Names, w.Types, w.Origins, w.typer, w.exacts, w.forms, w.lifts, w.ones = nil, nil, nil, nil, nil, nil, nil, nil
	if w.tree != nil {
		w.columns()
		w.parameters()
	}
	if err := w.translate(); err != nil {
		return err
	}
	if w.tree != nil {
		w.doubt = w.typed().doubt
	}
	if (w.Kind == KindInsert || w.p.prog != nil) && w.tree != nil && w.schema != nil {
		w.nameFilled()
	}
	if w.tree != nil && w.schema != nil {
		w.nameGroups()
		w.completeGroups()
	}
	if w.tree != nil && w.p.anyWord("recursive") {
		if err := w.carryAll(); err != nil {
			return err
		}
	}
	w.edits = append(w.edits, w.tails...)
	g := w.p.prog
	if g != nil {
		if err := w.writeParts(g); err != nil {
			return err
		}
	}
	w.SQL, w.Statement.edits = splice(w.Text, w.edits)
	if w.tree != nil && w.keeps() && (w.schema != nil || len(w.Relations) == 0) && w.typed().err == nil {
		w.Made = w.madeOf()
	}
	w.Shape = w.shape()
	if g != nil {
		if !g.plain() {
			w.sequence(g, w.Statement.edits)
		}
	}
	return nil
}

// writeParts looks at the parts of what writes, behind all rules.
func (w *work) writeParts(g *program) error {
	for _, x := range g.all() {
		if err := w.p.mistakes(x); err != nil {
			return err
		}
		w.assignParts(x, x.sets)
		if x.conflict != nil {
			w.assignParts(x, x.conflict.sets)
		}
		for _, n := range x.whens {
			w.assignParts(x, n.sets)
		}
	}
	return nil
}

// bulk tells whether a text is so long, or so plainly an INSERT of many rows, that its tree would cost more than it tells.
func (w *work) bulk() bool {
	if w.whole {
		return false
	}
	return len(w.Text) > largeText || w.Kind == KindInsert && len(w.Text) > 8<<10 && w.p.valuesFollow()
}

// valuesFollow tells whether INSERT INTO name [(columns)] VALUES stands before the parser.
func (p *parser) valuesFollow() bool {
	at := p.i
	defer func() { p.i = at }()
	if p.at("(") {
		p.skipParens()
	}
	return p.at("values")
}
