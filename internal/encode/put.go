package encode

import (
	"encoding/binary"
	"time"
)

// pairs16 are the digits of 00 to 99, a pair a word.
var pairs16 = func() (p [100]uint16) {
	for i := range p {
		p[i] = binary.LittleEndian.Uint16([]byte(pairs[2*i:]))
	}
	return p
}()

// putDecimal writes v·10^-scale, with scale up to 18, and gives its length.
func putDecimal(b *field, v int64, scale int) int {
	at, u := 0, uint64(v)
	if v < 0 {
		b[0] = '-'
		at, u = 1, -u
	}
	switch scale {
	case 0:
		return putUint(b, at, u)
	case 2: // money: no division by a variable
		q := u / 100
		at = putUint(b, at, q)
		b[at] = '.'
		binary.LittleEndian.PutUint16(b[at+1:], pairs16[u-q*100])
		return at + 3
	}
	q := u / pow10[scale]
	at = putUint(b, at, q)
	b[at] = '.'
	return putFixed(b, at+1, u-q*pow10[scale], scale)
}

// putDate writes an ISO date of the years 1 to 9999, else nothing.
func putDate(b *field, days int32) int {
	n := uint32(days) + dayShift
	if n-firstDay > lastDay-firstDay {
		return 0
	}
	year, day := civilYear(n)
	text := marchDays[day]
	binary.LittleEndian.PutUint32(b[0:], quads[year+uint32(text>>56)])
	binary.LittleEndian.PutUint64(b[4:], text)
	return len("9999-12-31")
}

// Days are counted from the 1st of March of year 0, so that a year ends with what may be its leap day. See Neri and Schneider,
// "Euclidean affine functions and their application to calendar algorithms" (2022), for why two multiplications do what
// divisions would.
const (
	dayShift = 719468  // 1970-01-01
	firstDay = 306     // 0001-01-01
	lastDay  = 3652364 // 9999-12-31
)

// civilYear gives the year that began last with a 1st of March, and the day in it.
func civilYear(n uint32) (year, day uint32) {
	n1 := 4*n + 3
	century := n1 / 146097
	p := uint64(n1-century*146097|3) * 2939745
	return 100*century + uint32(p>>32), uint32(p) / 2939745 / 4
}

// marchDays are the texts -03-01 to -02-29 of the days of such a year, the first character in the lowest byte; the highest
// byte is 1 where the calendar's year is the next one.
var marchDays = func() (texts [366]uint64) {
	const year = 2003 // it ends with a leap day
	for i := range texts {
		day := time.Date(year, time.March, 1+i, 0, 0, 0, 0, time.UTC)
		b := [8]byte{7: byte(day.Year() - year)}
		copy(b[:], day.Format("-01-02"))
		texts[i] = binary.LittleEndian.Uint64(b[:])
	}
	return texts
}()
