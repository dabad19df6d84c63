package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"

	"lakewire/internal/pgerr"
)

// A recursive query that PostgreSQL refuses may be one that the engine runs for ever, or answers otherwise. What is looked at
// is what PostgreSQL looks at: where the query stands in itself.

// recursion looks for one query's name in its own body.
type recursion struct {
	w     *work
	name  string
	place string // what the walk is in, where the query must not stand: a word of the error
	refs  int
	err   *pgerr.Error
}

// recursiveMistake looks at each WITH RECURSIVE of a statement.
func (w *work) recursiveMistake() *pgerr.Error {
	if w.tree == nil || !w.p.anyWord("recursive") {
		return nil
	}
	for _, n := range w.nodes() {
		with := withClause(n)
		if with == nil || !with.Recursive {
			continue
		}
		for _, c := range with.Ctes {
			if e := w.wellFormed(c.GetCommonTableExpr()); e != nil {
				return e
			}
		}
	}
	return nil
}

func (p *parser) anyWord(word string) bool {
	for _, t := range p.toks {
		if p.is(t, word) {
			return true
		}
	}
	return false
}

// wellFormed looks at one query of WITH RECURSIVE. Those that do not refer to themselves are any queries.
func (w *work) wellFormed(c *pg.CommonTableExpr) *pgerr.Error {
	in := func(s *pg.SelectStmt, place string) *recursion {
		r := &recursion{w: w, name: c.GetCtename(), place: place}
		r.query(s)
		return r
	}
	s := c.GetCtequery().GetSelectStmt()
	if s == nil || in(s, "").refs == 0 {
		return nil
	}
	name := c.GetCtename()
	if s.Op != pg.SetOperation_SETOP_UNION {
		return pgerr.Newf(pgerr.InvalidRecursion, `recursive query "%s" does not have the form non-recursive-term UNION [ALL] recursive-term`, name).
			WithPosition(w.position(int(c.Location)))
	}
	if r := in(s.Larg, "within its non-recursive term"); r.err != nil {
		return r.err
	}
	for _, clause := range []struct {
		what string
		node *pg.Node
	}{{"ORDER BY", first(s.SortClause)}, {"OFFSET", s.LimitOffset}, {"LIMIT", s.LimitCount}, {"FOR UPDATE/SHARE", first(s.LockingClause)}} {
		if clause.node != nil {
			e := pgerr.Newf(pgerr.FeatureNotSupported, "%s in a recursive query is not implemented", clause.what)
			if at := locationOf(clause.node); at >= 0 {
				e = e.WithPosition(w.position(int(at)))
			}
			return e
		}
	}
	r := in(s.Rarg, "")
	return r.err
}

func first(list []*pg.Node) *pg.Node {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// locationOf is where a node begins; of a sort key, its expression.
func locationOf(n *pg.Node) int32 {
	if s := n.GetSortBy(); s != nil {
		return location(s.Node)
	}
	return location(n)
}

// ref is a place where the query refers to itself.
func (r *recursion) ref(v *pg.RangeVar) {
	r.refs++
	place := r.place
	if place == "" && r.refs > 1 {
		place = "more than once"
	}
	if place != "" && r.err == nil {
		r.err = pgerr.Newf(pgerr.InvalidRecursion, `recursive reference to query "%s" must not appear %s`, r.name, place).
			WithPosition(r.w.position(int(v.Location)))
	}
}

// within walks something in which the query must not stand.
func (r *recursion) within(place string, walk func()) {
	old := r.place
	if r.place == "" {
		r.place = place
	}
	walk()
	r.place = old
}

func (r *recursion) query(s *pg.SelectStmt) {
	if s == nil {
		return
	}
	for _, c := range s.WithClause.GetCtes() {
		if c.GetCommonTableExpr().GetCtename() == r.name {
			return // another query has the name from here on
		}
		r.query(c.GetCommonTableExpr().GetCtequery().GetSelectStmt())
	}
	switch s.Op {
	case pg.SetOperation_SETOP_EXCEPT:
		r.query(s.Larg)
		r.within("within EXCEPT", func() { r.query(s.Rarg) })
	case pg.SetOperation_SETOP_INTERSECT:
		walk := func() { r.query(s.Larg); r.query(s.Rarg) }
		if s.All {
			r.within("within INTERSECT", walk)
		} else {
			walk()
		}
	case pg.SetOperation_SETOP_UNION:
		r.query(s.Larg)
		r.query(s.Rarg)
	}
	for _, n := range s.FromClause {
		r.from(n)
	}
	r.expressions(s.ProtoReflect())
}

func (r *recursion) from(n *pg.Node) {
	switch x := n.GetNode().(type) {
	case *pg.Node_RangeVar:
		if x.RangeVar.Schemaname == "" && x.RangeVar.Relname == r.name {
			r.ref(x.RangeVar)
		}
	case *pg.Node_RangeSubselect:
		r.query(x.RangeSubselect.Subquery.GetSelectStmt())
	case *pg.Node_RangeTableSample:
		r.from(x.RangeTableSample.Relation)
	case *pg.Node_JoinExpr:
		j := x.JoinExpr
		side := func(n *pg.Node, outer bool) {
			if outer {
				r.within("within an outer join", func() { r.from(n) })
			} else {
				r.from(n)
			}
		}
		side(j.Larg, j.Jointype == pg.JoinType_JOIN_RIGHT || j.Jointype == pg.JoinType_JOIN_FULL)
		side(j.Rarg, j.Jointype == pg.JoinType_JOIN_LEFT || j.Jointype == pg.JoinType_JOIN_FULL)
		r.expression(j.Quals)
	default:
		r.expression(n)
	}
}

func (r *recursion) expression(n *pg.Node) {
	if n == nil {
		return
	}
	if s := n.GetSubLink(); s != nil {
		r.expression(s.Testexpr)
		r.within("within a subquery", func() { r.query(s.Subselect.GetSelectStmt()) })
		return
	}
	r.expressions(n.ProtoReflect())
}

// expressions walks the nodes in a message, but for the parts of a query that query walks.
func (r *recursion) expressions(m protoreflect.Message) {
	m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		each := func(m protoreflect.Message) {
			if n, ok := m.Interface().(*pg.Node); ok {
				r.expression(n)
			} else {
				r.expressions(m)
			}
		}
		switch {
		case f.Kind() != protoreflect.MessageKind:
		case f.Name() == "with_clause", f.Name() == "from_clause", f.Name() == "larg", f.Name() == "rarg":
		case f.IsList():
			for l, i := v.List(), 0; i < l.Len(); i++ {
				each(l.Get(i).Message())
			}
		default:
			each(v.Message())
		}
		return true
	})
}
