package encode

import "lakewire/internal/engine"

// quickDate reads YYYY-MM-DD of the years 1 to 9999 as days from 1970.
func quickDate(b []byte) (int32, bool) {
	if len(b) < 10 || b[4] != '-' || b[7] != '-' {
		return 0, false
	}
	y, ok1 := twoDigits(b)
	z, ok2 := twoDigits(b[2:])
	m, ok3 := twoDigits(b[5:])
	d, ok4 := twoDigits(b[8:])
	y = y*100 + z
	if !ok1 || !ok2 || !ok3 || !ok4 || y == 0 || m-1 > 11 || d == 0 || d > monthDays[m] || m == 2 && d == 29 && (y%4 != 0 || y%100 == 0 && y%400 != 0) {
		return 0, false
	}
	// Counted from the 1st of March of year 0, so that the leap day is a year's last.
	if m < 3 {
		y, m = y-1, m+12
	}
	return int32(365*y+y/4-y/100+y/400+(153*m-457)/5+d-1) - dayShift, true
}

// monthDays are the most days that a month has.
var monthDays = [13]uint32{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func twoDigits(b []byte) (uint32, bool) {
	h, l := b[0]-'0', b[1]-'0'
	return uint32(h)*10 + uint32(l), h <= 9 && l <= 9
}

// quickClock reads HH:MM:SS with up to six decimals as microseconds, and gives what stands behind.
func quickClock(b []byte) (micros int64, rest []byte, ok bool) {
	if len(b) < 8 || b[2] != ':' || b[5] != ':' {
		return 0, nil, false
	}
	h, ok1 := twoDigits(b)
	m, ok2 := twoDigits(b[3:])
	s, ok3 := twoDigits(b[6:])
	if !ok1 || !ok2 || !ok3 || h > 23 || m > 59 || s > 59 {
		return 0, nil, false
	}
	micros = int64(h)*3600e6 + int64(m)*60e6 + int64(s)*1e6
	b = b[8:]
	if len(b) == 0 || b[0] != '.' {
		return micros, b, true
	}
	k, unit := 1, int64(1e5)
	for ; k < len(b) && b[k]-'0' <= 9; k++ {
		if unit == 0 {
			return 0, nil, false
		}
		micros += int64(b[k]-'0') * unit
		unit /= 10
	}
	return micros, b[k:], k > 1
}

// quickTimestamp reads an ISO date and time of day, and gives what stands behind.
func quickTimestamp(b []byte) (micros int64, rest []byte, ok bool) {
	days, ok := quickDate(b)
	if !ok {
		return 0, nil, false
	}
	if len(b) == 10 {
		return int64(days) * dayMicros, nil, true
	}
	if b[10] != ' ' && b[10] != 'T' {
		return 0, nil, false
	}
	micros, rest, ok = quickClock(b[11:])
	return micros + int64(days)*dayMicros, rest, ok
}

func readDate(c *intake, dst *engine.BatchColumn, row int, b []byte) error {
	days, ok := quickDate(b)
	if !ok || len(b) != 10 {
		return readOther(c, dst, row, b)
	}
	dst.SetInt32(row, days)
	return nil
}

func readTimestamp(c *intake, dst *engine.BatchColumn, row int, b []byte) error {
	micros, rest, ok := quickTimestamp(b)
	if !ok || len(rest) > 0 {
		return readOther(c, dst, row, b)
	}
	dst.SetInt64(row, micros)
	return nil
}

// readTimestampTZ knows offsets of whole hours and of hours and minutes.
func readTimestampTZ(c *intake, dst *engine.BatchColumn, row int, b []byte) error {
	micros, rest, ok := quickTimestamp(b)
	if !ok || len(rest) != 3 && (len(rest) != 6 || rest[3] != ':') || rest[0] != '+' && rest[0] != '-' {
		return readOther(c, dst, row, b)
	}
	h, ok1 := twoDigits(rest[1:])
	m, ok2 := uint32(0), true
	if len(rest) == 6 {
		m, ok2 = twoDigits(rest[4:])
	}
	if !ok1 || !ok2 || h > 14 || m > 59 {
		return readOther(c, dst, row, b)
	}
	off := (int64(h)*3600 + int64(m)*60) * 1e6
	if rest[0] == '-' {
		off = -off
	}
	dst.SetInt64(row, micros-off)
	return nil
}
