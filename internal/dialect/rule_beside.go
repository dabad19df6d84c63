package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// besideCall is a function of a FROM list whose rows may stand beside those of others: its tokens, and its columns.
type besideCall struct {
	call    *pg.FuncCall // nil for a word like current_date
	name    string
	place   stretch
	columns []string
	table   *pgtypes.Proc // where the engine has it as a table alone
}

// beside tells how a function can stand beside others; nil where it is not known what it gives.
func (w *work) beside(n *pg.Node) *besideCall {
	if v := n.GetSqlvalueFunction(); v != nil {
		i := w.tokenAt(v.Location)
		s := stretch{i, i}
		if w.is(i+1, "(") {
			s.last = w.closing(i + 1)
		}
		return &besideCall{name: valueFunctionNames[v.Op], place: s, columns: []string{valueFunctionNames[v.Op]}}
	}
	f := n.GetFuncCall()
	if f == nil {
		return nil
	}
	first, open, ok := w.callOpen(f)
	c := &besideCall{call: f, name: lastName(f.Funcname), place: stretch{first, w.closing(open)}, table: tableCall(f)}
	name := setName(f)
	switch {
	case !ok || c.place.last < 0:
		return nil
	case recordSets[name] != "":
		c.columns = recordColumns[name]
	case name == "unnest":
		for range f.Args {
			c.columns = append(c.columns, name)
		}
	case name != "":
		c.columns = []string{columnFunctions[name]}
	case c.table != nil && len(c.table.Out) > 0:
		for _, o := range c.table.Out {
			c.columns = append(c.columns, o.Name)
		}
	case c.table != nil, (len(f.Funcname) == 1 || f.Funcname[0].GetString_().GetSval() == "pg_catalog") && scalar(c.name):
		c.columns = []string{c.name}
	default:
		return nil
	}
	return c
}

// recordColumns are the columns of recordSets.
var recordColumns = map[string][]string{
	"json_each": {"key", "value"}, "jsonb_each": {"key", "value"}, "json_each_text": {"key", "value"}, "jsonb_each_text": {"key", "value"},
	"_pg_expandarray": {"x", "n"}, "aclexplode": {"grantor", "grantee", "privilege_type", "is_grantable"},
}

// sideBySide makes a subquery of functions whose rows stand beside each other, with their number as the last column.
func (w *work) sideBySide(f *pg.RangeFunction, calls []*besideCall) {
	first, last := calls[0].place.first, calls[len(calls)-1].place.last
	open, end := "(SELECT ", ")"
	if f.Ordinality {
		open, end = "(SELECT *, row_number() OVER () FROM (SELECT ", "))"
	}
	rows := w.is(first-1, "(") && w.is(first-2, "from") && w.is(first-3, "rows")
	if rows {
		w.replace(first-3, first-1, open)
	} else {
		w.insert(first, open)
	}
	names := []string{}
	for _, c := range calls {
		names = append(names, c.columns...)
		w.expandBeside(c, len(calls) > 1)
	}
	if f.Ordinality {
		names = append(names, "ordinality")
	}
	if rows {
		last++
		w.replace(last, last, end)
	} else {
		w.insertAfter(last, end)
	}
	if f.Ordinality {
		w.replace(last+1, last+2, "")
		last += 2
	}
	w.nameColumns(f.Alias, last, names, calls[0].name)
}

// expandBeside writes one of them as it stands in a select list. One value beside the rows of others is one row.
func (w *work) expandBeside(c *besideCall, several bool) {
	if c.call == nil || setName(c.call) == "" && c.table == nil {
		if several {
			w.wrap(c.place, "unnest([", "])")
		}
		return
	}
	name := setName(c.call)
	_, open, _ := w.callOpen(c.call)
	k, end := open-1, c.place.last
	switch {
	case recordSets[name] != "":
		w.insert(c.place.first, "unnest(")
		w.replace(k, k, recordSets[name])
		w.insertAfter(end, ", max_depth := 2)")
	case c.table != nil && (len(c.table.Out) > 1 || !c.table.Set):
		w.insert(c.place.first, "unnest((SELECT list(lw_r) FROM ")
		w.insertAfter(end, " AS lw_r), max_depth := 2)")
	case c.table != nil:
		w.expandTableCall(c.call, c.table)
	case name == "unnest" && len(c.call.Args) > 1: // unnest(a, b) is unnest(a), unnest(b)
		for j := range w.outside(k+2, end) {
			if w.is(j, ",") {
				w.replace(j, j, "), unnest(")
			}
		}
	default:
		to := w.setMacro(c.call, name)
		if name == "generate_series" {
			to += w.seriesKind(c.call.Args)
		}
		w.replace(k, k, to)
		if name == "unnest" && w.arrayOfArrays(c.call.Args) {
			w.insert(end, ", recursive := true")
		}
	}
}

// nameColumns gives the subquery an alias with the names of its columns, those that the client gives first.
func (w *work) nameColumns(a *pg.Alias, end int, names []string, table string) {
	if a == nil {
		w.insertAfter(end, " AS "+bareName(table)+"("+quotedList(unique(names))+")")
		return
	}
	at := end + 1
	if w.is(at, "as") {
		at++
	}
	if given := len(a.Colnames); given > 0 {
		if given < len(names) && w.is(at+1, "(") {
			w.insert(w.closing(at+1), ", "+quotedList(unique(names)[given:]))
		}
		return
	}
	if len(names) == 1 || len(names) == 2 && names[1] == "ordinality" {
		names[0] = a.Aliasname
	}
	w.insertAfter(at, "("+quotedList(unique(names))+")")
}

func quotedList(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = bareName(n)
	}
	return strings.Join(out, ", ")
}

// bareName writes a name, in quotes where it needs them.
func bareName(name string) string {
	for i := range len(name) {
		if c := name[i]; c != '_' && (c < 'a' || c > 'z') && (i == 0 || c < '0' || c > '9') {
			return quoteIdent(name)
		}
	}
	if reserved[name] {
		return quoteIdent(name)
	}
	return name
}
