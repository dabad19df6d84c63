package dialect

// insert computes the rows of an INSERT: they go into a table of ours that has the target's columns and defaults, so that
// the engine treats them as it would on their way into the target.
func (b *builder) insert(k int, w *write, p *pieces, t *Target) (from string, err error) {
	news := temp(k, "")
	b.like(news, "", t)
	x := b.prefix(new(text)).str("INSERT INTO ", news, " ").put(p.source)
	b.add(StepRun, t.Name.Name, x)
	b.whole(t, news, func(i int) string { return quoteIdent(t.Columns[i].Name) })
	into := func(from string) *text {
		return new(text).str("INSERT INTO ").put(p.table).str(" (", columnList(t, ""), ") SELECT ", columnList(t, ""), " FROM ", from)
	}
	if w.conflict == nil {
		b.later(b.role(w), t.Name.Name, into(news))
		return news + " AS " + w.alias, nil
	}
	return b.conflict(k, w, p, t, news, into)
}

// role tells whether a write's rows are those of the statement's tag.
func (b *builder) role(w *write) Role {
	if w == b.prog.main {
		return StepCount
	}
	return StepRun
}
