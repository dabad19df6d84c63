package dialect

import pg "github.com/pganalyze/pg_query_go/v6"

// ruleRowNotIn writes `(a, b) NOT IN (SELECT …)` so that rows with a NULL inside are compared as SQL says: a row differs
// where one field differs for certain. The engine compares such rows as structs, as a whole.
func ruleRowNotIn(w *work) error {
	if w.tree == nil {
		return nil
	}
	for _, n := range w.nodes() {
		b := n.GetBoolExpr()
		if b == nil || b.Boolop != pg.BoolExprType_NOT_EXPR || len(b.Args) != 1 {
			continue
		}
		l := b.Args[0].GetSubLink()
		row := l.GetTestexpr().GetRowExpr()
		if row == nil || l.SubLinkType != pg.SubLinkType_ANY_SUBLINK || len(l.OperName) > 0 {
			continue
		}
		w.rowNotIn(l, row)
	}
	return nil
}

func (w *work) rowNotIn(l *pg.SubLink, row *pg.RowExpr) {
	not := w.tokenAt(l.Location) // IN, or NOT
	if w.is(not, "in") {
		not--
	}
	if !w.is(not, "not") || !w.is(not+1, "in") || !w.is(not+2, "(") || !w.is(not-1, ")") {
		return
	}
	first, open, fields, ok := w.rowBefore(not, row)
	end := w.closing(not + 2)
	if !ok || end < 0 {
		return
	}
	// The least of what the rows say: 0 for an equal one, 1 for one that is not known to differ, 2 for one that does.
	w.replace(first, open, "(SELECT CASE coalesce(min(CASE WHEN d THEN 2 WHEN d IS NULL THEN 1 ELSE 0 END), 2) WHEN 2 THEN true WHEN 0 THEN false END FROM (SELECT (")
	names := w.compareFields(fields, "<>", " OR ")
	w.replace(not-1, not+2, ") AS d FROM (")
	w.insertAfter(end, " AS lw_n("+names+")) AS lw_d)")
}
