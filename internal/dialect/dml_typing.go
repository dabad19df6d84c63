package dialect

import "strings"

// typing makes the texts that are prepared and never run: the writes as the engine would take them, and the query whose
// columns are the client's. In them a CTE that writes is a query of what its RETURNING gives, on the rows as they are.
func (w *work) typing(g *program, c *cut) *Steps {
	s := &Steps{prog: &cutProgram{g, c}}
	b := &builder{st: w.Statement, prog: g}
	for i, e := range g.ctes {
		p := &c.parts[i]
		if e.write == nil {
			b.with = append(b.with, p.whole())
			continue
		}
		s.Targets = append(s.Targets, e.write.written())
		b.native(s, e.write, p)
		if e.write.ret != nil {
			t := new(text).put(p.head).str(" AS (").join(e.write.stub(p, true)).str(")")
			b.with = append(b.with, fragment{string(t.b), t.segs})
		}
	}
	if g.main == nil {
		s.Shape = w.made(b.prefix(new(text)).put(c.query))
		s.Shape.ReturnsRows = true
		return s
	}
	p := &c.parts[len(g.ctes)]
	s.Targets = append(s.Targets, g.main.written())
	s.own = len(s.Typing)
	b.native(s, g.main, p)
	if g.main.ret != nil {
		s.Shape = w.made(b.prefix(new(text)).join(g.main.stub(p, false)))
		s.Shape.ReturnsRows = true
	}
	s.Plain = !g.writes() && g.main.conflict == nil && g.main.kind != KindMerge
	for _, a := range g.main.sets {
		s.Plain = s.Plain && !a.special()
	}
	return s
}

func (w *write) written() Written {
	c := w.conflict
	return Written{w.target, w.kind != KindInsert || c != nil && c.update, c != nil && c.columns == nil && !c.other}
}

// stub is what RETURNING gives, on the rows as they are.
func (w *write) stub(p *pieces, names bool) *text {
	t := new(text).str("SELECT ").join(p.returning(w.stars(p), names)).str(" FROM ").put(p.table).str(" AS ", w.alias)
	if !p.from.empty() {
		t.str(", ").put(p.from)
	}
	return t
}

// native adds the texts of one write.
func (b *builder) native(s *Steps, w *write, p *pieces) {
	add := func(t *text) { s.Typing = append(s.Typing, b.st.made(t)) }
	where := func(t *text, conds ...fragment) *text {
		word := " WHERE ("
		for _, c := range conds {
			if !c.empty() {
				t.str(word).put(c).str(")")
				word = " AND ("
			}
		}
		return t
	}
	change := func(sets *text, from, cond, also fragment) {
		x, lead := b.prefix(new(text)), " FROM "
		if len(sets.b) == 0 { // of nothing but defaults
			x.str("SELECT 1 FROM ").put(p.table).str(" AS ", w.alias)
			lead = ", "
		} else {
			x.str("UPDATE ").put(p.table).str(" AS ", w.alias, " SET ").join(sets)
		}
		if !from.empty() {
			x.str(lead).put(from)
		}
		add(where(x, cond, also))
	}
	switch w.kind {
	case KindInsert:
		add(b.prefix(new(text)).str("INSERT INTO ").put(p.table).str(" ").put(p.source))
		if w.conflict != nil && w.conflict.update {
			excluded := new(text).str("(SELECT * FROM ").put(p.table).str(") AS excluded")
			change(nativeSets(w.conflict.sets, p.updates), fragment{string(excluded.b), excluded.segs}, p.when, fragment{})
		}
	case KindUpdate:
		change(nativeSets(w.sets, p.sets), p.from, p.where, fragment{})
	case KindDelete:
		x := b.prefix(new(text)).str("DELETE FROM ").put(p.table).str(" AS ", w.alias)
		if !p.from.empty() {
			x.str(" USING ").put(p.from)
		}
		add(where(x, p.where))
	case KindMerge:
		add(b.prefix(new(text)).str("SELECT * FROM ").put(p.source).str(" LEFT JOIN ").put(p.table).str(" AS ", w.alias, " ON ").put(p.on))
		for i, n := range w.whens {
			switch n.kind {
			case KindUpdate:
				change(nativeSets(n.sets, p.assigns[i]), p.source, p.on, p.conds[i])
			case KindInsert:
				if x := b.nativeInsert(n, p.values[i], w, p); x != nil {
					add(where(x, p.conds[i]))
				}
			default:
				x := b.prefix(new(text)).str("SELECT 1 FROM ").put(p.source).str(", ").put(p.table).str(" AS ", w.alias)
				add(where(x, p.on, p.conds[i]))
			}
		}
	}
}

// nativeInsert is INSERT of MERGE; nil where nothing is told by it.
func (b *builder) nativeInsert(n when, values []fragment, w *write, p *pieces) *text {
	var names []string
	list := new(text)
	for i, v := range values {
		if isDefault(v) {
			if n.columns == nil {
				return nil
			}
			continue
		}
		if len(list.b) > 0 {
			list.str(", ")
		}
		list.put(v)
		if i < len(n.columns) {
			names = append(names, n.columns[i])
		}
	}
	if len(list.b) == 0 {
		return nil
	}
	x := b.prefix(new(text)).str("INSERT INTO ").put(p.table)
	if names != nil {
		x.str(" (", strings.Join(names, ", "), ")")
	}
	return x.str(" SELECT ").join(list).str(" FROM ").put(p.source)
}

// cutProgram is a program and its pieces.
type cutProgram struct {
	*program
	cut *cut
}

// sequence makes the statement one of steps. Its own SQL is what EXPLAIN shows.
func (w *work) sequence(g *program, kept []edit) {
	w.Steps = w.typing(g, w.divide(g, kept))
	own := w.Steps.Shape
	if g.main != nil {
		own = w.Steps.Typing[w.Steps.own]
	}
	w.SQL, w.segs = own.SQL, own.segs
}
