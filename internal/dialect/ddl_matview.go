package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// createMatview takes CREATE MATERIALIZED VIEW: a table of the query's rows, and the query kept with it.
func createMatview(st *Statement, p *parser) error {
	stmt := parseTree(st.Text).GetCreateTableAsStmt()
	if stmt == nil || stmt.Objtype != pg.ObjectType_OBJECT_MATVIEW {
		return p.syntaxError(p.toks[len(p.toks)-1])
	}
	if p.noParams() != nil {
		return pgerr.New(pgerr.FeatureNotSupported, "materialized views may not be defined using bound parameters")
	}
	name := rangeName(stmt.Into.Rel)
	for !p.end() && !p.at("as") {
		if p.at("(") {
			p.skipParens()
		} else {
			p.i++
		}
	}
	last := len(p.toks) - 2
	switch {
	case p.is(p.toks[last], "data") && p.is(p.toks[last-1], "no") && p.is(p.toks[last-2], "with"):
		last -= 3
	case p.is(p.toks[last], "data") && p.is(p.toks[last-1], "with"):
		last -= 2
	}
	query := p.slice(p.i+1, last)
	if cols := strs(stmt.Into.ColNames); len(cols) > 0 {
		for i := range cols {
			cols[i] = quoteName(cols[i])
		}
		query = "SELECT * FROM (" + query + ") AS q(" + strings.Join(cols, ", ") + ")"
	}
	a := &CreateMatview{Name: name, IfNotExists: stmt.IfNotExists, Query: query, NoData: stmt.Into.SkipData}
	if err := a.understand(st, p.toks[p.i+1].Start); err != nil {
		return err
	}
	st.Appends = []Name{name}
	st.Mentions = append(st.Mentions, name)
	return st.define("SELECT", a)
}

// understand translates the query, and takes from it what the guard must see.
func (a *CreateMatview) understand(st *Statement, offset int) error {
	in, err := nested(st, a.Query, offset, 0)
	if err != nil {
		return err
	}
	if in.Kind == KindRefused {
		return in.Err
	}
	a.SQL = in.SQL
	st.Functions = append(st.Functions, in.Functions...)
	st.TableFunctions = append(st.TableFunctions, in.TableFunctions...)
	st.Mentions = append(st.Mentions, in.Mentions...)
	st.Relations = append(st.Relations, in.Relations...)
	st.Strings = append(st.Strings, in.Strings...)
	return nil
}

// parseRefresh takes REFRESH MATERIALIZED VIEW.
func parseRefresh(st *Statement, p *parser) error {
	stmt := parseTree(st.Text).GetRefreshMatViewStmt()
	if stmt == nil {
		return p.syntaxError(p.toks[len(p.toks)-1])
	}
	name := rangeName(stmt.Relation)
	st.Mutates, st.Mentions = []Name{name}, append(st.Mentions, name)
	return st.define("REFRESH MATERIALIZED VIEW", &Refresh{Name: name, Concurrently: stmt.Concurrent, NoData: stmt.SkipData})
}

// dropMatview takes DROP MATERIALIZED VIEW.
func dropMatview(st *Statement, p *parser) error {
	stmt := parseTree(st.Text).GetDropStmt()
	if stmt == nil || stmt.RemoveType != pg.ObjectType_OBJECT_MATVIEW {
		return p.syntaxError(p.toks[len(p.toks)-1])
	}
	return dropTree(st, stmt, ObjectMatview, "DROP MATERIALIZED VIEW")
}
