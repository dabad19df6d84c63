package dialect

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// regNames are the reg types by OID. To the engine their values are numbers.
var regNames = map[pgtypes.OID]string{
	pgtypes.OIDRegclass: "regclass", pgtypes.OIDRegtype: "regtype", pgtypes.OIDRegproc: "regproc", pgtypes.OIDRegprocedure: "regprocedure",
	pgtypes.OIDRegnamespace: "regnamespace", pgtypes.OIDRegrole: "regrole", pgtypes.OIDRegoper: "regoper", pgtypes.OIDRegoperator: "regoperator",
	pgtypes.OIDRegconfig: "regconfig", pgtypes.OIDRegdictionary: "regdictionary", pgtypes.OIDRegcollation: "regcollation",
}

// regOut gives the macro that makes names of a column's numbers, "" where it needs none.
func regOut(o pgtypes.OID) string {
	if name := regNames[o]; name != "" {
		return "lw_" + name + "_out("
	}
	if elem, ok := pgtypes.ElemOf(o); ok && regNames[elem] != "" {
		return "lw_" + regNames[elem] + "_outs("
	}
	return ""
}

// ruleRegOutput gives the columns of reg types that go to the client their names beside their numbers: the text format shows
// the one, the binary format the other.
func ruleRegOutput(w *work) error {
	if w.tree == nil {
		return nil
	}
	w.regJSON()
	w.regTexts()
	if !w.ReturnsRows || w.stored || !slices.ContainsFunc(w.Types, func(t ColType) bool { return regOut(t.OID) != "" }) {
		return nil
	}
	if sel := w.tree.GetSelectStmt(); sel != nil {
		w.regArms(sel)
	}
	return nil
}

func (w *work) regArms(sel *pg.SelectStmt) {
	if sel.Larg != nil {
		w.regArms(sel.Larg)
		w.regArms(sel.Rarg)
		return
	}
	at := 0 // the column of the result
	for _, t := range sel.TargetList {
		r := t.GetResTarget()
		if expands(r.GetVal()) {
			n := len(w.Types) - len(sel.TargetList) + 1
			if slices.ContainsFunc(sel.TargetList, func(o *pg.Node) bool { return o != t && expands(o.GetResTarget().GetVal()) }) {
				return
			}
			w.regStar(r, at, at+n)
			at += n
			continue
		}
		if at >= len(w.Types) {
			return
		}
		out := regOut(w.Types[at].OID)
		if at++; out == "" || w.typeOf(r.Val) != w.Types[at-1].OID {
			continue
		}
		if s, ok := w.target(r); ok {
			w.wrap(s, out, ")")
		}
	}
}

// regJSON gives the functions that write json the names of what they get as a reg type.
func (w *work) regJSON() {
	for _, n := range w.nodes() {
		f := n.GetFuncCall()
		if f == nil || !jsonWriters[lastName(f.Funcname)] || f.AggDistinct {
			continue
		}
		for _, a := range f.Args {
			if name := regNames[w.typeOf(a)]; name != "" {
				if s, ok := w.exprStretch(a); ok {
					w.wrap(s, "lw_"+name+"_name(", ")")
				}
			}
		}
	}
}

// regTexts does so for arrays of them that are cast to text.
func (w *work) regTexts() {
	for _, n := range w.nodes() {
		c := n.GetTypeCast()
		if c == nil || !slices.Contains([]pgtypes.OID{pgtypes.OIDText, pgtypes.OIDVarchar}, w.typeOf(n)) {
			continue
		}
		elem, ok := pgtypes.ElemOf(w.typeOf(c.Arg))
		if name := regNames[elem]; !ok || name == "" {
			continue
		}
		var s stretch
		if f := c.Arg.GetFuncCall(); f != nil && lastName(f.Funcname) == "array_agg" && len(f.Args) == 1 && !f.AggDistinct {
			s, ok = w.exprStretch(f.Args[0])
		} else if l := c.Arg.GetSubLink(); l != nil && len(l.Subselect.GetSelectStmt().GetTargetList()) == 1 {
			s, ok = w.target(l.Subselect.GetSelectStmt().TargetList[0].GetResTarget())
		} else {
			continue
		}
		if ok {
			w.wrap(s, "lw_"+regNames[elem]+"_name(", ")")
		}
	}
}

// regStar does so for the columns of a *, by the engine's REPLACE.
func (w *work) regStar(r *pg.ResTarget, from, to int) {
	star, of := w.starAt(r)
	if star < 0 {
		return
	}
	var list []string
	for i := from; i < to && i < len(w.Types); i++ {
		out := regOut(w.Types[i].OID)
		if out == "" || i >= len(w.Names) {
			continue
		}
		if n := w.Names[i]; n != "" && strings.Count(strings.Join(w.Names[from:to], "\x00")+"\x00", n+"\x00") == 1 {
			list = append(list, out+of+quoteName(n)+") AS "+quoteName(n))
		}
	}
	if len(list) > 0 {
		w.insertAfter(star, " REPLACE ("+strings.Join(list, ", ")+")")
	}
}

// starAt finds the * of an item of a select list, and what stands before the columns of its relation; -1 where there is none.
func (w *work) starAt(r *pg.ResTarget) (at int, of string) {
	i := w.tokenAt(r.Location)
	if r.Val.GetColumnRef() == nil {
		return -1, ""
	}
	for k := i; k < i+8; k++ {
		if w.is(k, "*") {
			if k-2 >= i {
				of = w.tok(k-2).text(w.Text) + "."
			}
			return k, of
		}
	}
	return -1, ""
}

// target finds the tokens of an item of a select list, without its alias.
func (w *work) target(r *pg.ResTarget) (stretch, bool) {
	first := w.tokenAt(r.Location)
	k := first
	for depth := 0; ; k++ {
		t := w.tok(k)
		switch {
		case t.Kind == TokEOF:
		case w.isAny(k, "(", "["):
			depth++
			continue
		case depth > 0 && w.isAny(k, ")", "]"):
			depth--
			continue
		case w.is(k, "case"):
			depth++
			continue
		case depth > 0 && w.is(k, "end"):
			depth--
			continue
		case depth > 0, !w.isAny(k, ")", ",") && !(t.Kind == TokIdent && listEnds[lower(t.text(w.Text))]):
			continue
		}
		break
	}
	last := k - 1
	if r.Name != "" {
		if last--; w.is(last, "as") {
			last--
		}
	}
	return stretch{first, last}, last >= first
}

// listEnds are the words that stand behind a select list.
var listEnds = words("from", "into", "where", "group", "having", "window", "union", "intersect", "except", "order", "limit", "offset", "fetch", "for")
