package catalog

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

func castScalars() []pureScalar {
	t, d := textType, pgtypes.Logical{Kind: pgtypes.Double}
	return []pureScalar{
		{"lw_int_in", []pgtypes.Logical{t, t}, false, bigType, strict(intIn)},
		{"lw_bool_in", []pgtypes.Logical{t}, false, boolType, strict(boolIn)},
		{"lw_bytea_in", []pgtypes.Logical{t}, false, pgtypes.Logical{Kind: pgtypes.Blob}, strict(byteaIn)},
		{"lw_float_digits", []pgtypes.Logical{d, bigType}, false, t, strict(floatDigits)},
		{"lw_float_out", []pgtypes.Logical{d, bigType}, false, t, strict(floatOut)},
	}
}

// intIn reads an integer as PostgreSQL does: digits with a sign, and white space round them.
func intIn(a []any) (any, error) {
	text, name := str(a[0]), str(a[1])
	n, err := dialect.ParseInt(text, map[string]int{"smallint": 16, "integer": 32, "bigint": 64}[name])
	switch {
	case err == nil:
		return n, nil
	case errors.Is(err, strconv.ErrRange):
		return nil, pgerr.Newf(pgerr.NumericValueOutOfRange, "value \"%s\" is out of range for type %s", text, name)
	}
	return nil, pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type %s: \"%s\"", name, text)
}

func boolIn(a []any) (any, error) {
	if is, ok := dialect.ParseBool(str(a[0])); ok {
		return is, nil
	}
	return nil, pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type boolean: \"%s\"", str(a[0]))
}

func byteaIn(a []any) (any, error) {
	b, err := dialect.ParseBytea(str(a[0]))
	if err != nil {
		return nil, err
	}
	return b, nil
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

// floatDigits writes a number with so many digits.
func floatDigits(a []any) (any, error) {
	f, n := a[0].(float64), int(integer(a[1]))
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return floatOut([]any{f, int64(64)})
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(f, 'e', n-1, 64), 64)
	return strconv.FormatFloat(short, 'f', -1, 64), err
}
