package dialect

import pg "github.com/pganalyze/pg_query_go/v6"

// ruleFilter keeps the arguments of an aggregate from being computed for rows that its FILTER leaves out, which PostgreSQL
// does not compute: `sum(a / b) FILTER (WHERE b <> 0)`. The engine computes first and filters then. It writes the condition
// twice, as all rules before it have left it.
func ruleFilter(w *work) error {
	if w.tree == nil {
		return nil
	}
	for _, n := range w.nodes() {
		f := n.GetFuncCall()
		if f == nil || f.AggFilter == nil || f.AggStar || f.AggWithinGroup {
			continue
		}
		_, open, ok := w.callOpen(f)
		args, end := w.arguments(open)
		if !ok || len(args) < len(f.Args) {
			continue
		}
		filter := end + 1
		for ; !w.is(filter, "filter"); filter++ {
			if w.tok(filter).Kind == TokEOF {
				return nil
			}
		}
		last := w.closing(filter + 1)
		if last < 0 {
			continue
		}
		lead := "CASE WHEN (" + w.translated(stretch{filter + 3, last - 1}) + ") THEN ("
		for i, a := range f.Args {
			if plainField(a) {
				continue
			}
			at := args[i]
			if w.isAny(at.first, "distinct", "all", "variadic") {
				at.first++
			}
			at.last = w.beforeOrder(at)
			w.edits = append([]edit{{w.tok(at.first).Start, w.tok(at.first).Start, lead}}, w.edits...) // outside of what others have put there
			w.insertAfter(at.last, ") END")
		}
	}
	return nil
}

// beforeOrder gives the last token of an argument, without the ORDER BY of its aggregate.
func (w *work) beforeOrder(s stretch) int {
	for k := range w.outside(s.first, s.last+1) {
		if w.is(k, "order") && w.is(k+1, "by") {
			return k - 1
		}
	}
	return s.last
}

// translated gives a stretch of the text as the rules so far have left it.
func (w *work) translated(s stretch) string {
	from, to := w.tok(s.first).Start, w.tok(s.last).End
	var inside []edit
	for _, e := range w.edits {
		if e.start >= from && e.end <= to {
			inside = append(inside, edit{e.start - from, e.end - from, e.repl})
		}
	}
	text, _ := splice(w.Text[from:to], inside)
	return text
}

// ruleCountRows makes count() of a whole row pass over the rows that an outer join has filled with NULLs. The engine makes a
// struct of those too. A row that is there, but all NULL, is not counted either.
func ruleCountRows(w *work) error {
	if w.tree == nil {
		return nil
	}
	for _, c := range w.typed().rowCounts {
		i := w.tokenAt(c.at)
		w.replace(i, w.closing(i-1)-1, c.list)
	}
	return nil
}

// countRow notes a count of a whole row that may be one of an outer join's.
func (t *typer) countRow(f *pg.FuncCall, s *scope) {
	if len(f.Args) != 1 || f.AggDistinct || lastName(f.Funcname) != "count" {
		return
	}
	c := f.Args[0].GetColumnRef()
	if c == nil {
		return
	}
	name := lastName(c.Fields)
	star := c.Fields[len(c.Fields)-1].GetAStar() != nil
	if star && len(c.Fields) != 2 || !star && len(c.Fields) != 1 {
		return
	}
	if !star {
		if col, known := s.column(name); !known || col != nil && col.row == nil {
			return
		}
	}
	src := s.qualifier("", name)
	if src == nil || src.open || !src.nullable || len(src.cols) == 0 {
		return
	}
	list := "CASE WHEN "
	for i, col := range src.cols {
		if i > 0 {
			list += " OR "
		}
		list += quoteIdent(src.name) + "." + quoteIdent(col.name) + " IS NOT NULL"
	}
	t.rowCounts = append(t.rowCounts, starred{c.Location, list + " THEN 1 END"})
}
