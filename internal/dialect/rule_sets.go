package dialect

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// setFunctions return sets. In a select list PostgreSQL makes a row of each element, several side by side; the engine does
// so for unnest() alone, so that they are written as macros that unnest.
var setFunctions = map[string]string{
	"generate_series": "lw_series", "generate_subscripts": "lw_subscripts", "unnest": "unnest",
	"regexp_matches": "lw_regexp_matches_rows", "regexp_split_to_table": "lw_regexp_split_rows", "string_to_table": "string_to_table",
	"json_array_elements": "json_array_elements", "jsonb_array_elements": "jsonb_array_elements",
	"json_array_elements_text": "json_array_elements_text", "jsonb_array_elements_text": "jsonb_array_elements_text",
	"json_object_keys": "json_object_keys", "jsonb_object_keys": "jsonb_object_keys", "jsonb_path_query": "jsonb_path_query",
	"json_each": "lw_json_each_rows", "jsonb_each": "lw_jsonb_each_rows", "json_each_text": "lw_json_each_text_rows", "jsonb_each_text": "lw_jsonb_each_text_rows",
	"_pg_expandarray": "lw_expandarray_rows", "aclexplode": "lw_acl_rows",
}

// recordSets are those of them whose rows have several columns, with the macro that gives the list of the rows.
var recordSets = map[string]string{
	"json_each": "lw_json_each_list", "jsonb_each": "lw_jsonb_each_list", "json_each_text": "lw_json_each_text_list",
	"jsonb_each_text": "lw_jsonb_each_text_list", "_pg_expandarray": "lw_expandarray_list", "aclexplode": "lw_acl_list",
}

// ruleSets expands such calls in select lists. It is asked with the tree alone: what only the engine's grammar knows means
// the engine's functions, which give lists.
func ruleSets(w *work) error {
	if w.tree == nil || !w.mayGiveSets() {
		return nil
	}
	w.selects(func(sel *pg.SelectStmt) {
		for _, t := range sel.TargetList {
			w.expandSets(t.GetResTarget().GetVal())
		}
		for _, n := range slices.Concat(groupKeys(sel.GroupClause), sortNodes(sel), sel.DistinctClause) {
			w.expandSets(n)
		}
	})
	w.rowCalls(w.tree.ProtoReflect())
	w.insertSets(w.tree.GetInsertStmt())
	return nil
}

// mayGiveSets looks at the tokens for a call of such a function and for a field of what stands in brackets: most queries have neither,
// and are not walked.
func (w *work) mayGiveSets() bool {
	for k, t := range w.p.toks[:len(w.p.toks)-1] {
		switch next := w.p.toks[k+1]; {
		case t.Kind == TokQuoted || t.Kind == TokUQuoted:
			return true
		case next.Start >= len(w.Text):
		case w.Text[next.Start] == '(' && t.isName():
			name := w.name(k)
			if setFunctions[name] != "" || tableCalls[name] {
				return true
			}
		case w.Text[next.Start] == '.' && w.Text[t.Start] == ')':
			return true
		}
	}
	return false
}

// insertSets makes a query of the one row of INSERT … VALUES, of which a set-returning function in it makes several.
func (w *work) insertSets(x *pg.InsertStmt) {
	rows := x.GetSelectStmt().GetSelectStmt().GetValuesLists()
	if len(rows) != 1 {
		return
	}
	items := rows[0].GetList().GetItems()
	if !slices.ContainsFunc(items, func(n *pg.Node) bool { return len(setCalls(n, nil)) > 0 }) {
		return
	}
	open := -1
	for k, t := range w.p.toks {
		if t.Kind == TokIdent && w.is(k, "values") && w.is(k+1, "(") {
			open = k + 1
			break
		}
	}
	end := w.closing(open)
	if open < 0 || end < 0 {
		return
	}
	for _, n := range items {
		w.expandSets(n)
	}
	w.replace(open-1, open, "SELECT ")
	w.replace(end, end, "")
}

// selects visits each SELECT of the tree, those in subqueries too.
func (w *work) selects(visit func(*pg.SelectStmt)) {
	var arms func(sel *pg.SelectStmt)
	arms = func(sel *pg.SelectStmt) {
		if sel != nil {
			visit(sel)
			arms(sel.Larg)
			arms(sel.Rarg)
		}
	}
	for _, n := range w.nodes() {
		arms(n.GetSelectStmt())
	}
}

// expandSets renames the set-returning calls of one expression. Subqueries have select lists of their own.
func (w *work) expandSets(n *pg.Node) {
	switch x := n.GetNode().(type) {
	case nil, *pg.Node_SubLink:
		return
	case *pg.Node_FuncCall:
		if p := tableCall(x.FuncCall); p != nil {
			w.expandTableCall(x.FuncCall, p)
			break
		}
		name := setName(x.FuncCall)
		if name == "" {
			if takesLists(lastName(x.FuncCall.Funcname)) {
				return
			}
			break
		}
		w.renameSet(x.FuncCall, name, w.setMacro(x.FuncCall, name))
	case *pg.Node_AIndirection:
		if w.spreadSet(x.AIndirection) {
			return
		}
	}
	within(n, nodeFunc(w.expandSets))
}

// below visits the nodes right under a message.
func below(m protoreflect.Message, visit func(*pg.Node)) {
	each(m, func(m protoreflect.Message) {
		if n, ok := m.Interface().(*pg.Node); ok {
			visit(n)
		} else {
			below(m, visit)
		}
	})
}

// takesLists tells the engine's own functions, to which a call that the engine answers with a list gives the list.
func takesLists(name string) bool {
	return strings.HasPrefix(name, "list_") || strings.HasPrefix(name, "array_") ||
		slices.Contains([]string{"len", "flatten", "cardinality", "apply", "filter", "reduce"}, name)
}

// setName gives the plain name of a set-returning call, "" for any other.
func setName(f *pg.FuncCall) string {
	name := lastName(f.Funcname)
	schema := "pg_catalog"
	if len(f.Funcname) > 1 {
		schema = f.Funcname[0].GetString_().GetSval()
	}
	if (schema == "information_schema") != (name == "_pg_expandarray") || schema != "pg_catalog" && schema != "information_schema" {
		return ""
	}
	if setFunctions[name] == "" {
		return ""
	}
	return name
}

// renameSet exchanges the name of a call. What qualifies it is ruleQualifiers' business.
func (w *work) renameSet(f *pg.FuncCall, name, to string) {
	k := w.tokenAt(f.Location) + 2*(len(f.Funcname)-1)
	switch name {
	case "generate_series":
		to += w.seriesKind(f.Args)
	case "unnest":
		if w.arrayOfArrays(f.Args) {
			w.insert(w.closing(k+1), ", recursive := true")
		}
	}
	if to != name {
		w.replace(k, k, to)
	}
}

// arrayOfArrays tells whether an argument is an array of arrays, as far as that can be told. PostgreSQL unnests all of their elements.
func (w *work) arrayOfArrays(args []*pg.Node) bool {
	if len(args) != 1 {
		return false
	}
	a := args[0]
	if w.typed().types[a].deep > 0 {
		return true
	}
	if c := a.GetTypeCast(); c != nil {
		a = c.Arg
		if s := a.GetAConst().GetSval(); s != nil {
			return strings.HasPrefix(strings.TrimLeft(strings.TrimLeft(s.Sval, " ")[min(1, len(s.Sval)):], " "), "{")
		}
	}
	elems := a.GetAArrayExpr().GetElements()
	return len(elems) > 0 && elems[0].GetAArrayExpr() != nil
}

// spreadSet writes (f(x)).* and (x).*, the columns of such a row.
func (w *work) spreadSet(n *pg.A_Indirection) bool {
	if len(n.Indirection) != 1 || n.Indirection[0].GetAStar() == nil {
		return false
	}
	if c := n.Arg.GetColumnRef(); c != nil {
		return w.spreadRow(c)
	}
	f := n.Arg.GetFuncCall()
	if f == nil {
		return false
	}
	if p := tableCall(f); p != nil {
		return w.spreadTableCall(f, p)
	}
	name := setName(f)
	list := recordSets[name]
	if list == "" {
		return false
	}
	i := w.tokenAt(f.Location)
	k := i + 2*(len(f.Funcname)-1)
	end := w.closing(k + 1)
	if end < 0 || !w.is(i-1, "(") || !w.is(end+1, ")") || !w.is(end+2, ".") {
		return false
	}
	w.replace(i-1, k, "unnest("+list)
	w.replace(end+1, end+3, ", max_depth := 2)")
	return true
}

// spreadRow writes (x).*, the columns of the row that is a column, or of a whole row.
func (w *work) spreadRow(c *pg.ColumnRef) bool {
	name := w.columnTokens(c)
	first, last := name.first, name.last
	if !w.is(first-1, "(") || !w.is(last+1, ")") || !w.is(last+2, ".") || !w.is(last+3, "*") {
		return false
	}
	if w.typed().wholes[c] { // as a list of columns they keep what is known of them
		w.drop(first-1, first-1)
		w.drop(last+1, last+1)
		return true
	}
	w.replace(first-1, first-1, "unnest(")
	w.replace(last+2, last+3, "")
	return true
}

// tokenAt gives the token that begins at an offset of the text.
func (w *work) tokenAt(offset int32) int {
	i, _ := slices.BinarySearchFunc(w.p.toks, int(offset), func(t Token, at int) int { return t.Start - at })
	return i
}
