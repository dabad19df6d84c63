package dialect

import (
	"bytes"
	"slices"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// query writes a query below another one. names are those of its columns, where they are given; named tells that they are seen,
// so that each is written.
func (d *viewWriter) query(n *pg.Node, up *viewQuery, names []string, named bool) {
	sel := n.GetSelectStmt()
	if sel == nil || d.failed || len(sel.LockingClause) > 0 {
		d.failed = true
		return
	}
	q := d.level(sel, up)
	if q == nil {
		return
	}
	was := d.indent
	d.depth++
	defer func() { d.indent = was; d.depth-- }()
	q.with()
	if sel.Larg != nil {
		q.setOperation(sel, names, named)
	} else {
		q.basic(names, named)
	}
	if len(sel.SortClause) > 0 {
		d.keyword(" ORDER BY ", -indentStep, indentStep, 1)
		q.orderBy(sel.SortClause, q.targetsOf(), sel.Larg != nil)
	}
	if sel.LimitOffset != nil {
		d.keyword(" OFFSET ", -indentStep, indentStep, 0)
		d.print(q.coerced(sel.LimitOffset, pgtypes.OIDInt8), false)
	}
	switch {
	case sel.LimitCount == nil:
	case sel.LimitOption == pg.LimitOption_LIMIT_OPTION_WITH_TIES:
		d.keyword(" FETCH FIRST ", -indentStep, indentStep, 0)
		d.print(q.coerced(sel.LimitCount, pgtypes.OIDInt8), false)
		d.put(" ROWS WITH TIES")
	case sel.LimitCount.GetAConst().GetIsnull():
		d.keyword(" LIMIT ALL", -indentStep, indentStep, 0)
	default:
		d.keyword(" LIMIT ", -indentStep, indentStep, 0)
		d.print(q.coerced(sel.LimitCount, pgtypes.OIDInt8), false)
	}
}

func (q *viewQuery) with() {
	w, d := q.sel.WithClause, q.d
	if w == nil {
		return
	}
	d.indent += indentStep
	d.put(" ")
	word := "WITH "
	if w.Recursive {
		word = "WITH RECURSIVE "
	}
	for _, n := range w.Ctes {
		c := n.GetCommonTableExpr()
		if c.SearchClause != nil || c.CycleClause != nil {
			d.failed = true
			return
		}
		d.put(word, Identifier(c.Ctename))
		d.aliases(strs(c.Aliascolnames))
		d.put(" AS ")
		switch c.Ctematerialized {
		case pg.CTEMaterialize_CTEMaterializeAlways:
			d.put("MATERIALIZED ")
		case pg.CTEMaterialize_CTEMaterializeNever:
			d.put("NOT MATERIALIZED ")
		}
		d.put("(")
		d.keyword("", 0, 0, 0)
		d.query(c.Ctequery, q, nil, true)
		d.keyword("", 0, 0, 0)
		d.put(")")
		word = ", "
	}
	d.indent -= indentStep
	d.keyword("", 0, 0, 0)
}

func (d *viewWriter) aliases(names []string) {
	for i, n := range names {
		if i == 0 {
			d.put("(")
		} else {
			d.put(", ")
		}
		d.put(Identifier(n))
	}
	if len(names) > 0 {
		d.put(")")
	}
}

// setOperation writes UNION and its kin. Both sides are on the level of the whole.
func (q *viewQuery) setOperation(sel *pg.SelectStmt, names []string, named bool) {
	d := q.d
	left, right := sel.Larg, sel.Rarg
	brackets := setOp(left) && (left.Op != sel.Op || left.All != sel.All)
	sub := 0
	if brackets {
		d.put("(")
		sub = indentStep
		d.keyword("", sub, 0, 0)
	}
	q.arm(left, names, named)
	if brackets {
		d.keyword(") ", -sub, 0, 0)
	} else {
		d.keyword("", -sub, 0, 0)
	}
	d.put(map[pg.SetOperation]string{pg.SetOperation_SETOP_UNION: "UNION ", pg.SetOperation_SETOP_INTERSECT: "INTERSECT ", pg.SetOperation_SETOP_EXCEPT: "EXCEPT "}[sel.Op])
	if sel.All {
		d.put("ALL ")
	}
	sub = 0
	if setOp(right) {
		d.put("(")
		sub = indentStep
	}
	d.keyword("", sub, 0, 0)
	q.arm(right, names, false)
	d.indent -= sub
	if setOp(right) {
		d.keyword(")", 0, 0, 0)
	}
}

// setOp tells a set operation that is no query of its own.
func setOp(sel *pg.SelectStmt) bool { return sel.Larg != nil && !ownQuery(sel) }

func ownQuery(sel *pg.SelectStmt) bool {
	return sel.WithClause != nil || len(sel.SortClause) > 0 || sel.LimitCount != nil || sel.LimitOffset != nil || len(sel.LockingClause) > 0
}

func (q *viewQuery) arm(sel *pg.SelectStmt, names []string, named bool) {
	d := q.d
	if setOp(sel) {
		q.setOperation(sel, names, named)
		return
	}
	if ownQuery(sel) {
		d.put("(")
	}
	d.query(&pg.Node{Node: &pg.Node_SelectStmt{SelectStmt: sel}}, q, names, named)
	if ownQuery(sel) {
		d.put(")")
	}
}

// viewTarget is an item of the select list.
type viewTarget struct {
	name string
	expr *viewExpr
	node *pg.Node
}

// targetsOf gives the select list, each * written out.
func (q *viewQuery) targetsOf() []viewTarget {
	if q.sel.Larg != nil {
		var out []viewTarget
		for _, f := range q.d.t.results[q.sel] {
			out = append(out, viewTarget{name: f.name})
		}
		return out
	}
	var out []viewTarget
	for _, n := range q.sel.TargetList {
		r := n.GetResTarget()
		if c := r.GetVal().GetColumnRef(); c != nil && c.Fields[len(c.Fields)-1].GetAStar() != nil {
			out = append(out, q.star(c)...)
			continue
		}
		if expands(r.GetVal()) {
			q.d.failed = true
			return nil
		}
		name := r.Name
		if name == "" {
			if name, _ = columnName(r.Val); name == "" {
				name = "?column?"
			}
		}
		e := q.expr(r.Val)
		if to := q.d.t.types[r.Val].to; e != nil && e.typ.oid == pgtypes.OIDUnknown {
			if to == 0 {
				to = pgtypes.OIDText
			}
			e = q.d.convert(e, is(to), true)
		}
		out = append(out, viewTarget{name, e, r.Val})
	}
	return out
}

func (q *viewQuery) star(c *pg.ColumnRef) []viewTarget {
	cols, all := q.d.t.expand(c, q.scope)
	parts := nameParts(c.Fields[:len(c.Fields)-1])
	if !all || q.scope.open {
		q.d.failed = true
		return nil
	}
	var out []viewTarget
	add := func(name string, ok bool, f field) {
		q.d.failed = q.d.failed || !ok
		out = append(out, viewTarget{f.name, &viewExpr{kind: viewVar, text: name, typ: f.exprType}, nil})
	}
	if len(parts) > 0 {
		for _, f := range cols {
			name, ok := q.column(append(slices.Clone(parts), f.name))
			add(name, ok, f)
		}
		return out
	}
	if len(q.scope.merged) == 0 {
		for _, src := range q.scope.from {
			for _, f := range src.cols {
				add(q.qualified(src, f.name), true, f)
			}
		}
		return out
	}
	seen := map[string]int{}
	for _, f := range cols {
		name, ok := "", false
		if find(q.scope.merged, f.name) != nil {
			name, ok = q.column([]string{f.name})
		} else { // the n-th column of its name
			n := seen[f.name]
			seen[f.name]++
			for _, src := range q.scope.from {
				if find(src.cols, f.name) == nil {
					continue
				}
				if n == 0 {
					name, ok = q.qualified(src, f.name), true
					break
				}
				n--
			}
		}
		add(name, ok, f)
	}
	return out
}

func (q *viewQuery) basic(names []string, named bool) {
	d, sel := q.d, q.sel
	d.indent += indentStep
	d.put(" ")
	if len(sel.ValuesLists) > 0 {
		q.values(sel.ValuesLists, q.d.t.results[sel])
		return
	}
	d.put("SELECT")
	targets := q.targetsOf()
	if len(sel.DistinctClause) > 0 {
		d.put(" DISTINCT")
		for i, n := range sel.DistinctClause {
			if n.GetNode() == nil {
				break
			}
			d.put([]string{" ON (", ", "}[min(i, 1)])
			q.sortKey(n, targets, false)
			if i == len(sel.DistinctClause)-1 {
				d.put(")")
			}
		}
	}
	q.list(targets, names, named)
	q.from()
	if sel.WhereClause != nil {
		d.keyword(" WHERE ", -indentStep, indentStep, 1)
		d.print(q.coerced(sel.WhereClause, pgtypes.OIDBool), false)
	}
	if len(sel.GroupClause) > 0 {
		d.keyword(" GROUP BY ", -indentStep, indentStep, 1)
		if sel.GroupDistinct {
			d.put("DISTINCT ")
		}
		items := slices.DeleteFunc(slices.Clone(sel.GroupClause), func(n *pg.Node) bool { // () beside others adds nothing
			return len(sel.GroupClause) > 1 && n.GetGroupingSet().GetKind() == pg.GroupingSetKind_GROUPING_SET_EMPTY
		})
		for i, n := range items {
			if i > 0 {
				d.put(", ")
			}
			q.group(n, targets)
		}
	}
	if sel.HavingClause != nil {
		d.keyword(" HAVING ", -indentStep, indentStep, 0)
		d.print(q.coerced(sel.HavingClause, pgtypes.OIDBool), false)
	}
	for i, n := range sel.WindowClause {
		if i == 0 {
			d.keyword(" WINDOW ", -indentStep, indentStep, 1)
		} else {
			d.put(", ")
		}
		w := n.GetWindowDef()
		d.put(Identifier(w.Name), " AS ")
		q.window(w)
	}
}

// list writes the select list, each item on a line of its own.
func (q *viewQuery) list(targets []viewTarget, names []string, named bool) {
	d := q.d
	sep := " "
	for i, t := range targets {
		d.put(sep)
		sep = ", "
		outer := d.b
		d.b = nil
		d.print(t.expr, true)
		own := "?column?"
		switch {
		case t.expr != nil && t.expr.kind == viewVar:
			own = string(d.b)
		case named:
			own = ""
		}
		name := t.name
		if i < len(names) {
			name = names[i]
		}
		if t.expr != nil && t.expr.kind == viewVar {
			id := Identifier(name)
			if !bytes.HasSuffix([]byte(own), []byte("."+id)) && own != id {
				d.put(" AS ", id)
			}
		} else if own != name {
			d.put(" AS ", Identifier(name))
		}
		item := d.b
		d.b = outer
		switch {
		case len(item) > 0 && item[0] == '\n':
			d.b = bytes.TrimRight(d.b, " ")
		case i > 0:
			d.keyword("", -indentStep, indentStep, indentItem)
		}
		d.b = append(d.b, item...)
	}
}

func (q *viewQuery) values(rows []*pg.Node, cols []field) {
	q.d.put("VALUES ")
	for i, r := range rows {
		if i > 0 {
			q.d.put(", ")
		}
		q.d.put("(")
		for k, n := range r.GetList().GetItems() {
			if k > 0 {
				q.d.put(",")
			}
			to := pgtypes.OIDText
			if k < len(cols) {
				to = cols[k].oid
			}
			q.d.print(q.coerced(n, to), false)
		}
		q.d.put(")")
	}
}
