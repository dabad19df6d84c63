package dialect

import (
	"math"
	"slices"
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// isVector tells int2vector and oidvector, whose subscripts count from 0.
func isVector(o pgtypes.OID) bool { return o == pgtypes.OIDInt2vector || o == pgtypes.OIDOidvector }

// vectorLiteral gives the engine's list for a vector's text, numbers with blanks between them.
func vectorLiteral(oid pgtypes.OID, v string) (string, *pgerr.Error) {
	duck, elem, bits := "lw_oid[]", "oid", 64
	if oid == pgtypes.OIDInt2vector {
		duck, elem, bits = "SMALLINT[]", "smallint", 16
	}
	fields := strings.Fields(v)
	for _, f := range fields {
		if n, err := strconv.ParseInt(f, 10, bits); err != nil || elem == "oid" && (n < 0 || n > math.MaxUint32) {
			return "", badLiteral(elem, v)
		}
	}
	return "[" + strings.Join(fields, ", ") + "]::" + duck, nil
}

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
