package dialect

import "lakewire/internal/pgerr"

func parseDeclare(st *Statement, p *parser) error {
	p.accept("declare")
	name, err := p.name()
	if err != nil {
		return err
	}
	n := &Declare{Name: name}
	yes, no := true, false
	insensitive, asensitive := false, false
	for !p.at("cursor") {
		switch {
		case p.accept("binary"):
			n.Binary = true
		case p.accept("insensitive"):
			insensitive = true
		case p.accept("asensitive"):
			asensitive = true
		case p.accept("no", "scroll"):
			if n.Scroll != nil && *n.Scroll {
				return pgerr.New(pgerr.InvalidCursorDefinition, "cannot specify both SCROLL and NO SCROLL")
			}
			n.Scroll = &no
		case p.accept("scroll"):
			if n.Scroll != nil && !*n.Scroll {
				return pgerr.New(pgerr.InvalidCursorDefinition, "cannot specify both SCROLL and NO SCROLL")
			}
			n.Scroll = &yes
		default:
			return p.unexpected()
		}
	}
	if insensitive && asensitive {
		return pgerr.New(pgerr.InvalidCursorDefinition, "cannot specify both INSENSITIVE and ASENSITIVE")
	}
	p.i++
	if p.accept("with", "hold") {
		n.Hold = true
	} else {
		p.accept("without", "hold")
	}
	if err := p.expect("for"); err != nil {
		return err
	}
	first := p.peek()
	if n.Query, err = p.inner(st); err != nil {
		return err
	}
	switch n.Query.Kind {
	case KindSelect, KindValues, KindDuck, KindRefused:
	default:
		return p.syntaxError(first)
	}
	st.session(KindDeclare, "DECLARE CURSOR", n)
	return nil
}

// inner reads the statement that stands from here to the end.
func (p *parser) inner(outer *Statement) (*Statement, error) {
	if p.end() || p.at("prepare") || p.at("explain") {
		return nil, p.unexpected() // these carry statements themselves: without this, the depth would be the client's to choose
	}
	return nested(outer, p.src[p.peek().Start:p.toks[len(p.toks)-1].Start], p.peek().Start, 0)
}

func parseFetch(st *Statement, p *parser) error {
	n := &Fetch{Count: 1, Move: p.acceptAny("fetch", "move") == "move"}
	switch {
	case p.accept("next"):
	case p.accept("prior"):
		n.Dir = Backward
	case p.accept("first"):
		n.Dir = Absolute
	case p.accept("last"):
		n.Dir, n.Count = Absolute, -1
	case p.at("absolute"), p.at("relative"):
		if n.Dir = Relative; p.at("absolute") {
			n.Dir = Absolute
		}
		p.i++
		c, ok := p.integer()
		if !ok {
			return p.unexpected()
		}
		n.Count = c
	case p.accept("all"):
		n.Count = FetchAll
	case p.at("forward") && p.directionFollows(), p.at("backward") && p.directionFollows():
		if p.acceptAny("forward", "backward") == "backward" {
			n.Dir = Backward
		}
		if p.accept("all") {
			n.Count = FetchAll
		} else if c, ok := p.integer(); ok {
			n.Count = c
		}
	default:
		if c, ok := p.integer(); ok {
			n.Count = c
		}
	}
	if n.Count < 0 && n.Dir == Forward {
		n.Dir, n.Count = Backward, -n.Count
	} else if n.Count < 0 && n.Dir == Backward {
		n.Dir, n.Count = Forward, -n.Count
	}
	p.acceptAny("from", "in")
	name, err := p.name()
	if err != nil {
		return err
	}
	n.Cursor = name
	k, tag := KindFetch, "FETCH"
	if n.Move {
		tag = "MOVE"
	}
	st.session(k, tag, n)
	st.TagCount, st.ReturnsRows = true, !n.Move
	return p.finish()
}

// directionFollows tells a direction from a cursor that is called so.
func (p *parser) directionFollows() bool { return p.peekAt(1).Kind != TokEOF }

func parseClose(st *Statement, p *parser) error {
	p.accept("close")
	if p.accept("all") {
		st.session(KindCloseCursor, "CLOSE CURSOR ALL", &CloseCursor{All: true})
		return p.finish()
	}
	name, err := p.name()
	if err != nil {
		return err
	}
	st.session(KindCloseCursor, "CLOSE CURSOR", &CloseCursor{Name: name})
	return p.finish()
}
