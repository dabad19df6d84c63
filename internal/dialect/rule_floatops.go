package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"

	"lakewire/internal/pgtypes"
)

// floatOperators are the shim's functions that refuse what overflows. They cost a few nanoseconds, which are nothing beside the
// sending of a row, and much beside the scan of one: so they stand where a result is computed, or a constant.
var floatOperators = map[string]string{"+": "add", "-": "sub", "*": "mul", "/": "div"}

// floatCall gives the function that is an operator of floating point numbers, "" where the engine's own computes it.
func (w *work) floatCall(x *pg.A_Expr, l, r pgtypes.OID) string {
	op := lastName(x.Name)
	if l == pgtypes.OIDUnknown && x.Lexpr.GetAConst() != nil {
		l = w.takenFor(x.Lexpr)
	}
	if r == pgtypes.OIDUnknown && x.Rexpr.GetAConst() != nil {
		r = w.takenFor(x.Rexpr)
	}
	float8 := l == pgtypes.OIDFloat8 || r == pgtypes.OIDFloat8
	number := func(o pgtypes.OID) bool { return exactNumber(o) || o == pgtypes.OIDFloat4 || o == pgtypes.OIDFloat8 }
	switch {
	case x.Kind != pg.A_Expr_Kind_AEXPR_OP || !number(l) || !number(r) || w.stored || w.keeps():
		return ""
	case op == "^" && (float8 || shiftWidths[l] != "" && shiftWidths[r] != "" || l == pgtypes.OIDFloat4 || r == pgtypes.OIDFloat4):
		return "lw_power"
	case floatOperators[op] == "" || !w.shownFloats()[x] && !constantFloat(x) || w.inexactWithin(x.Lexpr) || w.inexactWithin(x.Rexpr):
		return ""
	case float8:
		return "lw_float8_" + floatOperators[op]
	case l == pgtypes.OIDFloat4 && r == pgtypes.OIDFloat4:
		return "lw_float4_" + floatOperators[op]
	}
	return ""
}

// constantFloat tells whether an operator's operands hang on no row.
func constantFloat(x *pg.A_Expr) bool {
	found := false
	messages(x.ProtoReflect(), func(m protoreflect.Message) bool {
		switch m.Interface().(type) {
		case *pg.ColumnRef, *pg.ParamRef, *pg.SubLink, *pg.FuncCall:
			found = true
		}
		return !found
	})
	return !found
}

// inexactWithin tells whether ruleExact writes a part of an expression, which must stand alone.
func (w *work) inexactWithin(n *pg.Node) bool {
	if n == nil || n.GetAConst() != nil {
		return false
	}
	if w.typeOf(n) == pgtypes.OIDNumeric && w.form(n) != plainForm {
		return true
	}
	found := false
	within(n, nodeFunc(func(m *pg.Node) { found = found || w.inexactWithin(m) }))
	return found
}

// shownFloats are the operators of the statement's own result, as many rows of which are sent as are computed.
func (w *work) shownFloats() map[*pg.A_Expr]bool {
	if w.floats != nil {
		return w.floats
	}
	w.floats = map[*pg.A_Expr]bool{}
	sel := w.tree.GetSelectStmt()
	if sel == nil || sel.LimitCount != nil || len(sel.DistinctClause) > 0 || len(sel.GroupClause) > 0 || sel.Larg != nil {
		return w.floats
	}
	var walk func(n *pg.Node)
	walk = func(n *pg.Node) {
		switch x := n.GetNode().(type) {
		case *pg.Node_AExpr:
			w.floats[x.AExpr] = true
		case *pg.Node_FuncCall:
			if p := w.typed().types[n].proc; p == nil || p.Kind == 'a' || x.FuncCall.Over != nil {
				return
			}
		case nil, *pg.Node_SubLink:
			return
		}
		within(n, nodeFunc(walk))
	}
	for _, c := range w.typed().out {
		for _, n := range c.parts {
			walk(n)
		}
	}
	return w.floats
}
