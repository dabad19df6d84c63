package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// setIn gives a set-returning function that stands in what is walked, nil if there is none.
func (t *typer) setIn(walk func()) *pg.FuncCall {
	was := t.set
	defer func() { t.set = was }()
	t.set = nil
	walk()
	return t.set
}

// setFree walks a place in which PostgreSQL allows no set-returning functions.
func (t *typer) setFree(what, hint string, walk func()) {
	if set := t.setIn(walk); set != nil {
		t.fail(set.Location, pgerr.Unsupported("set-returning functions are not allowed in "+what, hint))
	}
}

// truth walks an operand of AND and its kin, which is one boolean.
func (t *typer) truth(n *pg.Node, what string, s *scope) {
	if set := t.setIn(func() { t.condition(n, what, s) }); set != nil {
		t.fail(location(n), pgerr.Newf(pgerr.DatatypeMismatch, "argument of %s must not return a set", what))
	}
}

// setArguments looks at a set-returning function among the arguments of a call.
func (t *typer) setArguments(f *pg.FuncCall, set *pg.FuncCall, p *pgtypes.Proc) {
	switch {
	case set == nil:
	case f.Over != nil:
		t.fail(set.Location, pgerr.Unsupported("window function calls cannot contain set-returning function calls", lateral))
	case p != nil && p.Kind == 'a':
		t.fail(set.Location, pgerr.Unsupported("aggregate function calls cannot contain set-returning function calls", lateral))
	default:
		t.set = set
	}
}

// unnested refuses unnest() of what is no array for certain.
func (t *typer) unnested(f *pg.FuncCall) {
	o := t.oid(f.Args[0])
	switch {
	case f.Args[0].GetAConst() != nil && o == pgtypes.OIDUnknown:
		t.fail(f.Location, pgerr.New(pgerr.AmbiguousFunction, "function unnest(unknown) is not unique").
			WithHint("Could not choose a best candidate function. You might need to add explicit type casts."))
	case o != 0 && o != pgtypes.OIDUnknown && o != pgtypes.OIDRecord && !pgtypes.IsArray(o) && !isVector(o) && o != pgtypes.OIDAnyarray:
		t.fail(f.Location, pgerr.Newf(pgerr.UndefinedFunction, "function unnest(%s) does not exist", pgtypes.SQLName(o)).
			WithHint("No function matches the given name and argument types. You might need to add explicit type casts."))
	}
}

// lateral is PostgreSQL's advice for expressions that cannot hold sets.
const lateral = "You might be able to move the set-returning function into a LATERAL FROM item."

// plain tells whether a query neither groups its rows nor looks at several of them: rows may be made at its very beginning.
func (t *typer) plain(sel *pg.SelectStmt) bool {
	if len(sel.GroupClause) > 0 || sel.HavingClause != nil || len(sel.WindowClause) > 0 {
		return false
	}
	plain := true
	var look func(n *pg.Node)
	look = func(n *pg.Node) {
		if n == nil || !plain || n.GetSubLink() != nil {
			return
		}
		if f := n.GetFuncCall(); f != nil {
			p := t.types[n].proc
			plain = f.Over == nil && !f.AggStar && !f.AggWithinGroup && (p == nil || p.Kind == 'f')
		}
		within(n, nodeFunc(look))
	}
	for _, n := range sel.TargetList {
		look(n.GetResTarget().GetVal())
	}
	for _, n := range sortNodes(sel) {
		look(n)
	}
	return plain
}
