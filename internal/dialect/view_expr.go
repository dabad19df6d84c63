package dialect

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
	"lakewire/internal/pgtypes/datetime"
)

// expr makes of a node of the tree what PostgreSQL's analysis makes of it; nil, with failed set, where that is not known.
func (q *viewQuery) expr(n *pg.Node) *viewExpr {
	t := q.d.t
	typ := t.types[n]
	switch x := n.GetNode().(type) {
	case *pg.Node_AConst:
		return constExpr(x.AConst, typ)
	case *pg.Node_ColumnRef:
		if name, ok := q.column(nameParts(x.ColumnRef.Fields)); ok && len(x.ColumnRef.Fields) > 0 && nameParts(x.ColumnRef.Fields) != nil {
			return &viewExpr{kind: viewVar, text: name, typ: typ}
		}
	case *pg.Node_TypeCast:
		return q.cast(x.TypeCast)
	case *pg.Node_AExpr:
		return q.operation(x.AExpr, typ)
	case *pg.Node_BoolExpr:
		kind := map[pg.BoolExprType]viewKind{pg.BoolExprType_AND_EXPR: viewAnd, pg.BoolExprType_OR_EXPR: viewOr, pg.BoolExprType_NOT_EXPR: viewNot}[x.BoolExpr.Boolop]
		return &viewExpr{kind: kind, args: q.alike(x.BoolExpr.Args, pgtypes.OIDBool), typ: is(pgtypes.OIDBool)}
	case *pg.Node_NullTest:
		text := "IS NULL"
		if x.NullTest.Nulltesttype == pg.NullTestType_IS_NOT_NULL {
			text = "IS NOT NULL"
		}
		return &viewExpr{kind: viewTest, text: text, args: []*viewExpr{q.expr(x.NullTest.Arg)}, typ: is(pgtypes.OIDBool)}
	case *pg.Node_BooleanTest:
		words := strings.Split(strings.TrimPrefix(x.BooleanTest.Booltesttype.String(), "IS_"), "_")
		return &viewExpr{kind: viewTest, text: "IS " + strings.Join(words, " "), args: []*viewExpr{q.expr(x.BooleanTest.Arg)}, typ: is(pgtypes.OIDBool)}
	case *pg.Node_CaseExpr, *pg.Node_SubLink, *pg.Node_FuncCall:
		return q.bigExpr(n, typ)
	case *pg.Node_GroupingFunc:
		return &viewExpr{kind: viewFunc, text: "GROUPING", args: q.alike(x.GroupingFunc.Args, 0), typ: typ}
	case *pg.Node_CoalesceExpr:
		return &viewExpr{kind: viewFunc, text: "COALESCE", args: q.alike(x.CoalesceExpr.Args, typ.oid), typ: typ}
	case *pg.Node_MinMaxExpr:
		name := "GREATEST"
		if x.MinMaxExpr.Op == pg.MinMaxOp_IS_LEAST {
			name = "LEAST"
		}
		return &viewExpr{kind: viewFunc, text: name, args: q.alike(x.MinMaxExpr.Args, typ.oid), typ: typ}
	case *pg.Node_AArrayExpr:
		elem, _ := pgtypes.ElemOf(typ.oid)
		if typ.oid == 0 {
			break
		}
		return &viewExpr{kind: viewFunc, text: "ARRAY", args: q.alike(x.AArrayExpr.Elements, elem), typ: typ}
	case *pg.Node_RowExpr:
		return &viewExpr{kind: viewFunc, text: "ROW", args: q.alike(x.RowExpr.Args, 0), typ: typ}
	case *pg.Node_SqlvalueFunction:
		return q.d.valueFunction(x.SqlvalueFunction, typ)
	case *pg.Node_CollateClause:
		if parts := strs(x.CollateClause.Collname); len(parts) == 1 || len(parts) == 2 && parts[0] == "pg_catalog" {
			return &viewExpr{kind: viewCollate, text: Identifier(parts[len(parts)-1]), args: []*viewExpr{q.coerced(x.CollateClause.Arg, unknownText(t, x.CollateClause.Arg))}, typ: typ}
		}
	case *pg.Node_AIndirection:
		return q.subscript(x.AIndirection, typ)
	}
	q.d.failed = true
	return &viewExpr{kind: viewVar}
}

// unknownText is the type that a literal without one takes where any text will do, 0 for everything else.
func unknownText(t *typer, n *pg.Node) pgtypes.OID {
	if t.types[n].oid == pgtypes.OIDUnknown {
		return pgtypes.OIDText
	}
	return 0
}

func constExpr(c *pg.A_Const, typ exprType) *viewExpr {
	e := &viewExpr{kind: viewConst, typ: typ}
	switch v := c.Val.(type) {
	case *pg.A_Const_Ival:
		e.text = strconv.Itoa(int(v.Ival.Ival))
	case *pg.A_Const_Fval:
		e.text = v.Fval.Fval
	case *pg.A_Const_Boolval:
		e.text = strconv.FormatBool(v.Boolval.Boolval)
	case *pg.A_Const_Sval:
		e.text = v.Sval.Sval
	case *pg.A_Const_Bsval:
		e.text = v.Bsval.Bsval
	default:
		e.kind = viewNull
	}
	return e
}

// normal is a literal's value as PostgreSQL's output function of its type writes it.
func (d *viewWriter) normal(e *viewExpr, to pgtypes.OID) string {
	s := strings.TrimSpace(e.text)
	switch to {
	case pgtypes.OIDBool:
		switch lower(s) {
		case "t", "true", "y", "yes", "on", "1":
			return "true"
		case "f", "false", "n", "no", "off", "0":
			return "false"
		}
	case pgtypes.OIDInt2, pgtypes.OIDInt4, pgtypes.OIDInt8, pgtypes.OIDNumeric, pgtypes.OIDOID:
		return s
	case pgtypes.OIDInterval:
		if v, err := datetime.ParseInterval(s, datetime.Fields{}, &datetime.Settings{}); err == nil {
			return intervalText(v)
		}
	case pgtypes.OIDDate, pgtypes.OIDTime, pgtypes.OIDTimestamp:
		if v, err := datetime.Parse(to, s, &datetime.Settings{}); err == nil && !v.Now {
			return datetime.Text(to, v)
		}
	}
	return e.text
}

func (q *viewQuery) cast(c *pg.TypeCast) *viewExpr {
	to := typeName(c.TypeName)
	if to.oid == 0 {
		q.d.failed = true
		return nil
	}
	if a := c.Arg.GetAArrayExpr(); a != nil {
		if elem, ok := pgtypes.ElemOf(to.oid); ok { // the elements are converted, one by one
			e := &viewExpr{kind: viewFunc, text: "ARRAY", args: q.alike(a.Elements, elem), typ: is(to.oid)}
			if len(a.Elements) == 0 {
				return &viewExpr{kind: viewCast, args: []*viewExpr{e}, typ: to}
			}
			return e
		}
	}
	e := q.expr(c.Arg)
	if e.kind == viewConst && e.typ.oid == pgtypes.OIDBool && c.TypeName != nil && to.oid == pgtypes.OIDBool {
		return e
	}
	return q.d.convert(e, to, false)
}

// operation writes out what PostgreSQL's grammar makes of operators and their kin.
func (q *viewQuery) operation(e *pg.A_Expr, typ exprType) *viewExpr {
	name := lastName(e.Name)
	boolean := is(pgtypes.OIDBool)
	switch e.Kind {
	case pg.A_Expr_Kind_AEXPR_OP, pg.A_Expr_Kind_AEXPR_LIKE, pg.A_Expr_Kind_AEXPR_ILIKE:
		return q.op(name, e.Lexpr, e.Rexpr)
	case pg.A_Expr_Kind_AEXPR_DISTINCT, pg.A_Expr_Kind_AEXPR_NOT_DISTINCT:
		x := q.op("=", e.Lexpr, e.Rexpr)
		d := &viewExpr{kind: viewDistinct, args: x.args, typ: boolean}
		if e.Kind == pg.A_Expr_Kind_AEXPR_NOT_DISTINCT {
			return &viewExpr{kind: viewNot, args: []*viewExpr{d}, typ: boolean}
		}
		return d
	case pg.A_Expr_Kind_AEXPR_NULLIF:
		return &viewExpr{kind: viewFunc, text: "NULLIF", args: q.op("=", e.Lexpr, e.Rexpr).args, typ: typ}
	case pg.A_Expr_Kind_AEXPR_BETWEEN, pg.A_Expr_Kind_AEXPR_NOT_BETWEEN:
		b := e.Rexpr.GetList().GetItems()
		if e.Kind == pg.A_Expr_Kind_AEXPR_BETWEEN {
			return &viewExpr{kind: viewAnd, args: []*viewExpr{q.op(">=", e.Lexpr, b[0]), q.op("<=", e.Lexpr, b[1])}, typ: boolean}
		}
		return &viewExpr{kind: viewOr, args: []*viewExpr{q.op("<", e.Lexpr, b[0]), q.op(">", e.Lexpr, b[1])}, typ: boolean}
	case pg.A_Expr_Kind_AEXPR_IN:
		return q.in(e, name)
	case pg.A_Expr_Kind_AEXPR_OP_ANY, pg.A_Expr_Kind_AEXPR_OP_ALL:
		right := q.expr(e.Rexpr)
		elem, _ := pgtypes.ElemOf(right.typ.oid)
		call, outcome := pgtypes.ResolveOperator(name, q.d.t.oid(e.Lexpr), elem, true)
		if outcome != pgtypes.Found {
			break
		}
		word := "ANY"
		if e.Kind == pg.A_Expr_Kind_AEXPR_OP_ALL {
			word = "ALL"
		}
		args := []*viewExpr{q.coerced(e.Lexpr, call.Args[0]), q.d.convert(right, is(pgtypes.ArrayOf(call.Args[1])), true)}
		return &viewExpr{kind: viewArrayOp, text: name + " " + word, args: args, typ: boolean}
	case pg.A_Expr_Kind_AEXPR_SIMILAR:
		if f := e.Rexpr.GetFuncCall(); f != nil {
			return &viewExpr{kind: viewOp, text: name, args: []*viewExpr{q.coerced(e.Lexpr, pgtypes.OIDText), {kind: viewFunc, text: lastName(f.Funcname), args: q.alike(f.Args, pgtypes.OIDText), typ: is(pgtypes.OIDText)}}, typ: boolean}
		}
	}
	q.d.failed = true
	return &viewExpr{kind: viewVar, args: []*viewExpr{{}, {}}}
}

// op resolves an operator, and converts its operands as it asks.
func (q *viewQuery) op(name string, left, right *pg.Node) *viewExpr {
	t := q.d.t
	if l, r := left.GetRowExpr().GetArgs(), right.GetRowExpr().GetArgs(); (name == "=" || name == "<>") && len(l) > 0 && len(l) == len(r) {
		all := &viewExpr{kind: viewAnd, typ: is(pgtypes.OIDBool)}
		if name == "<>" {
			all.kind = viewOr
		}
		for i := range l {
			all.args = append(all.args, q.op(name, l[i], r[i]))
		}
		return all
	}
	if left.GetRowExpr() != nil || right.GetRowExpr() != nil {
		q.d.failed = true
		return &viewExpr{kind: viewVar, args: []*viewExpr{{}, {}}}
	}
	call, outcome := pgtypes.ResolveOperator(name, t.oid(left), t.oid(right), left != nil)
	if outcome != pgtypes.Found {
		q.d.failed = true
		return &viewExpr{kind: viewVar, args: []*viewExpr{{}, {}}}
	}
	e := &viewExpr{kind: viewOp, text: name, typ: is(call.Ret)}
	if left != nil {
		e.args = append(e.args, q.operand(left, call.Args[0], right))
	}
	e.args = append(e.args, q.operand(right, call.Args[len(call.Args)-1], left))
	return e
}

// operand converts an operand. A literal beside an array, where any array will do, is one of its kind.
func (q *viewQuery) operand(n *pg.Node, to pgtypes.OID, beside *pg.Node) *viewExpr {
	if pgtypes.IsPolymorphic(to) && q.d.t.oid(n) == pgtypes.OIDUnknown {
		to = q.d.t.types[n].to
		if to == 0 && beside != nil {
			to = q.d.t.oid(beside)
		}
	}
	return q.coerced(n, to)
}

// in writes x IN (…) as PostgreSQL does: an array of what is not a column, of which there must be two, and comparisons.
func (q *viewQuery) in(e *pg.A_Expr, name string) *viewExpr {
	t := q.d.t
	items := e.Rexpr.GetList().GetItems()
	var plain, rest []*pg.Node
	for _, i := range items {
		if mentionsColumn(i) {
			rest = append(rest, i)
		} else {
			plain = append(plain, i)
		}
	}
	var all []*viewExpr
	word, join := "ANY", viewOr
	if name == "<>" {
		word, join = "ALL", viewAnd
	}
	common, _, ok := pgtypes.CommonType(append([]pgtypes.OID{t.oid(e.Lexpr)}, t.oids(plain)...))
	if len(plain) > 1 && ok && common != 0 && e.Lexpr.GetRowExpr() == nil {
		call, outcome := pgtypes.ResolveOperator(name, t.oid(e.Lexpr), common, true)
		if outcome != pgtypes.Found {
			q.d.failed = true
			return &viewExpr{kind: viewVar}
		}
		array := &viewExpr{kind: viewFunc, text: "ARRAY", args: q.alike(plain, common), typ: is(pgtypes.ArrayOf(common))}
		all = append(all, &viewExpr{kind: viewArrayOp, text: name + " " + word, typ: is(pgtypes.OIDBool),
			args: []*viewExpr{q.coerced(e.Lexpr, call.Args[0]), q.d.convert(array, is(pgtypes.ArrayOf(call.Args[1])), true)}})
	} else {
		rest = items
	}
	for _, i := range rest {
		all = append(all, q.op(name, e.Lexpr, i))
	}
	if len(all) == 1 {
		return all[0]
	}
	return &viewExpr{kind: join, args: all, typ: is(pgtypes.OIDBool)}
}

func (d *viewWriter) valueFunction(f *pg.SQLValueFunction, typ exprType) *viewExpr {
	name := strings.TrimPrefix(f.Op.String(), "SVFOP_")
	if base, ok := strings.CutSuffix(name, "_N"); ok {
		name = base + "(" + strconv.Itoa(int(f.Typmod)) + ")"
	}
	return &viewExpr{kind: viewFunc, text: "\x00" + name, typ: typ}
}

// subscript takes x[i]; slices and fields are left to the client's own text.
func (q *viewQuery) subscript(a *pg.A_Indirection, typ exprType) *viewExpr {
	e := &viewExpr{kind: viewSubscript, args: []*viewExpr{q.expr(a.Arg)}, typ: typ}
	for _, i := range a.Indirection {
		x := i.GetAIndices()
		if x == nil || x.IsSlice {
			q.d.failed = true
			return e
		}
		e.args = append(e.args, q.coerced(x.Uidx, pgtypes.OIDInt4))
	}
	return e
}
