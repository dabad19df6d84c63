package dialect

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// Numerics keep their own scale in PostgreSQL where several meet: the branches of a CASE, the elements of an array. The engine's
// have one scale together. Those that go to a client are written as texts, each for itself.

// caseResults gives the results of a CASE as they stand in the text.
func caseResults(c *pg.CaseExpr) []*pg.Node {
	var out []*pg.Node
	for _, a := range c.Args {
		out = append(out, a.GetCaseWhen().GetResult())
	}
	if c.Defresult != nil {
		out = append(out, c.Defresult)
	}
	return out
}

// branches finds the tokens of the results of a CASE.
func (w *work) branches(c *pg.CaseExpr) []stretch {
	var out []stretch
	first, depth := 0, 0
	for k := w.tokenAt(c.Location); ; k++ {
		switch {
		case w.tok(k).Kind == TokEOF:
			return nil
		case w.isAny(k, "(", "[", "case"):
			depth++
		case w.isAny(k, ")", "]"):
			depth--
		case depth == 1 && w.isAny(k, "then", "else", "when", "end"):
			if first > 0 {
				out = append(out, stretch{first, k - 1})
			}
			if first = 0; w.isAny(k, "then", "else") {
				first = k + 1
			}
			if w.is(k, "end") {
				return out
			}
		case w.is(k, "end"):
			depth--
		}
	}
}

// caseEnd finds the END of the CASE that begins at token i.
func (w *work) caseEnd(i int) int {
	for depth := 0; ; i++ {
		switch {
		case w.tok(i).Kind == TokEOF:
			return -1
		case w.is(i, "case"):
			depth++
		case w.is(i, "end"):
			if depth--; depth == 0 {
				return i
			}
		}
	}
}

// caseStart finds the CASE that the END in token i ends.
func (w *work) caseStart(i int) int {
	for depth := 0; i >= 0; i-- {
		switch {
		case w.is(i, "end"):
			depth++
		case w.is(i, "case"):
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// How several exact numbers stand together.
const (
	notExact = iota // some are no exact numbers
	sameScale
	ownScales // or digits that the engine has not
)

// scales compares exact numbers. What has no type is NULL.
func (w *work) scales(nodes []*pg.Node) int {
	seen, found := -1, sameScale
	for _, n := range nodes {
		o := w.typeOf(n)
		if o == pgtypes.OIDUnknown && n.GetAConst().GetIsnull() {
			continue
		}
		if !exactType(o) {
			return notExact
		}
		scale := w.scaleOf(n)
		if w.inexact(n) || w.mixed(n) || seen >= 0 && seen != scale {
			found = ownScales
		}
		seen = scale
	}
	return found
}

// mixed tells whether an expression's results have scales of their own.
func (w *work) mixed(n *pg.Node) bool { return w.form(n) == mixedForm }

func (w *work) findMixed(n *pg.Node) bool {
	switch x := n.GetNode().(type) {
	case *pg.Node_ColumnRef:
		m := w.typed().types[n].made
		return m != nil && m.exact && m.scales
	case *pg.Node_CaseExpr:
		return w.scales(caseResults(x.CaseExpr)) == ownScales && w.branches(x.CaseExpr) != nil
	case *pg.Node_CoalesceExpr:
		return w.scales(x.CoalesceExpr.Args) == ownScales && w.listOf(n, x.CoalesceExpr.Args) != nil
	case *pg.Node_MinMaxExpr:
		return w.scales(x.MinMaxExpr.Args) == ownScales && w.listOf(n, x.MinMaxExpr.Args) != nil
	case *pg.Node_FuncCall:
		return w.mixedCall(x.FuncCall)
	case *pg.Node_AExpr:
		return w.mixedOperator(x.AExpr)
	case *pg.Node_TypeCast:
		return bareNumeric(x.TypeCast) && (w.mixed(x.TypeCast.Arg) || w.numericOf(x.TypeCast) != "")
	case *pg.Node_SubLink:
		only := onlyColumn(x.SubLink)
		return only != nil && w.mixed(only)
	}
	return false
}

func (w *work) mixedCall(c *pg.FuncCall) bool {
	name := lastName(c.Funcname)
	_, open, ok := w.callOpen(c)
	switch {
	case !ok || len(c.Args) == 0:
		return false
	case pickers[name]:
		return w.mixed(c.Args[0]) && (len(c.Args) < 3 || exactType(w.typeOf(c.Args[2])))
	case name == "to_number": // as many decimals as it reads
		return true
	case name == "abs":
		return w.mixed(c.Args[0])
	case name == "sum":
		return len(c.Args) == 1 && w.mixed(c.Args[0]) && w.aggregateEnd(open) > 0 && w.scalesTold(c.Args[0])
	case name == "mod":
		return len(c.Args) == 2 && w.mixedOperands(c.Args[0], c.Args[1])
	}
	return false
}

// scalesTold tells whether the scale of each row's value can be told beside its sum: cheaply, or because the values are few.
func (w *work) scalesTold(n *pg.Node) bool {
	switch x := n.GetNode().(type) {
	case *pg.Node_ColumnRef:
		m := w.typed().types[n].made
		return m != nil && m.digits > 0
	case *pg.Node_TypeCast:
		return true
	case *pg.Node_CaseExpr:
		return !slices.ContainsFunc(caseResults(x.CaseExpr), func(r *pg.Node) bool {
			return !r.GetAConst().GetIsnull() && (w.form(r) != plainForm || w.scaleOf(r) == unknownScale)
		})
	case *pg.Node_AExpr:
		return (!w.mixed(x.AExpr.Lexpr) || w.scalesTold(x.AExpr.Lexpr)) && (!w.mixed(x.AExpr.Rexpr) || w.scalesTold(x.AExpr.Rexpr))
	}
	return false
}

func (w *work) mixedOperator(e *pg.A_Expr) bool {
	switch op := lastName(e.Name); {
	case e.Kind == pg.A_Expr_Kind_AEXPR_NULLIF:
		return w.mixed(e.Lexpr)
	case e.Kind != pg.A_Expr_Kind_AEXPR_OP:
		return false
	case e.Lexpr == nil:
		return op == "-" && w.mixed(e.Rexpr) && w.rightEnd(w.tokenAt(e.Location)+1, strength("^")) > 0
	case op == "+" || op == "-" || op == "*" || op == "%":
		_, _, ok := w.operands(e)
		return ok && w.mixedOperands(e.Lexpr, e.Rexpr)
	}
	return false
}

func (w *work) mixedOperands(l, r *pg.Node) bool {
	return exactType(w.typeOf(l)) && exactType(w.typeOf(r)) && (w.mixed(l) || w.mixed(r))
}

// bareNumeric tells whether a cast is one to numeric without precision.
func bareNumeric(c *pg.TypeCast) bool {
	to := typeName(c.TypeName)
	return to.oid == pgtypes.OIDNumeric && to.mod < 4
}

// numericOf gives the function that makes a number of what is cast to a bare numeric, with the digits that it has there; ""
// where these are known before.
func (w *work) numericOf(c *pg.TypeCast) string {
	i := w.tokenAt(c.Location)
	if !bareNumeric(c) || c.Arg.GetAConst() != nil || w.tok(i).Kind != TokCast && !w.is(i, "cast") {
		return ""
	}
	switch from := w.typeOf(c.Arg); {
	case from == pgtypes.OIDText || from == pgtypes.OIDVarchar || from == pgtypes.OIDBpchar, from == pgtypes.OIDJSONB && w.tok(i).Kind == TokCast:
		return "lw_num_in("
	case from == pgtypes.OIDFloat8:
		return "lw_float8_digits("
	case from == pgtypes.OIDFloat4:
		return "lw_float4_digits("
	case from == pgtypes.OIDNumeric && w.form(c.Arg) == plainForm && w.scaleOf(c.Arg) == unknownScale:
		return "lw_numeric_text("
	}
	return ""
}

// unknownScale is the scale of what only the engine knows.
const unknownScale = 1 << 16

func (w *work) scaleOf(n *pg.Node) int {
	switch x := n.GetNode().(type) {
	case *pg.Node_AExpr:
		if x.AExpr.Kind == pg.A_Expr_Kind_AEXPR_OP && w.typeOf(n) == pgtypes.OIDNumeric {
			return w.scaleOfOperator(x.AExpr)
		}
	case *pg.Node_TypeCast:
		switch c := x.TypeCast; {
		case !bareNumeric(c):
		case exactType(w.typeOf(c.Arg)):
			return w.scaleOf(c.Arg)
		case c.Arg.GetAConst().GetSval() != nil:
			if _, scale, ok := numeralDigits(strings.TrimLeft(strings.TrimSpace(c.Arg.GetAConst().GetSval().Sval), "+-")); ok {
				return scale
			}
		}
	}
	switch x := w.typed().types[n]; {
	case n.GetParamRef() != nil:
		return unknownScale
	case x.oid != pgtypes.OIDNumeric:
		return 0
	case x.mod >= 4:
		return int(x.mod-4) & 0x7ff
	}
	if f := n.GetAConst().GetFval(); f != nil {
		if _, scale, ok := numeralDigits(strings.TrimPrefix(f.Fval, "-")); ok {
			return scale
		}
	}
	return unknownScale
}

// scaleOfOperator gives the scale of a sum or product.
func (w *work) scaleOfOperator(e *pg.A_Expr) int {
	op := lastName(e.Name)
	r := w.scaleOf(e.Rexpr)
	if e.Lexpr == nil && op == "-" {
		return r
	}
	if e.Lexpr == nil || !exactType(w.typeOf(e.Lexpr)) || !exactType(w.typeOf(e.Rexpr)) {
		return unknownScale
	}
	switch l := w.scaleOf(e.Lexpr); {
	case l == unknownScale || r == unknownScale:
	case op == "+" || op == "-":
		return max(l, r)
	case op == "*":
		return l + r
	}
	return unknownScale
}
