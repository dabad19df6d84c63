package dialect

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// ruleWholeRows writes a whole row that a function is given or that is cast, f(t.*), as the engine has it: t. A field of a row that
// is written out it takes by its number, for such a row has no names there.
func ruleWholeRows(w *work) error {
	for _, n := range w.nodes() {
		for _, a := range append(n.GetFuncCall().GetArgs(), n.GetTypeCast().GetArg()) {
			c := a.GetColumnRef()
			if c == nil || len(c.Fields) < 2 || c.Fields[len(c.Fields)-1].GetAStar() == nil {
				continue
			}
			i := w.tokenAt(c.Location)
			if of := i + 2*(len(c.Fields)-2); w.is(of+1, ".") && w.is(of+2, "*") {
				w.replace(i, of+2, quoteName(w.name(of)))
			}
		}
		for _, a := range n.GetRowExpr().GetArgs() {
			w.writeColumns(a)
		}
		if x := n.GetAIndirection(); x.GetArg().GetRowExpr() != nil && len(x.Indirection) == 1 {
			w.writtenField(x)
		}
	}
	w.qualifiedNames()
	return nil
}

// writeColumns writes the columns of t.* into a row: ROW(t.*, 1).
func (w *work) writeColumns(n *pg.Node) {
	c := n.GetColumnRef()
	if c == nil || len(c.Fields) < 2 || c.Fields[len(c.Fields)-1].GetAStar() == nil {
		return
	}
	name := w.columnTokens(c)
	of := w.text(stretch{name.first, name.last - 2})
	var columns []string
	for _, f := range w.typed().types[n].row {
		columns = append(columns, of+"."+quoteName(f.name))
	}
	if len(columns) > 0 && w.is(name.last, "*") {
		w.replace(name.first, name.last, strings.Join(columns, ", "))
	}
}

// writtenField writes (row(a, b)).f1.
func (w *work) writtenField(x *pg.A_Indirection) {
	r := x.Arg.GetRowExpr()
	open := w.tokenAt(r.Location)
	if w.is(open, "row") {
		open++
	}
	end := w.closing(open)
	for w.is(end+1, ")") {
		end++
	}
	if !w.is(open, "(") || end < 0 || !w.is(end+1, ".") {
		return
	}
	if f, ok := strings.CutPrefix(x.Indirection[0].GetString_().GetSval(), "f"); ok {
		if i, err := strconv.Atoi(f); err == nil && i >= 1 && i <= len(r.Args) {
			w.replace(end+1, end+2, "["+f+"]")
		}
		return
	}
	if x.Indirection[0].GetAStar() != nil && w.is(open-1, "row") && w.is(open-2, "(") && end == w.closing(open)+1 {
		w.replace(open-2, open, "")
		w.replace(end-1, end+2, "")
	}
}
