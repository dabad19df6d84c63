package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// Origin is the relation's column that a result column is; no Relation where it is none.
type Origin struct {
	Relation Name
	Column   string
	Table    pgtypes.OID // as pg_class and pg_attribute know them; 0 where they cannot be told
	Number   int16
}

// source is what one item of FROM gives.
type source struct {
	name     string // by which its columns are qualified
	rel      Name   // the relation that it is, if it is one
	cols     []field
	open     bool     // it has columns that are not known
	nullable bool     // an outer join may fill it with NULLs
	bare     bool     // a function that gives values and not rows: as a whole it is its column
	sqls     []string // of an alias for the columns of USING, how the engine knows each column

	relation *Relation // what is known of rel
}

// scope is what names may mean in a query.
type scope struct {
	outer  *scope
	from   []*source
	star   []field   // what * stands for
	open   bool      // an item of FROM has columns that are not known
	merged []field   // the columns of JOIN … USING and NATURAL JOIN
	joins  *joinList // where some of those stand in another place than the engine has them
	ctes   []*source
	under  []*source // the items of FROM that the alias of a join hides
	beside []*source // what the engine sees here and PostgreSQL does not: the items of FROM before a subquery without LATERAL
}

// cte finds a CTE by name, 0 levels up first.
func (s *scope) cte(name string) *source {
	for ; s != nil; s = s.outer {
		for i := len(s.ctes) - 1; i >= 0; i-- {
			if s.ctes[i].name == name {
				return s.ctes[i]
			}
		}
	}
	return nil
}

func find(cols []field, name string) *field {
	for i := range cols {
		if cols[i].name == name {
			return &cols[i]
		}
	}
	return nil
}

// column finds an unqualified name. known is false where it might be a column of something that is not known.
func (s *scope) column(name string) (f *field, known bool) {
	covered := false // by an item of FROM that only the engine sees
	for ; s != nil; s = s.outer {
		if f := find(s.merged, name); f != nil {
			return f, true
		}
		for _, src := range s.from {
			if f := find(src.cols, name); f != nil {
				if covered && src.name != "" {
					apart := *f
					apart.instead = quoteIdent(src.name) + "." + quoteIdent(name)
					f = &apart
				}
				return f, true
			}
		}
		for _, src := range s.beside {
			covered = covered || find(src.cols, name) != nil
		}
		if s.open {
			return nil, false
		}
		if t, ok := systemColumns[name]; ok {
			if src := s.table(); src != nil {
				return &field{name: name, exprType: exprType{oid: t, mod: -1}, system: src, from: src.systemOrigin(name)}, true
			}
		}
		if src := s.source("", name); src != nil {
			return &field{name: name, exprType: src.row(), whole: src}, true
		}
	}
	return nil, true
}

// systemColumns are those that each table has in PostgreSQL.
var systemColumns = map[string]pgtypes.OID{
	"tableoid": pgtypes.OIDOID, "ctid": pgtypes.OIDTid, "xmin": pgtypes.OIDXid, "xmax": pgtypes.OIDXid, "cmin": pgtypes.OIDCid, "cmax": pgtypes.OIDCid,
}

// systemNumbers are their attnums.
var systemNumbers = map[string]int16{"ctid": -1, "xmin": -2, "cmin": -3, "xmax": -4, "cmax": -5, "tableoid": -6}

func (src *source) systemOrigin(name string) Origin {
	return Origin{src.rel, name, src.relation.OID, systemNumbers[name]}
}

// table gives the first table of this level's FROM.
func (s *scope) table() *source {
	for _, src := range s.from {
		if src.relation != nil && src.relation.Plain {
			return src
		}
	}
	return nil
}

// source finds an item of this level's FROM.
func (s *scope) source(schema, name string) *source {
	for _, src := range s.from {
		if src.name == name && (schema == "" || src.rel.Schema == schema || src.rel.Schema == "" && src.rel.Name != "") {
			return src
		}
	}
	return nil
}

// qualifier finds an item of FROM by its name, on this level or further out.
func (s *scope) qualifier(schema, name string) *source {
	for ; s != nil; s = s.outer {
		if src := s.source(schema, name); src != nil {
			return src
		}
	}
	return nil
}

// row is the type of a whole row.
func (src *source) row() exprType {
	if src.bare && len(src.cols) > 0 {
		return src.cols[0].exprType
	}
	t := exprType{oid: pgtypes.OIDRecord, mod: -1}
	for _, c := range src.cols {
		c.made.block()
	}
	if !src.open {
		t.row = src.cols
	}
	if src.relation != nil {
		t.of = pgtypes.RowOf(src.relation.OID)
	}
	return t
}

// columnRef tells what a name in an expression is.
func (t *typer) columnRef(n *pg.Node, s *scope) (exprType, Origin) {
	c := n.GetColumnRef()
	parts := nameParts(c.Fields)
	var f *field
	known := true
	switch len(parts) {
	case 0:
		if src := t.starred(c, s); src != nil {
			t.wholeAlias(src)
			return src.row(), Origin{}
		}
		return untold, Origin{}
	case 1:
		f, known = s.column(parts[0])
	default:
		schema := ""
		if len(parts) > 2 {
			schema = parts[len(parts)-3]
		}
		src := s.qualifier(schema, parts[len(parts)-2])
		if src == nil { // a field of a struct, in the engine's way of writing
			t.noSource(c, schema, parts[len(parts)-2], s)
			return untold, Origin{}
		}
		name := parts[len(parts)-1]
		if f = find(src.cols, name); f != nil && src.sqls != nil {
			under := *f
			under.instead = src.sqlOf(name)
			f = &under
		}
		if f == nil {
			if known = !src.open; known {
				if oid, ok := systemColumns[name]; ok && src.relation != nil && src.relation.Plain {
					f = &field{exprType: exprType{oid: oid, mod: -1}, system: src, from: src.systemOrigin(name)}
				}
			}
		}
	}
	if f != nil && f.system != nil && f.system.relation.OID == 0 && parts[len(parts)-1] == "tableoid" {
		t.tableOID(c, parts, s)
	}
	switch {
	case f != nil:
		if f.engine != "" {
			t.called[c] = f.engine
		}
		if f.instead != "" {
			t.put(c, f.instead)
		}
		if f.whole != nil {
			t.wholeAlias(f.whole)
			if src := f.whole; src.bare && len(src.cols) == 1 && src.cols[0].engine == "" && src.cols[0].name != parts[0] { // FROM f() AS g(x): g is x, and a struct to the engine
				t.put(c, quoteName(parts[0])+"."+quoteName(src.cols[0].name))
			}
		}
		x := f.exprType
		x.to, x.proc = 0, nil
		if f.system != nil {
			t.system[n] = f.system
		}
		if f.whole != nil && !f.whole.bare {
			t.wholes[c] = true
		}
		if t.scopes != nil {
			t.touched = append(t.touched, f.from)
		}
		if t.meant != nil && f.from != (Origin{}) {
			t.meant[c] = f.from
		}
		return x, f.from
	case !known:
		return exprType{mod: ModEngine}, Origin{}
	}
	t.noColumn(c, parts, s)
	return untold, Origin{}
}

// starred gives the item of FROM that x.* names; where it stands for one value that is its row.
func (t *typer) starred(c *pg.ColumnRef, s *scope) *source {
	last := len(c.Fields) - 1
	if last < 1 || last > 2 || c.Fields[last].GetAStar() == nil {
		return nil
	}
	schema := ""
	if last == 2 {
		schema = c.Fields[0].GetString_().GetSval()
	}
	return s.qualifier(schema, c.Fields[last-1].GetString_().GetSval())
}

// nameParts gives the parts of a name, nil where one of them is a *.
func nameParts(nodes []*pg.Node) []string {
	out := make([]string, 0, len(nodes))
	for _, n := range nodes {
		s := n.GetString_()
		if s == nil {
			return nil
		}
		out = append(out, s.Sval)
	}
	return out
}

// expand gives the columns that a * stands for; false where not all of them are known.
func (t *typer) expand(c *pg.ColumnRef, s *scope) ([]field, bool) {
	parts := nameParts(c.Fields[:len(c.Fields)-1])
	if len(parts) == 0 {
		return s.star, !s.open
	}
	schema := ""
	if len(parts) > 1 {
		schema = parts[len(parts)-2]
	}
	src := s.qualifier(schema, parts[len(parts)-1])
	if src == nil || src.open {
		return nil, false
	}
	if src.sqls != nil {
		t.put(c, src.list())
	}
	return src.cols, true
}
