package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// operation tells the type of what PostgreSQL's grammar makes of operators and their kin.
func (t *typer) operation(e *pg.A_Expr, s *scope) exprType {
	name := lastName(e.Name)
	switch e.Kind {
	case pg.A_Expr_Kind_AEXPR_IN:
		t.expr(e.Lexpr, s)
		t.exprs(e.Rexpr.GetList().GetItems(), s)
		t.in(e, name)
		return is(pgtypes.OIDBool)
	case pg.A_Expr_Kind_AEXPR_BETWEEN, pg.A_Expr_Kind_AEXPR_NOT_BETWEEN, pg.A_Expr_Kind_AEXPR_BETWEEN_SYM, pg.A_Expr_Kind_AEXPR_NOT_BETWEEN_SYM:
		set := t.setIn(func() { t.expr(e.Lexpr, s) })
		if set != nil { // to PostgreSQL it is two comparisons
			t.fail(location(e.Lexpr), pgerr.New(pgerr.DatatypeMismatch, "argument of AND must not return a set"))
		}
		for _, b := range e.Rexpr.GetList().GetItems() {
			t.expr(b, s)
			t.operate(">=", e.Lexpr, b, e.Location)
		}
		return is(pgtypes.OIDBool)
	}
	t.expr(e.Lexpr, s)
	t.expr(e.Rexpr, s)
	switch e.Kind {
	case pg.A_Expr_Kind_AEXPR_OP_ANY, pg.A_Expr_Kind_AEXPR_OP_ALL:
		t.anyOf(name, e)
		return is(pgtypes.OIDBool)
	case pg.A_Expr_Kind_AEXPR_DISTINCT, pg.A_Expr_Kind_AEXPR_NOT_DISTINCT:
		t.operate("=", e.Lexpr, e.Rexpr, e.Location)
		return is(pgtypes.OIDBool)
	case pg.A_Expr_Kind_AEXPR_NULLIF:
		t.operate("=", e.Lexpr, e.Rexpr, e.Location)
		return t.nullIf(e)
	}
	return t.operate(name, e.Lexpr, e.Rexpr, e.Location)
}

// operate resolves an operator, and lets the untyped operands take the types that it asks for.
func (t *typer) operate(name string, left, right *pg.Node, at int32) exprType {
	if l, r := left.GetRowExpr(), right.GetRowExpr(); l != nil && r != nil {
		if len(l.Args) != len(r.Args) && at >= 0 {
			t.fail(at, pgerr.New(pgerr.SyntaxError, "unequal number of entries in row expressions"))
		}
		for i := range min(len(l.Args), len(r.Args)) {
			t.operate(name, l.Args[i], r.Args[i], at)
		}
		return is(pgtypes.OIDBool)
	}
	lt, rt := t.oid(left), t.oid(right)
	call, outcome := pgtypes.ResolveOperator(name, lt, rt, left != nil)
	switch outcome {
	case pgtypes.NotFound:
		t.noOperator(name, left != nil, lt, rt, at)
		t.noComparison(name, left, right, at)
		return untold
	case pgtypes.Ambiguous:
		t.ambiguousOperator(name, left, right, at)
		return untold
	case pgtypes.Found:
	default:
		return untold
	}
	if left != nil {
		t.take(left, call.Args[0])
	}
	t.take(right, call.Args[len(call.Args)-1])
	if left != nil {
		t.arrayLiteral(left, right)
		t.arrayLiteral(right, left)
	}
	return is(call.Ret)
}

// arrayLiteral notes a literal that is an array since an array stands beside it. Elsewhere such a literal may be one of the
// paths of json, which their functions read.
func (t *typer) arrayLiteral(n, beside *pg.Node) {
	_, isArray := pgtypes.ElemOf(t.types[n].to)
	if _, ok := pgtypes.ElemOf(t.oid(beside)); ok && isArray && n.GetAConst() != nil {
		t.literals = append(t.literals, n)
	}
}

// nullIf gives the type of the first operand as = takes it.
func (t *typer) nullIf(e *pg.A_Expr) exprType {
	x := t.types[e.Lexpr]
	x.proc = nil
	call, outcome := pgtypes.ResolveOperator("=", t.oid(e.Lexpr), t.oid(e.Rexpr), true)
	if outcome == pgtypes.Found && call.Args[0] != 0 && call.Args[0] != x.oid && !pgtypes.IsPolymorphic(call.Args[0]) {
		return is(call.Args[0])
	}
	return x
}

// in resolves x IN (list): what is not a column is brought to one type with x.
func (t *typer) in(e *pg.A_Expr, name string) {
	items := e.Rexpr.GetList().GetItems()
	row := e.Lexpr.GetRowExpr() != nil
	var plain []*pg.Node
	for _, i := range items {
		if !mentionsColumn(i) {
			plain = append(plain, i)
		}
	}
	if len(plain) > 1 && !row {
		common, _, ok := pgtypes.CommonType(append([]pgtypes.OID{t.oid(e.Lexpr)}, t.oids(plain)...))
		if ok && common != 0 {
			for _, p := range plain {
				t.take(p, common)
			}
			if call, outcome := pgtypes.ResolveOperator("=", t.oid(e.Lexpr), common, true); outcome == pgtypes.Found {
				t.take(e.Lexpr, call.Args[0])
			}
		}
	}
	for _, i := range items {
		if x := t.types[i]; row || x.oid != pgtypes.OIDUnknown || x.to == 0 {
			t.operate("=", e.Lexpr, i, e.Location)
		}
	}
}

// mentionsColumn tells whether an item of IN is a column or begins with one.
func mentionsColumn(n *pg.Node) bool {
	switch x := n.GetNode().(type) {
	case *pg.Node_ColumnRef:
		return true
	case *pg.Node_TypeCast:
		return mentionsColumn(x.TypeCast.Arg)
	case *pg.Node_AExpr:
		return mentionsColumn(x.AExpr.Lexpr) || mentionsColumn(x.AExpr.Rexpr)
	case *pg.Node_FuncCall:
		for _, a := range x.FuncCall.Args {
			if mentionsColumn(a) {
				return true
			}
		}
	}
	return false
}

// anyOf resolves x op ANY (array).
func (t *typer) anyOf(name string, e *pg.A_Expr) {
	right := t.oid(e.Rexpr)
	elem := right
	if right != pgtypes.OIDUnknown {
		elem, _ = pgtypes.ElemOf(right)
	}
	call, outcome := pgtypes.ResolveOperator(name, t.oid(e.Lexpr), elem, true)
	switch {
	case outcome == pgtypes.Found:
		t.take(e.Lexpr, call.Args[0])
		t.take(e.Rexpr, pgtypes.ArrayOf(call.Args[1]))
		if e.Rexpr.GetAConst() != nil {
			t.literals = append(t.literals, e.Rexpr)
		}
	case outcome == pgtypes.NotFound:
		t.noOperator(name, true, t.oid(e.Lexpr), elem, e.Location)
	}
}

// engineOperators are those that the engine has for more types than PostgreSQL: lambdas, and the remainder of floats.
var engineOperators = words("->", "->>", "%")

// noOperator is PostgreSQL's error for operands that no operator of a name takes.
func (t *typer) noOperator(name string, binary bool, left, right pgtypes.OID, at int32) {
	float := name == "%" && (left == pgtypes.OIDFloat8 || left == pgtypes.OIDFloat4 || right == pgtypes.OIDFloat8 || right == pgtypes.OIDFloat4)
	if at < 0 || engineOperators[name] && !float || !known(left, binary) || !known(right, true) {
		return
	}
	what := name + " " + pgtypes.SQLName(right)
	if binary {
		what = pgtypes.SQLName(left) + " " + what
	}
	t.fail(at, pgerr.New(pgerr.UndefinedFunction, "operator does not exist: "+what).
		WithHint("No operator matches the given name and argument types. You might need to add explicit type casts."))
}

// noComparison is the error for texts that are cast to json and compared. Columns of json may have been declared as jsonb,
// which can be: the lake has one type for both.
func (t *typer) noComparison(name string, left, right *pg.Node, at int32) {
	plain := func(n *pg.Node) bool {
		return t.oid(n) == pgtypes.OIDUnknown || t.oid(n) == pgtypes.OIDJSON && n.GetTypeCast() != nil
	}
	if at >= 0 && comparisons[name] && left != nil && plain(left) && plain(right) {
		t.fail(at, pgerr.New(pgerr.UndefinedFunction, "operator does not exist: "+pgtypes.SQLName(t.oid(left))+" "+name+" "+pgtypes.SQLName(t.oid(right))).
			WithHint("No operator matches the given name and argument types. You might need to add explicit type casts."))
	}
}

// known tells whether a type is certain enough for an error. The engine has operators on rows and json that PostgreSQL has
// not.
func known(oid pgtypes.OID, given bool) bool {
	if !given {
		return true
	}
	elem, isArray := pgtypes.ElemOf(oid)
	if isArray {
		oid = elem
	}
	switch oid {
	case 0, pgtypes.OIDRecord, pgtypes.OIDJSON, pgtypes.OIDUnknown:
		return false
	}
	return !strings.HasPrefix(pgtypes.Name(oid), "reg")
}
