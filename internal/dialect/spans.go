package dialect

import (
	"cmp"
	"iter"
	"slices"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// stretch is the tokens of an expression, from the first up to and with the last.
type stretch struct{ first, last int }

// text gives what the client has written there.
func (w *work) text(s stretch) string { return w.Text[w.tok(s.first).Start:w.tok(s.last).End] }

// wrap puts an expression into brackets, with something before and behind it.
func (w *work) wrap(s stretch, lead, tail string) {
	w.insert(s.first, lead)
	w.insertAfter(s.last, tail)
}

// strength orders the binary operators by how tightly they bind.
func strength(op string) int {
	switch op {
	case "^":
		return 5
	case "*", "/", "%":
		return 4
	case "+", "-":
		return 3
	case "=", "<", ">", "<=", ">=", "<>", "!=":
		return 1
	}
	return 2
}

// operands finds the tokens of a binary operator's two sides.
func (w *work) operands(x *pg.A_Expr) (left, right stretch, ok bool) {
	op := w.tokenAt(x.Location)
	if w.tok(op).Kind != TokOp || x.Lexpr == nil || x.Rexpr == nil {
		return left, right, false
	}
	at := location(x.Lexpr)
	if at < 0 {
		return left, right, false
	}
	left = stretch{w.tokenAt(at), op - 1}
	if w.tok(left.first).isString() && w.typedLiteral(left.first) { // its place is that of the literal
		left.first = max(w.castOperand(left.first), 0)
	}
	depth, ok := w.overBrackets(&left)
	if !ok {
		return left, right, false
	}
	right = stretch{op + 1, w.rightEnd(op+1, strength(w.tok(op).text(w.Text)))}
	return left, right, depth == 0 && right.last > 0 && left.first <= left.last
}

// overBrackets moves the beginning of a stretch over the brackets that it only closes; depth is how many it leaves open.
func (w *work) overBrackets(s *stretch) (depth int, ok bool) {
	for k := s.first; k <= s.last; k++ {
		switch {
		case w.is(k, "("):
			depth++
		case w.is(k, ")"):
			depth--
		}
	}
	for ; depth < 0; depth++ {
		if s.first--; !w.is(s.first, "(") {
			return depth, false
		}
	}
	return depth, true
}

// rightEnd finds the end of what stands to the right of an operator of a strength.
func (w *work) rightEnd(i, strong int) int {
	for {
		for w.tok(i).Kind == TokOp {
			i++
		}
		if i = w.primaryEnd(i); i < 0 {
			return -1
		}
		for w.is(i+1, "at") && w.is(i+2, "time") && w.is(i+3, "zone") {
			if i = w.primaryEnd(i + 4); i < 0 {
				return -1
			}
		}
		op := w.tok(i + 1)
		if op.Kind != TokOp || strength(op.text(w.Text)) <= strong {
			return i
		}
		i += 2
	}
}

// outside gives the tokens from one to before another that stand in no brackets which are opened on the way.
func (w *work) outside(from, to int) iter.Seq[int] {
	return func(yield func(int) bool) {
		depth := 0
		for k := from; k < to; k++ {
			switch {
			case w.isAny(k, "(", "[", "{"):
				depth++
			case w.isAny(k, ")", "]", "}"):
				depth--
			case depth == 0 && !yield(k):
				return
			}
		}
	}
}

// columnTokens gives the tokens of a column's name, with what qualifies it.
func (w *work) columnTokens(c *pg.ColumnRef) stretch {
	first := w.tokenAt(c.Location)
	return stretch{first, first + 2*(len(c.Fields)-1)}
}

// arguments gives the arguments of the call whose opening bracket is token open, and its closing one.
func (w *work) arguments(open int) (args []stretch, end int) {
	if end = w.closing(open); end < 0 {
		return nil, end
	}
	return w.commas(open+1, end), end
}

// commas gives what stands between the commas from one token to before another.
func (w *work) commas(from, to int) (out []stretch) {
	piece := func(end int) {
		if end > from {
			out = append(out, stretch{from, end - 1})
		}
		from = end + 1
	}
	for k := range w.outside(from, to) {
		if w.is(k, ",") {
			piece(k)
		}
	}
	piece(to)
	return out
}

// callOpen gives the tokens of a call's name and of its opening bracket.
func (w *work) callOpen(f *pg.FuncCall) (name, open int, ok bool) {
	name = w.tokenAt(f.Location)
	if w.is(name+1, "(") { // as in substring(x from 2), whose name the grammar qualifies
		return name, name + 1, true
	}
	last := name + 2*(len(f.Funcname)-1)
	return name, last + 1, w.is(last+1, "(")
}

// inOrder gives those of the typed expressions that want something, the outer ones first.
func (w *work) inOrder(wanted func(*pg.Node, exprType) bool) []*pg.Node {
	type place struct {
		n       *pg.Node
		at, own int32
	}
	var places []place
	for n, x := range w.typed().types {
		if wanted(n, x) {
			places = append(places, place{n, location(n), own(n)})
		}
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.own, a.own)) })
	out := make([]*pg.Node, len(places))
	for i, p := range places {
		out[i] = p.n
	}
	return out
}

// own gives where an operator or cast itself stands: of two expressions that begin at one place the outer one's is behind.
func own(n *pg.Node) int32 {
	switch x := n.GetNode().(type) {
	case *pg.Node_AExpr:
		return x.AExpr.Location
	case *pg.Node_TypeCast:
		return x.TypeCast.Location
	}
	return location(n)
}
