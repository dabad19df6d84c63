package dialect

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// createIndex takes CREATE INDEX. A lake has no indexes; what is said of them is kept, so that they can be listed and dropped.
func createIndex(st *Statement, p *parser) error {
	stmt := parseTree(st.Text).GetIndexStmt()
	if stmt == nil {
		return p.syntaxError(p.toks[len(p.toks)-1])
	}
	table := rangeName(stmt.Relation)
	a := &CreateIndex{Table: table, IfNotExists: stmt.IfNotExists}
	a.Index = Constraint{Kind: "i", Name: stmt.Idxname, NullsEqual: stmt.NullsNotDistinct}
	if !stmt.Unique {
		a.Index.Kind = "n"
	}
	if err := indexMethod(stmt); err != nil {
		return err
	}
	if stmt.AccessMethod != "btree" {
		a.Index.Method = stmt.AccessMethod
	}
	for !p.end() && !p.at("(") {
		p.i++
	}
	list, _ := p.elements(p.i)
	for i, n := range stmt.IndexParams {
		a.Index.Columns = append(a.Index.Columns, n.GetIndexElem().Name)
		a.Index.Keys = append(a.Index.Keys, p.slice(list[i][0], list[i][1]))
	}
	for _, n := range stmt.IndexIncludingParams {
		a.Index.Include = append(a.Index.Include, n.GetIndexElem().Name)
	}
	if stmt.WhereClause != nil {
		from := p.i
		for k := p.i; k < len(p.toks); k++ {
			if p.is(p.toks[k], "where") {
				from = k + 1
			}
		}
		a.Index.Predicate = strings.TrimSpace(p.slice(from, len(p.toks)-2))
	}
	st.Mentions = append(st.Mentions, table)
	st.Mutates = []Name{table}
	return st.define("CREATE INDEX", a)
}

// methods are PostgreSQL's ways to build an index, each with what it can beside keep a column.
var methods = map[string]struct{ unique, columns, include, order bool }{
	"btree": {true, true, true, true}, "hash": {}, "gist": {columns: true, include: true}, "gin": {columns: true}, "spgist": {include: true}, "brin": {columns: true},
}

// indexMethod refuses what an index's access method cannot do.
func indexMethod(stmt *pg.IndexStmt) error {
	name := stmt.AccessMethod
	m, ok := methods[name]
	ordered := slices.ContainsFunc(stmt.IndexParams, func(n *pg.Node) bool {
		e := n.GetIndexElem()
		return e.Ordering != pg.SortByDir_SORTBY_DEFAULT || e.NullsOrdering != pg.SortByNulls_SORTBY_NULLS_DEFAULT
	})
	cannot := ""
	switch {
	case !ok:
		return pgerr.Newf(pgerr.UndefinedObject, `access method "%s" does not exist`, name)
	case stmt.Unique && !m.unique:
		cannot = "unique indexes"
	case len(stmt.IndexIncludingParams) > 0 && !m.include:
		cannot = "included columns"
	case len(stmt.IndexParams) > 1 && !m.columns:
		cannot = "multicolumn indexes"
	case ordered && !m.order:
		cannot = "ASC/DESC options"
	default:
		return nil
	}
	return pgerr.Newf(pgerr.FeatureNotSupported, `access method "%s" does not support %s`, name, cannot)
}

// dropIndex takes DROP INDEX.
func dropIndex(st *Statement, p *parser) error {
	stmt := parseTree(st.Text).GetDropStmt()
	if stmt == nil {
		return p.syntaxError(p.toks[len(p.toks)-1])
	}
	a := &DropIndex{IfExists: stmt.MissingOk}
	for _, n := range stmt.Objects {
		a.Names = append(a.Names, nameOf(strs(n.GetList().GetItems())))
	}
	st.TargetsUnknown = true // whose indexes they are the session finds out
	return st.define("DROP INDEX", a)
}
