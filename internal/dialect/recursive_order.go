package dialect

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// SEARCH and CYCLE of a recursive query are columns that each of its rows carries on from the one before, as in PostgreSQL's own
// rewriting: the way to the row, and whether it has come to a row that was on the way.

// carriedRows are what the rows of such a query carry on.
type carriedRows struct {
	cols []string // the query's own columns, quoted
	add  []string // the columns that are added
	init []string // their values in the first rows
	step []string // and in those that follow
	stop string   // the condition on the row before
}

// orderColumns gives the columns that SEARCH and CYCLE add to a query.
func (t *typer) orderColumns(c *pg.CommonTableExpr, cols []field) (out []field) {
	named := func(what string, list []*pg.Node, at int32) {
		for _, name := range strs(list) {
			if find(cols, name) == nil {
				t.fail(at, pgerr.Newf(pgerr.SyntaxError, `%s column "%s" not in WITH query column list`, what, name))
			}
		}
	}
	if s := c.SearchClause; s != nil {
		named("search", s.SearchColList, s.Location)
		x := is(pgtypes.OIDRecordArray)
		if s.SearchBreadthFirst {
			x = is(pgtypes.OIDRecord)
		}
		x.mod = ModEngine
		out = append(out, field{name: s.SearchSeqColumn, exprType: x})
	}
	if y := c.CycleClause; y != nil {
		named("cycle", y.CycleColList, y.Location)
		mark := is(pgtypes.OIDBool)
		if v := t.types[y.CycleMarkValue]; y.CycleMarkValue.GetTypeCast() == nil && v.oid == 0 {
			mark = t.expr(y.CycleMarkValue, &scope{})
			if mark.oid == pgtypes.OIDUnknown {
				mark = is(pgtypes.OIDText)
			}
		}
		path := is(pgtypes.OIDRecordArray)
		path.mod = ModEngine
		out = append(out, field{name: y.CycleMarkColumn, exprType: mark}, field{name: y.CyclePathColumn, exprType: path})
	}
	return out
}

// ordered is a recursive query with SEARCH or CYCLE, and its own columns.
type ordered struct {
	cte  *pg.CommonTableExpr
	cols []field
}

// carryAll writes SEARCH and CYCLE, which the engine has not.
func (w *work) carryAll() error {
	for _, o := range w.typed().ordered {
		if err := w.carryOn(o); err != nil {
			return err
		}
	}
	return nil
}

func (w *work) carryOn(o ordered) error {
	refuse := pgerr.Unsupported("SEARCH and CYCLE of such a query are not supported", "Carry the path on in a column of your own.")
	r := &reader{p: w.p, i: w.tokenAt(o.cte.Location), end: len(w.p.toks) - 1, ok: true}
	c := r.cte(0)
	sel := o.cte.Ctequery.GetSelectStmt()
	self := &recursion{w: w, name: o.cte.Ctename}
	if self.query(sel); self.refs == 0 {
		return pgerr.New(pgerr.SyntaxError, "WITH query is not recursive").WithPosition(w.position(int(o.cte.Location)))
	}
	ref := selfReference(sel.GetRarg().GetFromClause(), o.cte.Ctename)
	if !r.ok || len(o.cols) == 0 || ref == "" || c.tail.to <= c.tail.from {
		return refuse
	}
	in := &reader{p: w.p, i: c.body.from, end: c.body.to, ok: true}
	union := -1
	for i := c.body.from; i < c.body.to; {
		if i = in.clause(i, "union"); i < c.body.to {
			union = i
			i++
		}
	}
	right := union + 1
	if w.isAny(right, "all", "distinct") {
		right++
	}
	from := in.clause(right, "from")
	if union < 0 || from >= c.body.to || !w.is(right, "select") {
		return refuse
	}
	k := w.carriedBy(o, c.tail)
	all := append(slices.Clone(k.cols), k.add...)
	w.replace(c.head.from, c.head.to-1, quoteIdent(o.cte.Ctename)+"("+strings.Join(all, ", ")+")")
	w.edits = append([]edit{{w.tok(c.body.from).Start, w.tok(c.body.from).Start, "SELECT " + strings.Join(append(slices.Clone(k.cols), k.init...), ", ") + " FROM ("}}, w.edits...)
	w.insertAfter(union-1, ") AS lw_l("+strings.Join(k.cols, ", ")+")")
	w.edits = append([]edit{{w.tok(right).Start, w.tok(right).Start, "SELECT " + strings.Join(append(slices.Clone(k.cols), k.step...), ", ") + " FROM ("}}, w.edits...)
	for i := right; i < from; i++ { // * does not stand for what is carried on
		if w.is(i, "*") && !w.operand(i-1) && (!w.is(i-1, ".") || w.name(i-2) == unquoted(ref)) {
			w.insertAfter(i, " EXCLUDE ("+strings.Join(k.add, ", ")+")")
		}
	}
	for _, a := range k.add {
		w.insert(from, ", "+ref+"."+a+" ")
	}
	tail := ") AS lw_r(" + strings.Join(all, ", ") + ")"
	if k.stop != "" {
		tail += " WHERE " + k.stop
	}
	w.insertAfter(c.body.to-1, tail)
	w.edits = append(w.edits, edit{w.tok(c.tail.from).Start, w.tok(c.tail.to - 1).End, ""})
	return nil
}

// carriedBy gives what SEARCH and CYCLE carry on.
func (w *work) carriedBy(o ordered, tail span) carriedRows {
	var k carriedRows
	for _, f := range o.cols {
		k.cols = append(k.cols, quoteIdent(f.name))
	}
	row := func(names []*pg.Node) string {
		var list []string
		for _, n := range strs(names) {
			list = append(list, quoteIdent(n))
		}
		return "row(" + strings.Join(list, ", ") + ")"
	}
	level := func(depth string, names []*pg.Node) string { // with names: the engine looks for fields of an unnamed row by name
		x := "{'*DEPTH*': " + depth
		for _, n := range strs(names) {
			x += ", " + quote(n) + ": " + quoteIdent(n)
		}
		return x + "}"
	}
	if s := o.cte.SearchClause; s != nil {
		seq := quoteIdent(s.SearchSeqColumn)
		k.add = append(k.add, seq)
		if s.SearchBreadthFirst {
			k.init, k.step = append(k.init, level("0::BIGINT", s.SearchColList)), append(k.step, level(seq+"['*DEPTH*'] + 1", s.SearchColList))
		} else {
			k.init, k.step = append(k.init, "["+row(s.SearchColList)+"]"), append(k.step, "list_append("+seq+", "+row(s.SearchColList)+")")
		}
	}
	if y := o.cte.CycleClause; y != nil {
		mark, path := quoteIdent(y.CycleMarkColumn), quoteIdent(y.CyclePathColumn)
		yes, no := "true", "false"
		r := &reader{p: w.p, i: tail.from, end: tail.to, ok: true}
		if to := r.clause(tail.from, "to"); to < tail.to {
			def := r.clause(to, "default")
			yes, no = w.Text[w.tok(to+1).Start:w.tok(def-1).End], w.Text[w.tok(def+1).Start:w.tok(r.clause(def, "using")-1).End]
		}
		this := row(y.CycleColList)
		k.add = append(k.add, mark, path)
		k.init = append(k.init, no, "["+this+"]")
		k.step = append(k.step, "CASE WHEN list_contains("+path+", "+this+") THEN "+yes+" ELSE "+no+" END", "list_append("+path+", "+this+")")
		k.stop = mark + " IS DISTINCT FROM " + yes
	}
	return k
}

// selfReference finds what a FROM list calls the query itself.
func selfReference(list []*pg.Node, name string) string {
	for _, n := range list {
		switch x := n.GetNode().(type) {
		case *pg.Node_RangeVar:
			if x.RangeVar.Schemaname == "" && x.RangeVar.Relname == name {
				return aliased(x.RangeVar.Alias, name)
			}
		case *pg.Node_JoinExpr:
			if s := selfReference([]*pg.Node{x.JoinExpr.Larg, x.JoinExpr.Rarg}, name); s != "" {
				return s
			}
		}
	}
	return ""
}
