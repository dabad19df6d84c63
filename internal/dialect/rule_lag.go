package dialect

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// ruleLag gives lag() and lead() of integers the type of a default with decimals: the engine casts the default to the
// value's type, and 0.5 becomes 1.
func ruleLag(w *work) error {
	if w.tree == nil {
		return nil
	}
	for _, n := range w.nodes() {
		f := n.GetFuncCall()
		if name := lastName(f.GetFuncname()); f == nil || len(f.Args) != 3 || name != "lag" && name != "lead" {
			continue
		}
		digits := decimals(f.Args[2])
		if digits == 0 || w.typeOf(f.Args[0]) == pgtypes.OIDNumeric || w.typeOf(n) != pgtypes.OIDNumeric {
			continue
		}
		if _, open, ok := w.callOpen(f); ok {
			if args, _ := w.arguments(open); len(args) == 3 {
				w.wrap(args[0], "(", ")::DECIMAL(38,"+strconv.Itoa(digits)+")")
			}
		}
	}
	return nil
}

// decimals counts the digits behind the point of a number that is written out.
func decimals(n *pg.Node) int {
	if x := n.GetAExpr(); x != nil && x.Lexpr == nil {
		n = x.Rexpr
	}
	_, digits, _ := strings.Cut(n.GetAConst().GetFval().GetFval(), ".")
	return len(digits)
}
