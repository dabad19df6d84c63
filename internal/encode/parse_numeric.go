package encode

import (
	"encoding/binary"
	"math"
	"math/big"
	"math/bits"
	"strings"

	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// maxDigits is what the engine's widest DECIMAL holds.
const maxDigits = 38

func tooWide() error {
	return pgerr.New(pgerr.NumericValueOutOfRange, "value overflows numeric format").WithDetail("A numeric parameter may have at most %d digits.", maxDigits)
}

// specialNumeric knows the numerics that are no numbers; the engine has them as doubles only.
func specialNumeric(t string) (value, bool) {
	sign := 1
	if strings.HasPrefix(t, "-") {
		sign, t = -1, t[1:]
	} else if strings.HasPrefix(t, "+") {
		t = t[1:]
	}
	switch strings.ToLower(t) {
	case "nan":
		return value{kind: pgtypes.Double, f: nan}, true
	case "inf", "infinity":
		return value{kind: pgtypes.Double, f: math.Inf(sign)}, true
	}
	return value{}, false
}

// parseNumeric reads a numeric as a DECIMAL of just the width and scale that it has.
func parseNumeric(b []byte) (value, error) {
	t := trim(b)
	bad := badSyntax(pgtypes.OIDNumeric, b)
	if len(t) == 0 {
		return value{}, bad
	}
	if c := t[len(t)-1] | 0x20; c == 'n' || c == 'f' || c == 'y' {
		if v, ok := specialNumeric(string(t)); ok {
			return v, nil
		}
		return value{}, bad
	}
	neg := t[0] == '-'
	if neg || t[0] == '+' {
		t = t[1:]
	}
	var digits []byte
	scale, seen, point := 0, false, false
	k := 0
	for ; k < len(t); k++ {
		switch c := t[k]; {
		case c >= '0' && c <= '9':
			seen = true
			if len(digits) > 0 || c != '0' {
				digits = append(digits, c)
			}
			if point {
				scale++
			}
			continue
		case c == '.' && !point:
			point = true
			continue
		}
		break
	}
	if !seen {
		return value{}, bad
	}
	if k < len(t) {
		exp, ok := exponent(t[k:])
		if !ok {
			return value{}, bad
		}
		if exp > 1000 || exp < -1000 {
			return value{}, tooWide()
		}
		scale -= exp
	}
	return decimalValue(neg, digits, scale)
}

func exponent(t []byte) (int, bool) {
	if len(t) < 2 || t[0]|0x20 != 'e' {
		return 0, false
	}
	t = t[1:]
	neg := t[0] == '-'
	if neg || t[0] == '+' {
		t = t[1:]
	}
	if len(t) == 0 {
		return 0, false
	}
	e := 0
	for _, c := range t {
		if c < '0' || c > '9' {
			return 0, false
		}
		e = min(e*10+int(c-'0'), 1<<20)
	}
	if neg {
		e = -e
	}
	return e, true
}

// decimalValue makes ±digits·10^-scale. Digits without leading zeros.
func decimalValue(neg bool, digits []byte, scale int) (value, error) {
	for scale < 0 && len(digits) > 0 {
		digits = append(digits, '0')
		scale++
	}
	scale = max(scale, 0)
	for scale > 0 && (len(digits) > maxDigits || scale > maxDigits) && (len(digits) == 0 || digits[len(digits)-1] == '0') {
		digits = digits[:max(len(digits)-1, 0)] // zeros at the end that the engine has no room for
		scale--
	}
	if len(digits) > maxDigits || scale > maxDigits {
		if x, ok := new(big.Int).SetString(string(digits), 10); ok && scale == 0 && x.BitLen() <= 127 {
			lo := new(big.Int).And(x, new(big.Int).SetUint64(math.MaxUint64)).Uint64()
			return value{kind: pgtypes.HugeInt, h: signed(neg, x.Rsh(x, 64).Uint64(), lo)}, nil
		}
		return value{}, tooWide()
	}
	var hi, lo uint64
	for _, d := range digits {
		hi, lo = mulAdd(hi, lo, 10, uint64(d-'0'))
	}
	v := value{kind: pgtypes.Decimal, h: signed(neg, hi, lo), scale: uint8(scale)}
	v.width = uint8(max(len(digits), scale, 1))
	return v, nil
}

// mulAdd gives (hi,lo)·m + a, which must fit.
func mulAdd(hi, lo, m, a uint64) (uint64, uint64) {
	h, l := bits.Mul64(lo, m)
	l, carry := bits.Add64(l, a, 0)
	return hi*m + h + carry, l
}

func signed(neg bool, hi, lo uint64) engine.Huge {
	if neg {
		var borrow uint64
		lo, borrow = bits.Sub64(0, lo, 0)
		hi, _ = bits.Sub64(0, hi, borrow)
	}
	return engine.Huge{Lo: lo, Hi: int64(hi)}
}

// scaleUp gives h·10^n.
func scaleUp(h engine.Huge, n uint8) engine.Huge {
	neg, hi, lo := magnitude(h)
	for ; n > 0; n-- {
		hi, lo = mulAdd(hi, lo, 10, 0)
	}
	return signed(neg, hi, lo)
}

// binaryToNumeric reads PostgreSQL's binary numeric.
func binaryToNumeric(b []byte) (v value, ok bool, err error) {
	if len(b) < 8 {
		return v, false, nil
	}
	n, weight := int(binary.BigEndian.Uint16(b)), int(int16(binary.BigEndian.Uint16(b[2:])))
	sign, dscale := binary.BigEndian.Uint16(b[4:]), int(binary.BigEndian.Uint16(b[6:]))
	if len(b) < 8+2*n {
		return v, false, short(false)
	}
	if len(b) > 8+2*n {
		return v, false, nil
	}
	switch sign {
	case numericNaN:
		return value{kind: pgtypes.Double, f: nan}, true, nil
	case numericPosInf:
		return value{kind: pgtypes.Double, f: math.Inf(1)}, true, nil
	case numericNegInf:
		return value{kind: pgtypes.Double, f: math.Inf(-1)}, true, nil
	case 0, numericNeg:
	default:
		return v, false, pgerr.New(pgerr.InvalidBinaryRepresentation, `invalid sign in external "numeric" value`)
	}
	if dscale > 0x3fff {
		return v, false, pgerr.New(pgerr.InvalidBinaryRepresentation, `invalid scale in external "numeric" value`)
	}
	if n > 24 || weight > 12 || weight < -400 { // more than 38 digits, unless they are zeros
		if n > 4000 || weight > 4000 || weight < -4000 {
			return v, false, tooWide()
		}
	}
	x := new(big.Int)
	for k := range n {
		d := binary.BigEndian.Uint16(b[8+2*k:])
		if d > 9999 {
			return v, false, pgerr.New(pgerr.InvalidBinaryRepresentation, `invalid digit in external "numeric" value`)
		}
		x.Mul(x, big.NewInt(10000)).Add(x, big.NewInt(int64(d)))
	}
	// x counts units of 10^(4·(weight+1-n)); it is wanted in units of 10^-dscale, what is finer is cut off.
	shift := 4*(weight+1-n) + dscale
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(shift, -shift))), nil)
	if shift >= 0 {
		x.Mul(x, p)
	} else {
		x.Quo(x, p)
	}
	digits := x.Append(nil, 10)
	if x.Sign() == 0 {
		digits = nil
	}
	v, err = decimalValue(sign == numericNeg, digits, dscale)
	return v, err == nil, err
}
