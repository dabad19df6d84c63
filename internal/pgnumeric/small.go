package pgnumeric

import (
	"math/bits"
	"strconv"
)

// small is a number of up to 18 digits, as nearly all are: unscaled·10^-scale, negative with minus.
type small struct {
	unscaled uint64
	scale    int
	minus    bool
}

// tens are the powers of ten that a uint64 holds.
var tens = func() (out [20]uint64) {
	out[0] = 1
	for i := 1; i < len(out); i++ {
		out[i] = out[i-1] * 10
	}
	return out
}()

// readSmall reads [-]digits[.digits].
func readSmall(text []byte) (n small, ok bool) {
	if len(text) > 0 && text[0] == '-' {
		n.minus, text = true, text[1:]
	}
	if len(text) == 0 || len(text) > 19 {
		return n, false
	}
	point := -1
	for i, c := range text {
		switch {
		case c >= '0' && c <= '9':
			n.unscaled = n.unscaled*10 + uint64(c-'0')
		case c == '.' && point < 0:
			point = i
			n.scale = len(text) - i - 1
		default:
			return n, false
		}
	}
	return n, n.unscaled < tens[18] && (point < 0 || len(text) > 1)
}

// digits tells how many a number has; 0 has none.
func digits(u uint64) int {
	n := bits.Len64(u) * 1233 >> 12 // log10(2), a little less
	if n < len(tens) && u >= tens[n] {
		n++
	}
	return n
}

// weight is that of Decimal.
func (n small) weight() (exponent, digit int) {
	if n.unscaled == 0 {
		return 0, 0
	}
	have := digits(n.unscaled)
	point := have - n.scale
	exponent = (point+3)>>2 - 1
	first := point - 4*exponent // so many digits stand before those of the next power of 10000
	if have > first {
		return exponent, int(n.unscaled / tens[have-first])
	}
	return exponent, int(n.unscaled * tens[first-have])
}

// AppendDiv appends the quotient of two numbers' texts, as Decimal.Div has it, where all of it fits into machine words;
// else ok is false, and nothing is appended.
func AppendDiv(dst, a, b []byte) (_ []byte, ok bool) {
	x, ok := readSmall(a)
	y, ok2 := readSmall(b)
	if !ok || !ok2 || y.unscaled == 0 {
		return dst, false
	}
	w1, d1 := x.weight()
	w2, d2 := y.weight()
	scale := divScale(w1, d1, w2, d2, x.scale, y.scale)
	shift := scale + y.scale - x.scale
	if shift < 0 || shift >= len(tens) {
		return dst, false
	}
	hi, lo := bits.Mul64(x.unscaled, tens[shift])
	if hi >= y.unscaled {
		return dst, false
	}
	q, rest := bits.Div64(hi, lo, y.unscaled)
	if rest >= y.unscaled-rest { // half of it or more is away from zero
		if q++; q == 0 {
			return dst, false
		}
	}
	return appendSmall(dst, small{q, scale, x.minus != y.minus && q != 0}), true
}

func appendSmall(dst []byte, n small) []byte {
	if n.minus {
		dst = append(dst, '-')
	}
	for range n.scale + 1 - max(digits(n.unscaled), 1) {
		dst = append(dst, '0')
	}
	dst = strconv.AppendUint(dst, n.unscaled, 10)
	if n.scale > 0 {
		point := len(dst) - n.scale
		dst = append(dst, 0)
		copy(dst[point+1:], dst[point:])
		dst[point] = '.'
	}
	return dst
}

// ScaleOf gives how many decimals a number's text has; false for what is no finite one, or has an exponent.
func ScaleOf(text []byte) (int, bool) {
	point := -1
	for i, c := range text {
		switch {
		case c == '.':
			point = i
		case (c < '0' || c > '9') && (c != '-' || i > 0):
			return 0, false
		}
	}
	if point < 0 {
		return 0, len(text) > 0
	}
	return len(text) - point - 1, true
}
