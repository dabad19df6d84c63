package dialect

import (
	"slices"
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// IndexKey is a key of an index, as PostgreSQL's ruleutils write it.
type IndexKey struct {
	Text, Brief string      // pretty is Brief
	Expr        bool        // no column
	Wrap        bool        // an index has parentheses round it
	Name        string      // of the index's own column
	Type        pgtypes.OID // of an expression, 0 where it is not known
	Mod         int32
	Collation   string // where it is named
	Class       string // the operator class, where it is named
	Option      int16  // as in pg_index.indoption
}

// The bits of indoption.
const (
	optionDesc       = 1
	optionNullsFirst = 2
)

// ReadIndexKey reads a key of an index on a table with these columns. What cannot be told stays as it was written.
func ReadIndexKey(key string, columns []Column, seen func(schema string) bool) IndexKey {
	out := IndexKey{Text: key, Brief: key, Name: "expr", Mod: -1}
	e := indexElem(key)
	if e == nil {
		return out
	}
	out.Collation, out.Class = lastOf(e.Collation), lastOf(e.Opclass)
	if e.Ordering == pg.SortByDir_SORTBY_DESC {
		out.Option = optionDesc | optionNullsFirst
	}
	switch e.NullsOrdering {
	case pg.SortByNulls_SORTBY_NULLS_FIRST:
		out.Option |= optionNullsFirst
	case pg.SortByNulls_SORTBY_NULLS_LAST:
		out.Option &^= optionNullsFirst
	}
	if e.Expr == nil {
		out.Name, out.Text, out.Brief = e.Name, Identifier(e.Name), Identifier(e.Name)
		return out
	}
	out.Expr = true
	expr := key[:closes(key)]
	out.Text, out.Brief = expr, expr
	script, err := checkTranslator().Translate("CREATE VIEW lw_view AS SELECT "+expr+indexAlias+" FROM "+checkedName, Key{})
	if err != nil || len(script.Stmts) != 1 {
		return out
	}
	st, err := script.Stmts[0].Analyse(checked{&Relation{Schema: "public", Columns: columns, Plain: true}}, nil)
	if err != nil || st.Made == nil || len(st.Made.Columns) != 1 {
		return out
	}
	c := st.Made.Columns[0]
	out.Type, out.Mod = c.Type, c.Mod
	out.Name = keyName(e)
	text, _, found := strings.Cut(st.Made.Text, indexAlias)
	text, begins := strings.CutPrefix(strings.TrimLeft(text, " "), "SELECT")
	if !found || !begins || strings.Contains(expr, "\n") { // which lines are the client's cannot be told
		return out
	}
	text = strings.ReplaceAll(strings.TrimPrefix(text, " "), "\n        ", "\n") // CASE stands on lines of its own, as deep as in a query
	for i, to := range []*string{&out.Text, &out.Brief} {
		*to = ViewText(text, i == 1, seen)
	}
	out.Wrap = !isCall(e.Expr)
	return out
}

// indexElem parses a key; nil where it is none.
func indexElem(key string) *pg.IndexElem {
	tree, err := pg.Parse("CREATE INDEX ON " + checkedName + " (" + key + ")")
	if err != nil || len(tree.Stmts) != 1 || len(tree.Stmts[0].Stmt.GetIndexStmt().GetIndexParams()) != 1 {
		return nil
	}
	return tree.Stmts[0].Stmt.GetIndexStmt().IndexParams[0].GetIndexElem()
}

// keyName is what PostgreSQL calls the index's own column.
func keyName(e *pg.IndexElem) string {
	switch {
	case e == nil:
		return "expr"
	case e.Expr == nil:
		return e.Name
	}
	if name, _ := columnName(e.Expr); name != "" {
		return name
	}
	return "expr"
}

// KeyNames are the names of an index's columns, of which the name that it gets is made: those that are not the first of a name have a number.
func KeyNames(c *Constraint) []string {
	var names []string
	for i, col := range append(slices.Clone(c.Columns), c.Include...) {
		if col == "" && i < len(c.Keys) {
			col = keyName(indexElem(c.Keys[i]))
		}
		name := col
		for k := 1; slices.Contains(names, name); k++ {
			name = col + strconv.Itoa(k)
		}
		names = append(names, name)
	}
	return names
}

// indexAlias ends an expression in the query that it is read from.
const indexAlias = " AS lw_key"

// isCall tells what ruleutils' looks_like_function takes for one.
func isCall(n *pg.Node) bool {
	switch n.Node.(type) {
	case *pg.Node_FuncCall, *pg.Node_CoalesceExpr, *pg.Node_MinMaxExpr:
		return true
	}
	return false
}

// closes gives where the parentheses of an expression end, which begins with one or with a function's name.
func closes(key string) int {
	depth := 0
	toks, err := lexAll(key)
	if err != nil {
		return len(key)
	}
	for _, t := range toks {
		switch key[t.Start:t.End] {
		case "(":
			depth++
		case ")":
			if depth--; depth == 0 {
				return t.End
			}
		}
	}
	return len(key)
}

func lastOf(name []*pg.Node) string {
	if len(name) == 0 {
		return ""
	}
	return name[len(name)-1].GetString_().GetSval()
}
