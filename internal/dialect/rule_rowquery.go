package dialect

import (
	"strings"

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
	first, open, fields, ok := w.rowBefore(op, row)
	end := w.closing(op + 1)
	if !ok || end < 0 || !w.is(op+1, "(") {
		return
	}
	w.replace(first, open, "(SELECT (")
	names := w.compareFields(fields, lastName(e.Name), word)
	w.replace(op-1, op+1, ") FROM (")
	w.insertAfter(end, " AS lw_n("+names+"))")
}

// rowBefore finds a row that is written out before a token: where it begins, where its bracket opens, and its fields.
func (w *work) rowBefore(i int, row *pg.RowExpr) (first, open int, fields []stretch, ok bool) {
	open = w.matching(i - 1)
	if fields = w.commas(open+1, i-1); open < 0 || len(fields) != len(row.Args) {
		return 0, 0, nil, false
	}
	first = open
	if w.is(open-1, "row") {
		first--
	}
	return first, open, fields, true
}

// compareFields writes the comparison of each field with a column of lw_n, a word between them, and gives the columns' names.
func (w *work) compareFields(fields []stretch, op, word string) string {
	var names []string
	for k, f := range fields {
		name := "lw_" + string(rune('a'+k%26)) + strings.Repeat("_", k/26)
		if k > 0 {
			w.replace(f.first-1, f.first-1, word)
		}
		w.insert(f.first, "(")
		w.insertAfter(f.last, ") "+op+" lw_n."+name)
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}
