package datetime

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// takeDate reads what begins with a digit and holds no colon: a date with separators, YYYYMMDD, or a bare number.
func (m *moment) takeDate(t string, bad func() error) error {
	if m.clockOnly && len(t) >= 4 && strings.Trim(t[:4], "0123456789") == "" && (len(t) == 4 || len(t) >= 6 && strings.Trim(t[4:6], "0123456789") == "") {
		return m.takeTime(t, bad) // 1234, 123456.7+02
	}
	if len(t) > 6 && t[6] == '.' && m.hasDate && !m.hasTime && strings.Trim(t[:6], "0123456789") == "" {
		return m.takeTime(t[:2]+":"+t[2:4]+":"+t[4:], bad)
	}
	sep := strings.IndexAny(t, "-/.")
	if sep < 0 {
		return m.takeNumber(t, bad)
	}
	parts := strings.FieldsFunc(t, func(r rune) bool { return r == '-' || r == '/' || r == '.' })
	if len(parts) == 2 && len(parts[1]) == 3 && isDigit(parts[1][0]) && len(parts[0]) == 4 { // year and day of the year
		y, _ := strconv.Atoi(parts[0])
		d, err := strconv.Atoi(parts[1])
		if err != nil || d < 1 || d > 366 {
			m.fieldRange = true
			return bad()
		}
		m.year, m.month, m.day, m.yday, m.hasDate = y, 1, 1, d, true
		return nil
	}
	if len(parts) == 4 { // 2024-01-02-03: the last is an offset
		return bad()
	}
	if len(parts) != 3 {
		if len(parts) == 2 && m.monthName {
			for _, p := range parts {
				if err := m.takePart(p, bad); err != nil || m.special == "bad" {
					return err
				}
			}
			return nil
		}
		return bad()
	}
	if monthNames[parts[2]] > 0 { // 1999-08-Jan
		return bad()
	}
	for _, p := range parts {
		if n, ok := monthNames[p]; ok && !m.monthName {
			m.month, m.monthName = n, true
			continue
		}
		if err := m.takePart(p, bad); err != nil || m.special == "bad" {
			return err
		}
	}
	return nil
}

// takeNumber notes a bare number, or a date or time of six or eight digits.
func (m *moment) takeNumber(t string, bad func() error) error {
	n, err := strconv.Atoi(t)
	if err != nil || len(t) > 9 {
		return bad()
	}
	if (len(t) == 8 || len(t) == 6) && len(m.numbers) == 0 && !m.monthName && !m.hasDate {
		m.year, m.month, m.day, m.hasDate = n/10000, n/100%100, n%100, true
		m.short = len(t) == 6
		return nil
	}
	if m.hasDate && !m.hasTime && len(t) == 6 {
		return m.takeTime(t[:2]+":"+t[2:4]+":"+t[4:], bad)
	}
	return m.takePart(t, bad)
}

// takePart notes a number that is a day, a month or a year.
func (m *moment) takePart(t string, bad func() error) error {
	n, err := strconv.Atoi(t)
	if err != nil || len(t) > 9 {
		return bad()
	}
	if len(t) > 2 && m.yearAt < 0 {
		m.yearAt = len(m.numbers)
	}
	m.numbers = append(m.numbers, n)
	if len(m.numbers) > 3 || m.hasDate {
		return bad()
	}
	return nil
}

// settle gives the bare numbers their meaning and checks all fields.
func (m *moment) settle(order Order) bool {
	if n := m.numbers; len(n) > 0 {
		y, mo, d := -1, -1, -1
		switch {
		case m.monthName && len(n) == 2 && (m.yearAt == 0 || m.yearAt < 0 && order == YMD):
			y, d = 0, 1
		case m.monthName && len(n) == 2:
			d, y = 0, 1
		case len(n) == 3 && (m.yearAt == 0 || order == YMD):
			y, mo, d = 0, 1, 2
		case len(n) == 3 && order == DMY:
			d, mo, y = 0, 1, 2
		case len(n) == 3:
			mo, d, y = 0, 1, 2
		default:
			return false
		}
		m.year, m.day = n[y], n[d]
		if mo >= 0 {
			if m.monthName {
				return false
			}
			m.month = n[mo]
		}
		m.short, m.hasDate = m.yearAt != y, true
	} else if m.monthName && !m.hasDate {
		return false
	}
	if m.hasDate && !m.checkDate() {
		m.fieldRange = true
		return false
	}
	if m.am || m.pm {
		h := m.micros / 3600e6
		if !m.hasTime || h > 12 {
			m.fieldRange = m.hasTime
			return false
		}
		if m.pm && h != 12 {
			m.micros += 12 * 3600e6
		} else if m.am && h == 12 {
			m.micros -= 12 * 3600e6
		}
	}
	return m.hasDate || m.hasTime || m.special != ""
}

func (m *moment) checkDate() bool {
	switch {
	case m.julian:
		return true
	case m.bc:
		if m.year <= 0 {
			return false
		}
		m.year = 1 - m.year
	case m.short && m.year < 70:
		m.year += 2000
	case m.short && m.year < 100:
		m.year += 1900
	case m.year <= 0:
		return false
	}
	if m.month < 1 || m.month > 12 || m.day < 1 || m.day > 31 {
		return false
	}
	if y, mo, d := Civil(DayCount(m.year, m.month, m.day)); y != m.year || mo != m.month || d != m.day {
		m.day = 0 // a day that the month has not
		return false
	}
	return true
}

// dayOf gives the day that m names, in the session's zone where it is a word.
func (m *moment) dayOf(s *Settings) int64 {
	if m.hasDate {
		d := DayCount(m.year, m.month, m.day)
		if m.yday > 0 {
			d += int64(m.yday - 1)
		}
		return d
	}
	now := time.Now().In(zoneOf(s))
	d := DayCount(now.Year(), int(now.Month()), now.Day())
	switch m.special {
	case "tomorrow":
		d++
	case "yesterday":
		d--
	case "epoch":
		d = 0
	}
	return d
}

func zoneOf(s *Settings) *time.Location {
	if s.Zone == nil {
		return time.UTC
	}
	return s.Zone
}

// PostgreSQL's dates go from Julian day 0, 4714-11-24 BC, to 5874897-12-31.
const (
	julianEpoch = 2440588

	// FirstDay and LastDay bound the dates, in days from 1970.
	FirstDay = -julianEpoch
	LastDay  = 2147483494 - 1 - julianEpoch
)

func (m *moment) asDate(s *Settings) (int64, bool) {
	switch m.special {
	case "infinity":
		return DateInfinity, true
	case "-infinity":
		return -DateInfinity, true
	}
	if !m.hasDate && m.special == "" {
		return 0, false
	}
	d := m.dayOf(s)
	m.fieldRange = d > LastDay || d < FirstDay
	return d, !m.fieldRange
}

func (m *moment) asTime(s *Settings) (int64, int32, bool) {
	off := m.off
	now := time.Now().In(zoneOf(s))
	at := now
	if m.hasDate {
		d := m.dayOf(s)
		at = time.Unix(d*86400+m.micros/1e6, 0)
	}
	if !m.hasOff {
		loc := m.loc
		if loc == nil {
			loc = zoneOf(s)
		}
		_, off = at.In(loc).Zone()
	}
	if m.special == "now" {
		return int64(now.Hour())*3600e6 + int64(now.Minute())*60e6 + int64(now.Second())*1e6 + int64(now.Nanosecond()/1000), int32(off), true
	}
	return m.micros, int32(off), m.hasTime && m.special == ""
}

func (m *moment) asTimestamp(withZone bool, s *Settings) (int64, bool) {
	switch m.special {
	case "infinity":
		return Infinity, true
	case "-infinity":
		return -Infinity, true
	case "epoch":
		return 0, true
	case "now":
		t := time.Now()
		us := t.UnixMicro()
		if !withZone {
			_, off := t.In(zoneOf(s)).Zone()
			us += int64(off) * 1e6
		}
		return us, true
	}
	if !m.hasDate && m.special == "" {
		return 0, false
	}
	d := m.dayOf(s)
	if d > math.MaxInt64/dayMicros-2 || d < FirstDay-1 {
		m.fieldRange = true
		return 0, false
	}
	us := d*dayMicros + m.micros
	switch {
	case !withZone:
	case m.hasOff:
		us -= int64(m.off) * 1e6
	case m.loc == nil:
		us -= int64(offsetAt(us, zoneOf(s))) * 1e6
	default:
		us -= int64(offsetAt(us, m.loc)) * 1e6
	}
	m.fieldRange = us < FirstDay*dayMicros
	return us, !m.fieldRange
}

// offsetAt gives the offset of a local time. One that a change of the clock skips or repeats is read as PostgreSQL does:
// with the offset before the change when it is skipped, after the change when it comes twice.
func offsetAt(localMicros int64, loc *time.Location) int {
	sec := localMicros / 1e6
	if localMicros%1e6 < 0 {
		sec--
	}
	early := time.Unix(sec-86400, 0).In(loc)
	_, before := early.Zone()
	_, end := early.ZoneBounds()
	if end.IsZero() {
		return before
	}
	_, after := end.Zone()
	b, a, change := sec-int64(before), sec-int64(after), end.Unix()
	switch {
	case b < change && a < change:
		return before
	case b >= change && a >= change:
		return after
	case b > a:
		return before
	}
	return after
}
