package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// sameness is what the rows of a query are made one by where jsonb is among it: equal values may be written with other zeros.
type sameness struct {
	sel    *pg.SelectStmt
	cols   []field    // of DISTINCT, and of UNION and its kin
	keys   []*pg.Node // the items of GROUP BY that are jsonb
	values []*pg.Node // and where their values stand elsewhere
	sets   bool       // GROUP BY has grouping sets
}

func hasJSONB(cols []field) bool {
	for i := range cols {
		if cols[i].oid == pgtypes.OIDJSONB {
			return true
		}
	}
	return false
}

// madeOne notes that the rows of a query are made one by its columns.
func (t *typer) madeOne(sel *pg.SelectStmt, cols []field, all bool) {
	distinct := len(sel.DistinctClause) > 0 && sel.DistinctClause[0].GetNode() == nil
	set := sel.Larg != nil && !(sel.All && sel.Op == pg.SetOperation_SETOP_UNION)
	if all && (distinct || set || sel.Larg != nil && len(sel.SortClause) > 0) && hasJSONB(cols) {
		t.sames = append(t.sames, &sameness{sel: sel, cols: cols})
	}
}

// key notes an item that a query is grouped by.
func (g *groups) key(item, expr *pg.Node) {
	if g.t.types[expr].oid != pgtypes.OIDJSONB {
		return
	}
	if g.json == nil {
		g.json = &sameness{sel: g.sel}
		g.t.sames = append(g.t.sames, g.json)
	}
	g.json.keys = append(g.json.keys, item)
}

// value notes where the value of such an item stands.
func (g *groups) value(n *pg.Node) {
	if g.json != nil && g.t.types[n].oid == pgtypes.OIDJSONB {
		g.json.values = append(g.json.values, n)
	}
}
