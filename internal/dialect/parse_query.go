package dialect

import "strings"

// otherStatement is what begins with none of PostgreSQL's verbs.
func otherStatement(st *Statement, p *parser) error {
	if p.at("(") {
		return parseQuery(st, p)
	}
	return parseUtility(st, p)
}

// parseQuery takes SELECT, VALUES, TABLE, WITH and a query in brackets; WITH may lead to a write.
func parseQuery(st *Statement, p *parser) error {
	k := p.i
	for p.is(p.peekAt(k), "(") {
		k++
	}
	kind := KindSelect
	switch main := p.mainVerb(k); {
	case p.is(main, "insert"), p.is(main, "update"), p.is(main, "delete"), p.is(main, "merge"):
		p.i = p.index(main)
		return parseWrite(st, p)
	case p.is(main, "select"):
		if into := p.topLevelInto(); into > 0 {
			return selectInto(st, p, into)
		}
	case p.is(main, "values"):
		kind = KindValues
	case p.is(main, "table"):
	case p.is(main, "from"), p.is(main, "pivot"), p.is(main, "unpivot"):
		kind = KindDuck
	default:
		return p.syntaxError(main)
	}
	if p.at("with") {
		if p.prog = p.readProgram(); p.prog != nil && p.prog.writes() {
			st.Writes = true
			st.touches(p.prog)
		}
	}
	return st.engine(kind, "SELECT", p)
}

func (p *parser) index(t Token) int {
	for i := range p.toks {
		if p.toks[i] == t {
			return i
		}
	}
	return 0
}

// mainVerb gives the verb at index k, or the one behind WITH and its list.
func (p *parser) mainVerb(k int) Token {
	if !p.is(p.toks[k], "with") {
		return p.toks[k]
	}
	depth := 0
	for i := k + 1; i < len(p.toks); i++ {
		t := p.toks[i]
		if t.Kind == TokPunct {
			switch p.src[t.Start] {
			case '(', '[', '{':
				if depth == 0 && p.src[t.Start] == '(' && p.is(p.toks[i-1], ")") { // behind the list, a query in brackets
					for p.is(p.toks[i], "(") {
						i++
					}
					return p.mainVerb(i)
				}
				depth++
			case ')', ']', '}':
				depth--
			}
		}
		if depth != 0 || t.Kind != TokIdent {
			continue
		}
		switch lower(t.text(p.src)) {
		case "select", "values", "table", "insert", "update", "delete", "merge", "from", "pivot", "unpivot":
			return t
		}
	}
	return p.toks[len(p.toks)-1]
}

// topLevelInto finds the INTO of SELECT … INTO, 0 when there is none.
func (p *parser) topLevelInto() int {
	depth := 0
	for i, t := range p.toks {
		if t.Kind == TokPunct {
			switch p.src[t.Start] {
			case '(', '[', '{':
				depth++
			case ')', ']', '}':
				depth--
			}
		}
		if depth == 0 && p.is(t, "into") {
			return i
		}
		if depth == 0 && p.is(t, "from") {
			return 0
		}
	}
	return 0
}

// selectInto turns SELECT … INTO t … into CREATE TABLE t AS SELECT … ….
func selectInto(st *Statement, p *parser, into int) error {
	p.i = into + 1
	how := ""
	if w := p.acceptAny("temp", "temporary", "unlogged"); w != "" && w != "unlogged" {
		how = "TEMP "
	}
	p.accept("table")
	from := p.peek().Start
	name, err := p.relation()
	if err != nil {
		return err
	}
	end := p.toks[p.i-1].End
	target := st.Text[from:end]
	st.Writes = how == ""
	st.Appends = []Name{name}
	p.edits = append(p.edits,
		edit{0, 0, "CREATE " + how + "TABLE " + target + " AS "},
		edit{p.toks[into].Start, end, ""})
	return st.engine(KindCreateTableAs, "SELECT", p)
}

// parseWrite takes INSERT, UPDATE, DELETE and MERGE, at whose verb the parser stands.
func parseWrite(st *Statement, p *parser) error {
	st.Writes = true
	verb := lower(p.next().text(p.src))
	kind, tag := KindInsert, "INSERT 0"
	mutates := true
	switch verb {
	case "insert":
		if p.accept("or") {
			p.next()
		} else {
			mutates = p.hasWord("conflict")
		}
		if err := p.expect("into"); err != nil {
			return err
		}
	case "update":
		if p.at("extensions") && !p.hasWord("set") {
			return st.forbid("permission denied for UPDATE EXTENSIONS")
		}
		kind, tag = KindUpdate, "UPDATE"
		p.accept("only")
	case "delete":
		kind, tag = KindDelete, "DELETE"
		if err := p.expect("from"); err != nil {
			return err
		}
		p.accept("only")
	case "merge":
		kind, tag = KindMerge, "MERGE"
		if err := p.expect("into"); err != nil {
			return err
		}
		p.accept("only")
	}
	name, err := p.relation()
	if err != nil {
		return err
	}
	if mutates {
		st.Mutates = []Name{name}
	} else {
		st.Appends = []Name{name}
	}
	st.ReturnsRows = p.hasWord("returning")
	if st.ReturnsRows || kind != KindInsert || mutates || p.is(p.toks[0], "with") {
		if p.prog = p.readProgram(); p.prog != nil {
			st.touches(p.prog)
		}
	}
	return st.engine(kind, tag, p)
}

// touches notes the tables that the writes of a program change, beside the main one's.
func (s *Statement) touches(g *program) {
	for _, c := range g.ctes {
		switch w := c.write; {
		case w == nil:
		case w.kind == KindInsert && w.conflict == nil:
			s.Appends = append(s.Appends, w.target)
		default:
			s.Mutates = append(s.Mutates, w.target)
		}
	}
}

// hasWord tells whether a key word stands anywhere from here on, outside of brackets.
func (p *parser) hasWord(w string) bool {
	depth := 0
	for _, t := range p.toks[p.i:] {
		if t.Kind == TokPunct {
			switch p.src[t.Start] {
			case '(', '[', '{':
				depth++
			case ')', ']', '}':
				depth--
			}
		}
		if depth == 0 && p.is(t, w) {
			return true
		}
	}
	return false
}

// parseTruncate gives the engine the one form of TRUNCATE that it knows, for each table. All of them come back empty: there
// are no foreign keys to be heeded, and no sequences to be restarted.
func parseTruncate(st *Statement, p *parser) error {
	p.accept("truncate")
	p.accept("table")
	var texts []*text
	for {
		p.accept("only")
		from := p.i
		name, err := p.relation()
		if err != nil {
			return err
		}
		st.Mutates = append(st.Mutates, name)
		at, end := p.toks[from].Start, p.toks[p.i-1].End
		texts = append(texts, new(text).str("TRUNCATE ").put(fragment{p.src[at:end], []segment{{0, at, end - at}}}))
		p.accept("*")
		if !p.accept(",") {
			break
		}
	}
	if p.acceptAny("restart", "continue") != "" {
		if err := p.expect("identity"); err != nil {
			return err
		}
	}
	p.acceptAny("cascade", "restrict")
	if err := p.finish(); err != nil {
		return err
	}
	st.Writes = true
	if len(texts) > 1 {
		st.Steps = &Steps{}
		for _, t := range texts {
			st.Steps.list = append(st.Steps.list, Step{Statement: st.made(t)})
		}
	}
	p.edits = append(p.edits, edit{0, len(st.Text), string(texts[0].b)})
	return st.engine(KindTruncate, "TRUNCATE TABLE", p)
}

// parseDuck takes the statements of the engine's own that return rows.
func parseDuck(st *Statement, p *parser) error {
	tag := "SELECT"
	if w := strings.ToUpper(p.peek().text(p.src)); w == "DESCRIBE" || w == "DESC" || w == "SUMMARIZE" {
		tag = w
	}
	if p.is(p.peek(), "describe") || p.is(p.peek(), "desc") {
		tag = "DESCRIBE"
	}
	return st.engine(KindDuck, tag, p)
}
