package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

func timestamps(o pgtypes.OID) bool { return o == pgtypes.OIDTimestamp || o == pgtypes.OIDTimestampTZ }

// timeSpan makes an interval of the time that is added to a timestamp: the left operand, or the right one.
func (w *work) timeSpan(x *pg.A_Expr, left bool) {
	l, r, ok := w.operands(x)
	if !ok {
		return
	}
	if left {
		r = l
	}
	w.wrap(r, "lw_time_interval(", ")")
}

// widening are the operators whose result is as wide as the wider operand.
var widening = words("+", "-", "*")

// widen gives a number that is written beside a smallint the type that PostgreSQL gives it: the engine would take it for a smallint.
func (w *work) widen(n *pg.Node) bool {
	c := n.GetAConst()
	if c == nil || c.GetIval() == nil || c.Isnull {
		return false
	}
	i := w.tokenAt(c.Location)
	if w.tok(i).Kind != TokInt {
		return false
	}
	w.insertAfter(i, "::INTEGER")
	return true
}
