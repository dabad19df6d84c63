package encode

import (
	"encoding/binary"
	"math/bits"

	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

func hugeOfUUID(b []byte) engine.Huge {
	return engine.Huge{Hi: int64(binary.BigEndian.Uint64(b) ^ 1<<63), Lo: binary.BigEndian.Uint64(b[8:])}
}

// storeDecimal rounds to the column's scale, half away from zero as PostgreSQL does, and refuses what is too big for it.
func (v *value) storeDecimal(dst *engine.BatchColumn, i int) error {
	t := dst.Type
	switch {
	case v.kind == pgtypes.HugeInt:
		return overflowed(t)
	case v.kind != pgtypes.Decimal:
		return pgerr.Unsupported("numeric columns hold no NaN and no infinity", "Use double precision.")
	}
	neg, hi, lo := magnitude(v.h)
	for s := v.scale; s > t.Scale; s-- {
		var digit uint64
		hi, lo, digit = divTen(hi, lo)
		if s == t.Scale+1 && digit >= 5 {
			var carry uint64
			lo, carry = bits.Add64(lo, 1, 0)
			hi += carry
		}
	}
	for s := v.scale; s < t.Scale; s++ {
		if hi > tenTo38.hi/10 {
			return overflowed(t)
		}
		hi, lo = mulAdd(hi, lo, 10, 0)
	}
	if h, l := powerOfTen(int(t.Width)); hi > h || hi == h && lo >= l {
		return overflowed(t)
	}
	h := signed(neg, hi, lo)
	switch {
	case t.Width <= 4:
		dst.SetInt16(i, int16(h.Lo))
	case t.Width <= 9:
		dst.SetInt32(i, int32(h.Lo))
	case t.Width <= 18:
		dst.SetInt64(i, int64(h.Lo))
	default:
		dst.SetHuge(i, h)
	}
	return nil
}

var tenTo38 = func() (p struct{ hi, lo uint64 }) {
	p.hi, p.lo = powerOfTen(maxDigits)
	return p
}()

func powerOfTen(n int) (hi, lo uint64) {
	for hi, lo = 0, 1; n > 0; n-- {
		hi, lo = mulAdd(hi, lo, 10, 0)
	}
	return hi, lo
}

// divTen gives (hi,lo)/10 and the digit that is left.
func divTen(hi, lo uint64) (uint64, uint64, uint64) {
	q, r := hi/10, hi%10
	l, digit := bits.Div64(r, lo, 10)
	return q, l, digit
}

func overflowed(t *pgtypes.Logical) error {
	if t.BareNumeric() {
		return pgerr.New(pgerr.NumericValueOutOfRange, "value overflows numeric format").
			WithDetail("A numeric without precision holds %d digits before the point.", t.Width-t.Scale)
	}
	e := pgerr.New(pgerr.NumericValueOutOfRange, "numeric field overflow")
	if t.Width == t.Scale {
		return e.WithDetail("A field with precision %d, scale %d must round to an absolute value less than 1.", t.Width, t.Scale)
	}
	return e.WithDetail("A field with precision %d, scale %d must round to an absolute value less than 10^%d.", t.Width, t.Scale, t.Width-t.Scale)
}
