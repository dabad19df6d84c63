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
		if w.inexact(n) || w.mixed(n) || seen >= 0 && seen != scale {
			found = ownScales
		}
		seen = scale
	}
	return found
}

// mixed tells whether an expression's results have scales of their own.
func (w *work) mixed(n *pg.Node) bool {
	if n == nil || w.typeOf(n) != pgtypes.OIDNumeric {
		return false
	}
	switch x := n.GetNode().(type) {
	case *pg.Node_ColumnRef:
		m := w.typed().types[n].made
		return m != nil && m.exact && m.scales
	case *pg.Node_CaseExpr:
		return w.scales(caseResults(x.CaseExpr)) == ownScales && w.branches(x.CaseExpr) != nil
	case *pg.Node_CoalesceExpr:
		return w.scales(x.CoalesceExpr.Args) == ownScales && w.listOf(n, x.CoalesceExpr.Args) != nil
	case *pg.Node_MinMaxExpr:
		return w.scales(x.MinMaxExpr.Args) == ownScales && w.listOf(n, x.MinMaxExpr.Args) != nil
	case *pg.Node_FuncCall:
		return pickers[lastName(x.FuncCall.Funcname)] && len(x.FuncCall.Args) == 1 && w.mixed(x.FuncCall.Args[0])
	}
	return false
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
