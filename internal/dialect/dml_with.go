package dialect

import "lakewire/internal/pgerr"

// Build gives the steps for targets as they are now, in the order of Targets. All that reads comes before all that writes.
func (s *Statement) Build(targets []*Target) ([]Step, error) {
	if s.Steps.list != nil {
		return s.Steps.list, nil
	}
	g := s.Steps.prog
	b := &builder{st: s, prog: g.program, targets: targets}
	next := 0
	for i := range g.ctes {
		c, p := &g.ctes[i], &g.cut.parts[i]
		if c.write == nil {
			b.materialize(i, p)
			b.define(p, temp(i, "r"))
			continue
		}
		t := targets[next]
		next++
		from, err := b.compute(i, c.write, p, t)
		if err != nil {
			return nil, err
		}
		if c.write.ret != nil {
			x := b.prefix(b.table(temp(i, "r")).str("AS ")).str("SELECT ").join(p.returning(c.write.stars(p), true)).str(" FROM ", from)
			b.add(StepRun, t.Name.Name, x)
			b.define(p, temp(i, "r"))
		}
	}
	k := len(g.ctes)
	p := &g.cut.parts[k]
	if g.main == nil {
		b.add(StepRows, "", b.prefix(new(text)).put(g.cut.query))
		return b.drop(), nil
	}
	t := targets[next]
	from, err := b.compute(k, g.main, p, t)
	if err != nil {
		return nil, err
	}
	if g.main.ret != nil {
		b.add(StepRows, t.Name.Name, b.prefix(new(text)).str("SELECT ").join(p.returning(g.main.stars(p), false)).str(" FROM ", from))
	}
	return b.drop(), nil
}

// compute makes the steps of one write and tells what RETURNING's expressions are evaluated on.
func (b *builder) compute(k int, w *write, p *pieces, t *Target) (string, error) {
	if !w.written().ByRow || len(t.Identity) > 0 {
		switch w.kind {
		case KindInsert:
			return b.insert(k, w, p, t)
		case KindMerge:
			return "", b.merge(k, w, p, t)
		}
		return b.change(k, w, p, t)
	}
	return "", pgerr.Unsupported(`the rows of relation "`+t.Name.Name+`" cannot be told apart`,
		"Its columns have the names of the engine's own: filename, file_row_number.")
}

// materialize puts a CTE that only reads into a table of ours, since several steps may read it.
func (b *builder) materialize(i int, p *pieces) {
	x := b.table(temp(i, "r")).str("AS ")
	b.with = append(b.with, p.whole())
	b.prefix(x)
	b.with = b.with[:len(b.with)-1]
	b.add(StepRun, "", x.str("SELECT * FROM ", b.prog.ctes[i].name))
}

// whole is a CTE as it was written.
func (p *pieces) whole() fragment {
	t := new(text).put(p.head).str(" AS (").put(p.body).str(")")
	if !p.tail.empty() {
		t.str(" ").put(p.tail)
	}
	return fragment{string(t.b), t.segs}
}

// define adds a CTE whose rows lie in a table of ours.
func (b *builder) define(p *pieces, from string) {
	t := new(text).put(p.head).str(" AS (SELECT * FROM ", from, ")")
	b.with = append(b.with, fragment{string(t.b), t.segs})
}
