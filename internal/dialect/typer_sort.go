package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

func (t *typer) sortBy(list []*pg.Node, cols []field, s *scope) {
	for _, n := range list {
		t.sortKey(n.GetSortBy().GetNode(), cols, s)
	}
}

// sortKey walks an item of ORDER BY, GROUP BY or DISTINCT ON, which may be the name or the number of a result column.
func (t *typer) sortKey(n *pg.Node, cols []field, s *scope) {
	if g := n.GetGroupingSet(); g != nil {
		for _, c := range g.Content {
			t.sortKey(c, cols, s)
		}
		return
	}
	if c := n.GetColumnRef(); c != nil && len(c.Fields) == 1 {
		if f := find(cols, lastName(c.Fields)); f != nil {
			x := f.exprType
			x.proc = nil
			t.types[n] = x
			t.nets = t.nets || netTypes[x.oid] != ""
			return
		}
	}
	x := t.expr(n, s)
	if x.oid == pgtypes.OIDUnknown {
		t.take(n, pgtypes.OIDText)
	}
}

// oneOf refuses a name of ORDER BY that several result columns have. What is not of one type is not one expression.
func (t *typer) oneOf(n *pg.Node, cols []field) {
	c := n.GetColumnRef()
	if c == nil || len(c.Fields) != 1 {
		return
	}
	name := lastName(c.Fields)
	f := find(cols, name)
	if f == nil || f.oid == 0 {
		return
	}
	for i := range cols {
		if o := cols[i].oid; cols[i].name == name && o != 0 && o != f.oid {
			t.fail(c.Location, pgerr.Newf(pgerr.AmbiguousColumn, `ORDER BY "%s" is ambiguous`, name))
		}
	}
}

// comparable refuses to sort or group by json.
func (t *typer) comparable(n *pg.Node, cols []field, what string) {
	at := location(n)
	if i := int(n.GetAConst().GetIval().GetIval()); n.GetAConst().GetIval() != nil && i >= 1 && i <= len(cols) {
		n = cols[i-1].expr
	} else if c := n.GetColumnRef(); c != nil && len(c.Fields) == 1 {
		if f := find(cols, lastName(c.Fields)); f != nil {
			n = f.expr
		}
	}
	if t.types[n].oid != pgtypes.OIDJSON {
		return
	}
	e := pgerr.Newf(pgerr.UndefinedFunction, "could not identify an %s operator for type json", what)
	if what == "ordering" {
		e = e.WithHint("Use an explicit ordering operator or modify the query.")
	}
	t.fail(at, e)
}

// window walks a window's definition. A distance of RANGE is of the type that is added to the order's.
func (t *typer) window(d *pg.WindowDef, s *scope) {
	if d == nil {
		return
	}
	for _, p := range d.PartitionClause {
		t.expr(p, s)
	}
	order := pgtypes.OID(0)
	for _, o := range d.OrderClause {
		order = t.expr(o.GetSortBy().GetNode(), s).oid
	}
	const ranges = 0x2 // FRAMEOPTION_RANGE
	distance := pgtypes.OIDInt8
	if d.FrameOptions&ranges != 0 {
		if distance = order; pgtypes.CategoryOf(order) == 'D' || pgtypes.CategoryOf(order) == 'T' {
			distance = pgtypes.OIDInterval
		}
	}
	for i, n := range []*pg.Node{d.StartOffset, d.EndOffset} {
		t.expr(n, s)
		t.take(n, distance)
		if c := n.GetAConst().GetIval(); c.GetIval() < 0 && d.FrameOptions&ranges == 0 {
			t.fail(location(n), pgerr.Newf(pgerr.InvalidPrecedingOrFollowingSize, "frame %s offset must not be negative", [...]string{"starting", "ending"}[i]))
		}
	}
}
