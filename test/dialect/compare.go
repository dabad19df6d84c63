package dialect

import (
	"fmt"
	"math/big"
	"strings"
)

// compare names the class of the difference between PostgreSQL's answer and another; empty means none. The worst comes first:
//
//	lost     the connection ended
//	value    another value, or another number of rows: silently wrong
//	lenient  PostgreSQL refuses, the other answers
//	error    PostgreSQL answers, the other refuses
//	types    other types of columns or parameters
//	names    other names of columns
//	scale    the same number written with other digits
//	code     both refuse, with another SQLSTATE
//	text     both refuse alike, with another message or position (exact only)
func compare(want, got answer, exact bool) string {
	switch {
	case got.lost:
		return "lost"
	case want.failed() && got.failed():
		return compareErrors(want.values, got.values, exact)
	case want.failed():
		return "lenient"
	case got.failed():
		return "error"
	case want.values != got.values && !sameNumbers(want.values, got.values):
		return "value"
	case want.types != got.types:
		return "types"
	case want.names != got.names:
		return "names"
	case want.values != got.values:
		return "scale"
	}
	return ""
}

// compareErrors compares what came before the error too: a script's earlier statements.
func compareErrors(want, got string, exact bool) string {
	if want == got {
		return ""
	}
	before, w, _ := strings.Cut(want, "ERROR ")
	same, g, _ := strings.Cut(got, "ERROR ")
	switch {
	case before != same && !sameNumbers(before, same):
		return "value"
	case w[:5] != g[:5]:
		return "code"
	case exact:
		return "text"
	}
	return ""
}

// sameNumbers tells whether two answers differ in nothing but the digits of some of their numbers.
func sameNumbers(want, got string) bool {
	apart := func(r rune) bool { return r == '|' || r == ';' }
	a, b := strings.FieldsFunc(want, apart), strings.FieldsFunc(got, apart)
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		x, ok1 := new(big.Float).SetPrec(200).SetString(a[i])
		y, ok2 := new(big.Float).SetPrec(200).SetString(b[i])
		if !ok1 || !ok2 || !near(x, y) {
			return false
		}
	}
	return true
}

// near is equality to fourteen digits: a double's last ones depend on the order of a sum.
func near(x, y *big.Float) bool {
	d := new(big.Float).Sub(x, y)
	limit := new(big.Float).Mul(new(big.Float).Abs(x), big.NewFloat(1e-14))
	return d.Abs(d).Cmp(limit) <= 0
}

// deviation is a row's mark, read.
type deviation struct{ protocol, class, reason string }

func (r *row) marked() (deviation, error) {
	if r.deviation == "" {
		return deviation{}, nil
	}
	head, reason, _ := strings.Cut(r.deviation, ": ")
	d := deviation{class: head, reason: reason}
	if p, class, ok := strings.Cut(head, " "); ok {
		d.protocol, d.class = p, class
	}
	if !strings.Contains(" error code text lenient value scale types names ", " "+d.class+" ") || len(reason) < 10 {
		return d, fmt.Errorf("not a deviation with its class and reason: %q", r.deviation)
	}
	return d, nil
}
