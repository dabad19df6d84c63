package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// engineReserved are the words that the engine has reserved, in all places or as columns, where PostgreSQL takes them for
// names. Its keywords among them are told by their neighbours.
var engineReserved = map[string]func(*work, int) bool{
	"at": func(w *work, i int) bool { return w.is(i+1, "time") && w.is(i+2, "zone") || w.is(i+1, "local") },
	"by": func(w *work, i int) bool {
		return w.isAny(i-1, "group", "order", "partition", "increment", "generated", "owned")
	},
	"generated": func(w *work, i int) bool { return w.isAny(i+1, "always", "by") },
	"show":      func(_ *work, i int) bool { return i == 0 },
	"columns":   never, "describe": never, "glob": never, "grouping_id": never, "lambda": never, "map": never, "pivot": never,
	"pivot_longer": never, "pivot_wider": never, "qualify": never, "struct": never, "summarize": never, "try_cast": never,
	"unpack": never, "unpivot": never,
	"anti": joins, "asof": joins, "positional": joins, "semi": joins,
}

func never(*work, int) bool { return false }

// joins tells a join of the engine's, which stays one though PostgreSQL would take its word for an alias.
func joins(w *work, i int) bool { return w.isAny(i+1, "join", "left", "inner") }

// ruleReserved quotes names that the engine has reserved, where PostgreSQL's grammar has read the statement.
func ruleReserved(w *work) error {
	if w.tree == nil {
		return nil
	}
	var relations map[int]bool
	for i, t := range w.p.toks {
		if t.Kind != TokIdent {
			continue
		}
		keyword := engineReserved[lower(t.text(w.Text))]
		if keyword == nil || keyword(w, i) || w.tok(i-1).Kind == TokCast {
			continue
		}
		if w.is(i+1, "(") { // a call, or a table before its columns
			if relations == nil {
				relations = w.relationTokens()
			}
			if !relations[i] {
				continue
			}
		}
		w.replace(i, i, quoteIdent(strings.ToLower(t.text(w.Text))))
	}
	return nil
}

// relationTokens gives the tokens that are relations' names.
func (w *work) relationTokens() map[int]bool {
	at := map[int]bool{}
	add := func(r *pg.RangeVar) {
		if r != nil {
			i := w.tokenAt(r.Location)
			for ; w.is(i+1, "."); i += 2 {
			}
			at[i] = true
		}
	}
	add(w.tree.GetInsertStmt().GetRelation())
	add(w.tree.GetCreateStmt().GetRelation())
	add(w.tree.GetIndexStmt().GetRelation())
	add(w.tree.GetViewStmt().GetView())
	add(w.tree.GetCreateTableAsStmt().GetInto().GetRel())
	for _, n := range w.nodes() {
		add(n.GetRangeVar())
		if c := n.GetCommonTableExpr(); c != nil {
			at[w.tokenAt(c.Location)] = true
		}
	}
	return at
}
