package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// contradiction looks for what a column says of itself twice.
func (p *parser) contradiction(c *columnText, table string) error {
	null, notNull, defaults := false, false, 0
	for _, piece := range c.pieces {
		at := p.position(p.toks[piece.from])
		switch piece.node.GetContype() {
		case pg.ConstrType_CONSTR_NULL:
			null = true
		case pg.ConstrType_CONSTR_NOTNULL:
			notNull = true
		case pg.ConstrType_CONSTR_DEFAULT:
			if defaults++; defaults > 1 {
				return pgerr.Newf(pgerr.SyntaxError, `multiple default values specified for column "%s" of table "%s"`, c.def.Colname, table).WithPosition(at)
			}
			if e := p.constantOnly(piece.node.RawExpr, "DEFAULT expression", true); e != nil {
				return e
			}
		case pg.ConstrType_CONSTR_CHECK:
			if e := p.constantOnly(piece.node.RawExpr, "check constraint", false); e != nil {
				return e
			}
		}
		if null && notNull {
			return pgerr.Newf(pgerr.SyntaxError, `conflicting NULL/NOT NULL declarations for column "%s" of table "%s"`, c.def.Colname, table).WithPosition(at)
		}
	}
	return nil
}

// constantOnly refuses what PostgreSQL does not take in an expression of a table: queries, and in defaults columns.
func (p *parser) constantOnly(x *pg.Node, what string, columns bool) error {
	var found *pgerr.Error
	var look func(n *pg.Node)
	look = func(n *pg.Node) {
		switch {
		case n == nil || found != nil:
			return
		case n.GetSubLink() != nil:
			found = pgerr.Newf(pgerr.FeatureNotSupported, "cannot use subquery in %s", what).WithPosition(p.position(p.toks[p.tokenAt(location(n))]))
			return
		case n.GetColumnRef() != nil && columns:
			found = pgerr.Newf(pgerr.FeatureNotSupported, "cannot use column reference in %s", what).WithPosition(p.position(p.toks[p.tokenAt(location(n))]))
			return
		}
		within(n, nodeFunc(look))
	}
	if look(x); found != nil {
		return found
	}
	return nil
}
