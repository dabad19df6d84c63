package pgjson

import (
	"strings"
	"unicode/utf8"

	"lakewire/internal/pgerr"
)

// PathExpr is a compiled SQL/JSON path.
type PathExpr struct {
	strict bool
	root   *step
}

// step is a node of a path: op tells what it is.
type step struct {
	op          string // "$" "@" "var" "lit" "last" "key" "any" "[]" "[*]" "?" "method" "**", an operator, "exists", "isunknown", "starts", "like"
	text        string // a key, a variable, a method, a pattern
	lit         Value
	left, right *step
	subs        []sub
	flags       string
	levels      levels // of **
	anywhere    bool   // a ** comes before it
}

// sub is one subscript: a, or a to b.
type sub struct{ from, to *step }

type pathParser struct {
	s     string
	i     int
	depth int
}

// maxPath bounds a path's text, and with it how long a chain of steps is: what evaluates one recurses.
const maxPath = 256 << 10

// ParsePath reads a path.
func ParsePath(s string) (p *PathExpr, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*pgerr.Error)
			if !ok {
				panic(r)
			}
			p, err = nil, e
		}
	}()
	if len(s) > maxPath {
		return nil, tooDeep()
	}
	x := &pathParser{s: s}
	out := &PathExpr{}
	if x.word("strict") {
		out.strict = true
	} else {
		x.word("lax")
	}
	out.root = x.or()
	if x.space(); x.i < len(x.s) {
		x.fail()
	}
	return out, nil
}

func (p *pathParser) fail() {
	if p.i >= len(p.s) {
		panic(pgerr.New(pgerr.SyntaxError, "syntax error at end of jsonpath input"))
	}
	_, width := utf8.DecodeRuneInString(p.s[p.i:])
	end := p.i + width
	for nameByte(p.s[p.i]) && end < len(p.s) && nameByte(p.s[end]) {
		end++
	}
	panic(pgerr.Newf(pgerr.SyntaxError, `syntax error at or near "%s" of jsonpath input`, p.s[p.i:end]))
}

func (p *pathParser) space() {
	for p.i < len(p.s) && strings.IndexByte(" \t\n\r\f", p.s[p.i]) >= 0 {
		p.i++
	}
}

// take passes over a sign.
func (p *pathParser) take(t string) bool {
	p.space()
	if strings.HasPrefix(p.s[p.i:], t) {
		p.i += len(t)
		return true
	}
	return false
}

func (p *pathParser) must(t string) {
	if !p.take(t) {
		p.fail()
	}
}

func nameByte(c byte) bool {
	return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= 0x80
}

// word passes over a word.
func (p *pathParser) word(w string) bool {
	p.space()
	end := p.i + len(w)
	if strings.HasPrefix(p.s[p.i:], w) && (end >= len(p.s) || !nameByte(p.s[end])) {
		p.i = end
		return true
	}
	return false
}

func (p *pathParser) name() string {
	from := p.i
	for p.i < len(p.s) && nameByte(p.s[p.i]) {
		p.i++
	}
	if p.i == from {
		p.fail()
	}
	return p.s[from:p.i]
}

func (p *pathParser) quoted() string {
	p.space()
	x := scanner{s: []byte(p.s), i: p.i}
	if p.i >= len(p.s) || p.s[p.i] != '"' || x.str() != nil {
		p.fail()
	}
	b, err := unescape(nil, x.s[p.i:x.i])
	if err != nil {
		p.fail()
	}
	p.i = x.i
	return string(b)
}

// deeper counts how deep expressions nest; what it gives is called when one ends.
func (p *pathParser) deeper() func() {
	if p.depth++; p.depth > maxDepth {
		panic(tooDeep())
	}
	return func() { p.depth-- }
}

func (p *pathParser) or() *step {
	defer p.deeper()()
	l := p.and()
	for p.take("||") {
		l = &step{op: "||", left: l, right: p.and()}
	}
	return l
}

func (p *pathParser) and() *step {
	l := p.compare()
	for p.take("&&") {
		l = &step{op: "&&", left: l, right: p.compare()}
	}
	return l
}

func (p *pathParser) compare() *step {
	l := p.sum()
	for _, op := range []string{"==", "!=", "<>", "<=", ">=", "<", ">"} {
		if p.take(op) {
			if op == "<>" {
				op = "!="
			}
			return &step{op: op, left: l, right: p.sum()}
		}
	}
	switch {
	case p.word("starts"):
		if !p.word("with") {
			p.fail()
		}
		return &step{op: "starts", left: l, right: p.unary()}
	case p.word("like_regex"):
		s := &step{op: "like", left: l, text: p.quoted()}
		if p.word("flag") {
			s.flags = p.flags()
		}
		return s
	}
	return l
}

// flags reads those of like_regex.
func (p *pathParser) flags() string {
	flags := p.quoted()
	for _, f := range flags {
		switch {
		case f == 'x':
			panic(pgerr.Unsupported(`XQuery "x" flag (expanded regular expressions) is not implemented`, ""))
		case !strings.ContainsRune("ismq", f):
			panic(pgerr.New(pgerr.SyntaxError, "invalid input syntax for type jsonpath").WithDetail(`Unrecognized flag character "%c" in LIKE_REGEX predicate.`, f))
		}
	}
	return flags
}

func (p *pathParser) sum() *step {
	l := p.product()
	for {
		switch {
		case p.take("+"):
			l = &step{op: "+", left: l, right: p.product()}
		case p.take("-"):
			l = &step{op: "-", left: l, right: p.product()}
		default:
			return l
		}
	}
}

func (p *pathParser) product() *step {
	l := p.unary()
	for {
		switch {
		case p.take("*"):
			l = &step{op: "*", left: l, right: p.unary()}
		case p.take("/"):
			l = &step{op: "/", left: l, right: p.unary()}
		case p.take("%"):
			l = &step{op: "%", left: l, right: p.unary()}
		default:
			return l
		}
	}
}

func (p *pathParser) unary() *step {
	defer p.deeper()()
	switch {
	case p.take("!"):
		p.must("(")
		s := &step{op: "!", left: p.or()}
		p.must(")")
		return s
	case p.take("-"):
		return &step{op: "neg", left: p.unary()}
	case p.take("+"):
		return &step{op: "pos", left: p.unary()}
	}
	return p.accessors(p.primary())
}

func (p *pathParser) primary() *step {
	p.space()
	switch {
	case p.take("("):
		s := p.or()
		p.must(")")
		if p.word("is") {
			if !p.word("unknown") {
				p.fail()
			}
			return &step{op: "isunknown", left: s}
		}
		return s
	case p.word("exists"):
		p.must("(")
		s := &step{op: "exists", left: p.or()}
		p.must(")")
		return s
	case p.take("@"):
		return &step{op: "@"}
	case p.word("last"):
		return &step{op: "last"}
	case p.word("true"):
		return &step{op: "lit", lit: Value{Kind: 't'}}
	case p.word("false"):
		return &step{op: "lit", lit: Value{Kind: 'f'}}
	case p.word("null"):
		return &step{op: "lit", lit: Value{Kind: 'n'}}
	case p.take("$"):
		if p.i < len(p.s) && p.s[p.i] == '"' {
			return &step{op: "var", text: p.quoted()}
		}
		if p.i < len(p.s) && nameByte(p.s[p.i]) {
			return &step{op: "var", text: p.name()}
		}
		return &step{op: "$"}
	case p.i < len(p.s) && p.s[p.i] == '"':
		return &step{op: "lit", lit: Value{Kind: '"', Text: p.quoted()}}
	}
	from := p.i
	for p.i < len(p.s) && (p.s[p.i] >= '0' && p.s[p.i] <= '9' || p.s[p.i] == '.' || p.s[p.i]|0x20 == 'e' || p.i > from && (p.s[p.i] == '-' || p.s[p.i] == '+') && p.s[p.i-1]|0x20 == 'e') {
		p.i++
	}
	n, err := Parse([]byte(p.s[from:p.i]))
	if err != nil || n.Kind != '0' {
		p.i = from
		p.fail()
	}
	return &step{op: "lit", lit: n}
}
