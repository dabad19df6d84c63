package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// bigExpr makes CASE, subqueries and calls.
func (q *viewQuery) bigExpr(n *pg.Node, typ exprType) *viewExpr {
	switch x := n.GetNode().(type) {
	case *pg.Node_CaseExpr:
		return q.caseExpr(x.CaseExpr, typ)
	case *pg.Node_SubLink:
		return q.sublink(n, x.SubLink, typ)
	}
	return q.call(n, n.GetFuncCall(), typ)
}

// caseExpr has in args what is compared, or nil, then conditions and results in turn, then what ELSE gives.
func (q *viewQuery) caseExpr(c *pg.CaseExpr, typ exprType) *viewExpr {
	e := &viewExpr{kind: viewCase, args: []*viewExpr{nil}, typ: typ}
	if c.Arg != nil {
		e.args[0] = q.coerced(c.Arg, unknownText(q.d.t, c.Arg))
	}
	for _, a := range c.Args {
		w := a.GetCaseWhen()
		cond := q.expr(w.Expr)
		if c.Arg != nil {
			cond = q.op("=", c.Arg, w.Expr).args[1]
		}
		e.args = append(e.args, cond, q.coerced(w.Result, typ.oid))
	}
	if c.Defresult == nil {
		e.args = append(e.args, &viewExpr{kind: viewNull, typ: is(typ.oid)})
	} else {
		e.args = append(e.args, q.coerced(c.Defresult, typ.oid))
	}
	if typ.oid == 0 {
		q.d.failed = true
	}
	return e
}

func (q *viewQuery) sublink(n *pg.Node, l *pg.SubLink, typ exprType) *viewExpr {
	sel := l.Subselect.GetSelectStmt()
	if sel == nil {
		q.d.failed = true
		return &viewExpr{}
	}
	e := &viewExpr{kind: viewSub, typ: typ, node: n, sub: q}
	switch l.SubLinkType {
	case pg.SubLinkType_EXISTS_SUBLINK, pg.SubLinkType_EXPR_SUBLINK, pg.SubLinkType_ARRAY_SUBLINK:
	case pg.SubLinkType_ANY_SUBLINK, pg.SubLinkType_ALL_SUBLINK:
		name := lastName(l.OperName)
		if name == "" {
			name = "="
		}
		cols := q.d.t.results[sel]
		call, outcome := pgtypes.Call{}, pgtypes.NotFound
		if len(cols) == 1 && l.Testexpr.GetRowExpr() == nil {
			call, outcome = pgtypes.ResolveOperator(name, q.d.t.oid(l.Testexpr), cols[0].oid, true)
		}
		if outcome != pgtypes.Found {
			q.d.failed = true
			return e
		}
		e.args = []*viewExpr{q.coerced(l.Testexpr, call.Args[0])}
		switch {
		case l.SubLinkType == pg.SubLinkType_ALL_SUBLINK:
			e.text = " " + name + " ALL "
		case name == "=":
			e.text = " IN "
		default:
			e.text = " " + name + " ANY "
		}
	default:
		q.d.failed = true
	}
	return e
}

// special are the functions that PostgreSQL's grammar writes with words: what stands before and between their arguments, which
// come in the order of the numbers.
var special = map[string]struct {
	words []string
	order []int
}{
	"extract/2": {[]string{"EXTRACT(", " FROM "}, []int{0, 1}}, "substring/2": {[]string{"SUBSTRING(", " FROM "}, []int{0, 1}}, "substring/3": {[]string{"SUBSTRING(", " FROM ", " FOR "}, []int{0, 1, 2}},
	"btrim/1": {[]string{"TRIM(BOTH FROM "}, []int{0}}, "btrim/2": {[]string{"TRIM(BOTH ", " FROM "}, []int{1, 0}}, "ltrim/1": {[]string{"TRIM(LEADING FROM "}, []int{0}}, "ltrim/2": {[]string{"TRIM(LEADING ", " FROM "}, []int{1, 0}},
	"rtrim/1": {[]string{"TRIM(TRAILING FROM "}, []int{0}}, "rtrim/2": {[]string{"TRIM(TRAILING ", " FROM "}, []int{1, 0}},
	"position/2": {[]string{"POSITION((", ") IN ("}, []int{1, 0}}, "overlay/3": {[]string{"OVERLAY(", " PLACING ", " FROM "}, []int{0, 1, 2}}, "overlay/4": {[]string{"OVERLAY(", " PLACING ", " FROM ", " FOR "}, []int{0, 1, 2, 3}},
	"timezone/2": {[]string{"(", " AT TIME ZONE "}, []int{1, 0}},
}

func (q *viewQuery) call(n *pg.Node, f *pg.FuncCall, typ exprType) *viewExpr {
	t := q.d.t
	name := lastName(f.Funcname)
	args := f.Args
	if f.AggWithinGroup || f.FuncVariadic {
		q.d.failed = true
		return &viewExpr{}
	}
	for _, a := range args {
		if a.GetNamedArgExpr() != nil {
			q.d.failed = true
			return &viewExpr{}
		}
	}
	call, outcome := pgtypes.ResolveFunction(name, t.oids(args), nil, false)
	if outcome != pgtypes.Found || len(f.Funcname) > 1 && f.Funcname[0].GetString_().GetSval() != "pg_catalog" {
		q.d.failed = true
		return &viewExpr{}
	}
	to := call.Args
	for i, a := range args { // where any type will do, a literal is text
		if i < len(to) && (to[i] == pgtypes.OIDAny || pgtypes.IsPolymorphic(to[i])) && t.oid(a) == pgtypes.OIDUnknown {
			to = append(append(append([]pgtypes.OID(nil), to[:i]...), pgtypes.OIDText), to[i+1:]...)
		}
	}
	if call.Proc == nil && len(args) == 1 { // int8('5') is a cast
		return q.d.convert(q.expr(args[0]), is(call.Ret), false)
	}
	e := &viewExpr{kind: viewFunc, text: Identifier(name), args: q.exprs(args, to), typ: typ, node: n, sub: q}
	if f.Funcformat == pg.CoercionForm_COERCE_SQL_SYNTAX {
		words, ok := special[name+"/"+itoa(len(args))]
		if !ok {
			q.d.failed = true
			return e
		}
		s := &viewExpr{kind: viewSpecial, text: strings.Join(words.words, "\x00"), typ: typ}
		for _, i := range words.order {
			s.args = append(s.args, e.args[i])
		}
		if name == "extract" {
			s.args[0] = &viewExpr{kind: viewVar, text: lower(args[0].GetAConst().GetSval().GetSval())}
		}
		return s
	}
	return e
}
