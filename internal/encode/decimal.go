package encode

import (
	"math/big"

	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
)

// appendDecimal appends v·10^-scale with all its decimals, as numeric prints.
func appendDecimal(dst []byte, v int64, scale int) []byte {
	u := uint64(v)
	if v < 0 {
		dst, u = append(dst, '-'), -u
	}
	if scale == 0 {
		return appendUint(dst, u)
	}
	n, at := max(digitsOf(u), scale+1), len(dst)
	dst = append(dst, zeros[:n+1]...)
	b := dst[at:]
	if scale == 2 {
		q := u / 100
		p := (u - q*100) * 2
		b[n-2], b[n-1], b[n] = '.', pairs[p], pairs[p+1]
		putDigits(b[:n-2], q)
		return dst
	}
	putDigits(b[1:], u)
	copy(b, b[1:n-scale+1])
	b[n-scale] = '.'
	return dst
}

// appendWideDecimal is appendDecimal for 128 bits.
func appendWideDecimal(dst []byte, h engine.Huge, scale int) []byte {
	if h.Hi == int64(h.Lo)>>63 {
		return appendDecimal(dst, int64(h.Lo), scale)
	}
	neg, hi, lo := magnitude(h)
	if neg {
		dst = append(dst, '-')
	}
	dst = appendUint128(dst, hi, lo, scale+1)
	if scale == 0 {
		return dst
	}
	dst = append(dst, 0)
	point := len(dst) - 1 - scale
	copy(dst[point+1:], dst[point:len(dst)-1])
	dst[point] = '.'
	return dst
}

// decimal gives value i of a Decimal vector as it is stored: scaled.
func (c *cell) decimal(i int) engine.Huge {
	var v int64
	switch {
	case c.t.Width <= 4:
		v = int64(c.i16[i])
	case c.t.Width <= 9:
		v = int64(c.i32[i])
	case c.t.Width <= 18:
		v = c.i64[i]
	default:
		return c.huge[i]
	}
	return engine.Huge{Lo: uint64(v), Hi: v >> 63}
}

func textDecimal(c *cell) writer {
	if c.oid == pgtypes.OIDFloat8 || c.oid == pgtypes.OIDFloat4 {
		return func(c *cell, dst []byte, i int) []byte {
			return appendFloatAs(dst, c.float(i), c.oid, c.s.ExtraFloatDigits)
		}
	}
	switch {
	case c.t.Width <= 4:
		return func(c *cell, dst []byte, i int) []byte { return appendDecimal(dst, int64(c.i16[i]), int(c.t.Scale)) }
	case c.t.Width <= 9:
		return func(c *cell, dst []byte, i int) []byte { return appendDecimal(dst, int64(c.i32[i]), int(c.t.Scale)) }
	case c.t.Width <= 18:
		return func(c *cell, dst []byte, i int) []byte { return appendDecimal(dst, c.i64[i], int(c.t.Scale)) }
	}
	if c.t.BareNumeric() {
		return func(c *cell, dst []byte, i int) []byte { return appendBareDecimal(dst, c.huge[i], int(c.t.Scale)) }
	}
	return func(c *cell, dst []byte, i int) []byte { return appendWideDecimal(dst, c.huge[i], int(c.t.Scale)) }
}

// appendBareDecimal is appendWideDecimal without the zeros at the end of the fraction.
func appendBareDecimal(dst []byte, h engine.Huge, scale int) []byte {
	dst = appendWideDecimal(dst, h, scale)
	for scale > 0 && dst[len(dst)-1] == '0' {
		dst = dst[:len(dst)-1]
		scale--
	}
	if scale == 0 {
		dst = dst[:len(dst)-1] // the point
	}
	return dst
}

// roundDecimal gives h·10^-scale as an integer, half away from zero, as numeric's cast does.
func roundDecimal(h engine.Huge, scale uint8) (int64, bool) {
	if scale == 0 {
		return int64(h.Lo), h.Hi == int64(h.Lo)>>63
	}
	neg, hi, lo := magnitude(h)
	v := new(big.Int).SetUint64(hi)
	v.Lsh(v, 64).Add(v, new(big.Int).SetUint64(lo))
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)
	v.Add(v, new(big.Int).Rsh(p, 1)).Quo(v, p)
	if neg {
		v.Neg(v)
	}
	return v.Int64(), v.IsInt64()
}

// decimalFloat gives h·10^-scale as the nearest double.
func decimalFloat(h engine.Huge, scale uint8) float64 {
	if h.Hi == int64(h.Lo)>>63 && scale <= 15 && int64(h.Lo) < 1<<53 && int64(h.Lo) > -1<<53 {
		return float64(int64(h.Lo)) / float64(pow10[scale]) // both exact: one rounding
	}
	var b [48]byte
	f, _, err := big.ParseFloat(string(appendWideDecimal(b[:0], h, int(scale))), 10, 200, big.ToNearestEven)
	if err != nil {
		return nan
	}
	v, _ := f.Float64()
	return v
}
