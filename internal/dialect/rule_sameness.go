package dialect

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// sameValues puts rows together by the value of jsonb, not by its text: in GROUP BY and DISTINCT by its key, of which the first
// text is shown; in UNION and its kin without the zeros in which equal values may differ.
func (w *work) sameValues() {
	for _, s := range w.typed().sames {
		switch {
		case len(s.keys) > 0:
			w.groupByKeys(s)
		case s.sel.Larg != nil:
			w.uniteByValues(s)
		default:
			w.distinctByKeys(s)
		}
	}
	if !w.typed().jsonb {
		return
	}
	for _, n := range w.nodes() {
		switch x := n.GetNode().(type) {
		case *pg.Node_FuncCall:
			w.countValues(x.FuncCall)
			w.partitionByKeys(x.FuncCall.Over)
		case *pg.Node_WindowDef:
			w.partitionByKeys(x.WindowDef)
		case *pg.Node_SubLink:
			w.amongValues(x.SubLink)
		case *pg.Node_SelectStmt:
			for _, d := range x.SelectStmt.DistinctClause {
				w.byKey(d)
			}
		}
	}
}

// byKey puts the key of jsonb in the place of its value.
func (w *work) byKey(n *pg.Node) {
	if n.GetNode() == nil || w.typeOf(n) != pgtypes.OIDJSONB || n.GetAConst() != nil {
		return
	}
	if s, ok := w.exprStretch(n); ok {
		w.enclose(s, "lw_jsonb_key(", ")")
	}
}

// exprStretch finds the tokens of an item of a list that ends where its expression ends.
func (w *work) exprStretch(n *pg.Node) (stretch, bool) {
	i := w.tokenAt(location(n))
	s := stretch{i, w.rightEnd(i, 0)}
	return s, location(n) >= 0 && s.last >= i
}

func (w *work) partitionByKeys(d *pg.WindowDef) {
	for _, n := range d.GetPartitionClause() {
		w.byKey(n)
	}
}

// groupByKeys writes GROUP BY over keys, and the first value of each group where it is shown.
func (w *work) groupByKeys(s *sameness) {
	texts := map[*pg.Node]string{}
	for _, k := range s.keys {
		at, ok := w.exprStretch(k)
		if i := int(k.GetAConst().GetIval().GetIval()); i > 0 {
			at, ok = w.target(s.sel.TargetList[i-1].GetResTarget())
		}
		if !ok {
			return
		}
		texts[k] = "lw_jsonb_key(" + w.valueText(at) + ")"
	}
	for _, v := range s.values {
		at, ok := w.exprStretch(v)
		if !ok {
			continue
		}
		lead, tail := "first(", ")"
		if s.sets {
			lead, tail = "CASE WHEN grouping(lw_jsonb_key("+w.valueText(at)+")) = 0 THEN first(", ") END"
		}
		w.enclose(at, lead, tail)
	}
	for _, k := range s.keys {
		if at, ok := w.exprStretch(k); ok {
			w.unedit(at.first, at.last)
			w.replace(at.first, at.last, texts[k])
		}
	}
}

// valueText is what stands in some tokens, without the name that a column gets.
func (w *work) valueText(s stretch) string {
	text := w.translated(s)
	for _, e := range w.edits {
		if e.start == w.tok(s.last).End && strings.HasPrefix(e.repl, " AS ") {
			text = strings.TrimSuffix(text, e.repl)
		}
	}
	return text
}

// distinctByKeys writes SELECT DISTINCT as DISTINCT ON, over the key of what is jsonb.
func (w *work) distinctByKeys(s *sameness) {
	if len(s.sel.TargetList) == 0 {
		return
	}
	i := w.tokenAt(s.sel.TargetList[0].GetResTarget().GetLocation()) - 1
	if !w.is(i, "distinct") {
		return
	}
	single := len(s.cols) == len(s.sel.TargetList)
	on := make([]string, len(s.cols))
	for k := range s.cols {
		on[k] = strconv.Itoa(k + 1)
		if s.cols[k].oid != pgtypes.OIDJSONB {
			continue
		}
		text := quoteIdent(s.cols[k].name)
		if single {
			at, ok := w.target(s.sel.TargetList[k].GetResTarget())
			if !ok {
				return
			}
			if !expands(s.sel.TargetList[k].GetResTarget().GetVal()) {
				text = w.valueText(at)
			}
		}
		on[k] = "lw_jsonb_key(" + text + ")"
	}
	w.insertAfter(i, " ON ("+strings.Join(on, ", ")+")")
}

// uniteByValues writes the jsonb columns of UNION, INTERSECT and EXCEPT so that equal values are the same text, and sorts them
// as PostgreSQL does where that is the statement's own order.
func (w *work) uniteByValues(s *sameness) {
	if !(s.sel.All && s.sel.Op == pg.SetOperation_SETOP_UNION) {
		for _, c := range s.cols {
			for _, n := range c.parts {
				w.trimValue(c, n)
			}
		}
	}
	if s.sel != w.tree.GetSelectStmt() || s.sel.WithClause != nil || len(s.sel.SortClause) == 0 {
		return
	}
	first := w.tokenAt(location(s.sel.SortClause[0].GetSortBy().GetNode()))
	if !w.is(first-1, "by") || !w.is(first-2, "order") {
		return
	}
	for _, o := range s.sel.SortClause {
		n := o.GetSortBy().GetNode()
		name := lastName(n.GetColumnRef().GetFields())
		if i := int(n.GetAConst().GetIval().GetIval()); i > 0 && i <= len(s.cols) && s.cols[i-1].oid == pgtypes.OIDJSONB {
			name = s.cols[i-1].name
		} else if f := find(s.cols, name); f == nil || f.oid != pgtypes.OIDJSONB {
			continue
		}
		at := w.tokenAt(location(n))
		w.replace(at, at, "lw_jsonb_key("+quoteIdent(name)+")")
	}
	start := w.tok(0).Start
	w.edits = append([]edit{{start, start, "SELECT * FROM ("}}, w.edits...)
	names := make([]string, len(s.cols))
	for i := range s.cols {
		names[i] = quoteIdent(s.cols[i].name)
	}
	w.insert(first-2, ") lw_u("+strings.Join(names, ", ")+") ")
}

func (w *work) trimValue(c field, n *pg.Node) {
	if c.oid != pgtypes.OIDJSONB || n.GetAConst().GetIsnull() {
		return
	}
	if at, ok := w.exprStretch(n); ok {
		w.enclose(at, "lw_jsonb_trim(", ")")
	}
}

// countValues counts what is different as jsonb.
func (w *work) countValues(f *pg.FuncCall) {
	if !f.AggDistinct || lastName(f.Funcname) != "count" || len(f.Args) != 1 || w.typeOf(f.Args[0]) != pgtypes.OIDJSONB {
		return
	}
	_, open, ok := w.callOpen(f)
	args, _ := w.arguments(open)
	if ok && len(args) == 1 && w.is(args[0].first, "distinct") {
		w.enclose(stretch{args[0].first + 1, args[0].last}, "lw_jsonb_key(", ")")
	}
}

// amongValues looks for jsonb in a subquery by its key.
func (w *work) amongValues(l *pg.SubLink) {
	if l.SubLinkType != pg.SubLinkType_ANY_SUBLINK || len(l.OperName) > 0 || w.typeOf(l.Testexpr) != pgtypes.OIDJSONB {
		return
	}
	in := w.tokenAt(l.Location)
	last := in - 1
	if w.is(in, "not") {
		in++
	}
	end := w.closing(in + 1)
	s := stretch{w.tokenAt(location(l.Testexpr)), last}
	if depth, ok := w.overBrackets(&s); !ok || depth != 0 || !w.is(in, "in") || end < 0 {
		return
	}
	w.enclose(s, "lw_jsonb_key(", ")")
	w.insertAfter(in+1, "SELECT lw_jsonb_key(lw_s.c) FROM (")
	w.insert(end, ") lw_s(c)")
}
