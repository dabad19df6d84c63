package dialect

import (
	"slices"
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// exacter writes expressions with the shim's functions, each once.
type exacter struct {
	*work
	done map[*pg.Node]bool
}

// exact writes an expression that is inexact, with those in it.
func (w exacter) exact(n *pg.Node) {
	if !w.inexact(n) || w.done[n] {
		return
	}
	w.done[n] = true
	switch x := n.GetNode().(type) {
	case *pg.Node_AExpr:
		if x.AExpr.Lexpr == nil { // a sign
			w.replace(w.tokenAt(x.AExpr.Location), w.tokenAt(x.AExpr.Location), "lw_numeric_sub(0, ")
			w.exact(x.AExpr.Rexpr)
			w.insertAfter(w.rightEnd(w.tokenAt(x.AExpr.Location)+1, strength("^")), ")")
			return
		}
		left, right, _ := w.operands(x.AExpr)
		w.insert(left.first, exactOperators[lastName(x.AExpr.Name)]+"(")
		w.exact(x.AExpr.Lexpr)
		w.replace(left.last+1, left.last+1, ",")
		w.exact(x.AExpr.Rexpr)
		w.insertAfter(right.last, ")")
	case *pg.Node_CoalesceExpr:
		args, _ := w.arguments(w.tokenAt(x.CoalesceExpr.Location) + 1)
		for i, a := range x.CoalesceExpr.Args {
			if w.inexact(a) {
				w.exact(a)
			} else {
				w.wrap(args[i], "(", ")::VARCHAR")
			}
		}
	case *pg.Node_CaseExpr:
		w.caseExpr(x.CaseExpr)
	case *pg.Node_FuncCall:
		name, open, _ := w.callOpen(x.FuncCall)
		if to := exactCalls[lastName(x.FuncCall.Funcname)]; to != "" {
			w.edits = slices.DeleteFunc(w.edits, func(e edit) bool { return e.start == w.tok(name).Start && e.end == w.tok(open-1).End }) // lw_power()
			w.replace(name, open-1, to)
			for _, a := range x.FuncCall.Args {
				w.exact(a)
			}
			return
		}
		s, _ := w.average(x.FuncCall)
		rest := w.text(stretch{open, s.last})
		w.replace(s.first, s.last, "lw_numeric_div(sum"+rest+", count"+rest+")")
	}
}

// round writes round(x, n) and trunc(x, n) of what is inexact. Their result has n decimals.
func (w exacter) round(f *pg.FuncCall) {
	name := lastName(f.Funcname)
	if name != "round" && name != "trunc" || len(f.Args) == 0 || len(f.Args) > 2 || !w.inexact(f.Args[0]) {
		return
	}
	decimals := int32(0)
	if len(f.Args) == 2 {
		c := f.Args[1].GetAConst()
		if c == nil || c.GetIval() == nil {
			return
		}
		decimals = c.GetIval().Ival
	}
	at, open, ok := w.callOpen(f)
	args, end := w.arguments(open)
	if !ok || decimals < 0 || decimals > 18 || len(args) != len(f.Args) {
		return
	}
	w.edits = slices.DeleteFunc(w.edits, func(e edit) bool { return e.start == w.tok(at).Start && e.end == w.tok(at).End }) // lw_round()
	w.replace(at, open-1, "lw_numeric_"+name)
	w.exact(f.Args[0])
	if len(args) == 1 {
		w.insert(end, ", 0")
	}
	w.insertAfter(end, "::DECIMAL(38,"+strconv.Itoa(int(decimals))+")")
}
