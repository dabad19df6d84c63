package encode

import (
	"encoding/binary"
	"math"

	"lakewire/internal/pgerr"
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

// civil gives the proleptic Gregorian date of a day count from 1970; year 0 is 1 BC.
func civil(days int64) (year int, month, day int) {
	days += 719468
	era := days / 146097
	if days < 0 {
		era = (days - 146096) / 146097
	}
	doe := uint32(days - era*146097)
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day = int(doy-(153*mp+2)/5) + 1
	month = int(mp) + 3
	year = int(yoe) + int(era)*400
	if month > 12 {
		month -= 12
		year++
	}
	return year, month, day
}

// dayCount is civil's inverse.
func dayCount(year, month, day int) int64 {
	y := int64(year)
	if month <= 2 {
		y--
	}
	era := y / 400
	if y < 0 {
		era = (y - 399) / 400
	}
	yoe := y - era*400
	mp := int64(month+9) % 12
	doy := (153*mp+2)/5 + int64(day) - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468
}

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
	y, m, d := civil(int64(days))
	return appendBC(appendYMD(dst, y, m, d, s), y)
}

func textDate(s *Settings) writer {
	if s.Style != DateISO {
		return func(c *cell, dst []byte, i int) []byte { return appendDate(dst, c.i32[i], c.s) }
	}
	return func(c *cell, dst []byte, i int) []byte {
		days := c.i32[i]
		y, m, d := civil(int64(days))
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
