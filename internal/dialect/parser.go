package dialect

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	grammar "github.com/pganalyze/pg_query_go/v6/parser"

	"lakewire/internal/pgerr"
)

// parser walks over the tokens of one statement, spaces and comments left out. It is the ground of the small parsers
// of the session statements.
type parser struct {
	src   string
	toks  []Token // ends with TokEOF
	i     int
	base  int      // characters before src in the client's string
	ended int      // how many characters behind src its semicolon ends; 0 for none
	edits []edit   // what the small parsers themselves change
	prog  *program // of a statement that writes
}

func (p *parser) peek() Token { return p.toks[p.i] }

func (p *parser) peekAt(n int) Token {
	if p.i+n < len(p.toks) {
		return p.toks[p.i+n]
	}
	return p.toks[len(p.toks)-1]
}

func (p *parser) next() Token {
	t := p.toks[p.i]
	if t.Kind != TokEOF {
		p.i++
	}
	return t
}

func (p *parser) end() bool { return p.peek().Kind == TokEOF }

// is tells whether a token is the given key word, which is in lower case, or punctuation.
func (p *parser) is(t Token, word string) bool {
	if t.Kind == TokIdent {
		return len(word) == t.End-t.Start && strings.EqualFold(t.text(p.src), word)
	}
	return (t.Kind == TokPunct || t.Kind == TokOp) && t.text(p.src) == word
}

func (p *parser) at(word string) bool { return p.is(p.peek(), word) }

// accept takes the words if all of them follow.
func (p *parser) accept(words ...string) bool {
	for k, w := range words {
		if !p.is(p.peekAt(k), w) {
			return false
		}
	}
	p.i += len(words)
	return true
}

// acceptAny takes one of the words and tells which, or "".
func (p *parser) acceptAny(words ...string) string {
	for _, w := range words {
		if p.at(w) {
			p.i++
			return w
		}
	}
	return ""
}

func (p *parser) expect(words ...string) error {
	if !p.accept(words...) {
		return p.unexpected()
	}
	return nil
}

// finish is the error for whatever stands behind the statement's end.
func (p *parser) finish() error {
	if !p.end() {
		return p.unexpected()
	}
	return nil
}

// name takes a name.
func (p *parser) name() (string, error) {
	if t := p.peek(); t.isName() && !(t.Kind == TokIdent && reserved[lower(t.text(p.src))]) {
		p.i++
		return ident(p.src, t), nil
	}
	return "", p.unexpected()
}

// label takes a name, reserved words too.
func (p *parser) label() (string, error) {
	if t := p.peek(); t.isName() {
		p.i++
		return ident(p.src, t), nil
	}
	return "", p.unexpected()
}

// relation takes a name with up to two qualifiers.
func (p *parser) relation() (Name, error) {
	var n Name
	a, err := p.name()
	if err != nil {
		return n, err
	}
	n.Name = a
	for k := 0; k < 2 && p.at("."); k++ {
		p.i++
		b, err := p.label()
		if err != nil {
			return n, err
		}
		n.Catalog, n.Schema, n.Name = n.Schema, n.Name, b
	}
	return n, nil
}

// str takes a string literal.
func (p *parser) str() (string, error) {
	t := p.peek()
	if v, ok := literal(p.src, t); ok {
		p.i++
		return v, nil
	}
	return "", p.unexpected()
}

// integer takes a signed integer.
func (p *parser) integer() (int64, bool) {
	k, neg := 0, false
	if t := p.peek(); t.Kind == TokOp && (t.text(p.src) == "-" || t.text(p.src) == "+") {
		neg = t.text(p.src) == "-"
		k = 1
	}
	t := p.peekAt(k)
	if t.Kind != TokInt {
		return 0, false
	}
	v, err := strconv.ParseInt(t.text(p.src), 10, 64)
	if err != nil {
		return 0, false
	}
	p.i += k + 1
	if neg {
		v = -v
	}
	return v, true
}

// unexpected is PostgreSQL's syntax error at the next token.
func (p *parser) unexpected() error { return p.syntaxError(p.peek()) }

func (p *parser) syntaxError(t Token) error {
	pos := p.base + utf8.RuneCountInString(p.src[:t.Start]) + 1
	if t.Kind == TokEOF {
		return endedBy(pgerr.New(pgerr.SyntaxError, endOfInput).WithPosition(pos), p.ended)
	}
	return pgerr.Newf(pgerr.SyntaxError, `syntax error at or near "%s"`, t.text(p.src)).WithPosition(pos)
}

// grammarError is what PostgreSQL's grammar says to a statement that it does not take.
func (p *parser) grammarError(text string) error {
	_, err := parseMessages(text)
	var e *grammar.Error
	if errors.As(err, &e) && e.Cursorpos > 0 {
		return endedBy(pgerr.New(pgerr.SyntaxError, e.Message).WithPosition(p.base+e.Cursorpos), p.ended)
	}
	return p.syntaxError(p.toks[len(p.toks)-1])
}

// skipParens goes from an opening bracket to behind the closing one.
func (p *parser) skipParens() {
	depth := 0
	for !p.end() {
		t := p.next()
		if t.Kind != TokPunct {
			continue
		}
		switch p.src[t.Start] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth <= 0 {
				return
			}
		}
	}
}
