package dialect

import (
	"cmp"
	"slices"
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// enclose puts a call round what all rules before have written.
func (w *work) enclose(s stretch, lead, tail string) {
	at := w.tok(s.first).Start
	w.edits = slices.Insert(w.edits, 0, edit{at, at, lead})
	w.insertAfter(s.last, tail)
}

// within puts a call round a name, inside of all that rules before have written.
func (w *work) within(s stretch, lead, tail string) {
	w.insert(s.first, lead)
	at := w.tok(s.last).End
	w.edits = slices.Insert(w.edits, 0, edit{at, at, tail})
}

// exact walks an expression whose value is written as an exact number: with the shim's functions where it is inexact or mixed.
func (f *flow) exact(n *pg.Node) {
	if !f.textual(n) {
		f.exactOther(n)
		return
	}
	switch x := n.GetNode().(type) {
	case *pg.Node_AConst:
		f.writeNumeral(x.AConst)
	case *pg.Node_AExpr:
		f.exactOperator(x.AExpr)
	case *pg.Node_CoalesceExpr:
		f.exactList(x.CoalesceExpr.Args, f.listOf(n, x.CoalesceExpr.Args))
	case *pg.Node_MinMaxExpr:
		f.exactList(x.MinMaxExpr.Args, f.listOf(n, x.MinMaxExpr.Args))
		if at := f.tokenAt(x.MinMaxExpr.Location); f.write {
			f.replace(at, at, "lw_num_"+lower(f.tok(at).text(f.Text)))
		}
	case *pg.Node_CaseExpr:
		f.expr(x.CaseExpr.Arg)
		for _, a := range x.CaseExpr.Args {
			f.expr(a.GetCaseWhen().GetExpr())
		}
		f.exactList(caseResults(x.CaseExpr), f.branches(x.CaseExpr))
	case *pg.Node_FuncCall:
		f.exactCall(x.FuncCall)
	case *pg.Node_TypeCast:
		f.exactCast(n, x.TypeCast)
	case *pg.Node_SubLink:
		f.wanted[onlyColumn(x.SubLink)] = true
		f.query(x.SubLink.Subselect.GetSelectStmt())
	}
}

// exactCast writes a cast to numeric without precision, which changes nothing about a number. What is none yet ruleTyped has
// made one.
func (f *flow) exactCast(n *pg.Node, c *pg.TypeCast) {
	if f.numericOf(c) != "" {
		f.reads[n] = true
		f.expr(c.Arg)
		return
	}
	f.exact(c.Arg)
	i := f.tokenAt(c.Location)
	switch {
	case !f.write:
	case f.tok(i).Kind == TokCast:
		f.unedit(i, f.typeEnd(i+1))
		f.replace(i, f.typeEnd(i+1), "")
	default:
		f.castWord(i, "(", ")")
	}
}

// exactOther walks what is a number to the engine too. A parameter needs a type.
func (f *flow) exactOther(n *pg.Node) {
	if p := n.GetParamRef(); p != nil && f.write {
		i := f.tokenAt(p.Location)
		if f.tok(i+1).Kind != TokCast {
			f.enclose(stretch{i, i}, "(", ")::VARCHAR")
		}
		return
	}
	f.expr(n)
}

// exactList walks several of which one is taken: all are in the form that sorts.
func (f *flow) exactList(nodes []*pg.Node, at []stretch) {
	for i, n := range nodes {
		f.exact(n)
		if f.write && !n.GetAConst().GetIsnull() {
			f.enclose(at[i], "lw_num_code(", ")")
		}
	}
}

func (f *flow) exactOperator(e *pg.A_Expr) {
	f.exactOperand(e.Lexpr)
	f.exactOperand(e.Rexpr)
	if !f.write {
		return
	}
	i := f.tokenAt(e.Location)
	switch {
	case e.Kind == pg.A_Expr_Kind_AEXPR_NULLIF:
		f.replace(i, i, "lw_numeric_nullif")
	case e.Lexpr == nil: // a sign
		f.replace(i, i, "lw_numeric_sub(0, ")
		f.insertAfter(f.rightEnd(i+1, strength("^")), ")")
	default:
		left, right, _ := f.operands(e)
		f.replace(left.last+1, left.last+1, ",")
		f.enclose(stretch{left.first, right.last}, exactOperators[lastName(e.Name)]+"(", ")")
	}
}

// exactOperand walks what is computed with.
func (f *flow) exactOperand(n *pg.Node) {
	if n == nil {
		return
	}
	f.exact(n)
}

func (f *flow) exactCall(c *pg.FuncCall) {
	name := lastName(c.Funcname)
	at, open, _ := f.callOpen(c)
	switch {
	case name == "avg" || name == "sum" || spreads[name] != "":
		f.aggregate(c, at, open)
	case pickers[name]:
		f.exact(c.Args[0])
		for _, a := range c.Args[1:] {
			f.exactOperand(a)
		}
		f.expr(c.AggFilter)
		f.window(c.Over)
		if args, _ := f.arguments(open); f.write {
			for i, a := range args {
				if f.isAny(a.first, "distinct", "all") {
					a.first++
				}
				if i != 1 {
					f.enclose(a, "lw_num_code(", ")")
				}
			}
		}
	default:
		for _, a := range c.Args {
			f.exactOperand(a)
		}
		if f.write {
			f.unedit(at, open-1) // lw_power()
			f.replace(at, open-1, cmp.Or(exactCalls[name], valueCalls[name]))
		}
	}
}

// unedit takes back what another rule has written in the place of some tokens.
func (w *work) unedit(first, last int) {
	from, to := w.tok(first).Start, w.tok(last).End
	w.edits = slices.DeleteFunc(w.edits, func(e edit) bool { return e.end > e.start && e.start >= from && e.end <= to })
}

// aggregate writes avg() as sum and count, sum() of exact numbers with the largest of their scales, and a variance by the sum
// of squares.
func (f *flow) aggregate(c *pg.FuncCall, at, open int) {
	arg := c.Args[0]
	inexact, kept := f.inexact(arg), slices.Clone(f.edits)
	if inexact {
		f.exact(arg)
	} else {
		f.expr(arg)
		if !f.write && f.mixed(arg) && lastName(c.Funcname) == "sum" && arg.GetCaseExpr() == nil {
			f.exact(arg)
		}
	}
	for _, o := range c.AggOrder {
		f.expr(o)
	}
	f.expr(c.AggFilter)
	f.window(c.Over)
	args, end := f.arguments(open)
	if !f.write || len(args) == 0 {
		return
	}
	last := f.aggregateEnd(open)
	s := args[0]
	distinct := ""
	if f.isAny(s.first, "distinct", "all") {
		distinct = f.text(stretch{s.first, s.first}) + " "
		s.first++
	}
	s.last = f.beforeOrder(s)
	x, rest := f.translated(s), ""
	if end < last {
		rest = f.translated(stretch{end + 1, last})
		rest = " " + rest
	}
	of := func(name, x string) string { return name + "(" + distinct + x + ")" + rest }
	sum := of("sum", x)
	if inexact {
		sum = "lw_numeric_sum(" + of("sum", "lw_num_fixed("+x+")") + ", " + of("max", "lw_num_scale("+x+")") + ")"
	}
	if f.mixed(arg) && lastName(c.Funcname) == "sum" {
		written := f.edits
		f.edits = kept
		sum = "lw_numeric_sum(" + sum + ", " + of("max", f.scaleText(arg, s)) + ")"
		f.edits = written
	}
	text := sum
	switch name := lastName(c.Funcname); {
	case name == "avg":
		text = "lw_numeric_div(" + sum + ", " + of("count", x) + ")"
	case name != "sum":
		text = "lw_num_spread(" + of("count", x) + ", " + sum + ", " + f.squares(arg, x, inexact, c.AggDistinct, of) + ", '" + spreads[name] + "')"
	}
	f.unedit(at, last)
	from, to := f.tok(at).Start, f.tok(last).End
	f.edits = slices.DeleteFunc(f.edits, func(e edit) bool { return e.start > from && e.end < to })
	f.replace(at, last, text)
}

// scaleText writes the scale that a value has in PostgreSQL: of a CASE, that of the branch which is taken.
func (f *flow) scaleText(n *pg.Node, s stretch) string {
	c := n.GetCaseExpr()
	if c == nil {
		f.exact(n)
		return "lw_num_scale(" + f.translated(s) + ")"
	}
	results := caseResults(c)
	f.expr(n)
	for i, at := range f.branches(c) {
		scale := "NULL"
		if !results[i].GetAConst().GetIsnull() {
			scale = strconv.Itoa(f.scaleOf(results[i]))
		}
		from, to := f.tok(at.first).Start, f.tok(at.last).End
		f.edits = slices.DeleteFunc(f.edits, func(e edit) bool { return e.start >= from && e.end <= to })
		f.replace(at.first, at.last, scale)
	}
	return f.translated(s)
}

// squares is the sum of the squares of an aggregate's argument.
func (f *flow) squares(n *pg.Node, x string, inexact, distinct bool, of func(name, x string) string) string {
	switch t := f.typed().types[n]; {
	case inexact, distinct:
		return "lw_num_squares(" + of("list", "lw_num_out("+x+")") + ")"
	case t.oid != pgtypes.OIDNumeric:
		return of("sum", "("+x+")::HUGEINT * ("+x+")::HUGEINT")
	case t.mod >= 4 && (t.mod-4)>>16 <= 18:
		return of("sum", "("+x+") * ("+x+")")
	}
	return "lw_num_squares(" + of("list", "lw_numeric_text("+x+")") + ")"
}

// round writes round(x, n) and trunc(x, n) of what is inexact. Their result has n decimals.
func (f *flow) round(c *pg.FuncCall) bool {
	name := lastName(c.Funcname)
	if name != "round" && name != "trunc" || len(c.Args) == 0 || len(c.Args) > 2 || f.typeOf(c.Args[0]) != pgtypes.OIDNumeric {
		return false
	}
	decimals := int32(0)
	if len(c.Args) == 2 {
		n := c.Args[1].GetAConst()
		if n == nil || n.GetIval() == nil {
			return false
		}
		decimals = n.GetIval().Ival
	}
	at, open, ok := f.callOpen(c)
	args, end := f.arguments(open)
	if !ok || decimals < 0 || decimals > 18 || len(args) != len(c.Args) {
		return false
	}
	if !f.textual(c.Args[0]) {
		f.expr(c.Args[0])
		if scale := f.scaleOf(c.Args[0]); f.write && (scale == unknownScale || int(decimals) > scale) { // the engine adds no decimals
			f.insertAfter(end, "::DECIMAL(38,"+strconv.Itoa(int(decimals))+")")
		}
		return true
	}
	f.exact(c.Args[0])
	if !f.write {
		return true
	}
	f.unedit(at, open-1) // lw_round()
	f.replace(at, open-1, "lw_numeric_"+name)
	if len(args) == 1 {
		f.insert(end, ", 0")
	}
	f.insertAfter(end, "::DECIMAL(38,"+strconv.Itoa(int(decimals))+")")
	return true
}

// operator walks an operator that gives no number, or one of the engine's.
func (f *flow) operator(n *pg.Node, e *pg.A_Expr) {
	op := lastName(e.Name)
	left, right, ok := stretch{}, stretch{}, false
	if e.Kind == pg.A_Expr_Kind_AEXPR_OP && e.Lexpr != nil && e.Rexpr != nil {
		left, right, ok = f.operands(e)
	}
	switch {
	case ok && op == "||" && (f.textual(e.Lexpr) || f.textual(e.Rexpr)):
		for i, n := range []*pg.Node{e.Lexpr, e.Rexpr} {
			if f.textual(n) {
				f.plain(n, []stretch{left, right}[i])
			} else {
				f.expr(n)
			}
		}
	case ok && comparisons[op] && f.comparison(e, left, right):
	default:
		f.expr(e.Lexpr)
		f.expr(e.Rexpr)
		if ok && f.write && op == "/" && f.inexact(n) { // no quotient of integers, as the engine has a sum of bigints
			f.enclose(left, "(", ")::DOUBLE")
		}
	}
}

// comparison compares exact numbers: as doubles, where these are not too near.
func (f *flow) comparison(e *pg.A_Expr, left, right stretch) bool {
	if !exactType(f.typeOf(e.Lexpr)) || !exactType(f.typeOf(e.Rexpr)) || !f.inexact(e.Lexpr) && !f.inexact(e.Rexpr) ||
		f.refers(e.Lexpr) || f.refers(e.Rexpr) {
		return false
	}
	x, y := f.double(left, e.Lexpr), f.double(right, e.Rexpr)
	f.exactOperand(e.Lexpr)
	f.exactOperand(e.Rexpr)
	if f.write {
		f.replace(left.last+1, left.last+1, ",")
		if f.keyed { // what is grouped by stands here as it stands there
			f.enclose(stretch{left.first, right.last}, "(lw_num_cmp(", ") "+lastName(e.Name)+" 0)")
			return true
		}
		f.enclose(stretch{left.first, right.last}, "(lw_numeric_near("+x+", "+y+", ", ") "+lastName(e.Name)+" 0)")
	}
	return true
}

// double is an expression as the engine computes it.
func (f *flow) double(s stretch, n *pg.Node) string {
	if !f.write {
		return ""
	}
	kept := slices.Clone(f.edits)
	f.expr(n)
	text := "(" + f.translated(s) + ")::DOUBLE"
	f.edits = kept
	return text
}

// refers tells whether an expression has a parameter or a subquery in it.
func (f *flow) refers(n *pg.Node) bool {
	switch x := n.GetNode().(type) {
	case *pg.Node_ParamRef, *pg.Node_SubLink:
		return true
	case *pg.Node_AExpr:
		return f.refers(x.AExpr.Lexpr) || f.refers(x.AExpr.Rexpr)
	case *pg.Node_TypeCast:
		return f.refers(x.TypeCast.Arg)
	case *pg.Node_FuncCall:
		return slices.ContainsFunc(x.FuncCall.Args, f.refers)
	case nil, *pg.Node_AConst, *pg.Node_ColumnRef:
		return false
	}
	return true
}
