package dialect

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"

	"lakewire/internal/pgerr"
)

// groups are those of a query whose rows are put together: by GROUP BY, or all of them where it only has aggregates.
type groups struct {
	t     *typer
	s     *scope
	sel   *pg.SelectStmt
	exprs []*pg.Node // what it is grouped by
	by    []place    // the columns among that
	plain bool       // without grouping sets
	deps  []place    // columns that hang on a key that it is grouped by
	json  *sameness  // where it is grouped by jsonb
}

// place is a column of an item of FROM.
type place struct {
	src  *source
	name string
}

// groupName is a name in GROUP BY that means a column of the result.
type groupName struct {
	at *pg.ColumnRef
	of *pg.ResTarget
}

// dependent is a query that is grouped by a primary key, and names other columns of the same table. The engine wants those
// among what it groups by, too.
type dependent struct {
	first   *pg.Node // the first item of GROUP BY
	columns []string
}

// grouped checks that what such a query names is the same for all rows of a group. Where an item of FROM is not known nothing
// is certain.
func (t *typer) grouped(sel *pg.SelectStmt, s *scope) {
	if s.open || slices.ContainsFunc(s.from, func(src *source) bool { return src.open }) {
		return
	}
	g := &groups{t: t, s: s, sel: sel, plain: true}
	if len(sel.GroupClause) == 0 && sel.HavingClause == nil && !g.aggregates() {
		return
	}
	if !g.items(sel.GroupClause) {
		return
	}
	if g.json != nil {
		g.json.sets = !g.plain
	}
	for _, n := range sel.TargetList {
		g.look(n.GetResTarget().GetVal())
	}
	for _, n := range sel.SortClause {
		key := n.GetSortBy().GetNode()
		if c := key.GetColumnRef(); key.GetAConst() == nil && (c == nil || len(c.Fields) > 1 || !g.shows(lastName(c.Fields))) {
			g.look(key)
		}
	}
	for _, d := range sel.WindowClause {
		g.window(d.GetWindowDef())
	}
	g.look(sel.HavingClause)
	if len(g.deps) > 0 && t.err == nil {
		d := dependent{first: sel.GroupClause[0]}
		for _, p := range g.deps {
			d.columns = append(d.columns, quoteIdent(p.src.name)+"."+quoteIdent(p.name))
		}
		t.dependents = append(t.dependents, d)
	}
}

// aggregates tells whether the query has an aggregate of its own.
func (g *groups) aggregates() bool {
	return slices.ContainsFunc(slices.Concat(g.sel.TargetList, g.sel.SortClause), func(n *pg.Node) bool { return g.ungroupable(n) != nil })
}

// ungroupable finds an aggregate in an expression.
func (g *groups) ungroupable(n *pg.Node) (found *pg.Node) {
	var look func(n *pg.Node)
	look = func(n *pg.Node) {
		if n == nil || found != nil || n.GetSubLink() != nil {
			return
		}
		if f := n.GetFuncCall(); f != nil && g.aggregate(n, f) && f.Over == nil {
			found = n
			return
		}
		within(n, nodeFunc(look))
	}
	look(n)
	return found
}

func (g *groups) aggregate(n *pg.Node, f *pg.FuncCall) bool {
	p := g.t.types[n].proc
	return f.AggStar || f.AggWithinGroup || p != nil && p.Kind == 'a'
}

// items notes what it is grouped by; false where that cannot be told.
func (g *groups) items(list []*pg.Node) bool {
	for _, item := range list {
		n := item
		if set := n.GetGroupingSet(); set != nil {
			g.plain = false
			if !g.items(set.Content) {
				return false
			}
			continue
		}
		if row := n.GetRowExpr(); row != nil && row.RowFormat == pg.CoercionForm_COERCE_IMPLICIT_CAST {
			if !g.items(row.Args) {
				return false
			}
			continue
		}
		if c := n.GetAConst(); c != nil {
			i := int(c.GetIval().GetIval())
			if i < 1 || i > len(g.sel.TargetList) || slices.ContainsFunc(g.sel.TargetList, func(x *pg.Node) bool { return expands(x.GetResTarget().GetVal()) }) {
				return false
			}
			n = g.sel.TargetList[i-1].GetResTarget().GetVal()
		}
		g.key(item, n)
		if e := g.ungroupable(n); e != nil {
			g.t.fail(location(e), pgerr.New(pgerr.GroupingError, "aggregate functions are not allowed in GROUP BY"))
			return false
		}
		if c := n.GetColumnRef(); c != nil {
			p, own := g.column(c)
			if !own && len(c.Fields) == 1 {
				name := lastName(c.Fields)
				for _, target := range g.sel.TargetList {
					if r := target.GetResTarget(); r.GetName() == name {
						n = r.Val
						g.named(c, r)
					}
				}
				if c := n.GetColumnRef(); c != nil {
					p, own = g.column(c)
				}
			}
			switch {
			case own:
				g.by = append(g.by, p)
			case n.GetColumnRef() != nil:
				return false
			}
		}
		g.exprs = append(g.exprs, n)
	}
	return true
}

// named notes a column of the result that it is grouped by and that is called like an item of FROM, whose row the engine would take.
func (g *groups) named(c *pg.ColumnRef, r *pg.ResTarget) {
	if slices.ContainsFunc(g.s.from, func(src *source) bool { return src.name == r.Name }) {
		g.t.groupNames = append(g.t.groupNames, groupName{c, r})
	}
}

// column finds a name among the items of FROM. A column of USING is that of the left side.
func (g *groups) column(c *pg.ColumnRef) (place, bool) {
	parts := nameParts(c.Fields)
	if len(parts) == 0 {
		return place{}, false
	}
	name := parts[len(parts)-1]
	for _, src := range g.s.from {
		if len(parts) > 1 && src.name != parts[len(parts)-2] {
			continue
		}
		if find(src.cols, name) != nil {
			return place{src, name}, true
		}
	}
	return place{}, false
}

// shows tells whether a column of the result has a name.
func (g *groups) shows(name string) bool {
	for _, n := range g.sel.TargetList {
		r := n.GetResTarget()
		own := r.GetName()
		if own == "" {
			own, _ = columnName(r.GetVal())
		}
		if own == name || expands(r.GetVal()) {
			return true
		}
	}
	return false
}

// look walks an expression down to what it is grouped by and to its aggregates.
func (g *groups) look(n *pg.Node) {
	if n == nil {
		return
	}
	if slices.ContainsFunc(g.exprs, func(e *pg.Node) bool { return g.same(e, n) }) {
		g.value(n)
		return
	}
	switch x := n.GetNode().(type) {
	case *pg.Node_ColumnRef:
		g.ref(x.ColumnRef)
	case *pg.Node_FuncCall:
		f := x.FuncCall
		if g.t.types[n].proc == nil || f.Over == nil && g.aggregate(n, f) {
			return // of a function that is not known nothing is: it may be an aggregate of the engine
		}
		for _, a := range f.Args {
			g.look(a)
		}
		g.window(f.Over)
	case *pg.Node_SubLink:
		g.look(x.SubLink.Testexpr)
	case *pg.Node_GroupingFunc:
	default:
		within(n, nodeFunc(g.look))
	}
}

func (g *groups) window(d *pg.WindowDef) {
	if d == nil {
		return
	}
	for _, n := range d.PartitionClause {
		g.look(n)
	}
	for _, n := range d.OrderClause {
		g.look(n.GetSortBy().GetNode())
	}
}

// ref looks at a name, or at a *.
func (g *groups) ref(c *pg.ColumnRef) {
	if c.Fields[len(c.Fields)-1].GetAStar() == nil {
		if p, own := g.column(c); own {
			g.needs(p, c.Location)
		}
		return
	}
	if len(g.s.merged) > 0 {
		return
	}
	for _, src := range g.s.from {
		if len(c.Fields) > 1 && src.name != c.Fields[len(c.Fields)-2].GetString_().GetSval() {
			continue
		}
		for _, f := range src.cols {
			g.needs(place{src, f.name}, c.Location)
		}
	}
}

// needs checks a column that stands outside of aggregates.
func (g *groups) needs(p place, at int32) {
	if slices.Contains(g.by, p) || slices.Contains(g.deps, p) {
		return
	}
	for _, m := range g.s.merged { // it may be grouped by the column of a join
		if m.name == p.name {
			return
		}
	}
	if r := p.src.relation; r != nil && len(r.Key) > 0 && !slices.ContainsFunc(r.Key, func(k string) bool { return !slices.Contains(g.by, place{p.src, k}) }) {
		if g.plain {
			g.deps = append(g.deps, p)
		}
		return
	}
	if p.src.name != "" {
		g.t.fail(at, pgerr.Newf(pgerr.GroupingError, `column "%s.%s" must appear in the GROUP BY clause or be used in an aggregate function`, p.src.name, p.name))
	}
}

// same tells whether two expressions are the same, wherever they stand.
func (g *groups) same(a, b *pg.Node) bool {
	if a == b {
		return true
	}
	ca, cb := a.GetColumnRef(), b.GetColumnRef()
	if ca != nil && cb != nil {
		pa, oka := g.column(ca)
		pb, okb := g.column(cb)
		if oka || okb {
			return oka && okb && pa == pb
		}
	}
	fa, fb := a.GetFuncCall(), b.GetFuncCall()
	if fa != nil && fb != nil && lastName(fa.Funcname) != lastName(fb.Funcname) {
		return false
	}
	return g.alike(a.ProtoReflect(), b.ProtoReflect())
}

func (g *groups) alike(a, b protoreflect.Message) bool {
	if a.Descriptor() != b.Descriptor() || a.IsValid() != b.IsValid() {
		return false
	}
	same, fields := true, 0
	a.Range(func(f protoreflect.FieldDescriptor, x protoreflect.Value) bool {
		if f.Name() == "location" {
			return true
		}
		fields++
		y := b.Get(f)
		switch {
		case !b.Has(f):
			same = false
		case f.IsList():
			l, r := x.List(), y.List()
			same = l.Len() == r.Len()
			for i := 0; same && i < l.Len(); i++ {
				same = g.item(f, l.Get(i), r.Get(i))
			}
		default:
			same = g.item(f, x, y)
		}
		return same
	})
	b.Range(func(f protoreflect.FieldDescriptor, _ protoreflect.Value) bool {
		if f.Name() != "location" {
			fields--
		}
		return true
	})
	return same && fields == 0
}

func (g *groups) item(f protoreflect.FieldDescriptor, x, y protoreflect.Value) bool {
	if f.Kind() != protoreflect.MessageKind {
		return x.Interface() == y.Interface()
	}
	n, isNode := x.Message().Interface().(*pg.Node)
	m, alsoNode := y.Message().Interface().(*pg.Node)
	if isNode && alsoNode {
		return g.same(n, m)
	}
	return g.alike(x.Message(), y.Message())
}

// completeGroups adds the columns that hang on a key to what a query is grouped by.
func (w *work) completeGroups() {
	for _, d := range w.typed().dependents {
		i := w.tokenAt(location(d.first))
		if location(d.first) < 0 {
			continue
		}
		end := w.tok(w.groupsEnd(i) - 1).End // before what other rules put behind the query
		w.edits = append([]edit{{end, end, ", " + strings.Join(d.columns, ", ")}}, w.edits...)
	}
}

// nameGroups writes out what such names mean.
func (w *work) nameGroups() {
	for _, n := range w.typed().groupNames {
		i := w.tokenAt(n.at.Location)
		if s, ok := w.target(n.of); ok {
			w.replace(i, i, w.translated(s))
		}
	}
}

// groupsEnd finds the token behind a GROUP BY clause, in which token i stands.
func (w *work) groupsEnd(i int) int {
	for depth := 0; w.tok(i).Kind != TokEOF; i++ {
		switch {
		case w.isAny(i, "(", "[", "{", "case"):
			depth++
		case w.isAny(i, ")", "]", "}", "end"):
			if depth--; depth < 0 {
				return i
			}
		case depth == 0 && w.isAny(i, "having", "window", "union", "intersect", "except", "order", "limit", "offset", "fetch", "for", ";"),
			depth == 0 && w.is(i, "with") && w.isAny(i+1, "data", "no", "check", "local", "cascaded"):
			return i
		}
	}
	return i
}
