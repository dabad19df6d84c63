package dialect

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// lift takes the set-returning functions of one query out of places where the engine does not expand them: GROUP BY, ORDER BY,
// DISTINCT ON, window definitions, and the arguments of other such functions. PostgreSQL makes rows of them before it groups and
// sorts, all side by side, which is what a subquery at the end of FROM does.
type lift struct {
	w     *work
	sel   *pg.SelectStmt
	texts []string // what the subquery selects
	names map[string]string
	done  []stretch
}

// lifted is such a subquery, and the token behind which it stands.
type lifted struct {
	after int
	text  string
}

// ruleLift moves them. What is round each of them moves along, and so stand the rules before this one.
func ruleLift(w *work) error {
	if w.tree == nil || !w.mayGiveSets() {
		return nil
	}
	var all []*pg.SelectStmt
	w.selects(func(sel *pg.SelectStmt) { all = append(all, sel) })
	slices.Reverse(all) // inner ones first
	for _, sel := range all {
		if len(sel.TargetList) > 0 {
			w.lift(sel)
		}
	}
	return nil
}

func (w *work) lift(sel *pg.SelectStmt) {
	l := &lift{w: w, sel: sel, names: map[string]string{}}
	for _, g := range groupKeys(sel.GroupClause) {
		l.key(g)
	}
	for _, d := range windowKeys(sel) {
		if l.set(d) {
			l.expr(d)
		}
	}
	plain := w.typed().plain(sel)
	if plain && l.early() {
		for i := range sel.TargetList {
			l.target(i)
		}
		for _, n := range slices.Concat(sel.DistinctClause, sortNodes(sel)) {
			if n.GetNode() != nil && l.set(n) {
				l.expr(n)
			}
		}
	}
	for _, n := range sortNodes(sel) {
		l.sortKey(n)
	}
	if plain {
		l.nested()
	}
	if len(l.texts) == 0 {
		return
	}
	end := w.fromEnd(sel)
	lead := " FROM (SELECT "
	if len(sel.FromClause) > 0 {
		lead = ", LATERAL (SELECT "
	}
	w.lifts = append(w.lifts, lifted{end, lead + strings.Join(l.texts, ", ") + ") AS lw_s"})
	l.stars()
}

// early tells whether rows must be made before the query's own are sorted or chosen.
func (l *lift) early() bool {
	sets := slices.ContainsFunc(l.sel.TargetList, func(n *pg.Node) bool { return l.set(n.GetResTarget().GetVal()) })
	if d := l.sel.DistinctClause; sets && len(d) > 0 && d[0].GetNode() != nil || sets && l.sel.LimitOption == pg.LimitOption_LIMIT_OPTION_WITH_TIES {
		return true
	}
	return slices.ContainsFunc(slices.Concat(l.sel.DistinctClause, sortNodes(l.sel)), func(n *pg.Node) bool {
		return n.GetNode() != nil && l.set(n) && l.position(n) == 0
	})
}

// set tells whether an expression gives rows.
func (l *lift) set(n *pg.Node) bool { return len(setCalls(n, nil)) > 0 }

// setCalls gives the set-returning calls in an expression, outer ones first.
func setCalls(n *pg.Node, found []*pg.FuncCall) []*pg.FuncCall {
	switch x := n.GetNode().(type) {
	case nil, *pg.Node_SubLink:
		return found
	case *pg.Node_FuncCall:
		if p := tableCall(x.FuncCall); setName(x.FuncCall) != "" || p != nil && p.Set {
			found = append(found, x.FuncCall)
		}
	}
	within(n, nodeFunc(func(n *pg.Node) { found = setCalls(n, found) }))
	return found
}

// key takes out an item of GROUP BY: an expression, or the column of the result whose name or number it is.
func (l *lift) key(g *pg.Node) {
	if c := g.GetAConst(); c.GetIval() != nil {
		l.target(int(c.GetIval().Ival) - 1)
		return
	}
	if c := g.GetColumnRef(); c != nil && len(c.Fields) == 1 {
		for i, n := range l.sel.TargetList {
			r := n.GetResTarget()
			name := r.GetName()
			if name == "" {
				name, _ = columnName(r.GetVal())
			}
			if name == lastName(c.Fields) && l.set(r.GetVal()) {
				l.target(i)
				return
			}
		}
		return
	}
	if l.set(g) {
		l.expr(g)
	}
}

// target takes out an item of the select list, with all that are the same.
func (l *lift) target(i int) {
	if i < 0 || i >= len(l.sel.TargetList) {
		return
	}
	if r := l.sel.TargetList[i].GetResTarget(); r != nil && !expands(r.Val) && l.set(r.Val) {
		if s, ok := l.w.target(r); ok {
			l.take(s, false)
		}
	}
}

// expr takes out a key, and the items of the select list that are the same.
func (l *lift) expr(n *pg.Node) {
	s, ok := l.w.keySpan(n)
	if !ok {
		return
	}
	name := l.take(s, false)
	for _, t := range l.sel.TargetList {
		r := t.GetResTarget()
		if s, ok := l.w.target(r); ok && l.names[l.w.plainText(s)] == name {
			l.take(s, false)
		}
	}
}

// take moves what stands there into the subquery, once, and leaves its name.
func (l *lift) take(s stretch, part bool) string {
	text := l.w.plainText(s)
	if slices.Contains(l.done, s) {
		return l.names[text]
	}
	l.done = append(l.done, s)
	moved := l.w.cutOut(s, part)
	name := l.names[text]
	if name == "" {
		column := "lw_s" + strconv.Itoa(len(l.texts)+1)
		name = "lw_s." + column
		l.names[text] = name
		l.texts = append(l.texts, moved+" AS "+column)
	}
	l.w.replace(s.first, s.last, name)
	return name
}

// sortKey writes an item of ORDER BY that the select list has too as its number.
func (l *lift) sortKey(n *pg.Node) {
	s, ok := l.w.keySpan(n)
	if !ok || !l.set(n) || slices.Contains(l.done, s) {
		return
	}
	if i := l.position(n); i > 0 {
		l.w.cutOut(s, false)
		l.w.replace(s.first, s.last, strconv.Itoa(i))
	}
}

// position gives the number of the result's column that an expression is, 0 if there is none.
func (l *lift) position(n *pg.Node) int {
	s, ok := l.w.keySpan(n)
	if !ok {
		return 0
	}
	text := l.w.plainText(s)
	for i, t := range l.sel.TargetList {
		r := t.GetResTarget()
		if r == nil || expands(r.Val) {
			return 0
		}
		if o, ok := l.w.target(r); ok && l.w.plainText(o) == text {
			return i + 1
		}
	}
	return 0
}

// nested takes the calls out that are arguments of others. Those that have no such arguments themselves give their rows beside
// them, as in PostgreSQL, and then the others do.
func (l *lift) nested() {
	var inner []*pg.FuncCall
	asked := false
	for _, n := range l.sel.TargetList {
		for _, f := range setCalls(n.GetResTarget().GetVal(), nil) {
			if slices.ContainsFunc(f.Args, l.set) {
				asked = true
			} else {
				inner = append(inner, f)
			}
		}
		asked = asked || len(l.told(n.GetResTarget().GetVal(), nil)) > 0
	}
	if !asked {
		return
	}
	for _, f := range inner {
		at, open, ok := l.w.callOpen(f)
		s := stretch{at, l.w.closing(open)}
		if ok && s.last > 0 && !slices.ContainsFunc(l.done, func(o stretch) bool { return o.first <= s.first && s.last <= o.last }) {
			l.take(s, true)
		}
	}
}

// told gives the set-returning calls in the arguments of what is a query to the engine, in which nothing is expanded: functions of
// the catalog, casts to its types.
func (l *lift) told(n *pg.Node, found []*pg.FuncCall) []*pg.FuncCall {
	switch x := n.GetNode().(type) {
	case nil, *pg.Node_SubLink:
		return found
	case *pg.Node_FuncCall:
		if catalogCall(lastName(x.FuncCall.Funcname)) && tableCall(x.FuncCall) == nil {
			for _, a := range x.FuncCall.Args {
				found = setCalls(a, found)
			}
			return found
		}
	case *pg.Node_TypeCast:
		if regTypes[lastName(x.TypeCast.TypeName.GetNames())] {
			return setCalls(x.TypeCast.Arg, found)
		}
	}
	within(n, nodeFunc(func(n *pg.Node) { found = l.told(n, found) }))
	return found
}

// catalogCall tells functions that look into the catalog, by their names.
func catalogCall(name string) bool {
	for _, lead := range []string{"pg_", "has_", "to_reg", "obj_", "col_", "shobj_", "format_type"} {
		if strings.HasPrefix(name, lead) {
			return true
		}
	}
	return false
}

// stars takes the subquery's columns out of what a bare * stands for.
func (l *lift) stars() {
	var columns []string
	for i := range l.texts {
		columns = append(columns, "lw_s"+strconv.Itoa(i+1))
	}
	for _, n := range l.sel.TargetList {
		if c := n.GetResTarget().GetVal().GetColumnRef(); c != nil && len(c.Fields) == 1 && c.Fields[0].GetAStar() != nil {
			l.w.insertAfter(l.w.tokenAt(c.Location), fmt.Sprintf(" EXCLUDE (%s)", strings.Join(columns, ", ")))
		}
	}
}

// cutOut gives the text of a stretch with the edits that lie in it, and takes those out. What stands at the ends of a part of an
// expression is not its own.
func (w *work) cutOut(s stretch, part bool) string {
	from, to := w.tok(s.first).Start, w.tok(s.last).End
	var own []edit
	w.edits = slices.DeleteFunc(w.edits, func(e edit) bool {
		if e.start < from || e.end > to || part && e.start == e.end && (e.start == from || e.start == to) {
			return false
		}
		own = append(own, edit{e.start - from, e.end - from, e.repl})
		return true
	})
	text, _ := splice(w.Text[from:to], own)
	return text
}

// plainText gives what stands there without its spaces and letters' cases.
func (w *work) plainText(s stretch) string {
	var b strings.Builder
	for k := s.first; k <= s.last; k++ {
		t := w.tok(k)
		if text := t.text(w.Text); t.Kind == TokIdent {
			b.WriteString(lower(text))
		} else {
			b.WriteString(text)
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// putLifted writes the subqueries, behind all else that stands at the ends of FROM.
func (w *work) putLifted() {
	for _, l := range w.lifts {
		w.insertAfter(l.after, l.text)
	}
	w.lifts = nil
}
