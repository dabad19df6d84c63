package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// ruleBlanks gives columns of char(n) their blanks where the client is shown what CASE, coalesce() and their like, or an aggregate, make
// of them: it is described without a length, by which it would be filled up later. Elsewhere the blanks would not count.
func ruleBlanks(w *work) error {
	if w.tree == nil || w.Kind != KindSelect {
		return nil
	}
	for _, s := range topSelects(w.tree.GetSelectStmt(), nil) {
		grouped := len(s.GroupClause) > 0 || len(s.DistinctClause) > 0 // an expression must stay what it is elsewhere
		for _, n := range s.TargetList {
			w.blanks(n.GetResTarget().GetVal(), grouped)
		}
	}
	return nil
}

func topSelects(s *pg.SelectStmt, out []*pg.SelectStmt) []*pg.SelectStmt {
	if s == nil || s.Larg == nil {
		return append(out, s)
	}
	return topSelects(s.Rarg, topSelects(s.Larg, out))
}

func (w *work) blanks(n *pg.Node, grouped bool) {
	var parts []*pg.Node
	switch x := n.GetNode().(type) {
	case *pg.Node_CaseExpr:
		parts = caseResults(x.CaseExpr)
	case *pg.Node_CoalesceExpr:
		parts = x.CoalesceExpr.Args
	case *pg.Node_MinMaxExpr:
		parts = x.MinMaxExpr.Args
	case *pg.Node_FuncCall:
		f := x.FuncCall
		switch lastName(f.Funcname) {
		case "min", "max", "array_agg":
			if len(f.Args) == 1 && !f.AggDistinct {
				w.filledUp(f.Args[0])
			}
		}
		return
	}
	if x := w.typed().types[n]; grouped || x.oid != pgtypes.OIDBpchar || x.mod > 4 {
		return
	}
	for _, p := range parts {
		w.filledUp(p)
		w.blanks(p, grouped)
	}
}

// filledUp puts a column's blanks behind it.
func (w *work) filledUp(n *pg.Node) {
	if c := n.GetColumnRef(); c != nil {
		w.padded(n, w.columnTokens(c))
	}
}
