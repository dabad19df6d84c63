package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// ruleFromScalar makes a subquery of a function that gives one value and stands in FROM, as in SELECT * FROM version():
// to PostgreSQL each function is a table, to the engine only those that give rows are.
func ruleFromScalar(w *work) error {
	if w.tree == nil {
		return nil
	}
	var lists []bool // for each bracket that is open, whether a FROM list is being read in it
	from := false
	for i, t := range w.p.toks {
		if t.isString() {
			continue
		}
		switch lower(t.text(w.Text)) {
		case "(":
			lists, from = append(lists, from), false
		case ")":
			if n := len(lists) - 1; n >= 0 {
				lists, from = lists[:n], lists[n]
			}
		case "from":
			from = true
		case "where", "group", "order", "having", "limit", "union", "select", "set":
			from = false
			continue
		case "join", "lateral", ",":
		default:
			continue
		}
		if !from {
			continue
		}
		k := i + 1
		if w.is(k+1, ".") {
			k += 2
		}
		if w.is(k+1, "(") && scalar(w.name(k)) {
			w.rangeFunctions(w.fromScalar)
			return nil
		}
	}
	return nil
}

// scalar tells whether all functions of a name give one value each.
func scalar(name string) bool {
	all := pgtypes.Procs(name)
	for _, p := range all {
		if p.Set || p.Kind != 'f' || len(p.Out) > 0 {
			return false
		}
	}
	return len(all) > 0
}

func (w *work) fromScalar(f *pg.RangeFunction) {
	if len(f.Functions) != 1 || f.Ordinality || f.IsRowsfrom || len(f.Coldeflist) > 0 {
		return
	}
	c := f.Functions[0].GetList().GetItems()[0].GetFuncCall()
	if c == nil || len(c.Funcname) > 2 || len(c.Funcname) == 2 && c.Funcname[0].GetString_().GetSval() != "pg_catalog" {
		return
	}
	name := lastName(c.Funcname)
	first := w.tokenAt(c.Location)
	k := first + 2*(len(c.Funcname)-1)
	end := w.closing(k + 1)
	if end < 0 || !scalar(name) || name == "repeat" && !w.repeats(c) {
		return
	}
	w.insert(first, "(SELECT ")
	w.insertAfter(end, ")")
	w.nameColumns(f.Alias, end, []string{name}, name)
}

// repeats tells PostgreSQL's repeat(text, n) from the engine's repeat(value, n), which gives rows.
func (w *work) repeats(c *pg.FuncCall) bool {
	if len(c.Args) != 2 {
		return false
	}
	switch w.typeOf(c.Args[0]) {
	case pgtypes.OIDUnknown, pgtypes.OIDText, pgtypes.OIDVarchar, pgtypes.OIDBpchar:
		return true
	}
	return false
}
