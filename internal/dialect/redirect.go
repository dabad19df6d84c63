package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// Redirect writes a query that reads a relation so that it reads it under a new name, or with new names of its columns, and means the
// same: it goes on to know both by the names that it knows. was is the name so far, to the engine's text of the new one; columns are
// the names so far, in the relation's order, where they have changed. It gives false where the query cannot be read, or the name
// means something else in a part of it.
func Redirect(query string, was Name, to string, columns []string) (string, bool) {
	toks, err := lexAll(query)
	if err != nil {
		return "", false
	}
	w := &work{Statement: &Statement{Text: query}, p: &parser{src: query, toks: toks}, tree: parseTree(query)}
	if w.tree.GetSelectStmt() == nil {
		return "", false
	}
	list := ""
	if len(columns) > 0 {
		names := make([]string, len(columns))
		for i, c := range columns {
			names[i] = nameText(c)
		}
		list = "(" + strings.Join(names, ", ") + ")"
	}
	for _, n := range w.nodes() {
		if c := n.GetCommonTableExpr(); c != nil && c.Ctename == was.Name {
			return "", false
		}
		if r := n.GetRangeVar(); r != nil && r.Relname == was.Name && (r.Schemaname == "" || r.Schemaname == was.Schema) {
			if !w.redirect(r, to, list) {
				return "", false
			}
		}
	}
	out, _ := splice(query, w.edits)
	return out, true
}

// redirect writes one name of the relation; its alias stays, or is the name so far.
func (w *work) redirect(r *pg.RangeVar, to, columns string) bool {
	first := w.tokenAt(r.Location)
	if first < 0 {
		return false
	}
	last := first
	for w.is(last+1, ".") {
		last += 2
	}
	if w.name(last) != r.Relname {
		return false
	}
	alias := " AS " + nameText(r.Relname) + columns
	at := last
	if w.is(at+1, "*") {
		at++
	}
	if r.Alias != nil {
		at++
		if w.is(at, "as") {
			at++
		}
		if w.name(at) != r.Alias.Aliasname {
			return false
		}
		alias = columns
		if len(r.Alias.Colnames) > 0 {
			alias = ""
		}
	}
	w.replace(first, last, to)
	if alias != "" {
		w.insertAfter(at, alias)
	}
	return true
}
