package encode

import (
	"encoding/binary"
	"math"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes/datetime"
)

// The engine counts days and microseconds from 1970, PostgreSQL's binary forms from 2000.
const (
	epochDays   = 10957
	epochMicros = epochDays * 86400 * 1000000
	dayMicros   = 86400 * 1000000
)

// The engine's infinite dates.
const (
	dateInf    = math.MaxInt32
	dateNegInf = -math.MaxInt32
)

// appendYear appends a year of at least four digits; years before 1 count backwards from 1 BC.
func appendYear(dst []byte, y int) []byte {
	if y <= 0 {
		y = 1 - y
	}
	if y > 9999 {
		return appendUint(dst, uint64(y))
	}
	return append2(append2(dst, y/100), y%100)
}

// appendYMD appends a date in a style, without the BC that ends the whole text.
func appendYMD(dst []byte, y, m, d int, s *Settings) []byte {
	sep := byte('-')
	switch s.Style {
	case DateISO:
		dst = append2(append(appendYear(dst, y), '-'), m)
		return append2(append(dst, '-'), d)
	case DateGerman:
		sep = '.'
	case DateSQL:
		sep = '/'
	}
	if s.Order == OrderDMY || s.Style == DateGerman {
		m, d = d, m
	}
	dst = append2(append(append2(dst, m), sep), d)
	return appendYear(append(dst, sep), y)
}

func appendBC(dst []byte, y int) []byte {
	if y <= 0 {
		return append(dst, " BC"...)
	}
	return dst
}

// appendDate appends a day count from 1970 as a date.
func appendDate(dst []byte, days int32, s *Settings) []byte {
	switch days {
	case dateInf:
		return append(dst, "infinity"...)
	case dateNegInf:
		return append(dst, "-infinity"...)
	}
	y, m, d := datetime.Civil(int64(days))
	return appendBC(appendYMD(dst, y, m, d, s), y)
}

func textDate(s *Settings) writer {
	if s.Style != DateISO {
		return func(c *cell, dst []byte, i int) []byte { return appendDate(dst, c.i32[i], c.s) }
	}
	return func(c *cell, dst []byte, i int) []byte {
		days := c.i32[i]
		y, m, d := datetime.Civil(int64(days))
		if y < 1 || y > 9999 {
			return appendDate(dst, days, c.s)
		}
		h, l := 2*(y/100), 2*(y%100)
		return append(dst, pairs[h], pairs[h+1], pairs[l], pairs[l+1], '-', pairs[2*m], pairs[2*m+1], '-', pairs[2*d], pairs[2*d+1])
	}
}

func binaryDate(c *cell, dst []byte, i int) []byte {
	v := int64(c.i32[i])
	switch v {
	case dateInf:
		v = math.MaxInt32
	case dateNegInf:
		v = math.MinInt32
	default:
		v -= epochDays
		if v <= math.MinInt32 {
			return c.failed(dst, pgerr.New(pgerr.DatetimeValueOutOfRange, "date out of range"))
		}
	}
	return binary.BigEndian.AppendUint32(dst, uint32(v))
}
