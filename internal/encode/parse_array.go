package encode

import (
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// arrayText reads PostgreSQL's array literals: {1,"a b",NULL}, nested, with bounds before them.
type arrayText struct {
	all  []byte
	b    []byte // what is left
	elem pgtypes.OID
	s    *Settings
}

func (p *arrayText) malformed(detail string) error {
	e := pgerr.Newf(pgerr.InvalidTextRepresentation, "malformed array literal: \"%s\"", p.all)
	if detail != "" {
		e = e.WithDetail("%s", detail)
	}
	return e
}

func (p *arrayText) skip() {
	for len(p.b) > 0 && isSpace(p.b[0]) {
		p.b = p.b[1:]
	}
}

func (p *arrayText) next(c byte) bool {
	if len(p.b) > 0 && p.b[0] == c {
		p.b = p.b[1:]
		return true
	}
	return false
}

func parseArray(elem pgtypes.OID, b []byte, s *Settings) (value, error) {
	p := &arrayText{all: b, b: b, elem: elem, s: s}
	p.skip()
	if len(p.b) > 0 && p.b[0] == '[' { // [1:3]={…}: the bounds say nothing that the braces do not
		for len(p.b) > 0 && p.b[0] != '=' {
			if c := p.b[0]; c != '[' && c != ']' && c != ':' && c != '-' && c != '+' && !isSpace(c) && (c < '0' || c > '9') {
				return value{}, p.malformed("Missing array dimension value.")
			}
			p.b = p.b[1:]
		}
		if !p.next('=') {
			return value{}, p.malformed(`Missing "=" after array dimensions.`)
		}
		p.skip()
	}
	if len(p.b) == 0 || p.b[0] != '{' {
		return value{}, p.malformed(`Array value must start with "{" or dimension information.`)
	}
	v, err := p.list(1)
	if err != nil {
		return value{}, err
	}
	if p.skip(); len(p.b) > 0 {
		return value{}, p.malformed("Junk after closing right brace.")
	}
	return v, v.evenScales()
}

// list reads from an opening brace to its closing one.
func (p *arrayText) list(depth int) (value, error) {
	v := value{kind: pgtypes.List, elem: p.elem}
	if depth > maxDims {
		return v, pgerr.Newf(pgerr.ProgramLimitExceeded, "number of array dimensions (%d) exceeds the maximum allowed (%d)", depth, maxDims)
	}
	p.next('{')
	if p.skip(); p.next('}') {
		if depth > 1 {
			return v, p.malformed(`Unexpected "}" character.`)
		}
		return v, nil
	}
	for {
		var e value
		var err error
		if p.skip(); len(p.b) > 0 && p.b[0] == '{' {
			e, err = p.list(depth + 1)
		} else {
			e, err = p.element()
		}
		if err != nil {
			return v, err
		}
		if len(v.list) > 0 && !v.list[0].sameShape(&e) {
			return v, p.malformed("Multidimensional arrays must have sub-arrays with matching dimensions.")
		}
		v.list = append(v.list, e)
		p.skip()
		switch {
		case p.next(','):
		case p.next('}'):
			return v, nil
		case len(p.b) == 0:
			return v, p.malformed("Unexpected end of input.")
		default:
			return v, p.malformed("Unexpected array element.")
		}
	}
}

func (v *value) sameShape(o *value) bool {
	return (v.kind == pgtypes.List) == (o.kind == pgtypes.List) && (v.kind != pgtypes.List || len(v.list) == len(o.list))
}

// element reads one element, quoted or bare.
func (p *arrayText) element() (value, error) {
	if p.next('"') {
		text, ok := p.quoted()
		if !ok {
			return value{}, p.malformed("Unexpected end of input.")
		}
		return decodeText(p.elem, text, p.s)
	}
	var text []byte
	keep := 0 // up to here nothing is trailing space
	escaped := false
	for len(p.b) > 0 {
		c := p.b[0]
		if c == ',' || c == '}' {
			break
		}
		if c == '{' || c == '"' {
			return value{}, p.malformed(`Unexpected "` + string(c) + `" character.`)
		}
		if p.b = p.b[1:]; c == '\\' {
			if len(p.b) == 0 {
				return value{}, p.malformed("Unexpected end of input.")
			}
			c, p.b, escaped = p.b[0], p.b[1:], true
			text = append(text, c)
			keep = len(text)
			continue
		}
		text = append(text, c)
		if !isSpace(c) {
			keep = len(text)
		}
	}
	text = text[:keep]
	if len(text) == 0 {
		if len(p.b) == 0 {
			return value{}, p.malformed("Unexpected end of input.")
		}
		return value{}, p.malformed(`Unexpected "` + string(p.b[0]) + `" character.`)
	}
	if !escaped && isNull(text) {
		return value{kind: pgtypes.Null}, nil
	}
	return decodeText(p.elem, text, p.s)
}

// quoted reads up to the closing quote.
func (p *arrayText) quoted() ([]byte, bool) {
	text := []byte{}
	for len(p.b) > 0 {
		c := p.b[0]
		p.b = p.b[1:]
		if c == '"' {
			return text, true
		}
		if c == '\\' {
			if len(p.b) == 0 {
				return nil, false
			}
			c, p.b = p.b[0], p.b[1:]
		}
		text = append(text, c)
	}
	return nil, false
}
