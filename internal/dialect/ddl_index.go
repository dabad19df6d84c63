package dialect

import (
	"strings"
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
