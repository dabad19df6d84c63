package encode

import (
	"encoding/binary"

	"lakewire/internal/engine"
)

// span is an interval by fields; all of one sign group share their sign.
type span struct{ year, mon, day, hour, min, sec, fsec int64 }

func newSpan(v engine.Interval) span {
	return span{
		year: int64(v.Months) / 12, mon: int64(v.Months) % 12, day: int64(v.Days),
		hour: v.Micros / 3600e6, min: v.Micros / 60e6 % 60, sec: v.Micros / 1e6 % 60, fsec: v.Micros % 1e6,
	}
}

func (p span) clockNegative() bool { return p.hour < 0 || p.min < 0 || p.sec < 0 || p.fsec < 0 }
func (p span) hasClock() bool      { return p.hour != 0 || p.min != 0 || p.sec != 0 || p.fsec != 0 }

// appendInterval appends an interval in a style.
func appendInterval(dst []byte, v engine.Interval, style IntervalStyle) []byte {
	switch p := newSpan(v); style {
	case IntervalVerbose:
		return appendVerbose(dst, p)
	case IntervalSQL:
		return appendSQLInterval(dst, p)
	case IntervalISO:
		return appendISOInterval(dst, p)
	default:
		return appendPostgresInterval(dst, p)
	}
}

func abs(v int64) int64 {
	if v < 0 {
		return -v
	}
	return v
}

// appendSeconds appends seconds with their fraction, of two digits when filled.
func appendSeconds(dst []byte, sec, fsec int64, fill bool) []byte {
	if sec, fsec = abs(sec), abs(fsec); fill {
		dst = append2(dst, int(sec))
	} else {
		dst = appendUint(dst, uint64(sec))
	}
	return appendFraction(dst, int(fsec))
}

func appendHM(dst []byte, hour, min int64) []byte {
	if hour = abs(hour); hour < 10 {
		dst = append(dst, '0')
	}
	return append(append2(append(appendUint(dst, uint64(hour)), ':'), int(abs(min))), ':')
}

func appendPostgresInterval(dst []byte, p span) []byte {
	zero, before := true, false
	part := func(v int64, unit string) {
		if v == 0 {
			return
		}
		if !zero {
			dst = append(dst, ' ')
		}
		if before && v > 0 {
			dst = append(dst, '+')
		}
		dst = append(append(appendInt(dst, v), ' '), unit...)
		if v != 1 {
			dst = append(dst, 's')
		}
		zero, before = false, v < 0
	}
	part(p.year, "year")
	part(p.mon, "mon")
	part(p.day, "day")
	if !zero && !p.hasClock() {
		return dst
	}
	if !zero {
		dst = append(dst, ' ')
	}
	if p.clockNegative() {
		dst = append(dst, '-')
	} else if before {
		dst = append(dst, '+')
	}
	return appendSeconds(appendHM(dst, p.hour, p.min), p.sec, p.fsec, true)
}

func appendVerbose(dst []byte, p span) []byte {
	zero, before := true, false
	dst = append(dst, '@')
	part := func(v int64, unit string) {
		if v == 0 {
			return
		}
		if zero {
			before, v = v < 0, abs(v)
		} else if before {
			v = -v
		}
		dst = append(append(appendInt(append(dst, ' '), v), ' '), unit...)
		if v != 1 {
			dst = append(dst, 's')
		}
		zero = false
	}
	part(p.year, "year")
	part(p.mon, "mon")
	part(p.day, "day")
	part(p.hour, "hour")
	part(p.min, "min")
	if p.sec != 0 || p.fsec != 0 {
		dst = append(dst, ' ')
		if p.sec < 0 || p.fsec < 0 {
			if zero {
				before = true
			} else if !before {
				dst = append(dst, '-')
			}
		} else if before {
			dst = append(dst, '-')
		}
		dst = append(appendSeconds(dst, p.sec, p.fsec, false), " sec"...)
		if abs(p.sec) != 1 || p.fsec != 0 {
			dst = append(dst, 's')
		}
		zero = false
	}
	if zero {
		dst = append(dst, " 0"...)
	}
	if before {
		dst = append(dst, " ago"...)
	}
	return dst
}

func appendSQLInterval(dst []byte, p span) []byte {
	clockNeg := p.clockNegative()
	neg := p.year < 0 || p.mon < 0 || p.day < 0 || clockNeg
	pos := p.year > 0 || p.mon > 0 || p.day > 0 || (p.hasClock() && !clockNeg)
	yearMonth, dayTime := p.year != 0 || p.mon != 0, p.day != 0 || p.hasClock()
	sign := func(n bool) byte {
		if n {
			return '-'
		}
		return '+'
	}
	hms := func(dst []byte) []byte {
		dst = append(appendUint(dst, uint64(abs(p.hour))), ':')
		return appendSeconds(append(append2(dst, int(abs(p.min))), ':'), p.sec, p.fsec, true)
	}
	ym := func(dst []byte) []byte {
		return appendUint(append(appendUint(dst, uint64(abs(p.year))), '-'), uint64(abs(p.mon)))
	}
	if !neg && !pos {
		return append(dst, '0')
	}
	if (neg && pos) || (yearMonth && dayTime) { // not an interval of the standard: every field shows its sign
		dst = ym(append(dst, sign(p.year < 0 || p.mon < 0)))
		dst = appendUint(append(dst, ' ', sign(p.day < 0)), uint64(abs(p.day)))
		return hms(append(dst, ' ', sign(clockNeg)))
	}
	if neg {
		dst = append(dst, '-')
	}
	if yearMonth {
		return ym(dst)
	}
	if p.day != 0 {
		dst = append(appendUint(dst, uint64(abs(p.day))), ' ')
	}
	return hms(dst)
}

func appendISOInterval(dst []byte, p span) []byte {
	part := func(v int64, unit byte) {
		if v != 0 {
			dst = append(appendInt(dst, v), unit)
		}
	}
	dst = append(dst, 'P')
	part(p.year, 'Y')
	part(p.mon, 'M')
	part(p.day, 'D')
	if !p.hasClock() {
		if p.year == 0 && p.mon == 0 && p.day == 0 {
			return append(dst, "T0S"...)
		}
		return dst
	}
	dst = append(dst, 'T')
	part(p.hour, 'H')
	part(p.min, 'M')
	if p.sec != 0 || p.fsec != 0 {
		if p.sec < 0 || p.fsec < 0 {
			dst = append(dst, '-')
		}
		dst = append(appendSeconds(dst, p.sec, p.fsec, false), 'S')
	}
	return dst
}

func textInterval(c *cell, dst []byte, i int) []byte {
	return appendInterval(dst, c.iv[i], c.s.IntervalStyle)
}

func binaryInterval(c *cell, dst []byte, i int) []byte {
	v := c.iv[i]
	dst = binary.BigEndian.AppendUint64(dst, uint64(v.Micros))
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(dst, uint32(v.Days)), uint32(v.Months))
}
