package pgnumeric

import "math/bits"

// FixedScale is how many decimals the numbers have that Fixed gives.
const FixedScale = 20

// Fixed gives the number of a text, [-]digits[.digits], times 10^20, in two words of which the higher one has the sign. Decimals
// behind the twentieth are rounded half away from zero. ok is false where it has more than 38 digits, and for other texts.
func Fixed(text []byte) (hi int64, lo uint64, ok bool) {
	minus := len(text) > 0 && text[0] == '-'
	if minus {
		text = text[1:]
	}
	var h, l uint64
	whole, places, behind := 0, -1, byte(0)
	for _, c := range text {
		switch {
		case c == '.' && places < 0:
			places = 0
			continue
		case c < '0' || c > '9':
			return 0, 0, false
		case places == FixedScale:
			behind = c
			places++
			continue
		case places > FixedScale:
			continue
		case places >= 0:
			places++
		case c != '0' || whole > 0:
			whole++
		}
		h, l = timesTen(h, l, uint64(c-'0'))
	}
	if whole > 38-FixedScale || len(text) == 0 {
		return 0, 0, false
	}
	for n := max(places, 0); n < FixedScale; n++ {
		h, l = timesTen(h, l, 0)
	}
	if behind >= '5' {
		var carry uint64
		l, carry = bits.Add64(l, 1, 0)
		h += carry
	}
	if minus {
		var borrow uint64
		l, borrow = bits.Sub64(0, l, 0)
		h, _ = bits.Sub64(0, h, borrow)
	}
	return int64(h), l, true
}

// timesTen appends a digit.
func timesTen(h, l, digit uint64) (uint64, uint64) {
	up, l := bits.Mul64(l, 10)
	l, carry := bits.Add64(l, digit, 0)
	return h*10 + up + carry, l
}
