package dialect

import (
	"slices"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// record writes the fields of a row of the result, each with its own digits.
func (f *flow) record(n *pg.Node) bool {
	r := n.GetRowExpr()
	if r == nil || !f.ReturnsRows || f.stored || !slices.ContainsFunc(r.Args, f.textual) ||
		!slices.ContainsFunc(f.typed().out, func(c field) bool { return slices.Contains(c.parts, n) && len(c.parts) == 1 }) {
		return false
	}
	open := f.tokenAt(r.Location)
	if f.is(open, "row") {
		open++
	}
	fields, _ := f.arguments(open)
	if !f.is(open, "(") || len(fields) != len(r.Args) {
		return false
	}
	for i, a := range r.Args {
		if f.textual(a) {
			f.plain(a, fields[i])
		} else {
			f.expr(a)
		}
	}
	return true
}

// array writes the elements of an array of the result, each with its own scale.
func (f *flow) array(n *pg.Node) bool {
	if f.arrayOf(n) || f.record(n) {
		return true
	}
	a := n.GetAArrayExpr()
	if a == nil || !f.ReturnsRows || f.stored || f.typeOf(n) != pgtypes.OIDNumericArray || f.scales(a.Elements) != ownScales ||
		!slices.ContainsFunc(f.typed().out, func(c field) bool { return slices.Contains(c.parts, n) && len(c.parts) == 1 }) {
		return false
	}
	open := f.tokenAt(a.Location)
	if f.is(open, "array") {
		open++
	}
	end := f.bracket(open)
	elements := f.commas(open+1, end)
	if end < 0 || len(elements) != len(a.Elements) {
		return false
	}
	f.exactList(a.Elements, elements)
	return true
}

// arrayOf writes array_agg() over exact numbers in the result.
func (f *flow) arrayOf(n *pg.Node) bool {
	c := n.GetFuncCall()
	if c == nil || lastName(c.Funcname) != "array_agg" || len(c.Args) != 1 || !f.textual(c.Args[0]) || !f.ReturnsRows || f.stored ||
		!slices.ContainsFunc(f.typed().out, func(o field) bool { return slices.Contains(o.parts, n) && len(o.parts) == 1 }) {
		return false
	}
	_, open, ok := f.callOpen(c)
	args, _ := f.arguments(open)
	if !ok || len(args) != 1 || f.isAny(args[0].first, "distinct", "all") {
		return false
	}
	f.exact(c.Args[0])
	f.keys(c.AggOrder, &pg.SelectStmt{})
	f.expr(c.AggFilter)
	f.window(c.Over)
	if f.write {
		f.enclose(stretch{args[0].first, f.beforeOrder(args[0])}, "lw_num_code(", ")")
	}
	return true
}
