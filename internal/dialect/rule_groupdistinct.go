package dialect

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// mostSets is how many grouping sets PostgreSQL makes of one GROUP BY.
const mostSets = 4096

// ruleGroupDistinct writes GROUP BY DISTINCT as the grouping sets that it means, each of them once. GROUP BY ALL (keys) is GROUP BY,
// where the engine's GROUP BY ALL has no keys.
func ruleGroupDistinct(w *work) error {
	if w.tree == nil {
		return nil
	}
	for i := range w.p.toks {
		if w.is(i, "group") && w.is(i+1, "by") && w.is(i+2, "all") && w.clauseEnd(i+3) >= i+3 {
			w.replace(i+2, i+2, "")
		}
		if !w.is(i, "group") || !w.is(i+1, "by") || !w.is(i+2, "distinct") {
			continue
		}
		var of *pg.SelectStmt
		w.selects(func(sel *pg.SelectStmt) {
			if sel.GroupDistinct && len(sel.GroupClause) > 0 {
				if k := w.tokenAt(location(firstKey(sel.GroupClause))); k > i && (of == nil || w.tokenAt(location(firstKey(of.GroupClause))) > k) {
					of = sel
				}
			}
		})
		if of == nil {
			w.replace(i+2, i+2, "")
			continue
		}
		sets, err := w.groupingSets(of.GroupClause)
		if err != nil {
			return err
		}
		if len(sets) == 1 {
			w.replace(i+2, i+2, "")
			continue
		}
		var once []string
		for _, s := range sets {
			if text := "(" + strings.Join(s, ", ") + ")"; !slices.Contains(once, text) {
				once = append(once, text)
			}
		}
		w.replace(i+2, w.clauseEnd(i+3), "GROUPING SETS ("+strings.Join(once, ", ")+")")
	}
	return nil
}

// firstKey is the first expression of a GROUP BY; nil where it has none.
func firstKey(list []*pg.Node) *pg.Node {
	if keys := groupKeys(list); len(keys) > 0 {
		return keys[0]
	}
	return nil
}

// groupingSets multiplies the items of a list out: each set has one of the sets of each item.
func (w *work) groupingSets(list []*pg.Node) ([][]string, error) {
	sets := [][]string{nil}
	for _, n := range list {
		of, err := w.setsOf(n)
		if err != nil {
			return nil, err
		}
		var out [][]string
		for _, a := range sets {
			for _, b := range of {
				out = append(out, union(a, b))
			}
		}
		if len(out) > mostSets {
			return nil, pgerr.New(pgerr.StatementTooComplex, "too many grouping sets present (maximum 4096)")
		}
		sets = out
	}
	return sets, nil
}

// union puts the keys of two sets together, each once and in one order, so that equal sets have equal texts.
func union(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// setsOf gives the sets that one item of GROUP BY stands for.
func (w *work) setsOf(n *pg.Node) ([][]string, error) {
	g := n.GetGroupingSet()
	if g == nil {
		return [][]string{w.keyTexts(n)}, nil
	}
	var sets [][]string
	switch g.Kind {
	case pg.GroupingSetKind_GROUPING_SET_EMPTY:
		return [][]string{nil}, nil
	case pg.GroupingSetKind_GROUPING_SET_ROLLUP:
		for k := len(g.Content); k >= 0; k-- {
			var s []string
			for _, c := range g.Content[:k] {
				s = union(s, w.keyTexts(c))
			}
			sets = append(sets, s)
		}
	case pg.GroupingSetKind_GROUPING_SET_CUBE:
		if len(g.Content) > 12 {
			return nil, pgerr.New(pgerr.TooManyColumns, "CUBE is limited to 12 elements")
		}
		for mask := 1<<len(g.Content) - 1; mask >= 0; mask-- {
			var s []string
			for k, c := range g.Content {
				if mask&(1<<k) != 0 {
					s = union(s, w.keyTexts(c))
				}
			}
			sets = append(sets, s)
		}
	default:
		for _, c := range g.Content {
			of, err := w.setsOf(c)
			if err != nil {
				return nil, err
			}
			sets = append(sets, of...)
		}
	}
	return sets, nil
}

// keyTexts gives the texts of a key, or of each in a list in brackets.
func (w *work) keyTexts(n *pg.Node) []string {
	if r := n.GetRowExpr(); r != nil && r.RowFormat == pg.CoercionForm_COERCE_IMPLICIT_CAST {
		var out []string
		for _, a := range r.Args {
			out = union(out, w.keyTexts(a))
		}
		return out
	}
	s, ok := w.exprStretch(n)
	if !ok {
		return nil
	}
	return []string{w.translated(s)}
}

// clauseEnd finds the last token of a GROUP BY whose list begins at token i.
func (w *work) clauseEnd(i int) int {
	for ; w.tok(i).Kind != TokEOF; i++ {
		if w.is(i, "(") {
			i = w.closing(i)
			continue
		}
		if w.isAny(i, ")", ";", "having", "window", "order", "limit", "offset", "fetch", "for", "union", "intersect", "except") {
			break
		}
	}
	return i - 1
}
