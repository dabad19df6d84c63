package dialect

import (
	"slices"
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// shown is a query whose columns' names others see: that of a subquery in FROM, of a CTE, of a table or view that is made.
type shown struct {
	query *pg.Node
	named int   // how many of its columns are named outside of it
	at    int32 // where a list of names may stand behind a name; -1 for an alias behind the query
}

// ruleColumnNames writes PostgreSQL's names of columns out where the engine's own would be seen: `count` for `count(*)`,
// `?column?` for `1 + 1`, `column1` for VALUES.
func ruleColumnNames(w *work) error {
	if w.tree == nil {
		return nil
	}
	done := map[*pg.SelectStmt]bool{}
	for _, q := range w.typed().shown {
		sel := q.query.GetSelectStmt()
		for sel.GetLarg() != nil {
			sel = sel.Larg
		}
		if sel == nil || done[sel] { // the first arm of a recursive CTE is walked twice
			continue
		}
		done[sel] = true
		if len(sel.ValuesLists) > 0 {
			w.nameValues(sel, q)
			continue
		}
		for i, n := range sel.TargetList {
			if i >= q.named {
				w.nameTarget(n.GetResTarget())
			}
		}
	}
	if sel := w.tree.GetSelectStmt(); sel.GetLarg() == nil {
		w.nameSorted(sel)
	}
	return nil
}

// asQuery ends a query that is put into another one. What is named at its end is named within.
const asQuery = ") AS lw_q("

// nameTarget gives a column the name that PostgreSQL gives it, unless it is one already.
func (w *work) nameTarget(r *pg.ResTarget) {
	if r == nil || r.Name != "" || r.Val.GetColumnRef() != nil || expands(r.Val) {
		return
	}
	name, _ := columnName(r.Val)
	if name == "" {
		name = "?column?"
	}
	end := w.targetEnd(w.tokenAt(r.Location))
	if w.renamedAt(end) {
		return
	}
	at := w.tok(end).End
	named := edit{at, at, " AS " + quoteIdent(name)}
	i := slices.IndexFunc(w.edits, func(e edit) bool { return e.start == at && e.end == at && strings.HasPrefix(e.repl, asQuery) })
	if i < 0 {
		i = len(w.edits)
	}
	w.edits = slices.Insert(w.edits, i, named)
}

// nameSorted names the columns that ORDER BY means by a name that they have only in PostgreSQL.
func (w *work) nameSorted(sel *pg.SelectStmt) {
	for _, n := range sel.GetSortClause() {
		c := n.GetSortBy().GetNode().GetColumnRef()
		if c == nil || len(c.Fields) != 1 {
			continue
		}
		for _, n := range sel.TargetList {
			r := n.GetResTarget()
			if name, _ := columnName(r.GetVal()); r.GetName() == "" && name != "" && name == lastName(c.Fields) {
				w.nameTarget(r)
				break
			}
		}
	}
}

// listEnd are the words that end a select list. All are reserved.
var listEnd = map[string]bool{"from": true, "where": true, "group": true, "having": true, "window": true, "union": true, "intersect": true,
	"except": true, "order": true, "limit": true, "offset": true, "fetch": true, "for": true, "into": true}

// targetEnd gives the last token of an item of a select list that begins at a token.
func (w *work) targetEnd(i int) int {
	for depth, k := 0, i; ; k++ {
		t := w.tok(k)
		switch {
		case t.Kind == TokEOF:
			return k - 1
		case w.isAny(k, "(", "["):
			depth++
		case depth == 0 && (w.isAny(k, ",", ")", ";") || w.is(k, "with") && w.isAny(k+1, "no", "data")):
			return k - 1
		case w.isAny(k, ")", "]"):
			depth--
		case depth > 0 || t.Kind != TokIdent || k == i || !listEnd[lower(t.text(w.Text))]:
		case w.is(k-1, ".") || w.is(k, "from") && w.is(k-1, "distinct") || w.is(k, "group") && w.is(k-1, "within"):
		default:
			return k - 1
		}
	}
}

// nameValues names the columns of VALUES by a list behind the name of what they are in.
func (w *work) nameValues(sel *pg.SelectStmt, q shown) {
	first := sel.ValuesLists[0].GetList().GetItems()
	if len(first) <= q.named || location(first[0]) < 0 {
		return
	}
	var names []string
	for i := q.named; i < len(first); i++ {
		names = append(names, "column"+strconv.Itoa(i+1))
	}
	list := strings.Join(names, ", ")
	at := w.tokenAt(q.at)
	if q.at < 0 {
		at = w.aliasBehind(w.tokenAt(location(first[0])))
	}
	for w.is(at+1, ".") {
		at += 2
	}
	switch {
	case w.name(at) == "":
	case q.named > 0 && w.is(at+1, "("):
		w.insert(w.closing(at+1), ", "+list)
	case q.named == 0:
		w.insertAfter(at, "("+list+")")
	}
}

// aliasBehind finds the alias of the subquery in brackets that a token stands in, or of one around it.
func (w *work) aliasBehind(i int) int {
	for depth := 0; w.tok(i).Kind != TokEOF; i++ {
		switch {
		case w.is(i, "("):
			depth++
		case w.is(i, ")"):
			depth--
		}
		if depth >= 0 || !w.is(i, ")") || w.isAny(i+1, ",", ")") || listEnd[lower(w.tok(i+1).text(w.Text))] {
			continue
		}
		if w.is(i+1, "as") {
			return i + 2
		}
		return i + 1
	}
	return i
}

// made notes the query of a table or view that is made, whose columns must have names of their own.
func (t *typer) made(query *pg.Node, names []*pg.Node, at int32) {
	cols, all := t.query(query, nil, true)
	t.shown = append(t.shown, shown{query: query, named: len(names), at: at})
	if !all || t.err != nil {
		return
	}
	var seen []string
	for i, c := range cols {
		name := c.name
		if i < len(names) {
			name = names[i].GetString_().GetSval()
		}
		cols[i].name = name
		if slices.Contains(seen, name) {
			t.err = pgerr.Newf(pgerr.DuplicateColumn, `column "%s" specified more than once`, name)
			return
		}
		seen = append(seen, name)
	}
	t.makes = cols
}

// renamedAt tells whether another rule has named what ends with a token.
func (w *work) renamedAt(k int) bool {
	at := w.tok(k).End
	return slices.ContainsFunc(w.edits, func(e edit) bool {
		return e.end == at && strings.Contains(e.repl, " AS ") && !strings.Contains(e.repl, "(")
	})
}
