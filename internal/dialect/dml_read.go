package dialect

// reader takes the structure of a write from its tokens. ok turns false at what it does not know; the engine then says what
// it thinks of the text.
type reader struct {
	p   *parser
	i   int
	end int
	ok  bool
}

func (r *reader) tok(i int) Token {
	if i >= r.end {
		return Token{Kind: TokEOF, Start: r.p.toks[len(r.p.toks)-1].Start}
	}
	return r.p.toks[i]
}

func (r *reader) is(i int, words ...string) bool {
	for k, w := range words {
		if !r.p.is(r.tok(i+k), w) {
			return false
		}
	}
	return true
}

func (r *reader) at(w string) bool { return r.is(r.i, w) }

func (r *reader) accept(words ...string) bool {
	if !r.is(r.i, words...) {
		return false
	}
	r.i += len(words)
	return true
}

func (r *reader) expect(words ...string) {
	if !r.accept(words...) {
		r.ok = false
	}
}

// name takes a name and gives it quoted for the engine.
func (r *reader) name() string {
	t := r.tok(r.i)
	if !t.isName() {
		r.ok = false
		return ""
	}
	r.i++
	return quoteIdent(ident(r.p.src, t))
}

// relation takes a qualified name.
func (r *reader) relation() (Name, span) {
	from := r.i
	p := &parser{src: r.p.src, toks: r.p.toks, i: r.i}
	n, err := p.relation()
	if err != nil || p.i > r.end {
		r.ok = false
		return n, span{from, from}
	}
	r.i = p.i
	return n, span{from, r.i}
}

// close goes from an opening bracket to the closing one, and gives its place.
func (r *reader) close() int {
	depth := 0
	for k := r.i; k < r.end; k++ {
		if t := r.p.toks[k]; t.Kind == TokPunct {
			switch r.p.src[t.Start] {
			case '(', '[', '{':
				depth++
			case ')', ']', '}':
				if depth--; depth == 0 {
					return k
				}
			}
		}
	}
	r.ok = false
	return r.end
}

// find gives the first place from k on, outside of brackets and CASE, that is what is looked for; end without one.
func (r *reader) find(k int, what func(i int) bool) int {
	depth := 0
	for ; k < r.end; k++ {
		t := r.p.toks[k]
		switch {
		case t.Kind == TokPunct:
			switch r.p.src[t.Start] {
			case '(', '[', '{':
				depth++
			case ')', ']', '}':
				depth--
			}
		case r.p.is(t, "case"):
			depth++
			continue
		case r.p.is(t, "end") && depth > 0:
			depth--
			continue
		}
		if depth == 0 && what(k) {
			return k
		}
	}
	return r.end
}

func (r *reader) word(w string) func(int) bool {
	return func(i int) bool { return r.is(i, w) }
}

// clause finds one of the words that begin a clause. The FROM of IS DISTINCT FROM is none.
func (r *reader) clause(k int, words ...string) int {
	return r.find(k, func(i int) bool {
		for _, w := range words {
			if r.is(i, w) && !(w == "from" && i > 0 && r.is(i-1, "distinct")) {
				return true
			}
		}
		return false
	})
}

// list cuts a span at its commas.
func (r *reader) list(from, to int) []span {
	var out []span
	cut := reader{p: r.p, end: to}
	for from < to {
		k := cut.find(from, cut.word(","))
		if k == from {
			r.ok = false
		}
		out = append(out, span{from, k})
		from = k + 1
	}
	return out
}

// names takes a bracketed list of plain names; ok2 is false when something else stands there.
func (r *reader) names() (names []string, plain bool) {
	end := r.close()
	plain = true
	for _, s := range r.list(r.i+1, end) {
		t := r.tok(s.from)
		if s.to-s.from != 1 || !t.isName() {
			plain = false
			continue
		}
		names = append(names, quoteIdent(ident(r.p.src, t)))
	}
	r.i = end + 1
	return names, plain
}

// readProgram takes the structure of a statement; nil when it is not one of those, or not well formed.
func (p *parser) readProgram() *program {
	r := &reader{p: p, end: len(p.toks) - 1, ok: true}
	g := &program{}
	if r.accept("with") {
		g.recursive = r.accept("recursive")
		for r.ok {
			g.ctes = append(g.ctes, r.cte(len(g.ctes)))
			if !r.accept(",") {
				break
			}
		}
	}
	switch {
	case !r.ok:
	case r.at("insert"), r.at("update"), r.at("delete"), r.at("merge"):
		g.main = r.write(-1)
	default:
		g.query = span{r.i, r.end}
	}
	if !r.ok {
		return nil
	}
	return g
}

func (r *reader) cte(k int) cte {
	c := cte{head: span{from: r.i}}
	c.name = r.name()
	if r.at("(") {
		r.i = r.close() + 1
	}
	c.head.to = r.i
	r.expect("as")
	r.accept("not")
	r.accept("materialized")
	if !r.at("(") {
		r.ok = false
		return c
	}
	end := r.close()
	c.body = span{r.i + 1, end}
	in := &reader{p: r.p, i: r.i + 1, end: end, ok: r.ok}
	if in.at("insert") || in.at("update") || in.at("delete") || in.at("merge") {
		c.write = in.write(k)
	}
	r.ok = r.ok && in.ok
	r.i = end + 1
	tail := r.i
	for _, clause := range [][2]string{{"search", "set"}, {"cycle", "using"}} {
		if r.at(clause[0]) {
			r.i = r.clause(r.i, clause[1]) + 2
			c.tail = span{tail, r.i}
		}
	}
	return c
}
