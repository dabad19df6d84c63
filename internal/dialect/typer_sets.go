package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// setFree walks a place in which PostgreSQL allows no set-returning functions.
func (t *typer) setFree(what, hint string, walk func()) {
	was := t.set
	t.set = nil
	walk()
	if t.set != nil {
		t.fail(t.set.Location, pgerr.Unsupported("set-returning functions are not allowed in "+what, hint))
	}
	t.set = was
}

// lateral is PostgreSQL's advice for expressions that cannot hold sets.
const lateral = "You might be able to move the set-returning function into a LATERAL FROM item."

// sortSets refuses sets that only ORDER BY names: the engine would sort before it has made rows of them.
func (t *typer) sortSets(n *pg.Node, walk func()) {
	was := t.set
	t.set = nil
	walk()
	if t.set != nil && n.GetColumnRef() == nil {
		t.fail(t.set.Location, pgerr.Unsupported("set-returning functions in ORDER BY are not supported", "Give it a name in the select list, and sort by the name."))
	}
	t.set = was
}
