package dialect

import "strconv"

// GivenRows is an INSERT of values that stand in its text or come as parameters: INSERT INTO t [(columns)] VALUES (…), ….
// Each row has as many items as the first.
type GivenRows struct {
	Columns []string // as PostgreSQL folds them; nil without a list
	Rows    [][]GivenItem
}

// GivenKind is what an item of a VALUES list is.
type GivenKind uint8

// The kinds of items: what is neither a literal nor a parameter makes the list none of GivenRows.
const (
	GivenNull GivenKind = iota
	GivenDefault
	GivenString // a literal without a type
	GivenInt    // digits, with a sign or without
	GivenNumber // with a point or an exponent
	GivenBool
	GivenParam
)

// GivenItem is one of them. Text is a string's value, or a number as it was written.
type GivenItem struct {
	Kind  GivenKind
	Text  string
	Param int // from 1
}

// GivenRows reads the rows of a short INSERT that is nothing else; ok is false where anything has to be computed.
func (s *Statement) GivenRows(most int) (g GivenRows, ok bool) {
	if s.Kind != KindInsert || s.Steps != nil || len(s.Text) > givenText {
		return g, false
	}
	r := givenReader{l: Lexer{Src: s.Text}}
	r.next()
	if !r.word("insert") || !r.word("into") || !r.name() {
		return g, false
	}
	for r.punct('.') {
		if !r.name() {
			return g, false
		}
	}
	if r.punct('(') {
		for {
			t := r.t
			if !r.name() || t.Kind == TokUQuoted {
				return g, false
			}
			g.Columns = append(g.Columns, ident(s.Text, t))
			if !r.punct(',') {
				break
			}
		}
		if !r.punct(')') {
			return g, false
		}
	}
	if !r.word("values") {
		return g, false
	}
	for {
		row, ok := r.row()
		if !ok || len(g.Rows) == most || len(g.Rows) > 0 && len(row) != len(g.Rows[0]) {
			return g, false
		}
		if g.Rows = append(g.Rows, row); !r.punct(',') {
			return g, r.t.Kind == TokEOF
		}
	}
}

// givenText bounds the texts that are read for their rows.
const givenText = 16 << 10

type givenReader struct {
	l Lexer
	t Token
}

func (r *givenReader) next() {
	for r.t = r.l.Next(); r.t.skip(); r.t = r.l.Next() {
	}
}

func (r *givenReader) word(w string) bool {
	ok := r.t.Kind == TokIdent && lower(r.t.text(r.l.Src)) == w
	if ok {
		r.next()
	}
	return ok
}

func (r *givenReader) punct(c byte) bool {
	ok := r.t.Kind == TokPunct && r.l.Src[r.t.Start] == c
	if ok {
		r.next()
	}
	return ok
}

func (r *givenReader) name() bool {
	ok := r.t.isName() && !r.t.Bad
	if ok {
		r.next()
	}
	return ok
}

func (r *givenReader) row() (row []GivenItem, ok bool) {
	if !r.punct('(') {
		return nil, false
	}
	for {
		it, ok := r.item()
		if !ok {
			return nil, false
		}
		row = append(row, it)
		if !r.punct(',') {
			return row, r.punct(')')
		}
	}
}

func (r *givenReader) item() (it GivenItem, ok bool) {
	text := r.t.text(r.l.Src)
	sign := ""
	if r.t.Kind == TokOp && (text == "-" || text == "+") {
		if r.next(); text == "-" {
			sign = "-"
		}
		if text = r.t.text(r.l.Src); r.t.Kind != TokInt && r.t.Kind != TokFloat {
			return it, false
		}
	}
	switch r.t.Kind {
	case TokInt:
		it = GivenItem{Kind: GivenInt, Text: sign + text}
	case TokFloat:
		if len(text) > 1 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X') {
			return it, false
		}
		it = GivenItem{Kind: GivenNumber, Text: sign + text}
	case TokParam:
		n, err := strconv.Atoi(text[1:])
		if err != nil || n < 1 {
			return it, false
		}
		it = GivenItem{Kind: GivenParam, Param: n}
	case TokString, TokEString, TokDollar:
		v, valid := literal(r.l.Src, r.t)
		if !valid || r.t.Bad {
			return it, false
		}
		it = GivenItem{Kind: GivenString, Text: v}
	case TokIdent:
		switch lower(text) {
		case "null":
		case "default":
			it.Kind = GivenDefault
		case "true", "false":
			it = GivenItem{Kind: GivenBool, Text: lower(text)}
		default:
			return it, false
		}
	default:
		return it, false
	}
	r.next()
	return it, true
}
