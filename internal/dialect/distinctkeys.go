package dialect

// sortDistinct lets DISTINCT ON over the catalog come in the order of its keys. PostgreSQL makes rows distinct by sorting them,
// and tools that list the columns of an index that way count on it.
func (w *work) sortDistinct() {
	sel := w.tree.GetSelectStmt()
	if sel == nil || sel.Larg != nil || len(sel.DistinctClause) == 0 || len(sel.SortClause) > 0 || sel.LimitCount != nil || sel.LimitOffset != nil || len(sel.LockingClause) > 0 || sel.IntoClause != nil {
		return
	}
	for _, k := range sel.DistinctClause {
		if k.GetColumnRef() == nil {
			return
		}
	}
	for _, n := range w.Relations {
		if w.schema == nil {
			return
		}
		if r := w.schema.Relation(n); r == nil || !r.System {
			return
		}
	}
	open := w.tokenAt(location(sel.DistinctClause[0])) - 1
	if len(w.Relations) == 0 || !w.is(0, "select") || !w.is(open, "(") {
		return
	}
	_, end := w.arguments(open)
	last := len(w.p.toks) - 1
	for last > 0 && (w.tok(last).Kind == TokEOF || w.is(last, ";")) {
		last--
	}
	w.insertAfter(last, " ORDER BY "+w.text(stretch{open + 1, end - 1}))
}
