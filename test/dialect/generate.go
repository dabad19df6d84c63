package dialect

import (
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
)

// grammar writes random typed expressions from the productions of testdata.
type grammar struct {
	of     map[string][]string // all productions of a type
	leaves map[string][]string
	types  []string // those that a statement may ask for
}

var placeholder = regexp.MustCompile(`\$[a-z0-9]+`)

func readGrammar() (*grammar, error) {
	b, err := os.ReadFile("testdata/productions.txt")
	if err != nil {
		return nil, err
	}
	g := &grammar{of: map[string][]string{}, leaves: map[string][]string{}}
	for _, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if strings.HasPrefix(l, "#") {
			continue
		}
		typ, expr, ok := strings.Cut(l, "\t")
		if !ok {
			return nil, fmt.Errorf("production %q", l)
		}
		if g.of[typ] == nil && typ != "small" {
			g.types = append(g.types, typ)
		}
		g.of[typ] = append(g.of[typ], expr)
		if !strings.Contains(expr, "$") {
			g.leaves[typ] = append(g.leaves[typ], expr)
		}
	}
	return g, nil
}

// expression writes an expression of a type that nests at most depth productions.
func (g *grammar) expression(r *rand.Rand, typ string, depth int) string {
	from := g.of[typ]
	if depth == 0 && len(g.leaves[typ]) > 0 {
		from = g.leaves[typ]
	}
	p := from[r.IntN(len(from))]
	return placeholder.ReplaceAllStringFunc(p, func(s string) string {
		e := g.expression(r, s[1:], max(0, depth-1))
		if strings.ContainsAny(e, " -") && !strings.HasPrefix(e, "'") {
			return "(" + e + ")"
		}
		return e
	})
}

// statement writes a SELECT of one expression.
func (g *grammar) statement(r *rand.Rand) string {
	return "SELECT " + g.expression(r, g.types[r.IntN(len(g.types))], 1+r.IntN(3))
}
