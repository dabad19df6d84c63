package dialect

import (
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// padded gives a char(n) its blanks, where they count: the engine's value has none.
func (w *work) padded(n *pg.Node, s stretch) bool {
	x := w.typed().types[n]
	if x.oid != pgtypes.OIDBpchar || x.mod <= 4 {
		return false
	}
	w.wrap(s, "rpad(", ", "+strconv.Itoa(int(x.mod-4))+", ' ')")
	return true
}

// paddedLike gives what LIKE compares with a pattern its blanks.
func (w *work) paddedLike(e *pg.A_Expr) {
	if e.Kind != pg.A_Expr_Kind_AEXPR_LIKE && e.Kind != pg.A_Expr_Kind_AEXPR_ILIKE || w.typeOf(e.Lexpr) != pgtypes.OIDBpchar {
		return
	}
	s := stretch{w.tokenAt(location(e.Lexpr)), w.tokenAt(e.Location) - 1}
	if depth, ok := w.overBrackets(&s); ok && depth == 0 && s.last >= s.first {
		w.padded(e.Lexpr, s)
	}
}

// delimiters writes string_agg() for bytea, and for delimiters that are none for all rows.
func (w *work) delimiters(f *pg.FuncCall, at, open int) bool {
	bytea := w.typeOf(f.Args[0]) == pgtypes.OIDBytea
	last, _ := w.arguments(open)
	end := w.aggregateEnd(open)
	if w.steady(f.Args[1]) && !bytea || len(last) != 2 || end < 0 {
		return false
	}
	args := last
	first, after := args[0].first, w.beforeOrder(args[1])
	if w.isAny(first, "distinct", "all") {
		first++
	}
	w.replace(at, open-1, map[bool]string{true: "lw_bytea_agg(list", false: "lw_string_agg(list"}[bytea])
	w.insert(first, "{'x': ")
	w.insert(args[1].first, "'d': ")
	w.insertAfter(after, "}")
	w.insertAfter(end, ")")
	return true
}

// steady tells whether an expression is the same for all rows.
func (w *work) steady(n *pg.Node) bool {
	if c := n.GetTypeCast(); c != nil {
		return w.steady(c.Arg)
	}
	return n.GetAConst() != nil || n.GetParamRef() != nil
}
