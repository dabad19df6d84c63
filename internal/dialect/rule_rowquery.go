package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"
)

// rowQuery writes (a, b) = (SELECT x, y …) and <>: the engine's subqueries in expressions have one column. The fields are compared
// in a subquery of their own, where no row is NULL, and several are an error.
func (w *work) rowQuery(e *pg.A_Expr) {
	word := map[string]string{"=": " AND ", "<>": " OR ", "!=": " OR "}[lastName(e.Name)]
	row, l := e.Lexpr.GetRowExpr(), e.Rexpr.GetSubLink()
	if word == "" || row == nil || len(row.Args) < 2 || l == nil || l.SubLinkType != pg.SubLinkType_EXPR_SUBLINK || len(w.typed().subqueries[l]) != len(row.Args) {
		return
	}
	op := w.tokenAt(e.Location)
	open, end := w.matching(op-1), w.closing(op+1)
	fields := w.commas(open+1, op-1)
	if open < 0 || end < 0 || !w.is(op+1, "(") || len(fields) != len(row.Args) || len(fields) > 26 {
		return
	}
	first := open
	if w.is(open-1, "row") {
		first--
	}
	w.replace(first, open, "(SELECT (")
	names := ""
	for k, f := range fields {
		name := "lw_" + string(rune('a'+k))
		if k > 0 {
			w.replace(f.first-1, f.first-1, word)
			names += ", "
		}
		w.insert(f.first, "(")
		w.insertAfter(f.last, ") "+lastName(e.Name)+" lw_n."+name)
		names += name
	}
	w.replace(op-1, op+1, ") FROM (")
	w.insertAfter(end, " AS lw_n("+names+"))")
}
