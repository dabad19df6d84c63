package dialect

import (
	"slices"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// ruleExact computes quotients and averages of exact numbers to PostgreSQL's digits, for which the engine takes DOUBLE: in
// the select list, whose values go to the client as the texts that the shim's functions give, and below round() and casts,
// which make a DECIMAL of them again. Elsewhere (a comparison, a sort, a subquery's column) the engine's 17 digits do. It is the
// last rule, as it writes aggregates twice and must see that no other rule has changed them.
func ruleExact(w *work) error {
	if w.tree == nil {
		return nil
	}
	if !slices.ContainsFunc(w.p.toks, func(t Token) bool {
		return t.Kind == TokOp && (t.text(w.Text) == "/" || t.text(w.Text) == "^") || w.p.is(t, "avg") || t.Kind == TokIdent && exactCalls[lower(t.text(w.Text))] != "" || w.p.is(t, "case") || w.p.is(t, "union") || w.p.is(t, "array")
	}) {
		return nil
	}
	e := exacter{w, map[*pg.Node]bool{}}
	numbers := w.inOrder(func(n *pg.Node, _ exprType) bool {
		return n.GetFuncCall() != nil || n.GetTypeCast() != nil || n.GetAExpr() != nil
	})
	for _, n := range numbers {
		switch x := n.GetNode().(type) {
		case *pg.Node_FuncCall:
			e.round(x.FuncCall)
			if joiners[lastName(x.FuncCall.Funcname)] {
				for _, a := range x.FuncCall.Args {
					e.exact(a)
				}
			}
		case *pg.Node_AExpr:
			if lastName(x.AExpr.Name) == "||" && x.AExpr.Lexpr != nil {
				e.exact(x.AExpr.Lexpr)
				e.exact(x.AExpr.Rexpr)
			}
		case *pg.Node_TypeCast:
			if to := typeName(x.TypeCast.TypeName); (to.oid == pgtypes.OIDNumeric && to.mod >= 0 || to.oid == pgtypes.OIDText) && w.inexact(x.TypeCast.Arg) {
				e.exact(x.TypeCast.Arg)
			}
		}
	}
	e.columns()
	for _, n := range numbers { // no quotient of integers, as the engine has a sum of bigints
		if x := n.GetAExpr(); x != nil && w.inexact(n) && !e.done[n] && lastName(x.Name) == "/" {
			left, _, _ := w.operands(x)
			w.wrap(left, "(", ")::DOUBLE")
		}
	}
	return nil
}

// columns writes the columns of the result.
func (e exacter) columns() {
	w := e.work
	sel := w.tree.GetSelectStmt()
	if sel != nil && w.ReturnsRows && !w.stored && sel.Larg == nil && len(sel.DistinctClause) == 0 {
		for i, t := range sel.TargetList {
			r := t.GetResTarget()
			switch {
			case r == nil:
			case w.inexact(r.Val):
				if w.freeKeys(sel, r, i) {
					e.exact(r.Val)
				}
			case w.mixed(r.Val):
				if w.freeKeys(sel, r, i) {
					e.caseExpr(r.Val.GetCaseExpr())
				}
			default:
				e.array(r.Val)
			}
		}
	}
	if sel != nil && w.ReturnsRows && !w.stored && sel.Larg != nil && len(sel.SortClause) == 0 {
		e.arms(sel)
	}
}

func exactType(o pgtypes.OID) bool {
	switch o {
	case pgtypes.OIDInt2, pgtypes.OIDInt4, pgtypes.OIDInt8, pgtypes.OIDNumeric:
		return true
	}
	return false
}

var exactOperators = map[string]string{"/": "lw_numeric_div", "*": "lw_numeric_mul", "+": "lw_numeric_add", "-": "lw_numeric_sub", "^": "lw_numeric_power"}

// exactCalls are functions whose results have digits of their own.
var exactCalls = map[string]string{"sqrt": "lw_numeric_sqrt", "power": "lw_numeric_power", "pow": "lw_numeric_power", "exp": "lw_numeric_exp", "ln": "lw_numeric_ln",
	"log": "lw_numeric_log", "log10": "lw_numeric_log", "trim_scale": "lw_numeric_trim_scale", "round": "lw_numeric_round", "trunc": "lw_numeric_trunc"}

// inexact tells whether the engine computes a numeric of PostgreSQL's in DOUBLE, and the shim can do it better.
func (w *work) inexact(n *pg.Node) bool {
	if w.typeOf(n) != pgtypes.OIDNumeric {
		return false
	}
	switch x := n.GetNode().(type) {
	case *pg.Node_AExpr:
		op := lastName(x.AExpr.Name)
		if x.AExpr.Kind == pg.A_Expr_Kind_AEXPR_OP && op == "-" && x.AExpr.Lexpr == nil {
			return w.inexact(x.AExpr.Rexpr) && w.rightEnd(w.tokenAt(x.AExpr.Location)+1, strength("^")) > 0
		}
		if x.AExpr.Kind != pg.A_Expr_Kind_AEXPR_OP || exactOperators[op] == "" || x.AExpr.Lexpr == nil ||
			!exactType(w.typeOf(x.AExpr.Lexpr)) || !exactType(w.typeOf(x.AExpr.Rexpr)) {
			return false
		}
		if _, _, ok := w.operands(x.AExpr); !ok {
			return false
		}
		return op == "/" || op == "^" || w.inexact(x.AExpr.Lexpr) || w.inexact(x.AExpr.Rexpr)
	case *pg.Node_CaseExpr:
		return w.scales(caseResults(x.CaseExpr)) > sameScale && slices.ContainsFunc(caseResults(x.CaseExpr), w.inexact) && w.branches(x.CaseExpr) != nil
	case *pg.Node_CoalesceExpr:
		args, _ := w.arguments(w.tokenAt(x.CoalesceExpr.Location) + 1)
		return len(args) == len(x.CoalesceExpr.Args) && slices.ContainsFunc(x.CoalesceExpr.Args, w.inexact) &&
			!slices.ContainsFunc(x.CoalesceExpr.Args, func(a *pg.Node) bool { return !exactType(w.typeOf(a)) })
	case *pg.Node_FuncCall:
		name := lastName(x.FuncCall.Funcname)
		if name == "avg" {
			_, ok := w.average(x.FuncCall)
			return ok
		}
		_, _, ok := w.callOpen(x.FuncCall)
		if (name == "round" || name == "trunc") && (len(x.FuncCall.Args) != 2 || w.constant(x.FuncCall.Args[1])) {
			return false
		}
		return ok && exactCalls[name] != "" && len(x.FuncCall.Args) > 0 && !slices.ContainsFunc(x.FuncCall.Args, func(a *pg.Node) bool { return !exactType(w.typeOf(a)) })
	}
	return false
}

// constant tells whether an expression is a number that is written out.
func (w *work) constant(n *pg.Node) bool {
	if x := n.GetAExpr(); x != nil && x.Lexpr == nil {
		n = x.Rexpr
	}
	return n.GetAConst() != nil
}

// average finds the tokens of avg() over exact numbers, if no rule has changed any of them.
func (w *work) average(f *pg.FuncCall) (stretch, bool) {
	name, open, ok := w.callOpen(f)
	if !ok || len(f.Args) != 1 || !exactType(w.typeOf(f.Args[0])) {
		return stretch{}, false
	}
	s := stretch{name, w.aggregateEnd(open)}
	return s, s.last > 0 && w.untouched(s)
}

// untouched tells whether no rule has changed anything in a stretch.
func (w *work) untouched(s stretch) bool {
	from, to := w.tok(s.first).Start, w.tok(s.last).End
	return !slices.ContainsFunc(w.edits, func(e edit) bool {
		return e.start < to && e.end > from
	})
}

// freeKeys tells whether a column of the select list may become a text: what sorts by it, by its name or number, is given
// the expression itself, and nothing groups by it.
func (w *work) freeKeys(sel *pg.SelectStmt, r *pg.ResTarget, i int) bool {
	s, ok := w.stretchOf(r.Val)
	refers := func(n *pg.Node) bool {
		if c := n.GetColumnRef(); c != nil {
			return len(c.Fields) == 1 && r.Name != "" && lastName(c.Fields) == r.Name
		}
		c := n.GetAConst().GetIval()
		return c != nil && int(c.Ival) == i+1
	}
	if slices.ContainsFunc(sel.GroupClause, refers) {
		return false
	}
	var keys []int
	for _, k := range sel.SortClause {
		if n := k.GetSortBy().GetNode(); refers(n) {
			keys = append(keys, w.tokenAt(location(n)))
		}
	}
	if len(keys) > 0 && (!ok || !w.untouched(s)) {
		return false
	}
	for _, k := range keys {
		w.replace(k, k, "("+w.text(s)+")")
	}
	return true
}

// stretchOf finds the tokens of an operator's or a call's expression.
func (w *work) stretchOf(n *pg.Node) (stretch, bool) {
	if x := n.GetAExpr(); x != nil {
		left, right, ok := w.operands(x)
		return stretch{left.first, right.last}, ok
	}
	if f := n.GetFuncCall(); f != nil {
		name, open, ok := w.callOpen(f)
		s := stretch{name, w.aggregateEnd(open)}
		return s, ok && s.last > 0
	}
	if c := n.GetCaseExpr(); c != nil {
		s := stretch{w.tokenAt(c.Location), w.caseEnd(w.tokenAt(c.Location))}
		return s, s.last > 0
	}
	return stretch{}, false
}
