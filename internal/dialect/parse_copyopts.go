package dialect

import "lakewire/internal/pgerr"

func (p *parser) placed(e *pgerr.Error, t Token) error { return e.WithPosition(p.position(t)) }

// readOptions reads the options of COPY, in brackets or in the grammar of before 9.0.
func (n *Copy) readOptions(p *parser) error {
	if p.at("delimiters") || p.at("using") && p.is(p.peekAt(1), "delimiters") {
		p.accept("using")
		if err := n.text(p, "delimiter", p.next()); err != nil {
			return err
		}
	}
	p.accept("with")
	if p.at("(") {
		return n.readList(p)
	}
	for {
		if more, err := n.readOld(p); err != nil || !more {
			return err
		}
	}
}

func (n *Copy) add(o CopyOption) { n.Options = append(n.Options, o) }

// text takes the string that follows as an option's value.
func (n *Copy) text(p *parser, name string, at Token) error {
	p.accept("as")
	v, err := p.str()
	n.add(CopyOption{Name: name, Value: v, Has: true, Pos: p.position(at)})
	return err
}

// readOld reads one option of the old grammar, if one follows.
func (n *Copy) readOld(p *parser) (bool, error) {
	at := p.peek()
	switch word := p.acceptAny("binary", "csv", "freeze", "header", "delimiter", "null", "quote", "escape", "encoding", "force"); word {
	case "":
		return false, nil
	case "binary", "csv":
		n.add(CopyOption{Name: "format", Value: word, Has: true, Pos: p.position(at)})
	case "freeze", "header":
		n.add(CopyOption{Name: word, Value: "true", Has: true, Pos: p.position(at)})
	case "encoding":
		v, err := p.str()
		n.add(CopyOption{Name: word, Value: v, Has: true, Pos: p.position(at)})
		return true, err
	case "force":
		return true, n.readForce(p, at)
	default:
		return true, n.text(p, word, at)
	}
	return true, nil
}

// readForce reads QUOTE {columns | *}, NOT NULL columns, NULL columns.
func (n *Copy) readForce(p *parser, at Token) error {
	o := CopyOption{Has: true, Pos: p.position(at)}
	switch {
	case p.accept("quote"):
		o.Name = "force_quote"
		if p.accept("*") {
			o.Star = true
			n.add(o)
			return nil
		}
	case p.accept("not", "null"):
		o.Name = "force_not_null"
	case p.accept("null"):
		o.Name = "force_null"
	default:
		return p.unexpected()
	}
	for {
		name, err := p.name()
		if err != nil {
			return err
		}
		o.List = append(o.List, name)
		if !p.accept(",") {
			n.add(o)
			return nil
		}
	}
}

// readList reads the options in brackets. What they mean is not looked at here.
func (n *Copy) readList(p *parser) error {
	return p.options(func(name string, at Token) error {
		o := CopyOption{Name: name, Pos: p.position(at)}
		err := o.readArgument(p)
		n.add(o)
		return err
	})
}

func (o *CopyOption) readArgument(p *parser) (err error) {
	t := p.peek()
	switch {
	case p.at(","), p.at(")"):
		return nil
	case p.accept("*"):
		o.Star = true
	case p.accept("("):
		for {
			v, err := p.wordOrString()
			if err != nil {
				return err
			}
			o.List = append(o.List, v)
			if !p.accept(",") {
				o.Has = true
				return p.expect(")")
			}
		}
	case t.Kind == TokInt, t.Kind == TokFloat:
		o.Value, o.Number = p.next().text(p.src), true
	case p.at("-"), p.at("+"):
		sign := p.next().text(p.src)
		if k := p.peek().Kind; k != TokInt && k != TokFloat {
			return p.unexpected()
		}
		o.Value, o.Number = p.next().text(p.src), true
		if sign == "-" {
			o.Value = "-" + o.Value
		}
	case p.at("true"), p.at("false"), p.at("on"):
		o.Value = lower(p.next().text(p.src))
	default:
		o.Value, err = p.wordOrString()
	}
	o.Has = true
	return err
}

// wordOrString takes a name that is not reserved, or a string.
func (p *parser) wordOrString() (string, error) {
	if p.peek().isString() {
		return p.str()
	}
	return p.name()
}
