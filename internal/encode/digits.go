package encode

import (
	"encoding/binary"
	"math/bits"
)

// field is where a short value is written. The longest, a decimal of 18 digits with sign and point, leaves room for stores
// of eight digits that reach past the value's end.
type field = [28]byte

const (
	ascii0   = 0x30303030
	nibbles4 = 0x0f0f0f0f // makes digits of four characters
)

// quads are the four digits of 0 to 9999, the first in the lowest byte. One look-up and one store write four digits at once:
// a loop that stops where a number ends is mispredicted at every other number, and to divide down to each digit takes three
// times as long.
var quads = func() (q [10000]uint32) {
	for i := range q {
		u := uint32(i)
		q[i] = ascii0 + (u/1000 | u/100%10<<8 | u/10%10<<16 | u%10<<24)
	}
	return q
}()

// lead4 gives the digits of u, which is below 10^4, without the zeros before them, and how many they are: to leave the zeros out
// is to shift the word.
func lead4(u uint64) (word uint32, n int) {
	word = quads[u]
	zeros := bits.TrailingZeros32(word&nibbles4|1<<24) &^ 7 // a lone 0 keeps its digit
	return word >> (zeros & 31), 4 - zeros>>3
}

// lead8 is lead4 for u below 10^8, and not below 10^4.
func lead8(u uint64) (word uint64, n int) {
	h := u / 1e4
	high, n := lead4(h)
	return uint64(high) | uint64(quads[u-h*1e4])<<(8*n&63), n + 4
}

// putUint writes u at b[at:] and gives where it ends.
func putUint(b *field, at int, u uint64) int {
	switch {
	case u < 1e4:
		word, n := lead4(u)
		binary.LittleEndian.PutUint32(b[at:], word)
		return at + n
	case u < 1e8:
		word, n := lead8(u)
		binary.LittleEndian.PutUint64(b[at:], word)
		return at + n
	}
	h := u / 1e8
	return putFixed8(b, putUint(b, at, h), u-h*1e8)
}

// putFixed8 writes u, which is below 10^8, as eight digits.
func putFixed8(b *field, at int, u uint64) int {
	h := u / 1e4
	binary.LittleEndian.PutUint64(b[at:], uint64(quads[h])|uint64(quads[u-h*1e4])<<32)
	return at + 8
}

// putFixed writes u, which is below 10^n, as n digits.
func putFixed(b *field, at int, u uint64, n int) int {
	if n > 8 {
		h := u / 1e8
		return putFixed8(b, putFixed(b, at, h, n-8), u-h*1e8)
	}
	h := u / 1e4
	binary.LittleEndian.PutUint64(b[at:], (uint64(quads[h])|uint64(quads[u-h*1e4])<<32)>>(64-8*n))
	return at + n
}

// putInt writes v at b[at:] and gives where it ends.
func putInt(b *field, at int, v int64) int {
	if v < 0 {
		b[at] = '-'
		return putUint(b, at+1, -uint64(v))
	}
	return putUint(b, at, uint64(v))
}
