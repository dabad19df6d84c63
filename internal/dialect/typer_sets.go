package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
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

// lateral is PostgreSQL's advice for expressions that cannot hold sets.
const lateral = "You might be able to move the set-returning function into a LATERAL FROM item."
