package dialect

import (
	"slices"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// RowLock is FOR UPDATE and its kin: which of a query's tables it locks, how, and what it does when others hold them.
type RowLock struct {
	Shared bool   // FOR SHARE, FOR KEY SHARE
	NoWait bool   // NOWAIT
	Skip   bool   // SKIP LOCKED, of the statement's own query
	Words  string // as messages tell it: UPDATE, NO KEY UPDATE, SHARE, KEY SHARE
	Tables []Name
}

var lockWords = map[pg.LockClauseStrength]string{pg.LockClauseStrength_LCS_FORUPDATE: "UPDATE", pg.LockClauseStrength_LCS_FORNOKEYUPDATE: "NO KEY UPDATE",
	pg.LockClauseStrength_LCS_FORSHARE: "SHARE", pg.LockClauseStrength_LCS_FORKEYSHARE: "KEY SHARE"}

// locking looks at the locking clauses of a query, and notes the tables that they lock.
func (t *typer) locking(sel *pg.SelectStmt, s *scope) {
	for _, n := range sel.LockingClause {
		c := n.GetLockingClause()
		what := "FOR " + lockWords[c.Strength]
		if is := t.lockless(sel); is != "" {
			t.fail(-1, pgerr.Newf(pgerr.FeatureNotSupported, "%s is not allowed with %s", what, is))
			return
		}
		if len(sel.ValuesLists) > 0 {
			t.fail(-1, pgerr.Newf(pgerr.FeatureNotSupported, "%s cannot be applied to VALUES", what))
			return
		}
		if t.lock == nil || t.lock.Shared {
			was := t.lock
			t.lock = &RowLock{Words: lockWords[c.Strength], Shared: c.Strength == pg.LockClauseStrength_LCS_FORSHARE || c.Strength == pg.LockClauseStrength_LCS_FORKEYSHARE}
			if was != nil {
				t.lock.NoWait, t.lock.Tables = was.NoWait, was.Tables
			}
		}
		t.lock.NoWait = t.lock.NoWait || c.WaitPolicy == pg.LockWaitPolicy_LockWaitError
		t.lock.Skip = c.WaitPolicy == pg.LockWaitPolicy_LockWaitSkip && t.w.tree.GetSelectStmt() == sel
		for _, o := range c.LockedRels {
			t.lockNamed(o.GetRangeVar(), what, sel, s)
		}
		for _, f := range sel.FromClause {
			if len(c.LockedRels) == 0 {
				t.lockItem(f, what, sel.WhereClause == nil, false, s)
			}
		}
	}
}

// lockless tells what of a query's rows are not rows of its tables.
func (t *typer) lockless(sel *pg.SelectStmt) string {
	switch {
	case sel.Larg != nil:
		return "UNION/INTERSECT/EXCEPT"
	case len(sel.DistinctClause) > 0:
		return "DISTINCT clause"
	case len(sel.GroupClause) > 0:
		return "GROUP BY clause"
	case sel.HavingClause != nil:
		return "HAVING clause"
	}
	is := ""
	var look func(n *pg.Node)
	look = func(n *pg.Node) {
		if f := n.GetFuncCall(); f != nil {
			p := t.types[n].proc
			switch {
			case f.Over != nil:
				is = "window functions"
			case f.AggStar || p != nil && p.Kind == 'a':
				is = "aggregate functions"
			case p != nil && p.Set && is == "":
				is = "set-returning functions in the target list"
			}
		}
		if n.GetSubLink() == nil && n != nil {
			below(n.ProtoReflect(), look)
		}
	}
	for _, n := range sel.TargetList {
		look(n)
	}
	return is
}

// lockNamed finds what FOR UPDATE OF names.
func (t *typer) lockNamed(o *pg.RangeVar, what string, sel *pg.SelectStmt, s *scope) {
	if o.GetSchemaname() != "" {
		t.fail(o.Location, pgerr.Newf(pgerr.SyntaxError, "%s must specify unqualified relation names", what))
		return
	}
	found := false
	for _, f := range sel.FromClause {
		found = t.lockIn(f, o, what, sel.WhereClause == nil, false, s) || found
	}
	if !found {
		t.fail(o.GetLocation(), pgerr.Newf(pgerr.UndefinedTable, `relation "%s" in %s clause not found in FROM clause`, o.GetRelname(), what))
	}
}

// lockIn looks for a name in an item of FROM.
func (t *typer) lockIn(n *pg.Node, o *pg.RangeVar, what string, certain, nullable bool, s *scope) bool {
	refuse := func(kind string) bool {
		t.fail(o.Location, pgerr.Newf(pgerr.FeatureNotSupported, "%s cannot be applied to a %s", what, kind))
		return true
	}
	switch x := n.GetNode().(type) {
	case *pg.Node_JoinExpr:
		if x.JoinExpr.Alias.GetAliasname() == o.Relname {
			return refuse("join")
		}
		left, right := t.sides(x.JoinExpr)
		return t.lockIn(x.JoinExpr.Larg, o, what, certain, nullable || left, s) || t.lockIn(x.JoinExpr.Rarg, o, what, certain, nullable || right, s)
	case *pg.Node_RangeTableSample:
		return t.lockIn(x.RangeTableSample.Relation, o, what, certain, nullable, s)
	}
	if name := fromNames([]*pg.Node{n})[0]; name != quoteIdent(o.Relname) {
		return false
	}
	switch x := n.GetNode().(type) {
	case *pg.Node_RangeVar:
		if x.RangeVar.Schemaname == "" && s.cte(x.RangeVar.Relname) != nil {
			return refuse("WITH query")
		}
	case *pg.Node_RangeFunction:
		return refuse("function")
	}
	t.lockItem(n, what, certain, nullable, s)
	return true
}

// sides tells which sides of a join may be filled with NULLs.
func (t *typer) sides(j *pg.JoinExpr) (left, right bool) {
	full := j.Jointype == pg.JoinType_JOIN_FULL
	return full || j.Jointype == pg.JoinType_JOIN_RIGHT, full || j.Jointype == pg.JoinType_JOIN_LEFT
}

// lockItem notes the tables of an item of FROM. A condition may make an inner join of an outer one: only without it is certain
// that PostgreSQL refuses.
func (t *typer) lockItem(n *pg.Node, what string, certain, nullable bool, s *scope) {
	switch x := n.GetNode().(type) {
	case *pg.Node_RangeVar:
		r := x.RangeVar
		if r.Schemaname == "" && s.cte(r.Relname) != nil {
			return
		}
		if nullable && certain {
			t.fail(-1, pgerr.Newf(pgerr.FeatureNotSupported, "%s cannot be applied to the nullable side of an outer join", what))
			return
		}
		if name := (Name{Catalog: r.Catalogname, Schema: r.Schemaname, Name: r.Relname}); !slices.Contains(t.lock.Tables, name) {
			t.lock.Tables = append(t.lock.Tables, name)
		}
	case *pg.Node_JoinExpr:
		left, right := t.sides(x.JoinExpr)
		t.lockItem(x.JoinExpr.Larg, what, certain, nullable || left, s)
		t.lockItem(x.JoinExpr.Rarg, what, certain, nullable || right, s)
	case *pg.Node_RangeTableSample:
		t.lockItem(x.RangeTableSample.Relation, what, certain, nullable, s)
	case *pg.Node_RangeSubselect:
		sub := x.RangeSubselect.Subquery.GetSelectStmt()
		if is := t.lockless(sub); is != "" {
			t.fail(-1, pgerr.Newf(pgerr.FeatureNotSupported, "%s is not allowed with %s", what, is))
			return
		}
		for _, f := range sub.FromClause {
			t.lockItem(f, what, certain && sub.WhereClause == nil, nullable, s)
		}
	}
}
