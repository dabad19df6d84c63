package pgjson

import (
	"math"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
)

// accessor tells which steps follow from the items on their left.
var accessor = map[string]bool{"**": true, "any": true, "key": true, "method": true, "[*]": true, "[]": true, "?": true}

// levels are how deep ** goes, from and to; lowest, of both, means what holds nothing.
type levels struct{ from, to int }

const lowest = math.MaxUint32

// levels reads what may stand behind **: {n}, {n to m}, either of them last.
func (p *pathParser) levels() levels {
	if !p.take("{") {
		return levels{0, lowest}
	}
	l := levels{from: p.level()}
	l.to = l.from
	if p.word("to") {
		l.to = p.level()
	}
	p.must("}")
	return l
}

func (p *pathParser) level() int {
	if p.word("last") {
		return lowest
	}
	p.space()
	from := p.i
	for p.i < len(p.s) && p.s[p.i] >= '0' && p.s[p.i] <= '9' {
		p.i++
	}
	n, err := strconv.Atoi(p.s[from:p.i])
	if err != nil || n >= lowest || p.i < len(p.s) && (nameByte(p.s[p.i]) || p.s[p.i] == '.') {
		p.i = from
		p.fail()
	}
	return n
}

func (p *pathParser) accessors(s *step) *step {
	for {
		if l := s.left; l != nil && (l.op == "**" || l.anywhere) && accessor[s.op] {
			s.anywhere = true
		}
		switch {
		case p.take("."):
			if p.take("**") {
				s = &step{op: "**", left: s, levels: p.levels()}
				continue
			}
			if p.take("*") {
				s = &step{op: "any", left: s}
				continue
			}
			p.space()
			if p.i < len(p.s) && p.s[p.i] == '"' {
				s = &step{op: "key", left: s, text: p.quoted()}
				continue
			}
			name := p.name()
			if p.take("(") {
				if !strings.Contains(" type size double ceiling floor abs keyvalue ", " "+name+" ") {
					panic(pgerr.Unsupported("jsonpath's "+name+"() is not supported", ""))
				}
				p.must(")")
				s = &step{op: "method", left: s, text: name}
				continue
			}
			s = &step{op: "key", left: s, text: name}
		case p.take("["):
			if p.take("*") {
				p.must("]")
				s = &step{op: "[*]", left: s}
				continue
			}
			x := &step{op: "[]", left: s}
			for {
				one := sub{from: p.sum()}
				if p.word("to") {
					one.to = p.sum()
				}
				x.subs = append(x.subs, one)
				if !p.take(",") {
					break
				}
			}
			p.must("]")
			s = x
		case p.take("?"):
			p.must("(")
			s = &step{op: "?", left: s, right: p.or()}
			p.must(")")
		default:
			return s
		}
	}
}
