package encode

// The put functions write to the start of b, which has room, and give how many bytes they wrote.

func putInt(b []byte, v int64) int {
	if v < 0 {
		b[0] = '-'
		return 1 + putUint(b[1:], -uint64(v))
	}
	return putUint(b, uint64(v))
}

func putUint(b []byte, u uint64) int {
	if u < 10 {
		b[0] = byte('0' + u)
		return 1
	}
	n := digitsOf(u)
	putDigits(b[:n], u)
	return n
}

// putDecimal is appendDecimal.
func putDecimal(b []byte, v int64, scale int) int {
	if scale != 2 {
		return len(appendDecimal(b[:0], v, scale))
	}
	u, n := uint64(v), 0
	if v < 0 {
		b[0] = '-'
		u, n = -u, 1
	}
	q := u / 100
	p := (u - q*100) * 2
	n += putUint(b[n:], q)
	t := b[n : n+3]
	t[0], t[1], t[2] = '.', pairs[p], pairs[p+1]
	return n + 3
}

// putDate writes an ISO date of the years 1 to 9999, else nothing.
func putDate(b []byte, days int32) int {
	n := uint32(days) + dayShift
	if n-firstDay > lastDay-firstDay {
		return 0
	}
	y, m, d := civilFast(n)
	h, l := 2*(y/100), 2*(y%100)
	t := b[:10]
	t[0], t[1], t[2], t[3], t[4] = pairs[h], pairs[h+1], pairs[l], pairs[l+1], '-'
	t[5], t[6], t[7], t[8], t[9] = pairs[2*m], pairs[2*m+1], '-', pairs[2*d], pairs[2*d+1]
	return 10
}

// civilFast counts days from the 1st of March of year 0; see Neri and Schneider, "Euclidean affine functions and their
// application to calendar algorithms" (2022), for why two multiplications do what divisions would.
const (
	dayShift = 719468  // 1970-01-01
	firstDay = 306     // 0001-01-01
	lastDay  = 3652364 // 9999-12-31
)

func civilFast(n uint32) (year, month, day uint32) {
	n1 := 4*n + 3
	century := n1 / 146097
	n2 := n1%146097 | 3
	p := uint64(n2) * 2939745
	n3 := uint32(p)/2939745/4*2141 + 197913
	year, month, day = 100*century+uint32(p>>32), n3>>16, n3&0xffff/2141+1
	if month > 12 {
		return year + 1, month - 12, day
	}
	return year, month, day
}
