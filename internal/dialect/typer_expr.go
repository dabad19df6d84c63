package dialect

import (
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// expr tells the type of an expression and of all in it.
func (t *typer) expr(n *pg.Node, s *scope) exprType {
	if n == nil || n.Node == nil {
		return untold
	}
	if x, ok := t.types[n]; ok && x.oid != 0 { // a CTE of WITH RECURSIVE is walked twice
		return x
	}
	if t.depth++; t.depth > deepest {
		t.depth--
		return untold
	}
	x := t.node(n, s)
	t.depth--
	if x.oid == pgtypes.OIDUnknown {
		x.to = 0
	}
	x.real = x.real || x.oid == pgtypes.OIDNumeric && x.mod < 4 && t.real(n)
	x.huge = x.huge || x.oid == pgtypes.OIDNumeric && x.mod < 4 && t.hugeSum(n)
	t.nets = t.nets || netTypes[x.oid] != ""
	t.jsonb = t.jsonb || x.oid == pgtypes.OIDJSONB
	t.types[n] = x
	return x
}

// is gives a type without a modifier.
func is(oid pgtypes.OID) exprType { return exprType{oid: oid, mod: -1} }

func (t *typer) node(n *pg.Node, s *scope) exprType {
	switch x := n.GetNode().(type) {
	case *pg.Node_AConst:
		return constant(x.AConst)
	case *pg.Node_ColumnRef:
		typ, _ := t.columnRef(n, s)
		return typ
	case *pg.Node_ParamRef:
		return t.param(n, x.ParamRef)
	case *pg.Node_TypeCast:
		return t.cast(x.TypeCast, s)
	case *pg.Node_AExpr:
		return t.operation(x.AExpr, s)
	case *pg.Node_FuncCall:
		return t.call(x.FuncCall, s)
	case *pg.Node_BoolExpr:
		for _, a := range x.BoolExpr.Args {
			t.truth(a, junctions[x.BoolExpr.Boolop], s)
		}
		return is(pgtypes.OIDBool)
	case *pg.Node_NullTest:
		t.expr(x.NullTest.Arg, s)
		t.indifferent(x.NullTest.Arg)
		return is(pgtypes.OIDBool)
	case *pg.Node_BooleanTest:
		t.truth(x.BooleanTest.Arg, tests[x.BooleanTest.Booltesttype], s)
		return is(pgtypes.OIDBool)
	case *pg.Node_SubLink:
		return t.sublink(x.SubLink, s)
	case *pg.Node_CaseExpr:
		var typ exprType
		t.setFree("CASE", lateral, func() { typ = t.caseExpr(x.CaseExpr, s) })
		return typ
	case *pg.Node_CoalesceExpr:
		t.setFree("COALESCE", lateral, func() { t.exprs(x.CoalesceExpr.Args, s) })
		return t.common(x.CoalesceExpr.Args, "COALESCE")
	case *pg.Node_MinMaxExpr:
		t.exprs(x.MinMaxExpr.Args, s)
		what := "GREATEST"
		if x.MinMaxExpr.Op == pg.MinMaxOp_IS_LEAST {
			what = "LEAST"
		}
		return t.common(x.MinMaxExpr.Args, what)
	case *pg.Node_AArrayExpr:
		return t.array(x.AArrayExpr, 0, s)
	case *pg.Node_RowExpr:
		return t.rowExpr(x.RowExpr, s)
	case *pg.Node_AIndirection:
		return t.indirection(x.AIndirection, s)
	case *pg.Node_SqlvalueFunction:
		return valueFunction(x.SqlvalueFunction)
	case *pg.Node_CollateClause:
		return t.expr(x.CollateClause.Arg, s)
	case *pg.Node_NamedArgExpr:
		return t.expr(x.NamedArgExpr.Arg, s)
	case *pg.Node_GroupingFunc:
		t.exprs(x.GroupingFunc.Args, s)
		return is(pgtypes.OIDInt4)
	case *pg.Node_CurrentOfExpr:
		return is(pgtypes.OIDBool)
	case *pg.Node_List:
		t.exprs(x.List.Items, s)
	}
	return untold
}

func (t *typer) exprs(list []*pg.Node, s *scope) {
	for _, n := range list {
		t.expr(n, s)
	}
}

// constant gives a literal's type: the smallest that holds an integer, numeric beyond, unknown for strings and NULL.
func constant(c *pg.A_Const) exprType {
	switch v := c.Val.(type) {
	case *pg.A_Const_Ival:
		return is(pgtypes.OIDInt4)
	case *pg.A_Const_Fval:
		if i, err := strconv.ParseInt(v.Fval.Fval, 10, 64); err == nil {
			if int64(int32(i)) == i {
				return is(pgtypes.OIDInt4)
			}
			return is(pgtypes.OIDInt8)
		}
		return is(pgtypes.OIDNumeric)
	case *pg.A_Const_Boolval:
		return is(pgtypes.OIDBool)
	case *pg.A_Const_Bsval:
		return is(pgtypes.OIDBit)
	}
	return is(pgtypes.OIDUnknown)
}

func (t *typer) caseExpr(c *pg.CaseExpr, s *scope) exprType {
	t.expr(c.Arg, s)
	if t.oid(c.Arg) == pgtypes.OIDUnknown {
		t.take(c.Arg, pgtypes.OIDText)
		t.types[c.Arg] = is(pgtypes.OIDText)
	}
	var results []*pg.Node
	for _, a := range c.Args {
		w := a.GetCaseWhen()
		if c.Arg == nil {
			t.condition(w.Expr, "CASE/WHEN", s)
		} else {
			t.expr(w.Expr, s)
			t.operate("=", c.Arg, w.Expr, w.Location)
		}
		t.expr(w.Result, s)
		results = append(results, w.Result)
	}
	if c.Defresult != nil { // PostgreSQL looks at ELSE first
		t.expr(c.Defresult, s)
		results = append([]*pg.Node{c.Defresult}, results...)
	}
	x := t.common(results, "CASE")
	if c.Defresult == nil && x.mod != ModEngine {
		x.mod = -1
	}
	return x
}

func (t *typer) rowExpr(r *pg.RowExpr, s *scope) exprType {
	x := is(pgtypes.OIDRecord)
	for i, a := range r.Args {
		f := field{name: "f" + strconv.Itoa(i+1), exprType: t.expr(a, s)}
		t.indifferent(a)
		f.proc = nil
		if f.oid == pgtypes.OIDUnknown {
			f.oid = pgtypes.OIDText
		}
		x.row = append(x.row, f)
	}
	return x
}

// array tells the type of ARRAY[…]; of is the array type that it is cast to, if it is.
func (t *typer) array(a *pg.A_ArrayExpr, of pgtypes.OID, s *scope) exprType {
	elem, cast := pgtypes.ElemOf(of)
	if t.err == nil && !even(a) {
		t.err = pgerr.New(pgerr.ArraySubscriptError, "multidimensional arrays must have array expressions with matching dimensions")
	}
	for _, e := range a.Elements {
		if inner := e.GetAArrayExpr(); inner != nil && cast {
			t.types[e] = t.array(inner, of, s)
			continue
		}
		t.expr(e, s)
		if c := e.GetAConst(); !cast || c == nil || !c.Isnull { // the engine casts the array as a whole, and a NULL fits in with the others
			t.take(e, elem)
		}
	}
	if cast {
		return is(of)
	}
	if len(a.Elements) == 0 {
		return untold
	}
	x := t.common(a.Elements, "ARRAY")
	if pgtypes.IsArray(x.oid) {
		x.deep++
	}
	if x.oid != 0 {
		x.oid = pgtypes.ArrayOf(x.oid)
	}
	return x
}

// even tells whether the arrays that are written in an array have the same number of elements.
func even(a *pg.A_ArrayExpr) bool {
	for i, e := range a.Elements {
		first, this := a.Elements[0].GetAArrayExpr(), e.GetAArrayExpr()
		if i > 0 && first != nil && this != nil && len(first.Elements) != len(this.Elements) {
			return false
		}
	}
	return true
}

// indirection tells the type of (x).field, x[i] and x[a:b].
func (t *typer) indirection(a *pg.A_Indirection, s *scope) exprType {
	x := t.expr(a.Arg, s)
	x.proc = nil
	subscripted := false
	for _, i := range a.Indirection {
		switch step := i.GetNode().(type) {
		case *pg.Node_AIndices:
			t.expr(step.AIndices.Lidx, s)
			t.expr(step.AIndices.Uidx, s)
			elem, isArray := pgtypes.ElemOf(x.oid)
			if isVector(x.oid) {
				elem, isArray = pgtypes.Lookup(x.oid).Elem, true
			}
			switch {
			case subscripted && x.oid != pgtypes.OIDJSONB: // all subscripts together lead to one element
			case isArray:
				t.take(step.AIndices.Lidx, pgtypes.OIDInt4)
				t.take(step.AIndices.Uidx, pgtypes.OIDInt4)
				if !step.AIndices.IsSlice && !slicedLater(a.Indirection) {
					x.oid = elem
					subscripted = true
				}
			case x.oid == pgtypes.OIDJSONB:
				t.take(step.AIndices.Uidx, pgtypes.OIDText)
			default:
				return untold
			}
		case *pg.Node_String_:
			f := find(x.row, step.String_.Sval)
			if f == nil {
				return untold
			}
			x = f.exprType
		case *pg.Node_AStar:
			return x
		}
	}
	x.to = 0
	return x
}

// slicedLater tells whether any of several subscripts is a slice, which makes all of them slices.
func slicedLater(steps []*pg.Node) bool {
	for _, s := range steps {
		if s.GetAIndices().GetIsSlice() {
			return true
		}
	}
	return false
}
