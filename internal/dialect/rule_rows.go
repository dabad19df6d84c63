package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// ruleRows writes what PostgreSQL makes of rows otherwise than the engine of its structs: NULL tests, comparisons of rows
// that are written out, the text of a row.
func ruleRows(w *work) error {
	if w.tree == nil {
		return nil
	}
	for _, n := range w.nodes() {
		switch x := n.GetNode().(type) {
		case *pg.Node_NullTest:
			w.rowNull(x.NullTest)
		case *pg.Node_AExpr:
			if x.AExpr.Kind == pg.A_Expr_Kind_AEXPR_OP {
				w.rowCompare(x.AExpr)
				w.rowQuery(x.AExpr)
			}
		case *pg.Node_TypeCast:
			w.rowText(x.TypeCast)
		}
	}
	return nil
}

// rowNull tests each field: a row is null when all are, and not null when none is.
func (w *work) rowNull(t *pg.NullTest) {
	not := "IS NULL"
	if t.Nulltesttype == pg.NullTestType_IS_NOT_NULL {
		not = "IS NOT NULL"
	}
	test := w.tokenAt(t.Location)
	end := test // ISNULL, NOTNULL
	if w.is(test, "is") {
		end += strings.Count(not, " ")
	}
	if r := t.Arg.GetRowExpr(); r != nil {
		open := w.matching(test - 1)
		fields := w.commas(open+1, test-1)
		if open < 0 || len(fields) == 0 {
			return
		}
		w.openRow(open)
		for k, f := range fields {
			if k > 0 {
				w.replace(f.first-1, f.first-1, " AND ")
			}
			w.insertAfter(f.last, " "+not)
		}
		w.replace(test, end, "")
		return
	}
	if c := t.Arg.GetColumnRef(); c != nil {
		w.wholeNull(t.Arg, c, test, end, not)
	}
}

// wholeNull tests each column of t or t.*, whose test stands in the tokens from test to end.
func (w *work) wholeNull(n *pg.Node, c *pg.ColumnRef, test, end int, not string) {
	first := w.tokenAt(c.Location)
	name, last, k := first, first, len(c.Fields)-1
	star := c.Fields[k].GetAStar() != nil
	if star {
		name, last = first+2*(k-1), first+2*k
	}
	row := w.typed().types[n].row
	switch of := w.typeOf(n); {
	case of != pgtypes.OIDRecord && !pgtypes.IsRow(of) || len(row) == 0:
		if star {
			w.replace(first, last, quoteName(w.name(name)))
		}
		return
	case k > 0 && !star:
		return
	}
	for last+1 < test { // brackets round it
		if !w.is(first-1, "(") || !w.is(last+1, ")") {
			return
		}
		first, last = first-1, last+1
	}
	var tests []string
	for _, f := range row {
		tests = append(tests, w.tok(name).text(w.Text)+"."+quoteName(f.name)+" "+not)
	}
	w.replace(first, end, "("+strings.Join(tests, " AND ")+")")
}

// openRow takes away the word ROW before a bracket.
func (w *work) openRow(open int) {
	if w.is(open-1, "row") {
		w.replace(open-1, open-1, "")
	}
}

// rowCompare compares two rows that are written out field by field, so that NULL stays unknown.
func (w *work) rowCompare(e *pg.A_Expr) {
	op := lastName(e.Name)
	l, r := e.Lexpr.GetRowExpr(), e.Rexpr.GetRowExpr()
	if l == nil || r == nil || !comparisons[op] || len(l.Args) != len(r.Args) {
		return
	}
	i := w.tokenAt(e.Location)
	lo, ro := w.matching(i-1), i+1
	if w.is(ro, "row") {
		ro++
	}
	re := w.closing(ro)
	lf, rf := w.commas(lo+1, i-1), w.commas(ro+1, re)
	if lo < 0 || re < 0 || len(lf) != len(l.Args) || len(rf) != len(l.Args) {
		return
	}
	var parts []string
	for k := range lf {
		if !plainField(l.Args[k]) || !plainField(r.Args[k]) {
			return // what other rules may write anew cannot be moved
		}
		parts = append(parts, w.text(lf[k])+" "+op+" "+w.text(rf[k]))
	}
	if strict := map[string]string{"<": "<", "<=": "<", ">": ">", ">=": ">"}[op]; strict != "" { // the first that differs decides
		last := len(parts) - 1
		all := parts[last]
		for k := last - 1; k >= 0; k-- {
			all = w.text(lf[k]) + " " + strict + "= " + w.text(rf[k]) + " AND (" + w.text(lf[k]) + " " + strict + " " + w.text(rf[k]) + " OR " + all + ")"
		}
		parts = []string{all}
	}
	if w.is(lo-1, "row") {
		lo--
	}
	word := " AND "
	if op == "<>" || op == "!=" {
		word = " OR "
	}
	w.replace(lo, re, "("+strings.Join(parts, word)+")")
}

// plainField tells whether an expression is a column, a constant or a parameter, which no rule touches.
func plainField(n *pg.Node) bool {
	return n.GetColumnRef() != nil || n.GetAConst() != nil || n.GetParamRef() != nil
}

// What stands round a row that becomes a text.
const (
	rowTextLead = "lw_row_text("
	rowTextTail = ", current_setting('TimeZone'))"
)

// rowText writes a row's cast to text.
func (w *work) rowText(c *pg.TypeCast) {
	switch lastName(c.TypeName.GetNames()) {
	case "text", "varchar":
	default:
		return
	}
	if t := w.typeOf(c.Arg); t != pgtypes.OIDRecord && t != pgtypes.OIDRecordArray || len(c.TypeName.ArrayBounds) > 0 {
		return
	}
	i := w.tokenAt(c.Location)
	if w.is(i, "cast") && w.is(i+1, "(") {
		end := w.closing(i + 1)
		for k := i + 2; k < end; k++ { // the AS of this cast stands outside of all brackets
			switch {
			case w.is(k, "("):
				k = w.closing(k)
			case w.is(k, "as"):
				w.insert(i+2, rowTextLead)
				w.insert(k, rowTextTail)
				return
			}
		}
		return
	}
	if w.tok(i).Kind != TokCast {
		return
	}
	from := w.operandStart(i - 1)
	if star := c.Arg.GetColumnRef(); star != nil && star.Fields[len(star.Fields)-1].GetAStar() != nil {
		from = w.tokenAt(star.Location)
	}
	if from < 0 {
		return
	}
	if w.is(from-1, "row") && w.is(from, "(") {
		from--
	}
	w.insert(from, rowTextLead)
	w.insert(i, rowTextTail)
}
