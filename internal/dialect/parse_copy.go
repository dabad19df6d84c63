package dialect

import (
	"strings"

	"lakewire/internal/pgerr"
)

// parseCopy reads COPY in both of its grammars. The engine never sees one, as it would write to the server's own files
// and output: what it gets is the query of a COPY TO, and an INSERT of the session's for a COPY FROM.
func parseCopy(st *Statement, p *parser) error {
	p.accept("copy")
	n := &Copy{}
	if p.at("(") {
		if err := n.readQuery(st, p); err != nil {
			return err
		}
	} else if err := n.readTable(p); err != nil {
		return err
	}
	switch {
	case !n.From && p.accept("to"):
	case n.Query == nil && p.accept("from"):
		n.From = true
	default:
		return p.unexpected()
	}
	n.Program = p.accept("program")
	switch {
	case p.accept("stdin"), p.accept("stdout"):
		if n.Program {
			return pgerr.New(pgerr.SyntaxError, "STDIN/STDOUT not allowed with PROGRAM")
		}
	default:
		file, err := p.str()
		if err != nil {
			return err
		}
		n.File, n.Outside = file, true
	}
	if err := n.readOptions(p); err != nil {
		return err
	}
	if err := n.readWhere(st, p); err != nil {
		return err
	}
	if err := p.finish(); err != nil {
		return err
	}
	return n.settle(st)
}

// readQuery reads the query in brackets, at whose opening the parser stands.
func (n *Copy) readQuery(st *Statement, p *parser) error {
	open := p.peek()
	p.skipParens()
	end := p.toks[p.i-1]
	if p.is(end, "(") || !p.is(end, ")") {
		return p.unexpected()
	}
	for _, t := range p.toks[:p.i-1] {
		if t.Start > open.Start && p.is(t, ";") {
			return p.syntaxError(t)
		}
	}
	text := p.src[open.End:end.Start]
	lead := len(text) - len(strings.TrimLeft(text, " \t\r\n\f"))
	text = strings.TrimSpace(text)
	first := Token{Kind: TokIdent, Start: open.End + lead, End: end.Start}
	if text == "" {
		return p.syntaxError(end)
	}
	q, err := nested(st, text, first.Start, 0)
	if err != nil {
		return err
	}
	switch q.Kind {
	case KindSelect, KindValues, KindDuck, KindInsert, KindUpdate, KindDelete, KindMerge, KindRefused:
	case KindCreateTableAs:
		if t := p.from(first.Start); p.is(t, "create") {
			return p.syntaxError(t)
		}
		return pgerr.Unsupported("COPY (SELECT INTO) is not supported", "")
	default:
		return p.syntaxError(p.from(first.Start))
	}
	n.Query = q
	return nil
}

// from gives the first token that begins at a byte of the text or behind it.
func (p *parser) from(start int) Token {
	for _, t := range p.toks {
		if t.Start >= start {
			return t
		}
	}
	return p.toks[len(p.toks)-1]
}

// readTable reads [BINARY] table [(columns)].
func (n *Copy) readTable(p *parser) (err error) {
	if p.at("binary") && p.peekAt(1).isName() {
		n.Options = append(n.Options, CopyOption{Name: "format", Value: "binary", Has: true, Pos: p.position(p.next())})
	}
	from := p.peek().Start
	if n.Table, err = p.relation(); err != nil {
		return err
	}
	n.target = p.src[from:p.toks[p.i-1].End]
	if !p.at("(") {
		return nil
	}
	n.Columns, err = p.names("(", ")")
	return err
}

// names reads a list of names between brackets.
func (p *parser) names(open, end string) ([]string, error) {
	if err := p.expect(open); err != nil {
		return nil, err
	}
	var out []string
	for {
		name, err := p.name()
		if err != nil {
			return nil, err
		}
		out = append(out, name)
		if p.accept(",") {
			continue
		}
		return out, p.expect(end)
	}
}

// readWhere reads the condition of COPY FROM as a query on what comes in, under the table's own name.
func (n *Copy) readWhere(st *Statement, p *parser) error {
	at := p.peek()
	if !p.accept("where") {
		return nil
	}
	if n.Query != nil {
		return p.syntaxError(at)
	}
	if !n.From {
		return p.placed(pgerr.New(pgerr.SyntaxError, "WHERE clause not allowed with COPY TO"), at)
	}
	if p.end() {
		return p.unexpected()
	}
	from := p.peek().Start
	for !p.end() {
		if p.at("select") {
			return p.placed(pgerr.New(pgerr.FeatureNotSupported, "cannot use subquery in COPY FROM WHERE condition"), p.peek())
		}
		p.next()
	}
	head := "SELECT * FROM " + quoteIdent(n.Table.Name) + " WHERE "
	in, err := nested(st, head+p.src[from:p.toks[len(p.toks)-1].Start], from, len(head))
	if err != nil {
		return err
	}
	n.Where = in
	return nil
}

// settle says what the statement touches, and makes the query of COPY table TO.
func (n *Copy) settle(st *Statement) error {
	st.session(KindCopy, "COPY", n)
	st.TagCount = true
	switch {
	case n.From:
		st.Writes, st.Appends = true, []Name{n.Table}
		st.Relations, st.Mentions = st.Appends, st.Appends
	case n.Query == nil:
		list := "*"
		if len(n.Columns) > 0 {
			quoted := make([]string, len(n.Columns))
			for i, c := range n.Columns {
				quoted[i] = quoteIdent(c)
			}
			list = strings.Join(quoted, ", ")
		}
		q, err := nested(st, "SELECT "+list+" FROM "+n.target, 0, 0)
		if err != nil {
			return err
		}
		n.Query = q
	}
	if n.Query != nil {
		q := *n.Query
		q.Constant = false // its rows are kept ready for another message
		n.Query = &q
	}
	return nil
}
