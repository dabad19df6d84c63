package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// doubled are the operators that PostgreSQL has for a real with a number of another type in double precision only.
var doubled = words("+", "-", "*", "/", "=", "<>", "!=", "<", ">", "<=", ">=")

// double makes the side of an operator that is a real a double where the other is an exact number. The engine would reckon,
// and compare, with seven digits.
func (w *work) double(x *pg.A_Expr, l, r pgtypes.OID) {
	left, right, ok := w.operands(x)
	switch {
	case !ok || x.Kind != pg.A_Expr_Kind_AEXPR_OP:
	case l == pgtypes.OIDFloat4 && exactNumber(r):
		w.wrap(left, "(", ")::DOUBLE")
	case r == pgtypes.OIDFloat4 && exactNumber(l):
		w.wrap(right, "(", ")::DOUBLE")
	}
}

func exactNumber(o pgtypes.OID) bool {
	switch o {
	case pgtypes.OIDInt2, pgtypes.OIDInt4, pgtypes.OIDInt8, pgtypes.OIDNumeric:
		return true
	}
	return false
}
