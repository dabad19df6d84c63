package encode

import (
	"encoding/binary"
	"lakewire/internal/pgtypes/datetime"
	"math"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// The engine's infinite timestamps, in every unit.
const (
	tsInf    = math.MaxInt64
	tsNegInf = -math.MaxInt64
)

// units says how a kind's ticks become microseconds: factors are positive, a divisor is negative.
var units = [256]int64{
	pgtypes.Timestamp: 1, pgtypes.TimestampTZ: 1, pgtypes.TimestampMS: 1000, pgtypes.TimestampS: 1000000, pgtypes.TimestampNS: -1000,
}

// micros gives value i of a timestamp vector in microseconds from 1970; nanoseconds are rounded down.
func (c *cell) micros(i int) int64 {
	v := c.i64[i]
	if c.unit == 1 || v == tsInf || v == tsNegInf {
		return v
	}
	if c.unit > 1 {
		if v > math.MaxInt64/c.unit || v < math.MinInt64/c.unit {
			c.failed(nil, pgerr.New(pgerr.DatetimeValueOutOfRange, "timestamp out of range"))
			return 0
		}
		return v * c.unit
	}
	q := v / 1000
	if v%1000 < 0 {
		q--
	}
	return q
}

var (
	weekdays = [...]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}
	months   = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
)

// split gives the day and the microseconds in it.
func split(micros int64) (days, rest int64) {
	days, rest = micros/dayMicros, micros%dayMicros
	if rest < 0 {
		days, rest = days-1, rest+dayMicros
	}
	return days, rest
}

// appendTimestamp appends microseconds from 1970; with a zone they are UTC and shown in it.
func appendTimestamp(dst []byte, micros int64, s *Settings, z *zone) []byte {
	switch micros {
	case tsInf:
		return append(dst, "infinity"...)
	case tsNegInf:
		return append(dst, "-infinity"...)
	}
	days, rest := split(micros)
	off, name := 0, ""
	if z != nil {
		off, name = z.at(days*86400 + rest/1000000)
		rest += int64(off) * 1000000
		if rest < 0 {
			days, rest = days-1, rest+dayMicros
		} else if rest >= dayMicros {
			days, rest = days+1, rest-dayMicros
		}
	}
	y, m, d := datetime.Civil(days)
	if s.Style == DatePostgres {
		dst = append(append(dst, weekdays[((days+4)%7+7)%7]...), ' ')
		if s.Order == OrderDMY {
			dst = append(append(append2(dst, d), ' '), months[m-1]...)
		} else {
			dst = append2(append(append(dst, months[m-1]...), ' '), d)
		}
		dst = appendYear(append(appendClock(append(dst, ' '), rest), ' '), y)
	} else {
		dst = appendClock(append(appendYMD(dst, y, m, d, s), ' '), rest)
	}
	if z != nil {
		if s.Style == DateISO {
			dst = appendOffset(dst, off)
		} else {
			dst = append(append(dst, ' '), name...)
		}
	}
	return appendBC(dst, y)
}

func textTimestamp(s *Settings) writer {
	return func(c *cell, dst []byte, i int) []byte { return appendTimestamp(dst, c.micros(i), c.s, nil) }
}

func textTimestampTZ(c *cell, dst []byte, i int) []byte {
	return appendTimestamp(dst, c.micros(i), c.s, c.zone)
}

func binaryTimestamp(c *cell, dst []byte, i int) []byte {
	v := c.micros(i)
	switch v {
	case tsInf:
	case tsNegInf:
		v = math.MinInt64
	default:
		if v < math.MinInt64+epochMicros+1 {
			return c.failed(dst, pgerr.New(pgerr.DatetimeValueOutOfRange, "timestamp out of range"))
		}
		v -= epochMicros
	}
	return binary.BigEndian.AppendUint64(dst, uint64(v))
}
