package dialect

import (
	"slices"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// isVector tells int2vector and oidvector, whose subscripts count from 0.
func isVector(o pgtypes.OID) bool { return o == pgtypes.OIDInt2vector || o == pgtypes.OIDOidvector }

// vector tells whether an expression counts from 0: a vector, or one that is cast to an array, which keeps its bounds.
func (w *work) vector(n *pg.Node) bool {
	if c := n.GetTypeCast(); c != nil && pgtypes.IsArray(w.typeOf(n)) {
		return w.vector(c.Arg)
	}
	return isVector(w.typeOf(n))
}

// vectorCalls give subscripts.
var vectorCalls = words("array_lower", "array_upper", "array_position")

// ruleVectors moves the subscripts of vectors, which are lists here, by one.
func ruleVectors(w *work) error {
	for _, n := range w.nodes() {
		if f := n.GetFuncCall(); f != nil && len(f.Args) > 1 && vectorCalls[lastName(f.Funcname)] && w.vector(f.Args[0]) {
			if at, open, ok := w.callOpen(f); ok {
				w.insert(at, "(")
				w.insertAfter(w.closing(open), " - 1)")
			}
			continue
		}
		a := n.GetAIndirection()
		if a == nil || !w.vector(a.Arg) || !slices.ContainsFunc(a.Indirection, func(s *pg.Node) bool { return s.GetAIndices() != nil }) {
			continue
		}
		open := w.subscriptAt(a.Indirection[0].GetAIndices(), -1)
		if open < 0 {
			continue
		}
		end := w.bracket(open)
		from := open + 1
		for depth, k := 0, from; k <= end; k++ {
			switch {
			case w.isAny(k, "(", "["):
				depth++
			case k == end, depth == 0 && w.is(k, ":"):
				if k > from {
					w.insert(from, "(")
					w.insertAfter(k-1, ") + 1")
				}
				from = k + 1
			case w.isAny(k, ")", "]"):
				depth--
			}
		}
	}
	return nil
}

// setMacro gives the macro for a set-returning call.
func (w *work) setMacro(f *pg.FuncCall, name string) string {
	if name == "generate_subscripts" && len(f.Args) > 0 && w.vector(f.Args[0]) {
		return "lw_vector_subscripts"
	}
	return setFunctions[name]
}
