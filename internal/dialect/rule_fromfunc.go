package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// columnFunctions give one column, to which PostgreSQL gives the name of the alias: FROM unnest(a) AS x makes x the
// column, where the engine makes x the row. Without an alias the column has this name.
var columnFunctions = map[string]string{
	"unnest": "unnest", "generate_series": "generate_series", "generate_subscripts": "generate_subscripts",
	"regexp_split_to_table": "regexp_split_to_table", "regexp_matches": "regexp_matches", "string_to_table": "string_to_table",
	"json_array_elements": "value", "jsonb_array_elements": "value", "json_array_elements_text": "value", "jsonb_array_elements_text": "value",
	"json_object_keys": "json_object_keys", "jsonb_object_keys": "jsonb_object_keys", "jsonb_path_query": "jsonb_path_query",
}

// ruleFromFunction gives set-returning functions in FROM the columns that PostgreSQL gives them.
func ruleFromFunction(w *work) error {
	if w.tree == nil {
		w.aliasColumns()
		return nil
	}
	w.rangeFunctions(w.rangeFunction)
	if called := w.typed().called; len(called) > 0 {
		w.callColumns(w.tree.ProtoReflect(), called)
	}
	return nil
}

// callColumns writes the columns that the engine has under another name. json_array_elements(x) AS e has the column value in
// PostgreSQL, and e means it too; the engine has e alone.
func (w *work) callColumns(m protoreflect.Message, called map[*pg.ColumnRef]string) {
	switch x := m.Interface().(type) {
	case *pg.ColumnRef:
		if name := called[x]; name != "" {
			k := w.tokenAt(x.Location) + 2*(len(x.Fields)-1)
			w.replace(k, k, quoteIdent(name))
		}
	case *pg.SelectStmt:
		for _, n := range x.TargetList {
			r := n.GetResTarget()
			if c := r.GetVal().GetColumnRef(); c != nil && called[c] != "" && r.Name == "" {
				w.insertAfter(w.tokenAt(c.Location)+2*(len(c.Fields)-1), " AS "+quoteIdent(lastName(c.Fields)))
			}
		}
	}
	each(m, func(m protoreflect.Message) { w.callColumns(m, called) })
}

// rangeFunction writes one: a single function keeps its call, several side by side become a subquery.
func (w *work) rangeFunction(f *pg.RangeFunction) {
	var calls []*besideCall
	for _, item := range f.Functions {
		c := w.beside(item.GetList().GetItems()[0])
		if c == nil || len(f.Coldeflist) > 0 {
			return
		}
		calls = append(calls, c)
	}
	if len(calls) > 1 || f.Ordinality || f.IsRowsfrom {
		w.sideBySide(f, calls)
		return
	}
	c := calls[0].call
	name := setName(c)
	switch {
	case name == "": // of tables, or ruleFromScalar's
	case recordSets[name] != "":
		w.recordFunction(f, c)
	case name == "unnest" && len(c.Args) == 1 && c.Args[0].GetColumnRef() != nil && w.typed().types[c.Args[0]].deep > 0: // in the order of the elements, which a subquery would not keep
		deep := w.typed().types[c.Args[0]].deep
		_, open, _ := w.callOpen(c)
		w.wrap(stretch{open + 1, w.closing(open) - 1}, strings.Repeat("flatten(", deep), strings.Repeat(")", deep))
		w.fromFunction(f, c)
	case name == "unnest" && (len(c.Args) > 1 || w.arrayOfArrays(c.Args)):
		w.sideBySide(f, calls)
	default:
		w.fromFunction(f, c)
	}
}

// fromFunction writes a call that stands alone in FROM.
func (w *work) fromFunction(f *pg.RangeFunction, c *pg.FuncCall) {
	name := setName(c)
	k := w.tokenAt(c.Location) + 2*(len(c.Funcname)-1)
	end := w.closing(k + 1)
	if end < 0 {
		return
	}
	to := w.setMacro(c, name)
	if name == "generate_series" {
		switch to += w.seriesKind(c.Args); {
		case to == "lw_series":
			to = name
		case (to == "lw_series_ts" || to == "lw_series_tz") && w.paramWithin(k+1, end):
			to += "_bound"
		}
	}
	if to != name {
		w.replace(k, k, to)
	}
	w.nameColumn(f.Alias, end, name, to != name)
}

// nameColumn names the one column of a function whose call ends with token end.
func (w *work) nameColumn(a *pg.Alias, end int, name string, renamed bool) {
	switch {
	case a == nil && renamed:
		w.insertAfter(end, " AS "+name+"("+columnFunctions[name]+")")
	case a != nil && len(a.Colnames) == 0:
		at := end + 1
		if w.is(at, "as") {
			at++
		}
		w.insertAfter(at, "("+w.tok(at).text(w.Text)+")")
	}
}

// recordFunction names a function of several columns where the engine knows it by another name.
func (w *work) recordFunction(f *pg.RangeFunction, c *pg.FuncCall) {
	name := setName(c)
	if name != "_pg_expandarray" && name != "aclexplode" {
		return
	}
	k := w.tokenAt(c.Location) + 2*(len(c.Funcname)-1)
	w.replace(k, k, setFunctions[name])
	if f.Alias == nil {
		w.insertAfter(w.closing(k+1), " AS "+name)
	}
}

// unique tells equal names apart, as the engine needs it.
func unique(names []string) []string {
	seen := map[string]int{}
	for i, n := range names {
		if seen[n]++; seen[n] > 1 {
			names[i] = n + strings.Repeat("_", seen[n]-1)
		}
	}
	return names
}

// aliasColumns names the columns by the tokens alone, for statements that only the engine's grammar knows.
func (w *work) aliasColumns() {
	for i := range w.p.toks {
		if columnFunctions[lower(w.name(i))] == "" || !w.is(i+1, "(") || !w.inFrom(i) {
			continue
		}
		alias := w.closing(i+1) + 1
		if alias == 0 {
			continue
		}
		if w.is(alias, "as") {
			alias++
		}
		t := w.tok(alias)
		if !t.isName() || t.Kind == TokIdent && clauseWords[lower(t.text(w.Text))] || w.isAny(alias, "with", "cross", "inner", "left", "right", "full", "natural", "join") || w.is(alias+1, "(") {
			continue
		}
		w.insertAfter(alias, "("+t.text(w.Text)+")")
	}
}

// inFrom tells whether token i stands in a FROM clause: no other clause begins between it and the last FROM of its depth.
func (w *work) inFrom(i int) bool {
	depth := 0
	for k := i - 1; k >= 0; k-- {
		switch {
		case w.is(k, ")"):
			depth++
		case w.is(k, "("):
			if depth == 0 {
				return false
			}
			depth--
		case depth > 0:
		case w.isAny(k, "from", "join", "lateral"):
			return true
		case w.isAny(k, "select", "where", "group", "order", "having", "on", "limit", "returning", "set", "values", "window"):
			return false
		}
	}
	return false
}
