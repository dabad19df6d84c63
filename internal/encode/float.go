package encode

import (
	"encoding/binary"
	"math"
	"math/big"
	"strconv"

	"lakewire/internal/pgtypes"
)

// appendFloat appends v as PostgreSQL does: the shortest text that reads back as v when extra is above 0, else 15+extra
// (float4: 6+extra) significant digits. bits is 32 or 64.
func appendFloat(dst []byte, v float64, bits, extra int) []byte {
	switch {
	case math.IsNaN(v):
		return append(dst, "NaN"...)
	case math.IsInf(v, 1):
		return append(dst, "Infinity"...)
	case math.IsInf(v, -1):
		return append(dst, "-Infinity"...)
	}
	digits, limit, least := 15, 1e15, 1e-4
	if bits == 32 {
		digits, limit, least = 6, 1e6, float64(float32(1e-4))
	}
	if extra <= 0 {
		return strconv.AppendFloat(dst, v, 'g', max(digits+extra, 1), bits)
	}
	abs := math.Abs(v)
	if (abs < limit && abs >= least) || abs == 0 {
		if i := int64(v); abs < 1<<31 && float64(i) == v && (i != 0 || !math.Signbit(v)) {
			return appendInt(dst, i)
		}
		return strconv.AppendFloat(dst, v, 'f', -1, bits)
	}
	at := len(dst)
	dst = strconv.AppendFloat(dst, v, 'e', -1, bits)
	if abs >= 1<<24 && onBoundary(v, bits, dst[at:]) {
		dst = strconv.AppendFloat(dst[:at], v, 'e', strictDigits(v, bits), bits)
	}
	return dst
}

// onBoundary tells whether text lies exactly half-way between v and its neighbour. Reading rounds it to v (v's mantissa is
// even), but PostgreSQL does not take such a text for v: it prints a longer one.
func onBoundary(v float64, bits int, text []byte) bool {
	m := math.Float64bits(v)
	if bits == 32 {
		m = uint64(math.Float32bits(float32(v)))
	}
	if m&1 != 0 {
		return false
	}
	x, _, err := big.ParseFloat(string(text), 10, 300, big.ToNearestEven)
	if err != nil {
		return false
	}
	away := func(next float64) bool {
		mid := new(big.Float).SetPrec(300).Add(big.NewFloat(v), new(big.Float).SetPrec(300).SetFloat64(next))
		return mid.Quo(mid, big.NewFloat(2)).Cmp(x) == 0
	}
	if bits == 32 {
		f := float32(v)
		up, down := math.Nextafter32(f, float32(math.Inf(1))), math.Nextafter32(f, float32(math.Inf(-1)))
		return !math.IsInf(float64(up), 0) && away(float64(up)) || !math.IsInf(float64(down), 0) && away(float64(down))
	}
	up, down := math.Nextafter(v, math.Inf(1)), math.Nextafter(v, math.Inf(-1))
	return !math.IsInf(up, 0) && away(up) || !math.IsInf(down, 0) && away(down)
}

// strictDigits finds the fewest decimals (after the first digit) that read back as v without lying on a boundary.
func strictDigits(v float64, bits int) int {
	var b [32]byte
	for n := 0; n < 17; n++ {
		text := strconv.AppendFloat(b[:0], v, 'e', n, bits)
		if back, err := strconv.ParseFloat(string(text), bits); err == nil && back == v && !onBoundary(v, bits, text) {
			return n
		}
	}
	return 17
}

func textFloat(c *cell, dst []byte, i int) []byte {
	return appendFloatAs(dst, float64(c.f32[i]), c.oid, c.s.ExtraFloatDigits)
}

func textDouble(c *cell) writer {
	if c.oid == pgtypes.OIDFloat8 {
		return func(c *cell, dst []byte, i int) []byte { return appendFloat(dst, c.f64[i], 64, c.s.ExtraFloatDigits) }
	}
	if _, ok := intRanges[c.oid]; ok {
		return func(c *cell, dst []byte, i int) []byte {
			return strconv.AppendFloat(dst, math.RoundToEven(c.f64[i])+0, 'f', 0, 64)
		}
	}
	return func(c *cell, dst []byte, i int) []byte {
		return appendFloatAs(dst, c.f64[i], c.oid, c.s.ExtraFloatDigits)
	}
}

// appendFloatAs appends v as the type with which its column is declared: numeric has no exponent.
func appendFloatAs(dst []byte, v float64, oid pgtypes.OID, extra int) []byte {
	switch {
	case oid == pgtypes.OIDFloat4:
		return appendFloat(dst, v, 32, extra)
	case oid == pgtypes.OIDNumeric && !math.IsNaN(v) && !math.IsInf(v, 0):
		return strconv.AppendFloat(dst, v+0, 'f', -1, 64)
	}
	return appendFloat(dst, v, 64, extra)
}

// float gives value i of any number as a double.
func (c *cell) float(i int) float64 {
	switch c.t.Kind {
	case pgtypes.Float:
		return float64(c.f32[i])
	case pgtypes.Double:
		return c.f64[i]
	case pgtypes.Decimal:
		return decimalFloat(c.decimal(i), c.t.Scale)
	case pgtypes.UBigInt:
		return float64(c.u64[i])
	case pgtypes.HugeInt:
		return decimalFloat(c.huge[i], 0)
	case pgtypes.UHugeInt:
		return float64(uint64(c.huge[i].Hi))*(1<<64) + float64(c.huge[i].Lo)
	}
	v, _ := c.integer(i)
	return float64(v)
}

// binaryFloat sends any number as float4 or float8.
func binaryFloat(c *cell) writer {
	if _, _, _, ok := kindRange(c.t.Kind); !ok && c.t.Kind != pgtypes.Float && c.t.Kind != pgtypes.Double && c.t.Kind != pgtypes.Decimal {
		return nil
	}
	if c.oid == pgtypes.OIDFloat4 {
		return func(c *cell, dst []byte, i int) []byte {
			return binary.BigEndian.AppendUint32(dst, math.Float32bits(float32(c.float(i))))
		}
	}
	return func(c *cell, dst []byte, i int) []byte {
		return binary.BigEndian.AppendUint64(dst, math.Float64bits(c.float(i)))
	}
}
