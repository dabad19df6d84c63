package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"
)

// work is a statement on its way to the engine: its tokens, its tree if PostgreSQL's grammar knows it, and the edits
// that the rules have made so far.
type work struct {
	*Statement
	p      *parser
	tree   *pg.Node
	edits  []edit
	tails  []edit     // what closes a query round the query: behind all edits at its place
	schema Schema     // nil until Analyse
	typer  *typer     // made by typed
	all    []*pg.Node // the tree's nodes, made by nodes
	exacts *flow      // made by flow
	forms  map[*pg.Node]form
	lifts  []lifted
	floats map[*pg.A_Expr]bool // made by shownFloats
	ones   map[int]bool        // the literals that ruleOnePattern has read
}

// tok gives a token, TokEOF outside of the statement.
func (w *work) tok(i int) Token {
	if i < 0 || i >= len(w.p.toks) {
		return Token{Kind: TokEOF, Start: len(w.Text), End: len(w.Text)}
	}
	return w.p.toks[i]
}

func (w *work) is(i int, word string) bool { return w.p.is(w.tok(i), word) }

// isAny tells whether a token is one of the words.
func (w *work) isAny(i int, list ...string) bool {
	for _, s := range list {
		if w.is(i, s) {
			return true
		}
	}
	return false
}

// replace exchanges the tokens from i up to and with j.
func (w *work) replace(i, j int, repl string) {
	w.edits = append(w.edits, edit{w.tok(i).Start, w.tok(j).End, repl})
}

// drop takes the tokens out, with the space before what follows.
func (w *work) drop(i, j int) {
	w.edits = append(w.edits, edit{w.tok(i).Start, w.tok(j + 1).Start, ""})
}

// insert puts a text before a token.
func (w *work) insert(i int, text string) {
	w.edits = append(w.edits, edit{w.tok(i).Start, w.tok(i).Start, text})
}

// insertAfter puts a text behind a token.
func (w *work) insertAfter(i int, text string) {
	w.edits = append(w.edits, edit{w.tok(i).End, w.tok(i).End, text})
}

// surround puts a text before token i and another behind token j, outside of what later rules put there.
func (w *work) surround(i, j int, head, tail string) {
	w.insert(i, head)
	w.tails = append(w.tails, edit{w.tok(j).End, w.tok(j).End, tail})
}

// name gives the name a token stands for, "" when it stands for none.
func (w *work) name(i int) string {
	if t := w.tok(i); t.isName() {
		return ident(w.Text, t)
	}
	return ""
}

// operand tells whether a token can end an operand, so that an operator behind it is a binary one.
func (w *work) operand(i int) bool {
	if i < 0 {
		return false
	}
	switch t := w.tok(i); t.Kind {
	case TokIdent:
		word := lower(t.text(w.Text))
		return !reserved[word] && !prefixWords[word] || valueWords[word]
	case TokPunct:
		c := w.Text[t.Start]
		return c == ')' || c == ']' || c == '}'
	case TokOp, TokCast, TokAssign, TokEOF, TokOther:
		return false
	}
	return true
}
