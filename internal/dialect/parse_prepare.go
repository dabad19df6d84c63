package dialect

import (
	"strings"
	"unicode/utf8"
)

func parsePrepare(st *Statement, p *parser) error {
	p.accept("prepare")
	if p.at("transaction") && p.peekAt(1).isString() {
		return refuseTwoPhase(st)
	}
	name, err := p.name()
	if err != nil {
		return err
	}
	n := &Prepare{Name: name}
	if p.at("(") {
		if n.Types, err = p.list(); err != nil {
			return err
		}
	}
	if err := p.expect("as"); err != nil {
		return err
	}
	first := p.peek()
	if n.Stmt, err = p.inner(st); err != nil {
		return err
	}
	if n.Stmt.Kind.Session() || n.Stmt.Kind == KindEmpty {
		return p.syntaxError(first)
	}
	st.session(KindPrepare, "PREPARE", n)
	st.Params = 0 // they are the prepared statement's own
	return nil
}

// list takes a bracketed list and gives the texts between its commas.
func (p *parser) list() ([]string, error) {
	var items []string
	p.i++
	start, depth := p.peek().Start, 0
	for !p.end() {
		t := p.next()
		if t.Kind != TokPunct {
			continue
		}
		switch c := p.src[t.Start]; c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth == 0 {
				item := strings.TrimSpace(p.src[start:t.Start])
				if item == "" {
					return nil, p.syntaxError(t)
				}
				return append(items, item), nil
			}
			depth--
		case ',':
			if depth == 0 {
				item := strings.TrimSpace(p.src[start:t.Start])
				if item == "" {
					return nil, p.syntaxError(t)
				}
				items = append(items, item)
				start = t.End
			}
		}
	}
	return nil, p.unexpected()
}

func parseExecute(st *Statement, p *parser) error {
	p.accept("execute")
	name, err := p.name()
	if err != nil {
		return err
	}
	n := &Execute{Name: name}
	st.session(KindExecute, "EXECUTE", n)
	if p.at("(") && p.is(p.peekAt(1), ")") {
		return p.syntaxError(p.peekAt(1))
	}
	if p.at("(") {
		from := p.peekAt(1).Start
		if n.Args, err = p.list(); err != nil {
			return err
		}
		const verb = "SELECT "
		args, err := nested(st, verb+p.src[from:p.toks[p.i-1].Start], from, len(verb))
		if err != nil {
			return err
		}
		for _, a := range n.Args {
			at := from + strings.Index(p.src[from:], a)
			n.At = append(n.At, p.base+utf8.RuneCountInString(p.src[:at])+1)
			from = at + len(a)
		}
		st.SQL, st.Relations, st.Mentions, st.Functions = args.SQL, args.Relations, args.Mentions, args.Functions
		st.Strings = args.Strings
	}
	return p.finish()
}

// nested understands a text that stands inside another statement's, at an offset, behind a lead of our own.
func nested(outer *Statement, text string, offset, lead int) (*Statement, error) {
	in := &Statement{
		Text: text, Offset: outer.Offset + offset,
		pos:        outer.pos + utf8.RuneCountInString(outer.Text[:offset]) - lead,
		ParamTypes: outer.ParamTypes,
		stored:     outer.stored,
	}
	toks, err := lexAll(text)
	if err != nil {
		return nil, err
	}
	return in, understand(in, toks)
}

func parseDeallocate(st *Statement, p *parser) error {
	p.accept("deallocate")
	if p.at("prepare") && p.peekAt(1).Kind != TokEOF {
		p.i++
	}
	if p.accept("all") {
		st.session(KindDeallocate, "DEALLOCATE ALL", &Deallocate{All: true})
		return p.finish()
	}
	name, err := p.name()
	if err != nil {
		return err
	}
	st.session(KindDeallocate, "DEALLOCATE", &Deallocate{Name: name})
	return p.finish()
}
