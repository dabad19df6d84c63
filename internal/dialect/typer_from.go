package dialect

import (
	"slices"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// from adds the items of FROM to a scope. Each sees those before it, as LATERAL may.
func (t *typer) from(items []*pg.Node, s *scope) {
	s.joins = joinsOf(items)
	for _, n := range items {
		star, open := t.fromItem(n, s)
		s.star = append(s.star, star...)
		s.open = s.open || open
	}
	t.aliasesOnce(s)
}

// fromItem adds the sources of an item, and gives what * makes of it.
func (t *typer) fromItem(n *pg.Node, s *scope) (star []field, open bool) {
	var src *source
	switch x := n.GetNode().(type) {
	case *pg.Node_RangeVar:
		src = t.relation(x.RangeVar, s)
	case *pg.Node_RangeSubselect:
		inner := s
		if !x.RangeSubselect.Lateral {
			inner = s.without()
		}
		t.shown = append(t.shown, shown{query: x.RangeSubselect.Subquery, named: len(x.RangeSubselect.Alias.GetColnames()), at: -1})
		cols, all := t.query(x.RangeSubselect.Subquery, inner, true)
		t.passes(cols, true)
		src = &source{cols: outside(cols), open: !all}
		src.alias(x.RangeSubselect.Alias)
	case *pg.Node_RangeFunction:
		src = t.rangeFunction(x.RangeFunction, s)
	case *pg.Node_JoinExpr:
		return t.join(x.JoinExpr, s)
	case *pg.Node_RangeTableSample:
		return t.fromItem(x.RangeTableSample.Relation, s)
	default:
		src = &source{open: true}
	}
	s.from = append(s.from, src)
	s.joins.item(src)
	return src.cols, src.open
}

// without gives a scope in which the items of FROM so far are not seen.
func (s *scope) without() *scope { return &scope{outer: s.outer, ctes: s.ctes, beside: s.from} }

// outside takes from columns what only their own query knows.
func outside(cols []field) []field {
	out := slices.Clone(cols)
	for i := range out {
		out[i].expr, out[i].parts, out[i].unique, out[i].sought, out[i].to, out[i].proc = nil, nil, false, false, 0, nil
		out[i].whole = nil
	}
	return out
}

// alias renames a source and its columns.
func (src *source) alias(a *pg.Alias) {
	if a == nil {
		return
	}
	src.name = a.Aliasname
	if src.open || len(a.Colnames) == 0 {
		src.open = src.open || len(a.Colnames) > len(src.cols)
		return
	}
	src.cols = slices.Clone(src.cols)
	for i, c := range a.Colnames {
		if i < len(src.cols) {
			src.cols[i].name = c.GetString_().GetSval()
		}
	}
}

// relation finds a table, a view or a CTE.
func (t *typer) relation(r *pg.RangeVar, s *scope) *source {
	name := Name{Catalog: r.Catalogname, Schema: r.Schemaname, Name: r.Relname}
	src := &source{name: r.Relname}
	if cte := s.cte(r.Relname); cte != nil && r.Schemaname == "" {
		src.cols, src.open = cte.cols, cte.open
	} else {
		src.rel, src.cols, src.open = name, nil, true
		if cols, rel := t.w.columnsOf(name); rel != nil {
			src.cols, src.open, src.relation = cols, false, rel
			if t.scopes != nil {
				t.reads = append(t.reads, src)
			}
		}
	}
	src.alias(r.Alias)
	return src
}

// columnsOf asks the schema for a relation's columns.
func (w *work) columnsOf(n Name) ([]field, *Relation) {
	if w.schema == nil {
		return nil, nil
	}
	r := w.schema.Relation(n)
	if r == nil {
		return nil, nil
	}
	cols := make([]field, len(r.Columns))
	for i, c := range r.Columns {
		cols[i] = field{name: c.Name, exprType: exprType{oid: c.Type, mod: c.Mod, deep: c.Deep}, from: Origin{n, c.Name, r.OID, c.Num}}
		if c.Type == 0 {
			cols[i].mod = ModEngine
		}
	}
	return cols, r
}

// join adds both sides. Their columns keep their qualifiers, unless the join itself has an alias.
func (t *typer) join(j *pg.JoinExpr, s *scope) (star []field, open bool) {
	first := len(s.from)
	left, openLeft := t.fromItem(j.Larg, s)
	middle := len(s.from)
	right, openRight := t.fromItem(j.Rarg, s)
	full := j.Jointype == pg.JoinType_JOIN_FULL
	for i, src := range s.from[first:] {
		isLeft := first+i < middle
		src.nullable = src.nullable || full || isLeft && j.Jointype == pg.JoinType_JOIN_RIGHT || !isLeft && j.Jointype == pg.JoinType_JOIN_LEFT
	}
	open = openLeft || openRight
	using := nameParts(j.UsingClause)
	if j.IsNatural && !open {
		for _, f := range left {
			if find(right, f.name) != nil {
				using = append(using, f.name)
			}
		}
	}
	for _, name := range using {
		if l, r := find(left, name), find(right, name); l != nil && r != nil {
			l.made.block()
			r.made.block()
			if t.scopes != nil {
				t.touched = append(t.touched, l.from, r.from)
			}
			f := *l
			if f.oid != r.oid {
				oid, _, _ := pgtypes.CommonType([]pgtypes.OID{l.oid, r.oid})
				f.exprType = exprType{oid: oid, mod: -1}
			}
			switch {
			case j.Jointype == pg.JoinType_JOIN_FULL:
				f.from = Origin{}
			case j.Jointype == pg.JoinType_JOIN_RIGHT && l.oid == r.oid:
				f.from = r.from
			}
			star = append(star, f)
			s.merged = append(s.merged, f)
		}
	}
	for _, f := range slices.Concat(left, right) {
		if !slices.Contains(using, f.name) {
			star = append(star, f)
		}
	}
	t.joined(j, using, left, right, s)
	if a := j.JoinUsingAlias; a != nil {
		if src := t.usingAlias(a, using, star, s); src != nil {
			s.from = append(s.from, src)
		}
	}
	if j.Alias != nil {
		t.joinAliases = append(t.joinAliases, joinAlias{j.Alias.Aliasname, s.joins.last()})
		src := &source{cols: star, open: open}
		src.alias(j.Alias)
		for _, src := range s.from[first:] {
			if src.sqls == nil {
				s.under = append(s.under, src)
			}
		}
		if n := len(j.Alias.Colnames); !open && n > len(star) {
			t.fail(-1, pgerr.Newf(pgerr.InvalidColumnReference, `join expression "%s" has %d columns available but %d columns specified`, j.Alias.Aliasname, len(star), n))
		}
		s.from = append(s.from[:first], src)
		s.joins.renamed(src)
		return src.cols, src.open
	}
	if j.Quals != nil {
		was := s.open
		s.open = s.open || open
		t.setFree("JOIN conditions", "", func() { t.condition(j.Quals, "JOIN/ON", s) })
		s.open = was
	}
	return star, open
}
