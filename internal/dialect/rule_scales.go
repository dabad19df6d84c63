package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// Numerics keep their own scale in PostgreSQL where several meet: the branches of a CASE, the elements of an array. The engine's
// have one scale together. Those that go to a client are written as texts, each for itself.

// caseResults gives the results of a CASE as they stand in the text.
func caseResults(c *pg.CaseExpr) []*pg.Node {
	var out []*pg.Node
	for _, a := range c.Args {
		out = append(out, a.GetCaseWhen().GetResult())
	}
	if c.Defresult != nil {
		out = append(out, c.Defresult)
	}
	return out
}

// branches finds the tokens of the results of a CASE.
func (w *work) branches(c *pg.CaseExpr) []stretch {
	var out []stretch
	first, depth := 0, 0
	for k := w.tokenAt(c.Location); ; k++ {
		switch {
		case w.tok(k).Kind == TokEOF:
			return nil
		case w.isAny(k, "(", "[", "case"):
			depth++
		case w.isAny(k, ")", "]"):
			depth--
		case depth == 1 && w.isAny(k, "then", "else", "when", "end"):
			if first > 0 {
				out = append(out, stretch{first, k - 1})
			}
			if first = 0; w.isAny(k, "then", "else") {
				first = k + 1
			}
			if w.is(k, "end") {
				return out
			}
		case w.is(k, "end"):
			depth--
		}
	}
}

// caseEnd finds the END of the CASE that begins at token i.
func (w *work) caseEnd(i int) int {
	for depth := 0; ; i++ {
		switch {
		case w.tok(i).Kind == TokEOF:
			return -1
		case w.is(i, "case"):
			depth++
		case w.is(i, "end"):
			if depth--; depth == 0 {
				return i
			}
		}
	}
}

// How several exact numbers stand together.
const (
	notExact = iota // some are no exact numbers
	sameScale
	ownScales // or digits that the engine has not
)

// scales compares exact numbers. What has no type is NULL.
func (w *work) scales(nodes []*pg.Node) int {
	seen, found := -1, sameScale
	for _, n := range nodes {
		o := w.typeOf(n)
		if o == pgtypes.OIDUnknown && n.GetAConst().GetIsnull() {
			continue
		}
		if !exactType(o) {
			return notExact
		}
		scale := w.scaleOf(n)
		if w.inexact(n) || seen >= 0 && seen != scale {
			found = ownScales
		}
		seen = scale
	}
	return found
}

// mixed tells whether an expression is a CASE whose results have scales of their own.
func (w *work) mixed(n *pg.Node) bool {
	c := n.GetCaseExpr()
	return c != nil && w.typeOf(n) == pgtypes.OIDNumeric && w.scales(caseResults(c)) == ownScales && w.branches(c) != nil
}

// caseExpr writes each result of a CASE with its own scale.
func (w exacter) caseExpr(c *pg.CaseExpr) {
	branches := w.branches(c)
	for i, r := range caseResults(c) {
		w.own(r, branches[i])
	}
}

// unknownScale is the scale of what only the engine knows.
const unknownScale = 1 << 16

func (w *work) scaleOf(n *pg.Node) int {
	if e := n.GetAExpr(); e != nil && e.Lexpr == nil && lastName(e.Name) == "-" {
		return w.scaleOf(e.Rexpr)
	}
	switch x := w.typed().types[n]; {
	case x.oid != pgtypes.OIDNumeric:
		return 0
	case x.mod >= 4:
		return int(x.mod-4) & 0x7ff
	}
	if f := n.GetAConst().GetFval(); f != nil && !strings.ContainsAny(f.Fval, "eE") {
		_, fraction, _ := strings.Cut(f.Fval, ".")
		return len(fraction)
	}
	return unknownScale
}

// own writes one of several numbers with its own scale.
func (w exacter) own(n *pg.Node, s stretch) {
	switch {
	case n.GetAConst().GetIsnull():
	case w.inexact(n):
		w.exact(n)
	case w.mixed(n):
		w.caseExpr(n.GetCaseExpr())
	default:
		w.wrap(s, "lw_numeric_text(", ")")
	}
}

// array writes the elements of an array.
func (w exacter) array(n *pg.Node) {
	a := n.GetAArrayExpr()
	if a == nil || w.typeOf(n) != pgtypes.OIDNumericArray || w.scales(a.Elements) != ownScales {
		return
	}
	open := w.tokenAt(a.Location)
	if w.is(open, "array") {
		open++
	}
	end := w.bracket(open)
	if elements := w.commas(open+1, end); end > 0 && len(elements) == len(a.Elements) {
		for i, e := range a.Elements {
			w.own(e, elements[i])
		}
	}
}

// arms writes the columns of UNION ALL in which numbers of several scales, or with digits that the engine has not, meet.
func (w exacter) arms(sel *pg.SelectStmt) {
	arms := unionArms(nil, sel)
	for i := range w.Types {
		var nodes []*pg.Node
		var at []stretch
		for _, a := range arms {
			if i >= len(a.TargetList) || len(a.DistinctClause) > 0 || len(a.SortClause) > 0 {
				return
			}
			for _, t := range a.TargetList[:i+1] {
				if expands(t.GetResTarget().GetVal()) {
					return
				}
			}
			r := a.TargetList[i].GetResTarget()
			s, ok := w.target(r)
			if !ok || len(a.GroupClause) > 0 && !w.freeKeys(a, r, i) {
				return
			}
			nodes, at = append(nodes, r.Val), append(at, s)
		}
		if len(nodes) > 1 && w.scales(nodes) == ownScales {
			for k, n := range nodes {
				w.own(n, at[k])
			}
		}
	}
}

// unionArms gives the queries that UNION ALL joins, none where something else does.
func unionArms(out []*pg.SelectStmt, sel *pg.SelectStmt) []*pg.SelectStmt {
	switch {
	case sel.Larg == nil:
		return append(out, sel)
	case sel.Op != pg.SetOperation_SETOP_UNION || !sel.All:
		return nil
	}
	if out = unionArms(out, sel.Larg); len(out) > 0 {
		return unionArms(out, sel.Rarg)
	}
	return nil
}
