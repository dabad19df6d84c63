package engine

import (
	"strings"

	"lakewire/internal/dialect"
)

// insert is what an INSERT's text tells of its target and of the first row, as byte offsets: what PostgreSQL needs to point
// at, and what is needed to name the columns that a short row fills.
type insert struct {
	target  string // as written
	behind  int    // where a list of columns would stand
	columns []item // nil without a list
	values  []item // of the first row of VALUES, or of the SELECT list
}

type item struct {
	at   int
	text string
}

// readInsert reads INSERT INTO target [AS alias] [(columns)] [VALUES (…) | SELECT …]; ok is false for other statements.
func readInsert(sql string) (in insert, ok bool) {
	l := tokens{l: dialect.Lexer{Src: sql}}
	l.next()
	if !l.word("insert") || !l.word("into") {
		return in, false
	}
	from := l.t.Start
	for l.name(); l.punct('.'); {
		l.name()
	}
	in.target, in.behind = sql[from:l.last], l.last
	if l.word("as") {
		l.name()
		in.behind = l.last
	}
	if l.at('(') {
		if first := l.peekWord(); first == "select" || first == "with" || first == "values" {
			return in, true
		}
		in.columns = l.list()
	}
	switch {
	case l.word("values"):
		if l.at('(') {
			in.values = l.list()
		}
	case l.word("select"):
		in.values = l.items()
	}
	return in, true
}

// tokens walks over the tokens that say something.
type tokens struct {
	l    dialect.Lexer
	t    dialect.Token
	last int // end of the token before t
}

func (s *tokens) next() {
	s.last = s.t.End
	for s.t = s.l.Next(); s.t.Kind == dialect.TokSpace || s.t.Kind == dialect.TokComment; {
		s.t = s.l.Next()
	}
}

func (s *tokens) text() string { return s.l.Src[s.t.Start:s.t.End] }

func (s *tokens) at(c byte) bool { return s.t.Kind == dialect.TokPunct && s.l.Src[s.t.Start] == c }

func (s *tokens) punct(c byte) bool {
	ok := s.at(c)
	if ok {
		s.next()
	}
	return ok
}

func (s *tokens) word(w string) bool {
	ok := s.t.Kind == dialect.TokIdent && strings.EqualFold(s.text(), w)
	if ok {
		s.next()
	}
	return ok
}

func (s *tokens) name() {
	if s.t.Kind == dialect.TokIdent || s.t.Kind == dialect.TokQuoted {
		s.next()
	}
}

// peekWord gives the word behind the current token, in lower case.
func (s *tokens) peekWord() string {
	ahead := *s
	ahead.next()
	return strings.ToLower(ahead.text())
}

// list reads a list in brackets and goes behind it.
func (s *tokens) list() []item {
	s.next()
	items := s.items()
	s.punct(')')
	return items
}

// items reads what stands between commas, up to the end of the brackets or of the clause.
func (s *tokens) items() []item {
	var items []item
	for {
		it := item{at: s.t.Start}
		for depth := 0; ; s.next() {
			if s.t.Kind == dialect.TokEOF || depth == 0 && (s.at(',') || s.at(')') || s.clause()) {
				break
			}
			switch {
			case s.at('('), s.at('['), s.at('{'):
				depth++
			case s.at(')'), s.at(']'), s.at('}'):
				depth--
			}
		}
		it.text = strings.TrimSpace(s.l.Src[it.at:max(s.last, it.at)])
		items = append(items, it)
		if !s.punct(',') {
			return items
		}
	}
}

// clause tells whether a word ends a SELECT list.
func (s *tokens) clause() bool {
	if s.t.Kind != dialect.TokIdent {
		return false
	}
	switch strings.ToLower(s.text()) {
	case "from", "where", "union", "order", "limit", "returning", "group", "having", "window", "intersect", "except", "offset":
		return true
	}
	return false
}
