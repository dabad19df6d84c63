package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// ruleSubscripts keeps subscripts of arrays to PostgreSQL's, which count from 1: the engine takes a negative one from the end.
func ruleSubscripts(w *work) error {
	if w.tree == nil || !strings.Contains(w.Text, "[") {
		return nil
	}
	for _, n := range w.nodes() {
		a := n.GetAIndirection()
		if a == nil {
			continue
		}
		arg := w.typeOf(a.Arg)
		if arg == 0 && a.Arg.GetAArrayExpr() != nil {
			arg = pgtypes.OIDTextArray
		}
		if arg == pgtypes.OIDName {
			w.nameAt(a)
		}
		if pgtypes.IsArray(arg) {
			if err := w.subscripts(a); err != nil {
				return err
			}
		}
	}
	return nil
}

// nameAt gives a letter of a name, whose letters count from 0, as those of the engine's texts count from 1.
func (w *work) nameAt(a *pg.A_Indirection) {
	if len(a.Indirection) != 1 || a.Indirection[0].GetAIndices().GetIsSlice() {
		return
	}
	x := a.Indirection[0].GetAIndices()
	if open := w.subscriptAt(x, -1); x != nil && open >= 0 {
		w.insert(open+1, "1 + (")
		w.insert(w.bracket(open), ")")
	}
}

func (w *work) subscripts(a *pg.A_Indirection) error {
	slices, last := 0, -1
	for _, s := range a.Indirection {
		x := s.GetAIndices()
		if x == nil {
			return nil
		}
		if x.IsSlice {
			slices++
		}
		open := w.subscriptAt(x, last)
		if open < 0 {
			return nil
		}
		end := w.bracket(open)
		colon := -1
		for k := range w.outside(open+1, end) {
			if w.is(k, ":") {
				colon = k
			}
		}
		switch {
		case !x.IsSlice:
			w.bound(x.Uidx, open+1, end-1, "lw_subscript(")
		case colon > 0:
			w.bound(x.Lidx, open+1, colon-1, "lw_from_bound(")
			w.bound(x.Uidx, colon+1, end-1, "lw_to_bound(")
		}
		last = end
	}
	if slices > 1 || slices == 1 && len(a.Indirection) > 1 {
		return pgerr.Unsupported("slices of multidimensional arrays are not supported", "").WithPosition(w.position(int(location(a.Arg))))
	}
	if d := depthOf(a.Arg); slices == 0 && d > len(a.Indirection) {
		w.insertAfter(last, strings.Repeat("[NULL]", d-len(a.Indirection)))
	}
	return nil
}

// bound wraps a subscript, from token i to j, that is not plainly a positive number.
func (w *work) bound(n *pg.Node, i, j int, call string) {
	if n == nil || i > j {
		return
	}
	if c := n.GetAConst().GetIval(); c != nil && c.Ival > 0 {
		return
	}
	w.insert(i, call)
	w.insertAfter(j, ")")
}

// subscriptAt finds the bracket of a subscript: the next one after the last, or the one before its first bound.
func (w *work) subscriptAt(x *pg.A_Indices, last int) int {
	if last >= 0 {
		if w.is(last+1, "[") {
			return last + 1
		}
		return -1
	}
	bound := x.Lidx
	if bound == nil {
		bound = x.Uidx
	}
	at := location(bound)
	if bound == nil || at < 0 {
		return -1
	}
	for k, depth := w.tokenAt(at)-1, 0; k >= 0; k-- {
		switch {
		case w.isAny(k, ")", "]"):
			depth++
		case w.is(k, "["):
			if depth == 0 {
				return k
			}
			depth--
		case w.is(k, "("):
			depth = max(depth-1, 0)
		}
	}
	return -1
}

// bracket gives the ] that closes a [.
func (w *work) bracket(open int) int {
	depth := 0
	for k := open; w.tok(k).Kind != TokEOF; k++ {
		switch {
		case w.isAny(k, "[", "("):
			depth++
		case w.isAny(k, "]", ")"):
			if depth--; depth == 0 {
				return k
			}
		}
	}
	return len(w.p.toks) - 1
}
