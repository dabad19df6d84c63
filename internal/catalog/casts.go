package catalog

import (
	"math"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

func castScalars() []pureScalar {
	t, d := textType, pgtypes.Logical{Kind: pgtypes.Double}
	return []pureScalar{
		{"lw_int_in", []pgtypes.Logical{t, t}, false, bigType, strict(intIn)},
		{"lw_bool_in", []pgtypes.Logical{t}, false, boolType, strict(boolIn)},
		{"lw_float_out", []pgtypes.Logical{d, bigType}, false, t, strict(floatOut)},
	}
}

// intIn reads an integer as PostgreSQL does: digits with a sign, and white space round them.
func intIn(a []any) (any, error) {
	text, name := str(a[0]), str(a[1])
	digits := strings.Trim(text, " \t\n\v\f\r")
	n, err := strconv.ParseInt(digits, 10, map[string]int{"smallint": 16, "integer": 32, "bigint": 64}[name])
	switch {
	case err == nil:
		return n, nil
	case strings.Contains(err.Error(), "range"):
		return nil, pgerr.Newf(pgerr.NumericValueOutOfRange, "value \"%s\" is out of range for type %s", text, name)
	}
	return nil, pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type %s: \"%s\"", name, text)
}

// boolIn reads a truth: any beginning of true, false, yes, no, on and off that says which, and 1 and 0.
func boolIn(a []any) (any, error) {
	v := strings.ToLower(strings.Trim(str(a[0]), " \t\n\v\f\r"))
	for _, w := range []struct {
		word string
		min  int
		is   bool
	}{{"true", 1, true}, {"false", 1, false}, {"yes", 1, true}, {"no", 1, false}, {"on", 2, true}, {"off", 2, false}, {"1", 1, true}, {"0", 1, false}} {
		if len(v) >= w.min && strings.HasPrefix(w.word, v) {
			return w.is, nil
		}
	}
	return nil, pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type boolean: \"%s\"", str(a[0]))
}

// floatOut writes a number of 32 or 64 bits with as few digits as tell it from all others.
func floatOut(a []any) (any, error) {
	f, bits := a[0].(float64), int(integer(a[1]))
	switch {
	case math.IsNaN(f):
		return "NaN", nil
	case math.IsInf(f, 1):
		return "Infinity", nil
	case math.IsInf(f, -1):
		return "-Infinity", nil
	}
	s := strconv.FormatFloat(f, 'e', -1, bits)
	exponent, _ := strconv.Atoi(s[strings.IndexByte(s, 'e')+1:])
	if most := map[int]int{32: 6, 64: 15}[bits]; f != 0 && (exponent < -4 || exponent >= most) {
		return s, nil
	}
	return strconv.FormatFloat(f, 'f', -1, bits), nil
}
