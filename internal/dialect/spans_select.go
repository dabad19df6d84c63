package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"
)

// groupKeys gives the items of GROUP BY, those in grouping sets too.
func groupKeys(list []*pg.Node) (keys []*pg.Node) {
	for _, n := range list {
		if s := n.GetGroupingSet(); s != nil {
			keys = append(keys, groupKeys(s.Content)...)
		} else {
			keys = append(keys, n)
		}
	}
	return keys
}

func sortNodes(sel *pg.SelectStmt) []*pg.Node {
	keys := make([]*pg.Node, len(sel.SortClause))
	for i, n := range sel.SortClause {
		keys[i] = n.GetSortBy().GetNode()
	}
	return keys
}

// windowKeys gives what the query's windows are divided and ordered by.
func windowKeys(sel *pg.SelectStmt) (keys []*pg.Node) {
	add := func(d *pg.WindowDef) {
		keys = append(keys, d.GetPartitionClause()...)
		for _, o := range d.GetOrderClause() {
			keys = append(keys, o.GetSortBy().GetNode())
		}
	}
	for _, d := range sel.WindowClause {
		add(d.GetWindowDef())
	}
	var look func(n *pg.Node)
	look = func(n *pg.Node) {
		if n == nil || n.GetSubLink() != nil {
			return
		}
		if f := n.GetFuncCall(); f != nil {
			add(f.Over)
		}
		within(n, nodeFunc(look))
	}
	for _, t := range sel.TargetList {
		look(t.GetResTarget().GetVal())
	}
	return keys
}

// keyEnds are the words behind an item of ORDER BY and its kin.
var keyEnds = words("asc", "desc", "using", "nulls", "rows", "range", "groups", "partition", "order")

// keySpan finds the tokens of an item of GROUP BY, ORDER BY, PARTITION BY or DISTINCT ON.
func (w *work) keySpan(n *pg.Node) (stretch, bool) {
	at := location(n)
	if at < 0 {
		return stretch{}, false
	}
	s := stretch{first: w.tokenAt(at)}
	for ; w.is(s.first-1, "(") && !w.isAny(s.first-2, "on", "by", "sets", "rollup", "cube", ",") && w.tok(s.first-2).Kind != TokIdent; s.first-- {
	}
	depth := 0
	for k := s.first; ; k++ {
		t := w.tok(k)
		switch {
		case t.Kind == TokEOF:
		case w.isAny(k, "(", "["):
			depth++
			continue
		case depth > 0 && w.isAny(k, ")", "]"):
			depth--
			continue
		case depth > 0, !w.isAny(k, ")", ",", ";") && !(t.Kind == TokIdent && (listEnds[lower(t.text(w.Text))] || keyEnds[lower(t.text(w.Text))])):
			continue
		}
		s.last = k - 1
		return s, s.last >= s.first
	}
}

// fromEnds are the words behind a FROM list.
var fromEnds = words("where", "group", "having", "window", "union", "intersect", "except", "order", "limit", "offset", "fetch", "for", "returning")

// fromEnd gives the last token of a query's FROM list, or of its select list where it has none.
func (w *work) fromEnd(sel *pg.SelectStmt) int {
	k := w.tokenAt(sel.TargetList[len(sel.TargetList)-1].GetResTarget().GetLocation())
	for depth := 0; ; k++ {
		t := w.tok(k)
		switch {
		case t.Kind == TokEOF, w.is(k, ";"):
			return k - 1
		case w.isAny(k, "(", "["):
			depth++
		case depth == 0 && w.isAny(k, ")", "]"):
			return k - 1
		case w.isAny(k, ")", "]"):
			depth--
		case depth == 0 && t.Kind == TokIdent && fromEnds[lower(t.text(w.Text))] && !w.isAny(k-1, "within", "."):
			return k - 1
		}
	}
}
