package dialect

import (
	"slices"
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// deepest bounds the typer's recursion; what lies deeper has no types. The gate bounds the text itself.
const deepest = 400

// query gives the columns of a subquery or CTE; all is false where there are more than could be told. With settle untyped
// literals become text; otherwise they wait for what the query is used for.
func (t *typer) query(n *pg.Node, outer *scope, settle bool) (cols []field, all bool) {
	switch x := n.GetNode().(type) {
	case *pg.Node_SelectStmt:
		return t.selectStmt(x.SelectStmt, &scope{outer: outer}, settle)
	case *pg.Node_InsertStmt, *pg.Node_UpdateStmt, *pg.Node_DeleteStmt, *pg.Node_MergeStmt:
		return t.write(n, outer)
	}
	return nil, false
}

// selectStmt walks a query in the order of PostgreSQL's parse analysis, which decides what parameters are.
func (t *typer) selectStmt(sel *pg.SelectStmt, s *scope, settle bool) (cols []field, all bool) {
	if t.depth++; t.depth > deepest {
		t.depth--
		return nil, false
	}
	defer func() { t.depth-- }()
	t.with(sel.WithClause, s)
	switch {
	case sel.Larg != nil:
		cols, all = t.setOperation(sel, s)
		s.star, s.open = cols, !all
		s.from = []*source{{cols: cols, open: !all}}
	case len(sel.ValuesLists) > 0:
		t.setFree("VALUES", "", func() { cols = t.values(sel.ValuesLists, s, settle) })
		all = true
	default:
		t.from(sel.FromClause, s)
		set := t.setIn(func() { cols, all = t.targets(sel.TargetList, s) })
		if set != nil && len(sel.DistinctClause) > 0 && sel.DistinctClause[0].GetNode() != nil && !t.plain(sel) { // the engine takes the first rows before it makes more of them
			t.fail(set.Location, pgerr.Unsupported("set-returning functions beside DISTINCT ON and aggregates are not supported", "Use the set-returning function in a query around this one."))
		}
		t.setFree("WHERE", "", func() { t.condition(sel.WhereClause, "WHERE", s) })
		t.setFree("HAVING", "", func() { t.condition(sel.HavingClause, "HAVING", s) })
	}
	for _, n := range sel.SortClause {
		key := n.GetSortBy().GetNode()
		if set := t.setIn(func() { t.sortKey(key, cols, s) }); set != nil && !t.plain(sel) && (&lift{w: t.w, sel: sel}).position(key) == 0 { // the engine would sort before it has made rows of them
			t.fail(set.Location, pgerr.Unsupported("set-returning functions in ORDER BY beside aggregates are not supported", "Give it a name in the select list, and sort by the name."))
		}
		t.oneOf(key, cols)
		t.comparable(key, cols, "ordering")
		t.numbered(key, cols, all, "ORDER BY")
		t.amongDistinct(key, sel)
	}
	for _, g := range sel.GroupClause {
		t.sortKey(g, cols, s)
		t.comparable(g, cols, "equality")
		t.numbered(g, cols, all, "GROUP BY")
	}
	for _, d := range sel.DistinctClause {
		if d.GetNode() == nil { // DISTINCT of all columns
			for i, c := range cols {
				t.comparable(c.expr, cols, "equality")
				cols[i].unique = true
				if len(c.parts) == 0 {
					c.made.distinct()
				}
			}
			continue
		}
		t.sortKey(d, cols, s)
		t.comparable(d, cols, "equality")
		t.numbered(d, cols, all, "SELECT DISTINCT ON")
	}
	if sel.Larg == nil && len(sel.ValuesLists) == 0 {
		t.grouped(sel, s)
	}
	for i, n := range []*pg.Node{sel.LimitOffset, sel.LimitCount} {
		what := []string{"OFFSET", "LIMIT"}[i]
		if n.GetColumnRef() != nil {
			t.fail(location(n), pgerr.New(pgerr.InvalidColumnReference, "argument of "+what+" must not contain variables"))
		}
		t.setFree(what, "", func() { t.expr(n, s) })
		t.take(n, pgtypes.OIDInt8)
	}
	for _, d := range sel.WindowClause {
		t.window(d.GetWindowDef(), s)
	}
	t.locking(sel, s)
	if settle {
		t.settle(cols)
	}
	t.madeOne(sel, cols, all)
	if t.scopes != nil {
		t.scopes[sel], t.results[sel] = s, cols
	}
	return cols, all
}

// settle makes text of the columns that nothing has given a type.
func (t *typer) settle(cols []field) {
	for i := range cols {
		if c := &cols[i]; c.oid == pgtypes.OIDUnknown {
			t.take(c.expr, pgtypes.OIDText)
			if c.oid = t.types[c.expr].to; c.oid == 0 {
				c.oid = pgtypes.OIDText
			}
		}
	}
}

func (t *typer) with(w *pg.WithClause, s *scope) {
	if w == nil {
		return
	}
	t.namesOnce(w.Ctes)
	for _, n := range w.Ctes {
		c := n.GetCommonTableExpr()
		t.shown = append(t.shown, shown{query: c.Ctequery, named: len(c.Aliascolnames), at: c.Location})
		src := &source{name: c.Ctename, open: true}
		if !w.Recursive && (c.SearchClause != nil || c.CycleClause != nil) {
			t.fail(c.Location, pgerr.New(pgerr.SyntaxError, "WITH query is not recursive"))
		}
		if w.Recursive {
			var first []field
			if left := c.Ctequery.GetSelectStmt().GetLarg(); left != nil && c.Ctequery.GetSelectStmt().GetWithClause() == nil {
				cols, all := t.selectStmt(left, &scope{outer: s}, true)
				t.passes(cols, false)
				src.cols, src.open = outside(cols), !all
				src.alias(&pg.Alias{Aliasname: c.Ctename, Colnames: c.Aliascolnames})
				t.carries(src, c)
				first = cols
			}
			s.ctes = append(s.ctes, src)
			overall, _ := t.query(c.Ctequery, s, true)
			t.recursive(c, src, overall)
			t.carried(src, first, overall)
			if (c.SearchClause != nil || c.CycleClause != nil) && !src.open {
				t.ordered = append(t.ordered, ordered{c, src.cols})
				src.cols = append(slices.Clone(src.cols), t.orderColumns(c, src.cols)...)
			}
			if c.Ctequery.GetSelectStmt().GetLarg() != nil && len(src.cols) > 0 {
				for i := range src.cols { // what several queries give together is no relation's column
					src.cols[i].from = Origin{}
				}
				continue
			}
		}
		cols, all := t.query(c.Ctequery, s, true)
		t.passes(cols, !w.Recursive)
		if all && len(c.Aliascolnames) > len(cols) {
			t.fail(c.Location, pgerr.Newf(pgerr.InvalidColumnReference, `WITH query "%s" has %d columns available but %d columns specified`, c.Ctename, len(cols), len(c.Aliascolnames)))
		}
		src.cols, src.open = outside(cols), !all
		src.alias(&pg.Alias{Aliasname: c.Ctename, Colnames: c.Aliascolnames})
		if !w.Recursive {
			s.ctes = append(s.ctes, src)
		}
	}
}

// recursive checks that a recursive query as a whole has the types of its first term, which its rows are read with.
func (t *typer) recursive(c *pg.CommonTableExpr, first *source, overall []field) {
	for i := range min(len(first.cols), len(overall)) {
		l, r := first.cols[i].oid, overall[i].oid
		mod := max(first.cols[i].mod, -1)
		narrows := l == r && mod >= 0 && overall[i].mod == -1 && (l == pgtypes.OIDNumeric || l == pgtypes.OIDVarchar || l == pgtypes.OIDBpchar)
		if narrows || l != r && l != 0 && r != 0 && l != pgtypes.OIDUnknown && r != pgtypes.OIDUnknown {
			at := c.Location
			if first := c.Ctequery.GetSelectStmt().GetLarg().GetTargetList(); i < len(first) {
				at = location(first[i].GetResTarget().GetVal())
			}
			t.fail(at, pgerr.Newf(pgerr.DatatypeMismatch, "recursive query \"%s\" column %d has type %s in non-recursive term but type %s overall", c.Ctename, i+1, pgtypes.FormatType(l, int64(mod), true), pgtypes.SQLName(r)).
				WithHint("Cast the output of the non-recursive term to the correct type."))
			return
		}
	}
}

// setOperation gives the columns of UNION and its kin, each of the type that both arms have in common.
func (t *typer) setOperation(sel *pg.SelectStmt, s *scope) (cols []field, all bool) {
	left, allLeft := t.selectStmt(sel.Larg, &scope{outer: s}, false)
	right, allRight := t.selectStmt(sel.Rarg, &scope{outer: s}, false)
	if !allLeft || !allRight {
		for _, f := range right {
			f.made.block()
		}
		for _, f := range left {
			f.made.block()
			f.exprType, f.from, f.expr, f.parts = untold, Origin{}, nil, nil
			f.mod = ModEngine
			cols = append(cols, f)
		}
		return cols, false
	}
	what := map[pg.SetOperation]string{pg.SetOperation_SETOP_INTERSECT: "INTERSECT", pg.SetOperation_SETOP_EXCEPT: "EXCEPT"}[sel.Op]
	if what == "" {
		what = "UNION"
	}
	if len(left) != len(right) && len(right) > 0 && right[0].first() != nil {
		t.fail(location(right[0].first()), pgerr.Newf(pgerr.SyntaxError, "each %s query must have the same number of columns", what))
	}
	for i := range min(len(left), len(right)) {
		l, r := left[i], right[i]
		f := field{name: l.name, exprType: untold}
		oid, _, ok := pgtypes.CommonType([]pgtypes.OID{l.oid, r.oid})
		if !ok && r.expr != nil {
			t.fail(location(r.expr), pgerr.Newf(pgerr.DatatypeMismatch, "%s types %s and %s cannot be matched", what, pgtypes.SQLName(l.oid), pgtypes.SQLName(r.oid)))
		}
		if !ok {
			oid = 0
		}
		f.oid = oid
		t.takeArray(l.expr, oid)
		t.takeArray(r.expr, oid)
		f.unique = !sel.All || sel.Op != pg.SetOperation_SETOP_UNION || l.unique && r.unique
		f.sought = sel.Op != pg.SetOperation_SETOP_UNION || l.sought || r.sought
		if f.unique {
			l.made.distinct()
			r.made.distinct()
		}
		if f.parts = slices.Concat(l.parts, r.parts); len(l.parts) == 0 || len(r.parts) == 0 { // a * cannot be written otherwise
			f.parts = nil
			l.made.block()
			r.made.block()
		}
		switch {
		case l.oid == oid && r.oid == oid && l.mod == r.mod:
			f.mod = l.mod
		case oid == 0:
			f.mod = ModEngine
		}
		cols = append(cols, f)
	}
	return cols, true
}

// values gives the columns of VALUES.
func (t *typer) values(rows []*pg.Node, s *scope, settle bool) []field {
	var cols []field
	var by [][]*pg.Node
	for _, row := range rows {
		t.asLong(rows, row)
		for i, n := range row.GetList().GetItems() {
			t.expr(n, s)
			if i == len(by) {
				by = append(by, nil)
			}
			by[i] = append(by[i], n)
		}
	}
	for i, nodes := range by {
		f := field{name: "column" + strconv.Itoa(i+1)}
		if len(rows) == 1 && !settle {
			f.exprType, f.expr = t.types[nodes[0]], nodes[0]
		} else {
			f.exprType = t.common(nodes, "VALUES")
		}
		f.parts = nodes
		cols = append(cols, f)
	}
	return cols
}

// targets gives the columns of a select list, up to the first * that cannot be expanded.
func (t *typer) targets(list []*pg.Node, s *scope) (cols []field, all bool) {
	all = true
	for _, n := range list {
		r := n.GetResTarget()
		if r == nil {
			return cols, false
		}
		if c := r.Val.GetColumnRef(); c != nil && c.Fields[len(c.Fields)-1].GetAStar() != nil {
			more, known := t.expand(c, s)
			if t.scopes != nil {
				for _, f := range more {
					t.touched = append(t.touched, f.from)
				}
			}
			if all = all && known; all {
				cols = append(cols, outside(more)...)
			}
			switch {
			case !known:
			case s.joins.moved() && len(c.Fields) == 1:
				t.stars = append(t.stars, starred{c.Location, s.joins.list()})
			case t.w.tree.GetViewStmt() != nil: // a view has the columns that there are now
				t.expandKept(c, s)
			}
			continue
		}
		x := t.expr(r.Val, s)
		if expands(r.Val) {
			if row := t.types[r.Val].row; row == nil {
				all = false
			} else if all {
				cols = append(cols, outside(row)...)
			}
			continue
		}
		if !all {
			continue
		}
		f := field{name: r.Name, exprType: x, expr: r.Val, parts: []*pg.Node{r.Val}}
		if r.Val.GetColumnRef() != nil {
			_, f.from = t.columnRef(r.Val, s)
		}
		if f.name == "" {
			if f.name, _ = columnName(r.Val); f.name == "" {
				f.name = "?column?"
			}
		}
		cols = append(cols, f)
	}
	return cols, all
}

// condition walks what must be a boolean; what names the place.
func (t *typer) condition(n *pg.Node, what string, s *scope) {
	t.expr(n, s)
	t.take(n, pgtypes.OIDBool)
	if x := t.types[n]; n != nil && x.oid != 0 && x.oid != pgtypes.OIDUnknown && x.oid != pgtypes.OIDBool {
		t.fail(location(n), pgerr.Newf(pgerr.DatatypeMismatch, "argument of %s must be type boolean, not type %s", what, pgtypes.SQLName(x.oid)))
	}
}
