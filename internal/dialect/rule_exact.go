package dialect

import (
	"slices"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// ruleExact computes with exact numbers to PostgreSQL's digits where the engine takes DOUBLE: quotients, averages, roots,
// powers, logarithms, variances. The shim's functions give texts for them, which go to the client as they are; where they pass
// through columns of subqueries, or are sorted or grouped, they are in a form that sorts as the numbers do. What else computes
// with such a column gets the engine's DOUBLE of it. It is the last rule, as it writes aggregates twice.
func ruleExact(w *work) error {
	if w.tree == nil || !w.exactWords() {
		return nil
	}
	f := w.flow()
	f.write = true
	f.statement(w.tree)
	return nil
}

// exactWords tells whether anything stands in a statement that may have digits or scales of its own.
func (w *work) exactWords() bool {
	return slices.ContainsFunc(w.p.toks, func(t Token) bool {
		switch t.Kind {
		case TokOp:
			op := t.text(w.Text)
			return op == "/" || op == "^"
		case TokFloat:
			return true
		case TokInt:
			return t.End-t.Start > mostDigits
		case TokIdent:
			word := lower(t.text(w.Text))
			return exactCalls[word] != "" || word == "numeric" || word == "to_number" || word == "decimal" || word == "dec" || spreads[word] != "" || word == "avg" || word == "case" || word == "union" || word == "array" || word == "values" || word == "coalesce" || word == "greatest" || word == "least"
		}
		return false
	})
}

func exactType(o pgtypes.OID) bool {
	switch o {
	case pgtypes.OIDInt2, pgtypes.OIDInt4, pgtypes.OIDInt8, pgtypes.OIDNumeric:
		return true
	}
	return false
}

var exactOperators = map[string]string{"/": "lw_numeric_div", "*": "lw_numeric_mul", "+": "lw_numeric_add", "-": "lw_numeric_sub", "^": "lw_numeric_power", "%": "lw_numeric_mod"}

// exactCalls are functions whose results have digits of their own.
var exactCalls = map[string]string{"sqrt": "lw_numeric_sqrt", "power": "lw_numeric_power", "pow": "lw_numeric_power", "exp": "lw_numeric_exp", "ln": "lw_numeric_ln",
	"log": "lw_numeric_log", "log10": "lw_numeric_log", "trim_scale": "lw_numeric_trim_scale", "round": "lw_numeric_round", "trunc": "lw_numeric_trunc",
	"gcd": "lw_numeric_gcd", "lcm": "lw_numeric_lcm", "factorial": "lw_numeric_factorial"}

// valueCalls are functions whose results have the digits of their arguments.
var valueCalls = map[string]string{"abs": "lw_numeric_abs", "mod": "lw_numeric_mod", "floor": "lw_numeric_floor", "ceil": "lw_numeric_ceil", "ceiling": "lw_numeric_ceil",
	"to_number": "lw_to_number"}

// spreads are the aggregates that give variances: of a sample or of all, and whether the root of it.
var spreads = map[string]string{"stddev": "sr", "stddev_samp": "sr", "stddev_pop": "pr", "variance": "s", "var_samp": "s", "var_pop": "p"}

// pickers are functions that give one of the values of their first argument.
var pickers = words("min", "max", "first_value", "last_value", "nth_value", "lag", "lead")

// form is how the engine computes a numeric of PostgreSQL's.
type form byte

const (
	plainForm   form = iota + 1 // as PostgreSQL does, or the shim cannot do it better
	mixedForm                   // the number itself, but with another scale than PostgreSQL's
	inexactForm                 // in DOUBLE
)

// form remembers what it has found: it is asked on each level of an expression.
func (w *work) form(n *pg.Node) form {
	if n == nil || w.typeOf(n) != pgtypes.OIDNumeric {
		return plainForm
	}
	if f := w.forms[n]; f != 0 {
		return f
	}
	f := plainForm
	switch {
	case w.findInexact(n):
		f = inexactForm
	case w.findMixed(n):
		f = mixedForm
	}
	if w.forms == nil {
		w.forms = map[*pg.Node]form{}
	}
	w.forms[n] = f
	return f
}

// inexact tells whether the engine computes a numeric of PostgreSQL's in DOUBLE, and the shim can do it better.
func (w *work) inexact(n *pg.Node) bool { return w.form(n) == inexactForm }

func (w *work) findInexact(n *pg.Node) bool {
	switch x := n.GetNode().(type) {
	case *pg.Node_AConst:
		return longNumeral(x.AConst.GetFval().GetFval())
	case *pg.Node_ColumnRef:
		m := w.typed().types[n].made
		return m != nil && m.exact && !m.scales
	case *pg.Node_AExpr:
		op := lastName(x.AExpr.Name)
		if x.AExpr.Kind == pg.A_Expr_Kind_AEXPR_NULLIF {
			return w.inexact(x.AExpr.Lexpr)
		}
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
		results := caseResults(x.CaseExpr)
		return w.scales(results) > notExact && slices.ContainsFunc(results, w.inexact) && w.branches(x.CaseExpr) != nil
	case *pg.Node_CoalesceExpr:
		return w.listOf(n, x.CoalesceExpr.Args) != nil && w.scales(x.CoalesceExpr.Args) > notExact && slices.ContainsFunc(x.CoalesceExpr.Args, w.inexact)
	case *pg.Node_MinMaxExpr:
		return w.listOf(n, x.MinMaxExpr.Args) != nil && w.scales(x.MinMaxExpr.Args) > notExact && slices.ContainsFunc(x.MinMaxExpr.Args, w.inexact)
	case *pg.Node_FuncCall:
		return w.inexactCall(x.FuncCall)
	case *pg.Node_TypeCast:
		to := typeName(x.TypeCast.TypeName)
		return to.oid == pgtypes.OIDNumeric && to.mod < 4 && w.inexact(x.TypeCast.Arg)
	case *pg.Node_SubLink:
		only := onlyColumn(x.SubLink)
		return only != nil && w.inexact(only)
	}
	return false
}

// onlyColumn gives the expression that a scalar subquery is, nil where it is more than a plain query.
func onlyColumn(l *pg.SubLink) *pg.Node {
	sel := l.Subselect.GetSelectStmt()
	if l.SubLinkType != pg.SubLinkType_EXPR_SUBLINK || sel.GetLarg() != nil || len(sel.GetTargetList()) != 1 || len(sel.DistinctClause) > 0 {
		return nil
	}
	return sel.TargetList[0].GetResTarget().GetVal()
}

func (w *work) inexactCall(f *pg.FuncCall) bool {
	name := lastName(f.Funcname)
	_, open, ok := w.callOpen(f)
	if !ok || len(f.Args) == 0 {
		return false
	}
	first := f.Args[0]
	switch {
	case name == "avg":
		return len(f.Args) == 1 && exactType(w.typeOf(first)) && w.aggregateEnd(open) > 0
	case spreads[name] != "":
		return len(f.Args) == 1 && exactType(w.typeOf(first)) && w.aggregateEnd(open) > 0
	case name == "sum":
		return len(f.Args) == 1 && w.inexact(first) && w.aggregateEnd(open) > 0
	case valueCalls[name] != "":
		return w.inexact(first) || len(f.Args) > 1 && w.inexact(f.Args[1])
	case pickers[name]:
		return w.inexact(first) && (len(f.Args) < 3 || exactType(w.typeOf(f.Args[2])))
	case (name == "round" || name == "trunc") && (len(f.Args) != 2 || w.constant(f.Args[1])):
		return false
	}
	return exactCalls[name] != "" && !slices.ContainsFunc(f.Args, func(a *pg.Node) bool { return !exactType(w.typeOf(a)) })
}

// listOf gives the tokens of the arguments of coalesce() and its kin, nil where they cannot be told.
func (w *work) listOf(n *pg.Node, nodes []*pg.Node) []stretch {
	args, _ := w.arguments(w.tokenAt(location(n)) + 1)
	if len(args) != len(nodes) {
		return nil
	}
	return args
}

// constant tells whether an expression is a number that is written out.
func (w *work) constant(n *pg.Node) bool {
	if x := n.GetAExpr(); x != nil && x.Lexpr == nil {
		n = x.Rexpr
	}
	return n.GetAConst() != nil
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
