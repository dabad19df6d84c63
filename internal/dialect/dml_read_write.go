package dialect

// write takes an INSERT, UPDATE, DELETE or MERGE up to the reader's end.
func (r *reader) write(node int) *write {
	w := &write{node: node}
	switch {
	case r.accept("insert"):
		w.kind = KindInsert
		r.expect("into")
	case r.accept("update"):
		w.kind = KindUpdate
	case r.accept("delete"):
		w.kind = KindDelete
		r.expect("from")
	default:
		r.accept("merge")
		w.kind = KindMerge
		r.expect("into")
	}
	only := r.accept("only")
	bracket := only && r.accept("(")
	w.target, w.table = r.relation()
	if bracket {
		r.expect(")")
	}
	if w.kind != KindInsert {
		r.accept("*")
	}
	w.alias = quoteIdent(w.target.Name)
	if r.accept("as") {
		w.alias = r.name()
	} else if t := r.tok(r.i); w.kind != KindInsert && t.isName() && !r.at("set") && !r.at("using") && !r.at("where") && !r.at("returning") {
		w.alias = r.name()
	}
	if w.kind == KindMerge {
		r.merge(w)
		return w
	}
	end := r.clause(r.i, "returning")
	if end < r.end {
		w.ret = r.list(end+1, r.end)
		if len(w.ret) == 0 {
			r.ok = false
		}
	}
	in := &reader{p: r.p, i: r.i, end: end, ok: r.ok}
	switch w.kind {
	case KindInsert:
		in.insert(w)
	case KindUpdate:
		in.expect("set")
		to := in.clause(in.i, "from", "where")
		w.sets = in.sets(in.i, to)
		if in.i = to; in.accept("from") {
			to = in.clause(in.i, "where")
			w.from = span{in.i, to}
			in.i = to
		}
		in.condition(w)
	case KindDelete:
		if in.accept("using") {
			to := in.clause(in.i, "where")
			w.from = span{in.i, to}
			in.i = to
		}
		in.condition(w)
	}
	r.ok = in.ok
	r.i = r.end
	return w
}

// condition takes WHERE.
func (r *reader) condition(w *write) {
	if r.accept("where") {
		w.where = span{r.i, r.end}
		r.i = r.end
	}
	if r.i != r.end || r.is(w.where.from, "current", "of") {
		r.ok = false
	}
}

// insert takes what stands behind an INSERT's target.
func (r *reader) insert(w *write) {
	at := r.find(r.i, func(i int) bool {
		return r.is(i, "on", "conflict") && (r.is(i+2, "(") || r.is(i+2, "do") || r.is(i+2, "on"))
	})
	w.source = span{r.i, at}
	if at == r.end {
		return
	}
	c := &conflict{at: at}
	w.conflict = c
	r.i = at + 2
	if r.at("(") {
		var plain bool
		c.columns, plain = r.names()
		c.other = !plain
		if r.at("where") {
			c.other = true
			r.i = r.clause(r.i, "do")
		}
	} else if r.accept("on", "constraint") {
		c.constraint = r.name()
	}
	r.expect("do")
	if r.accept("nothing") {
		r.ok = r.ok && r.i == r.end
		return
	}
	c.update = true
	r.expect("update", "set")
	to := r.clause(r.i, "where")
	c.sets = r.sets(r.i, to)
	if r.i = to; r.accept("where") {
		c.where = span{r.i, r.end}
	}
}

// sets takes the items of SET.
func (r *reader) sets(from, to int) []assign {
	var out []assign
	for _, s := range r.list(from, to) {
		a := assign{at: s.from}
		in := &reader{p: r.p, i: s.from, end: s.to, ok: r.ok}
		several := in.at("(")
		if several {
			var plain bool
			a.columns, plain = in.names()
			a.other = !plain
		} else {
			a.columns = []string{in.name()}
			in.subscript(&a)
		}
		in.expect("=")
		a.values = []span{{in.i, in.end}}
		if several {
			in.row(&a)
		}
		for _, v := range a.values {
			a.preset = a.preset || v.to-v.from == 1 && r.is(v.from, "default")
		}
		r.ok = in.ok && in.i < in.end
		out = append(out, a)
	}
	if len(out) == 0 {
		r.ok = false
	}
	return out
}

// row takes the values of (a, b) = ….
func (r *reader) row(a *assign) {
	from := r.i
	r.accept("row")
	if !r.at("(") || r.close() != r.end-1 {
		a.other = true
		return
	}
	inner := r.i + 1
	for r.is(inner, "(") {
		inner++
	}
	if r.i == from && (r.is(inner, "select") || r.is(inner, "with") || r.is(inner, "values") || r.is(inner, "table")) {
		a.query = true
		a.values = []span{{from + 1, r.end - 1}}
		a.count = r.columns(from+1, r.end-1)
		return
	}
	a.values = r.list(r.i+1, r.end-1)
}

// columns counts what a plain SELECT gives; 0 for what cannot be told.
func (r *reader) columns(from, to int) int {
	in := &reader{p: r.p, i: from, end: to, ok: true}
	if !in.accept("select") || in.at("distinct") || in.at("all") {
		return 0
	}
	items := in.list(in.i, in.clause(in.i, "from", "where", "union", "except", "intersect", "order", "limit", "group", "having", "fetch", "offset"))
	for _, s := range items {
		if in.is(s.to-1, "*") {
			return 0
		}
	}
	return len(items)
}

// merge takes what stands behind a MERGE's target.
func (r *reader) merge(w *write) {
	r.expect("using")
	on := r.find(r.i, r.word("on"))
	w.source = span{r.i, on}
	if r.find(r.i, r.word("join")) < on || r.find(r.i, r.word(",")) < on {
		r.ok = false
	}
	r.sourceName(w, on)
	r.i = on
	r.expect("on")
	to := r.find(r.i, r.word("when"))
	w.on = span{r.i, to}
	for r.i = to; r.ok && r.i < r.end; {
		w.whens = append(w.whens, r.when())
	}
	r.ok = r.ok && len(w.whens) > 0
}

// sourceName finds what the source is called: its last name, before a list of columns.
func (r *reader) sourceName(w *write, end int) {
	k := end - 1
	if r.is(k, ")") {
		for depth := 0; k > r.i; k-- {
			if r.is(k, ")") {
				depth++
			} else if r.is(k, "(") {
				if depth--; depth == 0 {
					k--
					break
				}
			}
		}
	}
	t := r.tok(max(k, 0))
	if k < r.i || !t.isName() {
		r.ok = false
		return
	}
	w.sourceAlias = quoteIdent(ident(r.p.src, t))
}

func (r *reader) when() when {
	var w when
	r.expect("when")
	w.matched = !r.accept("not")
	r.expect("matched")
	if r.accept("and") {
		to := r.find(r.i, r.word("then"))
		w.cond = span{r.i, to}
		r.i = to
	}
	r.expect("then")
	end := r.find(r.i, r.word("when"))
	w.at = r.i
	in := &reader{p: r.p, i: r.i, end: end, ok: r.ok}
	switch {
	case in.accept("do", "nothing"):
	case in.accept("delete"):
		w.kind = KindDelete
	case in.accept("update", "set"):
		w.kind = KindUpdate
		w.sets = in.sets(in.i, end)
		in.i = end
	case in.accept("insert"):
		w.kind = KindInsert
		if in.at("(") {
			w.columns, in.ok = in.names()
		}
		if in.accept("default", "values") {
			break
		}
		in.expect("values")
		if !in.at("(") {
			in.ok = false
			break
		}
		w.insert = true
		stop := in.close()
		w.values = in.list(in.i+1, stop)
		in.i = stop + 1
	default:
		in.ok = false
	}
	r.ok = in.ok && in.i == end
	r.i = end
	return w
}
