package dialect

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"

	"lakewire/internal/pgerr"
)

// constraint makes what is declared of a constraint's node and its tokens; column is the one it stands behind, "" for a
// constraint of the table.
func (p *parser) constraint(n *pg.Constraint, from, to int, column string) (Constraint, error) {
	c := Constraint{Name: n.Conname, Deferrable: n.Deferrable, Deferred: n.Initdeferred, NotValid: n.SkipValidation,
		NoInherit: n.IsNoInherit, NullsEqual: n.NullsNotDistinct, UsingIndex: n.Indexname, At: p.position(p.toks[from])}
	own := func(list []string) []string {
		if column != "" {
			return []string{column}
		}
		return list
	}
	switch n.Contype {
	case pg.ConstrType_CONSTR_PRIMARY, pg.ConstrType_CONSTR_UNIQUE:
		c.Kind, c.Columns, c.Include = "u", own(strs(n.Keys)), strs(n.Including)
		if n.Contype == pg.ConstrType_CONSTR_PRIMARY {
			c.Kind = "p"
		}
		for i, name := range c.Columns {
			for _, other := range c.Columns[:i] {
				if name == other {
					what := "unique"
					if c.Kind == "p" {
						what = "primary key"
					}
					return c, pgerr.Newf(pgerr.DuplicateColumn, `column "%s" appears twice in %s constraint`, name, what).
						WithPosition(p.position(p.toks[from]))
				}
			}
		}
	case pg.ConstrType_CONSTR_FOREIGN:
		c.Kind, c.Columns, c.RefColumns = "f", own(strs(n.FkAttrs)), strs(n.PkAttrs)
		c.RefSchema, c.RefTable = n.Pktable.Schemaname, n.Pktable.Relname
		c.OnUpdate, c.OnDelete, c.Match = n.FkUpdAction, n.FkDelAction, n.FkMatchtype
		if len(c.RefColumns) > 0 && len(c.RefColumns) != len(c.Columns) {
			return c, pgerr.New(pgerr.InvalidForeignKey, "number of referencing and referenced columns for foreign key disagree")
		}
		if n.FkMatchtype == "p" {
			return c, pgerr.Unsupported("MATCH PARTIAL not yet implemented", "").WithPosition(p.position(p.toks[from]))
		}
	case pg.ConstrType_CONSTR_CHECK:
		c.Kind = "c"
		for i := from; i <= to; i++ {
			if p.is(p.toks[i], "check") && p.is(p.toks[i+1], "(") {
				at := p.i
				p.i = i + 1
				p.skipParens()
				c.Expr = strings.TrimSpace(p.src[p.toks[i+1].End:p.toks[p.i-1].Start])
				p.i = at
				break
			}
		}
		c.Columns = columnsIn(n.RawExpr)
	case pg.ConstrType_CONSTR_EXCLUSION:
		return c, pgerr.Unsupported("exclusion constraints are not supported", "A lake has no indexes: check for overlaps when you write.")
	}
	return c, nil
}

// strs gives the strings of a list.
func strs(list []*pg.Node) []string {
	var out []string
	for _, n := range list {
		out = append(out, n.GetString_().GetSval())
	}
	return out
}

// columnsIn gives the columns that an expression names, each once, in their order.
func columnsIn(n *pg.Node) []string {
	var out []string
	if n == nil {
		return nil
	}
	messages(n.ProtoReflect(), func(m protoreflect.Message) bool {
		ref, ok := m.Interface().(*pg.ColumnRef)
		if !ok || len(ref.Fields) == 0 {
			return true
		}
		if name := ref.Fields[len(ref.Fields)-1].GetString_().GetSval(); !slices.Contains(out, name) {
			out = append(out, name)
		}
		return false
	})
	return out
}

// attribute takes DEFERRABLE and its kin, which the grammar gives as constraints of their own, into the one before.
func (c *Constraint) attribute(t pg.ConstrType) {
	switch t {
	case pg.ConstrType_CONSTR_ATTR_DEFERRABLE:
		c.Deferrable = true
	case pg.ConstrType_CONSTR_ATTR_DEFERRED:
		c.Deferrable, c.Deferred = true, true
	}
}
