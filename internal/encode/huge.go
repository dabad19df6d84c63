package encode

import (
	"math/bits"

	"lakewire/internal/engine"
)

// magnitude gives the sign and the absolute value of a signed 128-bit integer.
func magnitude(h engine.Huge) (neg bool, hi, lo uint64) {
	hi, lo = uint64(h.Hi), h.Lo
	if h.Hi >= 0 {
		return false, hi, lo
	}
	var borrow uint64
	lo, borrow = bits.Sub64(0, lo, 0)
	hi, _ = bits.Sub64(0, hi, borrow)
	return true, hi, lo
}

// appendUint128 appends hi·2^64+lo in decimal, with zeros before it up to width digits.
func appendUint128(dst []byte, hi, lo uint64, width int) []byte {
	var b [39]byte
	i := len(b)
	for hi != 0 {
		q1, r1 := hi/1e19, hi%1e19
		q0, r0 := bits.Div64(r1, lo, 1e19)
		i -= 19
		putDigits(b[i:i+19], r0)
		hi, lo = q1, q0
	}
	if lo != 0 || i == len(b) {
		n := digitsOf(lo)
		i -= n
		putDigits(b[i:i+n], lo)
	} else {
		for b[i] == '0' {
			i++
		}
	}
	if pad := width - (len(b) - i); pad > 0 {
		dst = append(dst, zeros[:pad]...)
	}
	return append(dst, b[i:]...)
}

func appendHuge(dst []byte, h engine.Huge) []byte {
	neg, hi, lo := magnitude(h)
	if neg {
		dst = append(dst, '-')
	}
	return appendUint128(dst, hi, lo, 0)
}

func textHuge(c *cell, dst []byte, i int) []byte { return appendHuge(dst, c.huge[i]) }

func textUHuge(c *cell, dst []byte, i int) []byte {
	return appendUint128(dst, uint64(c.huge[i].Hi), c.huge[i].Lo, 0)
}
