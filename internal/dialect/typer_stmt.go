package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// statement walks a statement and keeps its result's columns.
func (t *typer) statement(n *pg.Node) {
	switch x := n.GetNode().(type) {
	case *pg.Node_SelectStmt:
		if into := x.SelectStmt.IntoClause; into != nil {
			t.made(n, into.ColNames, -1)
			return
		}
		t.out, t.whole = t.query(n, nil, true)
	case *pg.Node_InsertStmt, *pg.Node_UpdateStmt, *pg.Node_DeleteStmt, *pg.Node_MergeStmt:
		t.out, t.whole = t.query(n, nil, true)
	case *pg.Node_CreateTableAsStmt:
		into := x.CreateTableAsStmt.Into
		t.made(x.CreateTableAsStmt.Query, into.GetColNames(), into.GetRel().GetLocation())
	case *pg.Node_ViewStmt:
		t.made(x.ViewStmt.Query, x.ViewStmt.Aliases, x.ViewStmt.View.GetLocation())
	}
}

// write walks a statement that writes; it gives the columns of RETURNING.
func (t *typer) write(n *pg.Node, outer *scope) ([]field, bool) {
	s := &scope{outer: outer}
	switch x := n.GetNode().(type) {
	case *pg.Node_InsertStmt:
		t.with(x.InsertStmt.WithClause, s)
		return t.insert(x.InsertStmt, s)
	case *pg.Node_UpdateStmt:
		u := x.UpdateStmt
		t.with(u.WithClause, s)
		target := t.target(u.Relation, s)
		t.from(u.FromClause, s)
		t.setFree("WHERE", "", func() { t.condition(u.WhereClause, "WHERE", s) })
		joins := s.joins
		cols, all := t.returning(u.ReturningList, s)
		s.joins = joins
		t.setFree("UPDATE", "", func() { t.sets(u.TargetList, target, u.Relation.GetRelname(), s) }) // last, which decides what a parameter is
		return cols, all
	case *pg.Node_DeleteStmt:
		d := x.DeleteStmt
		t.with(d.WithClause, s)
		t.target(d.Relation, s)
		t.from(d.UsingClause, s)
		t.setFree("WHERE", "", func() { t.condition(d.WhereClause, "WHERE", s) })
		return t.returning(d.ReturningList, s)
	case *pg.Node_MergeStmt:
		m := x.MergeStmt
		t.with(m.WithClause, s)
		target := t.target(m.Relation, s)
		t.from([]*pg.Node{m.SourceRelation}, s)
		t.condition(m.JoinCondition, "JOIN/ON", s)
		for _, c := range m.MergeWhenClauses {
			w := c.GetMergeWhenClause()
			t.condition(w.GetCondition(), "WHEN", s)
			if len(w.GetValues()) > 0 {
				t.row(w.Values, target.named(w.TargetList), s)
			} else {
				t.sets(w.GetTargetList(), target, m.Relation.GetRelname(), s)
			}
		}
	}
	return nil, true
}

// target adds the table that is written to the scope.
func (t *typer) target(r *pg.RangeVar, s *scope) *source {
	src := t.relation(r, s.without())
	s.from = append(s.from, src)
	s.star, s.open = append(s.star, src.cols...), s.open || src.open
	return src
}

func (t *typer) returning(list []*pg.Node, s *scope) ([]field, bool) {
	s.joins = nil // the columns of RETURNING are found in another way
	var cols []field
	var all bool
	t.setFree("RETURNING", "", func() { cols, all = t.targets(list, s) })
	t.settle(cols)
	return cols, all
}

// named gives the columns that a list names, in its order; all where there is no list, nil where they are not known.
func (src *source) named(list []*pg.Node) []field {
	if src.open {
		return nil
	}
	if len(list) == 0 {
		return src.cols
	}
	var out []field
	for _, n := range list {
		f := find(src.cols, n.GetResTarget().GetName())
		if f == nil || len(n.GetResTarget().GetIndirection()) > 0 {
			f = &field{exprType: untold}
		}
		out = append(out, *f)
	}
	return out
}

// row walks values that go into columns.
func (t *typer) row(values []*pg.Node, cols []field, s *scope) {
	t.exprs(values, s)
	if len(cols) > 0 && len(values) > len(cols) {
		t.fail(location(values[len(cols)]), pgerr.New(pgerr.SyntaxError, "INSERT has more expressions than target columns"))
	}
	for i, v := range values {
		if i < len(cols) {
			t.assignable(v, t.types[v], cols[i])
			t.assign(v, cols[i].exprType, i == 0)
		}
	}
}

func (t *typer) insert(ins *pg.InsertStmt, s *scope) ([]field, bool) {
	target := t.target(ins.Relation, s)
	cols := target.named(ins.Cols)
	t.namedOnce(ins.Cols, target, ins.Relation.GetRelname())
	if sel := ins.SelectStmt.GetSelectStmt(); sel != nil {
		inner := &scope{outer: s.without()}
		if len(sel.ValuesLists) > 0 && sel.WithClause == nil && len(sel.SortClause) == 0 {
			for _, r := range sel.ValuesLists {
				t.asLong(sel.ValuesLists, r)
				t.row(r.GetList().GetItems(), cols, inner)
			}
			t.fewer(ins, target, len(sel.ValuesLists[0].GetList().GetItems()), true)
		} else {
			given, all := t.selectStmt(sel, inner, false)
			asNumbers(given)
			for i, f := range given {
				if i < len(cols) {
					t.assignable(f.first(), f.exprType, cols[i])
					t.assignQuery(f.expr, cols[i].oid)
				}
			}
			if all && len(given) <= len(cols) {
				t.sources = append(t.sources, fitSource{ins, cols[:len(given)]})
			}
			t.fewer(ins, target, len(given), all)
			t.settle(given)
		}
	}
	if c := ins.OnConflictClause; c != nil {
		in := *s
		excluded := *target
		excluded.name = "excluded"
		in.from = append(in.from[:len(in.from):len(in.from)], &excluded)
		for _, e := range c.GetInfer().GetIndexElems() {
			t.expr(e.GetIndexElem().GetExpr(), s)
		}
		t.sets(c.TargetList, target, ins.Relation.GetRelname(), &in)
		t.condition(c.WhereClause, "WHERE", &in)
	}
	return t.returning(ins.ReturningList, s)
}

// sets walks the assignments of SET: first all values, then what they are assigned to, which may decide what parameters are.
func (t *typer) sets(list []*pg.Node, target *source, relation string, s *scope) {
	var of []field // the columns of a subquery that several are set to
	for _, n := range list {
		m := n.GetResTarget().GetVal().GetMultiAssignRef()
		switch {
		case m == nil:
			t.expr(n.GetResTarget().GetVal(), s)
		case m.Source.GetRowExpr() != nil: // each has a copy of the row
			if i := int(m.Colno) - 1; i >= 0 && i < len(m.Source.GetRowExpr().Args) {
				t.expr(m.Source.GetRowExpr().Args[i], s)
			}
		case m.Colno == 1:
			t.expr(m.Source, s)
		}
	}
	for _, n := range list {
		r := n.GetResTarget()
		t.namedIn(r, target, relation)
		to := untold
		if f := find(target.cols, r.GetName()); f != nil {
			to = t.part(f.exprType, r)
		}
		value, first := r.GetVal(), false
		if m := value.GetMultiAssignRef(); m != nil {
			i := int(m.Colno) - 1
			first = i == 0
			if value = nil; i >= 0 && i < len(m.Source.GetRowExpr().GetArgs()) {
				value = m.Source.GetRowExpr().Args[i]
			}
			if m.Colno == 1 {
				of = t.subqueries[m.Source.GetSubLink()]
			}
			if i >= 0 && i < len(of) {
				t.assignable(of[i].first(), of[i].exprType, field{name: r.GetName(), exprType: to})
			}
		}
		if value == nil {
			continue
		}
		t.assignable(value, t.types[value], field{name: r.GetName(), exprType: to})
		t.assign(value, to, first)
	}
}

// assign takes a value for a column.
func (t *typer) assign(n *pg.Node, to exprType, first bool) {
	t.assignQuery(n, to.oid)
	if n != nil && to.oid != 0 {
		if lead, _ := to.fitting(t.types[n]); lead != "" {
			t.fits = append(t.fits, fit{n, to, first})
		}
	}
}

// assignQuery takes a column of a query for one of a table. The array that a literal stands for is written out here, where
// no cast says so.
func (t *typer) assignQuery(n *pg.Node, to pgtypes.OID) {
	t.take(n, to)
	if x := t.types[n]; pgtypes.IsArray(to) && x.oid == pgtypes.OIDUnknown && x.to == to && n.GetAConst() != nil {
		t.literals = append(t.literals, n)
	}
}
