package dialect

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"

	"lakewire/internal/pgtypes"
)

// sortCatalog gives lists of the catalog that nobody has sorted the order that PostgreSQL's plans give them, on which tools have
// come to count: DISTINCT ON sorts by its keys, and columns are read by an index, in their order in the table.
func (w *work) sortCatalog() {
	sel := w.tree.GetSelectStmt()
	if sel == nil || w.schema == nil || len(w.Relations) == 0 {
		return
	}
	for _, n := range w.Relations {
		if r := w.schema.Relation(n); r == nil || !r.System {
			return
		}
	}
	for _, n := range w.nodes() {
		w.sortGathered(n.GetSelectStmt())
	}
	if sel.Larg != nil || len(sel.SortClause) > 0 || sel.LimitCount != nil || sel.LimitOffset != nil || len(sel.LockingClause) > 0 || sel.IntoClause != nil || !w.is(0, "select") {
		return
	}
	by := ""
	switch {
	case len(sel.DistinctClause) > 0:
		by = w.distinctKeys(sel.DistinctClause)
	case len(sel.GroupClause) == 0 && sel.HavingClause == nil && !aggregates(sel.TargetList):
		by = columnOrder(sel.FromClause, computes(sel.TargetList))
	}
	if by == "" {
		return
	}
	last := len(w.p.toks) - 1
	for last > 0 && (w.tok(last).Kind == TokEOF || w.is(last, ";")) {
		last--
	}
	w.insertAfter(last, " ORDER BY "+by)
}

// gatherers are the aggregates whose value tells in which order the rows came.
var gatherers = words("array_agg", "json_agg", "jsonb_agg", "string_agg", "json_object_agg", "jsonb_object_agg")

// sortGathered does so inside of the aggregates of a select list that gather columns.
func (w *work) sortGathered(sel *pg.SelectStmt) {
	if sel == nil || len(sel.FromClause) == 0 {
		return
	}
	by := columnOrder(sel.FromClause, false)
	if by == "" {
		return
	}
	for _, n := range sel.TargetList {
		f := n.GetResTarget().GetVal().GetFuncCall()
		if f == nil || !gatherers[lower(lastName(f.Funcname))] || len(f.AggOrder) > 0 || f.AggDistinct || f.Over != nil {
			continue
		}
		i := w.tokenAt(f.Location)
		for w.is(i+1, ".") {
			i += 2
		}
		if end := w.closing(i + 1); w.is(i+1, "(") && end > i+2 {
			w.insertAfter(end-1, " ORDER BY "+by)
		}
	}
}

// distinctKeys are the keys of DISTINCT ON where all of them are columns.
func (w *work) distinctKeys(keys []*pg.Node) string {
	for _, k := range keys {
		if k.GetColumnRef() == nil {
			return ""
		}
	}
	open := w.tokenAt(location(keys[0])) - 1
	if !w.is(open, "(") {
		return ""
	}
	_, end := w.arguments(open)
	return w.text(stretch{open + 1, end - 1})
}

// columnOrder is by what columns of tables come in their order, where FROM joins them with something, or what is computed of
// them may make the engine do so: by itself a list is in it.
func columnOrder(from []*pg.Node, computed bool) string {
	var found []string
	relations := 0
	for len(from) > 0 {
		n := from[0]
		from = from[1:]
		if j := n.GetJoinExpr(); j != nil {
			if j.Alias != nil || j.IsNatural {
				return ""
			}
			from = append(from, j.Larg, j.Rarg)
			continue
		}
		relations++
		r := n.GetRangeVar()
		if r == nil || len(r.GetAlias().GetColnames()) > 0 {
			continue
		}
		name := r.Relname
		if r.Alias != nil {
			name = r.Alias.Aliasname
		}
		name = quoteName(name) + "."
		switch {
		case r.Relname == "pg_attribute" && r.Schemaname != "information_schema":
			found = append(found, name+"attrelid, "+name+"attnum")
		case r.Relname == "columns" && r.Schemaname == "information_schema":
			found = append(found, name+"table_schema, "+name+"table_name, "+name+"ordinal_position")
		}
	}
	if relations < 2 && !computed || len(found) != 1 {
		return ""
	}
	return found[0]
}

// computes tells whether a select list has more than names.
func computes(list []*pg.Node) bool {
	return slices.ContainsFunc(list, func(n *pg.Node) bool { return n.GetResTarget().GetVal().GetColumnRef() == nil })
}

// aggregates tells whether a select list calls something that is, or may be, an aggregate.
func aggregates(list []*pg.Node) (found bool) {
	for _, n := range list {
		messages(n.ProtoReflect(), func(m protoreflect.Message) bool {
			if f, ok := m.Interface().(*pg.FuncCall); ok {
				procs := pgtypes.Procs(strings.ToLower(lastName(f.Funcname)))
				found = found || len(procs) == 0 || procs[0].Kind == 'a'
			}
			return !found
		})
	}
	return found
}
