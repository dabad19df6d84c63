package encode

import (
	"encoding/binary"
	"math"
	"math/bits"

	"lakewire/internal/pgtypes"
)

const pairs = "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"

var pow10 = [20]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19}

const zeros = "0000000000000000000000000000000000000000"

// digitsOf counts the decimal digits of u; 0 has one.
func digitsOf(u uint64) int {
	n := bits.Len64(u|1) * 1233 >> 12 // log10(2) ≈ 1233/4096: exact or one too small
	if n < len(pow10) && u >= pow10[n] {
		n++
	}
	return max(n, 1)
}

// putDigits writes u right-aligned into b, which it fills from the end; the rest of b is zeros already or is filled by it.
func putDigits(b []byte, u uint64) {
	i := len(b)
	for u >= 100 && i >= 2 {
		q := u / 100
		p := (u - q*100) * 2
		i -= 2
		b[i+1] = pairs[p+1]
		b[i] = pairs[p]
		u = q
	}
	for i > 0 {
		q := u / 10
		i--
		b[i] = byte('0' + u - q*10)
		u = q
	}
}

// appendUint appends u in decimal.
func appendUint(dst []byte, u uint64) []byte {
	if u < 10 {
		return append(dst, byte('0'+u))
	}
	n, at := digitsOf(u), len(dst)
	dst = append(dst, zeros[:n]...)
	putDigits(dst[at:], u)
	return dst
}

// appendInt appends v in decimal.
func appendInt(dst []byte, v int64) []byte {
	if v < 0 {
		return appendUint(append(dst, '-'), uint64(-v))
	}
	return appendUint(dst, uint64(v))
}

// append2 appends two digits.
func append2(dst []byte, v int) []byte { return append(dst, pairs[2*v], pairs[2*v+1]) }

func textInt8(c *cell, dst []byte, i int) []byte   { return appendInt(dst, int64(c.i8[i])) }
func textInt16(c *cell, dst []byte, i int) []byte  { return appendInt(dst, int64(c.i16[i])) }
func textInt32(c *cell, dst []byte, i int) []byte  { return appendInt(dst, int64(c.i32[i])) }
func textInt64(c *cell, dst []byte, i int) []byte  { return appendInt(dst, c.i64[i]) }
func textUint8(c *cell, dst []byte, i int) []byte  { return appendUint(dst, uint64(c.u8[i])) }
func textUint16(c *cell, dst []byte, i int) []byte { return appendUint(dst, uint64(c.u16[i])) }
func textUint32(c *cell, dst []byte, i int) []byte { return appendUint(dst, uint64(c.u32[i])) }
func textUint64(c *cell, dst []byte, i int) []byte { return appendUint(dst, c.u64[i]) }

// intRanges are the integer types that a wider vector may be sent as.
var intRanges = map[pgtypes.OID][2]int64{
	pgtypes.OIDInt2: {math.MinInt16, math.MaxInt16}, pgtypes.OIDInt4: {math.MinInt32, math.MaxInt32},
	pgtypes.OIDInt8: {math.MinInt64, math.MaxInt64}, pgtypes.OIDOID: {0, math.MaxUint32}, pgtypes.OIDXid: {0, math.MaxUint32},
	pgtypes.OIDCid: {0, math.MaxUint32}, pgtypes.OIDXid8: {0, math.MaxInt64}, pgtypes.OIDRegproc: {0, math.MaxUint32},
	pgtypes.OIDRegclass: {0, math.MaxUint32}, pgtypes.OIDRegtype: {0, math.MaxUint32}, pgtypes.OIDRegnamespace: {0, math.MaxUint32},
	pgtypes.OIDRegrole: {0, math.MaxUint32}, pgtypes.OIDRegprocedure: {0, math.MaxUint32}, pgtypes.OIDRegoper: {0, math.MaxUint32},
	pgtypes.OIDRegoperator: {0, math.MaxUint32}, pgtypes.OIDRegconfig: {0, math.MaxUint32}, pgtypes.OIDRegdictionary: {0, math.MaxUint32}, pgtypes.OIDRegcollation: {0, math.MaxUint32},
}

// kindRange gives what values an integer kind can hold; false for kinds that are no integers.
func kindRange(k pgtypes.Kind) (lo, hi int64, wide, ok bool) {
	switch k {
	case pgtypes.TinyInt:
		return math.MinInt8, math.MaxInt8, false, true
	case pgtypes.SmallInt:
		return math.MinInt16, math.MaxInt16, false, true
	case pgtypes.Integer:
		return math.MinInt32, math.MaxInt32, false, true
	case pgtypes.BigInt:
		return math.MinInt64, math.MaxInt64, false, true
	case pgtypes.UTinyInt:
		return 0, math.MaxUint8, false, true
	case pgtypes.USmallInt:
		return 0, math.MaxUint16, false, true
	case pgtypes.UInteger:
		return 0, math.MaxUint32, false, true
	case pgtypes.UBigInt, pgtypes.HugeInt, pgtypes.UHugeInt:
		return math.MinInt64, math.MaxInt64, true, true
	}
	return 0, 0, false, false
}

// checked gives a range-checking text writer when the declared integer type is narrower than the vector's.
func checked(c *cell) writer {
	r, isInt := intRanges[c.oid]
	lo, hi, wide, ok := kindRange(c.t.Kind)
	if !isInt || (!ok && c.t.Kind != pgtypes.Decimal) {
		return nil
	}
	c.lo, c.hi = r[0], r[1]
	if ok && !wide && lo >= c.lo && hi <= c.hi {
		return nil
	}
	return func(c *cell, dst []byte, i int) []byte {
		v, ok := c.integer(i)
		if !ok || v < c.lo || v > c.hi {
			return c.failed(dst, outOfRange(c.oid))
		}
		return appendInt(dst, v)
	}
}

// integer gives value i as an int64; false when it does not fit.
func (c *cell) integer(i int) (int64, bool) {
	switch c.t.Kind {
	case pgtypes.TinyInt:
		return int64(c.i8[i]), true
	case pgtypes.SmallInt:
		return int64(c.i16[i]), true
	case pgtypes.Integer:
		return int64(c.i32[i]), true
	case pgtypes.BigInt:
		return c.i64[i], true
	case pgtypes.UTinyInt:
		return int64(c.u8[i]), true
	case pgtypes.USmallInt:
		return int64(c.u16[i]), true
	case pgtypes.UInteger:
		return int64(c.u32[i]), true
	case pgtypes.UBigInt:
		return int64(c.u64[i]), c.u64[i] <= math.MaxInt64
	case pgtypes.HugeInt:
		h := c.huge[i]
		return int64(h.Lo), h.Hi == int64(h.Lo)>>63
	case pgtypes.UHugeInt:
		h := c.huge[i]
		return int64(h.Lo), h.Hi == 0 && h.Lo <= math.MaxInt64
	case pgtypes.Decimal:
		return roundDecimal(c.decimal(i), c.t.Scale)
	}
	return 0, false
}

// binaryInt sends any integer vector as an integer type of its own width.
func binaryInt(c *cell) writer {
	r := intRanges[c.oid]
	c.lo, c.hi = r[0], r[1]
	if _, _, _, ok := kindRange(c.t.Kind); !ok && c.t.Kind != pgtypes.Decimal {
		return nil
	}
	switch {
	case c.t.Kind == pgtypes.Integer && c.oid == pgtypes.OIDInt4:
		return func(c *cell, dst []byte, i int) []byte { return binary.BigEndian.AppendUint32(dst, uint32(c.i32[i])) }
	case c.t.Kind == pgtypes.BigInt && c.oid == pgtypes.OIDInt8:
		return func(c *cell, dst []byte, i int) []byte { return binary.BigEndian.AppendUint64(dst, uint64(c.i64[i])) }
	}
	put := func(dst []byte, v int64) []byte { return binary.BigEndian.AppendUint32(dst, uint32(v)) }
	switch pgtypes.Len(c.oid) {
	case 2:
		put = func(dst []byte, v int64) []byte { return binary.BigEndian.AppendUint16(dst, uint16(v)) }
	case 8:
		put = func(dst []byte, v int64) []byte { return binary.BigEndian.AppendUint64(dst, uint64(v)) }
	}
	return func(c *cell, dst []byte, i int) []byte {
		v, ok := c.integer(i)
		if !ok || v < c.lo || v > c.hi {
			return c.failed(dst, outOfRange(c.oid))
		}
		return put(dst, v)
	}
}
