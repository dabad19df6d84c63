package dialect

import (
	"bytes"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// sortKey writes an item of ORDER BY, GROUP BY or DISTINCT ON: the column of the result that it means, or its own expression.
func (q *viewQuery) sortKey(n *pg.Node, targets []viewTarget, number bool) {
	d := q.d
	e := (*viewExpr)(nil)
	at := -1
	if c := n.GetAConst(); c.GetIval() != nil {
		at = int(c.GetIval().GetIval()) - 1
	} else if c := n.GetColumnRef(); c != nil && len(c.Fields) == 1 {
		for i, t := range targets {
			if t.name == lastName(c.Fields) {
				at = i
				break
			}
		}
	}
	switch {
	case at >= 0 && at < len(targets) && number:
		d.put(itoa(at + 1))
		return
	case at >= 0 && at < len(targets):
		e = targets[at].expr
	case number:
		d.failed = true
		return
	default:
		e = q.coerced(n, unknownText(d.t, n))
	}
	if e == nil {
		d.failed = true
		return
	}
	switch e.kind {
	case viewVar:
		d.put(e.text)
		return
	case viewConst, viewNull:
		d.put(quoteLiteral(e.text), "::", pgtypes.FormatType(e.typ.oid, -1, true))
		d.failed = d.failed || e.kind == viewNull
		return
	}
	open, end := byte(markPretty), byte(markPrettyEnd)
	both := e.kind == viewFunc && e.node != nil || e.kind == viewSpecial || e.kind == viewCast && e.function
	if both {
		d.put("(")
	} else {
		d.mark(open)
	}
	d.print(e, true)
	if both {
		d.put(")")
	} else {
		d.mark(end)
	}
}

// group writes an item of GROUP BY.
func (q *viewQuery) group(n *pg.Node, targets []viewTarget) {
	d := q.d
	items := func(list []*pg.Node) {
		for i, x := range list {
			if i > 0 {
				d.put(", ")
			}
			q.group(x, targets)
		}
	}
	if r := n.GetRowExpr(); r != nil && r.RowFormat == pg.CoercionForm_COERCE_IMPLICIT_CAST {
		d.put("(")
		items(r.Args)
		d.put(")")
		return
	}
	g := n.GetGroupingSet()
	if g == nil {
		q.sortKey(n, targets, false)
		return
	}
	switch g.Kind {
	case pg.GroupingSetKind_GROUPING_SET_EMPTY:
		d.put("()")
		return
	case pg.GroupingSetKind_GROUPING_SET_ROLLUP:
		d.put("ROLLUP(")
	case pg.GroupingSetKind_GROUPING_SET_CUBE:
		d.put("CUBE(")
	case pg.GroupingSetKind_GROUPING_SET_SETS:
		d.put("GROUPING SETS (")
		for i, x := range g.Content {
			if i > 0 {
				d.put(", ")
			}
			if x.GetGroupingSet() == nil && x.GetRowExpr() == nil {
				d.put("(")
				q.group(x, targets)
				d.put(")")
			} else {
				q.group(x, targets)
			}
		}
		d.put(")")
		return
	default:
		d.failed = true
	}
	items(g.Content)
	d.put(")")
}

// orderBy writes the items of ORDER BY. number asks for the numbers of columns, which a set operation needs.
func (q *viewQuery) orderBy(list []*pg.Node, targets []viewTarget, number bool) {
	for i, n := range list {
		s := n.GetSortBy()
		if i > 0 {
			q.d.put(", ")
		}
		if len(s.UseOp) > 0 {
			q.d.failed = true
			return
		}
		q.sortKey(s.Node, targets, number)
		desc := s.SortbyDir == pg.SortByDir_SORTBY_DESC
		switch {
		case desc && s.SortbyNulls == pg.SortByNulls_SORTBY_NULLS_LAST:
			q.d.put(" DESC NULLS LAST")
		case desc:
			q.d.put(" DESC")
		case s.SortbyNulls == pg.SortByNulls_SORTBY_NULLS_FIRST:
			q.d.put(" NULLS FIRST")
		}
	}
}

// The bits of a window's frame.
const (
	frameNonDefault = 0x1
	frameRange      = 0x2
	frameRows       = 0x4
	frameGroups     = 0x8
	frameBetween    = 0x10
)

// window writes what stands in the brackets of OVER.
func (q *viewQuery) window(w *pg.WindowDef) {
	d := q.d
	d.put("(")
	space := ""
	if w.Refname != "" {
		d.put(Identifier(w.Refname))
		space = " "
	}
	if len(w.PartitionClause) > 0 {
		d.put(space, "PARTITION BY ")
		for i, n := range w.PartitionClause {
			if i > 0 {
				d.put(", ")
			}
			q.sortKey(n, nil, false)
		}
		space = " "
	}
	if len(w.OrderClause) > 0 {
		d.put(space, "ORDER BY ")
		q.orderBy(w.OrderClause, nil, false)
		space = " "
	}
	if o := w.FrameOptions; o&frameNonDefault != 0 {
		d.put(space, map[int32]string{frameRange: "RANGE ", frameRows: "ROWS ", frameGroups: "GROUPS "}[o&(frameRange|frameRows|frameGroups)])
		if o&frameBetween != 0 {
			d.put("BETWEEN ")
		}
		q.bound(o, 0, w.StartOffset)
		if o&frameBetween != 0 {
			d.put(" AND ")
			q.bound(o, 1, w.EndOffset)
		}
		switch {
		case o&0x8000 != 0:
			d.put(" EXCLUDE CURRENT ROW")
		case o&0x10000 != 0:
			d.put(" EXCLUDE GROUP")
		case o&0x20000 != 0:
			d.put(" EXCLUDE TIES")
		}
	}
	d.put(")")
}

// bound writes one end of a frame: the bits of the end lie beside those of the start.
func (q *viewQuery) bound(o int32, end int, offset *pg.Node) {
	switch {
	case o&(0x20<<end) != 0:
		q.d.put("UNBOUNDED PRECEDING")
	case o&(0x80<<end) != 0:
		q.d.put("UNBOUNDED FOLLOWING")
	case o&(0x200<<end) != 0:
		q.d.put("CURRENT ROW")
	default:
		q.d.print(q.coerced(offset, unknownText(q.d.t, offset)), false)
		if o&(0x800<<end) != 0 {
			q.d.put(" PRECEDING")
		} else {
			q.d.put(" FOLLOWING")
		}
	}
}

func (q *viewQuery) from() {
	d := q.d
	for i, n := range q.sel.FromClause {
		if i == 0 {
			d.keyword(" FROM ", -indentStep, indentStep, 2)
			q.item(n)
			continue
		}
		d.put(", ")
		outer := d.b
		d.b = nil
		q.item(n)
		item := d.b
		d.b = outer
		if len(item) > 0 && item[0] == '\n' {
			d.b = bytes.TrimRight(d.b, " ")
		} else {
			d.keyword("", -indentStep, indentStep, indentItem)
		}
		d.b = append(d.b, item...)
	}
}

// item writes one item of FROM.
func (q *viewQuery) item(n *pg.Node) {
	d := q.d
	if j := n.GetJoinExpr(); j != nil {
		q.join(j)
		return
	}
	if q.next >= len(q.scope.from) {
		d.failed = true
		return
	}
	src := q.scope.from[q.next]
	q.next++
	name := q.names[src]
	var alias *pg.Alias
	always := false
	own := ""
	switch x := n.GetNode().(type) {
	case *pg.Node_RangeVar:
		r := x.RangeVar
		alias, own = r.Alias, r.Relname
		switch {
		case src.rel.Name == "": // a CTE
			d.put(Identifier(r.Relname))
		case src.relation == nil || !r.Inh:
			d.failed = true
		default:
			d.put(relationMark(src.relation.Schema), Identifier(r.Relname))
		}
	case *pg.Node_RangeSubselect:
		alias, always = x.RangeSubselect.Alias, true
		if x.RangeSubselect.Lateral {
			d.put("LATERAL ")
		}
		d.put("(")
		d.query(x.RangeSubselect.Subquery, q, nil, true)
		d.put(")")
	case *pg.Node_RangeFunction:
		f := x.RangeFunction
		// name is its alias, or the function's own.
		if len(f.Functions) != 1 || len(f.Coldeflist) > 0 || len(src.cols) == 0 || src.open {
			d.failed = true
			return
		}
		if f.Lateral {
			d.put("LATERAL ")
		}
		d.print(q.expr(f.Functions[0].GetList().GetItems()[0]), true)
		if f.Ordinality {
			d.put(" WITH ORDINALITY")
		}
		d.put(" ", Identifier(name))
		var cols []string
		for _, c := range src.cols {
			cols = append(cols, c.name)
		}
		d.aliases(cols)
		return
	default:
		d.failed = true
		return
	}
	if always || alias != nil || name != own {
		d.put(" ", Identifier(name))
	}
	d.aliases(strs(alias.GetColnames()))
}

// relationMark is the mark of a schema, for a relation that the search path may find; of pg_catalog nothing, which it always finds.
func relationMark(schema string) string {
	if schema == "" || schema == "pg_catalog" {
		return ""
	}
	return string(rune(markSchema)) + schema + string(rune(markSchemaEnd))
}

func (q *viewQuery) join(j *pg.JoinExpr) {
	d := q.d
	if j.Alias != nil {
		d.failed = true
		return
	}
	d.mark(markPlain)
	q.item(j.Larg)
	using := strs(j.UsingClause)
	if j.IsNatural {
		d.failed = true
		return
	}
	words := map[pg.JoinType]string{pg.JoinType_JOIN_LEFT: " LEFT JOIN ", pg.JoinType_JOIN_FULL: " FULL JOIN ", pg.JoinType_JOIN_RIGHT: " RIGHT JOIN "}
	word := words[j.Jointype]
	switch {
	case word != "":
	case j.Quals == nil && len(using) == 0:
		word = " CROSS JOIN "
	default:
		word = " JOIN "
	}
	d.keyword(word, -indentStep, indentStep, indentItem)
	nested := j.Rarg.GetJoinExpr() != nil
	if nested {
		d.mark(markPretty)
	}
	q.item(j.Rarg)
	if nested {
		d.mark(markPrettyEnd)
	}
	switch {
	case len(using) > 0:
		d.put(" USING ")
		d.aliases(using)
		if j.JoinUsingAlias != nil {
			d.failed = true
		}
	case j.Quals != nil:
		d.put(" ON ")
		d.mark(markPlain)
		d.print(q.coerced(j.Quals, pgtypes.OIDBool), false)
		d.mark(markPlainEnd)
	}
	d.mark(markPlainEnd)
}
