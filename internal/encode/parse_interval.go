package encode

import (
	"math"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// unit is what one of a unit of time adds to an interval.
type unit struct {
	months, days int64
	micros       float64
}

var unitNames = map[string]unit{
	"microsecond": {micros: 1}, "us": {micros: 1}, "usec": {micros: 1}, "usecond": {micros: 1},
	"millisecond": {micros: 1e3}, "ms": {micros: 1e3}, "msec": {micros: 1e3}, "msecond": {micros: 1e3},
	"second": {micros: 1e6}, "s": {micros: 1e6}, "sec": {micros: 1e6}, "minute": {micros: 60e6}, "m": {micros: 60e6}, "min": {micros: 60e6},
	"hour": {micros: 3600e6}, "h": {micros: 3600e6}, "hr": {micros: 3600e6}, "day": {days: 1}, "d": {days: 1}, "week": {days: 7}, "w": {days: 7},
	"month": {months: 1}, "mon": {months: 1}, "year": {months: 12}, "y": {months: 12}, "yr": {months: 12},
	"decade": {months: 120}, "dec": {months: 120}, "century": {months: 1200}, "centurie": {months: 1200}, "cent": {months: 1200}, "c": {months: 1200},
	"millennium": {months: 12000}, "millennia": {months: 12000}, "mil": {months: 12000},
}

func unitNamed(t string) (unit, bool) {
	u, ok := unitNames[t]
	if !ok {
		u, ok = unitNames[strings.TrimSuffix(t, "s")]
	}
	return u, ok
}

// sum adds up an interval's parts before they are checked for range.
type sum struct {
	months, days int64
	micros       float64 // exact up to 2^53; whole is added apart
	whole        int64
	over         bool
}

// add adds n units; what is left of a broken number of months is days of a 30-day month, of days is time.
func (s *sum) add(number string, u unit) bool {
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return false
	}
	if math.Abs(n) > math.MaxInt32 && u.micros == 0 {
		s.over = true
		return true
	}
	whole, frac := math.Modf(n)
	switch {
	case u.months > 0:
		s.months += int64(whole) * u.months
		m, f := math.Modf(frac * float64(u.months))
		if u.months > 1 {
			s.months += int64(math.RoundToEven(frac * float64(u.months)))
			return true
		}
		s.months += int64(m)
		d, f := math.Modf(math.Round(f*30*1e9) / 1e9)
		s.days += int64(d)
		s.micros += math.RoundToEven(f * dayMicros)
	case u.days > 0:
		s.days += int64(whole) * u.days
		d, f := math.Modf(math.Round(frac*float64(u.days)*1e9) / 1e9)
		s.days += int64(d)
		s.micros += math.RoundToEven(f * dayMicros)
	default:
		if math.Abs(whole*u.micros) >= 1<<63 {
			s.over = true
			return true
		}
		w := int64(whole) * int64(u.micros)
		if (w > 0) == (s.whole > 0) && s.whole+w < 0 != (w < 0) && w != 0 {
			s.over = true
		}
		s.whole += w
		s.micros += math.RoundToEven(frac * u.micros)
	}
	return true
}

func (s *sum) value(neg bool) (value, bool) {
	micros := float64(s.whole) + s.micros
	us := s.whole + int64(s.micros)
	if neg {
		s.months, s.days, us = -s.months, -s.days, -us
	}
	v := value{kind: pgtypes.Interval, months: int32(s.months), days: int32(s.days), i: us}
	return v, !s.over && int64(v.months) == s.months && int64(v.days) == s.days && math.Abs(micros) < 1<<63
}

// parseInterval reads PostgreSQL's, the SQL standard's and ISO 8601's intervals.
func parseInterval(b []byte) (value, error) {
	t := strings.ToLower(string(trim(b)))
	var s sum
	neg, ok := false, false
	if p := strings.TrimPrefix(t, "-"); len(p) > 1 && p[0] == 'p' {
		ok = s.iso(p[1:])
		neg = p != t
	} else {
		neg, ok = s.words(t)
	}
	if !ok {
		return value{}, badSyntax(pgtypes.OIDInterval, b)
	}
	v, fits := s.value(neg)
	if !fits {
		return value{}, pgerr.Newf(pgerr.IntervalFieldOverflow, "interval field value out of range: \"%s\"", b)
	}
	return v, nil
}

// iso reads what follows the P.
func (s *sum) iso(t string) bool {
	clock, any := false, false
	for len(t) > 0 {
		if t[0] == 't' && !clock {
			clock, t = true, t[1:]
			continue
		}
		k := 0
		for k < len(t) && (isDigit(t[k]) || t[k] == '.' || (t[k] == '-' || t[k] == '+') && k == 0) {
			k++
		}
		if k == 0 || k == len(t) {
			return false
		}
		u, ok := map[bool]map[byte]unit{
			false: {'y': {months: 12}, 'm': {months: 1}, 'w': {days: 7}, 'd': {days: 1}},
			true:  {'h': {micros: 3600e6}, 'm': {micros: 60e6}, 's': {micros: 1e6}},
		}[clock][t[k]]
		if !ok || !s.add(t[:k], u) {
			return false
		}
		any, t = true, t[k+1:]
	}
	return any
}

// words reads numbers with units, [sign]H:M:S, Y-M, and a bare number of seconds at the end.
func (s *sum) words(t string) (neg, ok bool) {
	t = strings.TrimPrefix(t, "@")
	fields := splitUnits(t)
	if len(fields) == 0 {
		return false, false
	}
	if fields[len(fields)-1] == "ago" {
		neg, fields = true, fields[:len(fields)-1]
	}
	// One minus before a standard interval is the sign of all of it: '-1 2:03:04'.
	lead := len(fields) > 1 && fields[0][0] == '-' && !neg && standardOnly(fields)
	for k := 0; k < len(fields); k++ {
		f := fields[k]
		if lead && k > 0 {
			f = "-" + f
		}
		switch {
		case strings.Contains(f, ":"):
			if !s.clock(f) {
				return neg, false
			}
		case strings.LastIndexByte(f, '-') > 0:
			y, m, _ := strings.Cut(strings.TrimLeft(f, "+-"), "-")
			sign := f[:len(f)-len(strings.TrimLeft(f, "+-"))]
			if !s.add(sign+y, unit{months: 12}) || !s.add(sign+m, unit{months: 1}) {
				return neg, false
			}
		case k+1 < len(fields) && strings.Contains(fields[k+1], ":") && numeric(f):
			if !s.add(f, unit{days: 1}) {
				return neg, false
			}
		case numeric(f) && k+1 < len(fields) && !numeric(fields[k+1]):
			u, known := unitNamed(fields[k+1])
			if !known || !s.add(f, u) {
				return neg, false
			}
			k++
		case numeric(f) && k == len(fields)-1:
			if !s.add(f, unit{micros: 1e6}) {
				return neg, false
			}
		default:
			return neg, false
		}
	}
	return neg, len(fields) > 0
}

func standardOnly(fields []string) bool {
	for k, f := range fields {
		if f[0] != '-' && !isDigit(f[0]) || k > 0 && f[0] == '-' {
			return false
		}
	}
	return true
}

func numeric(f string) bool {
	f = strings.TrimLeft(f, "+-")
	return f != "" && (isDigit(f[0]) || f[0] == '.')
}

// splitUnits splits at spaces and between a number and the letters behind it: 1day2h.
func splitUnits(t string) []string {
	var out []string
	for _, f := range strings.Fields(t) {
		start := 0
		for k := 1; k < len(f); k++ {
			a, b := f[k-1], f[k]
			letter := b >= 'a' && b <= 'z'
			wasLetter := a >= 'a' && a <= 'z'
			if letter != wasLetter && (isDigit(a) || isDigit(b) || a == '.') {
				out = append(out, f[start:k])
				start = k
			}
		}
		out = append(out, f[start:])
	}
	if len(out) > 1 && (out[0] == "-" || out[0] == "+") {
		out[1] = out[0] + out[1]
		out = out[1:]
	}
	return out
}

// clock reads [sign]H:M[:S[.f]].
func (s *sum) clock(f string) bool {
	sign := ""
	if f[0] == '-' || f[0] == '+' {
		sign, f = f[:1], f[1:]
	}
	parts := strings.Split(f, ":")
	if len(parts) == 2 && strings.Contains(parts[1], ".") { // M:S.f
		parts = append([]string{"0"}, parts...)
	}
	if len(parts) < 2 || len(parts) > 3 {
		return false
	}
	for k, p := range parts {
		if p == "" || !isDigit(p[0]) || k < 2 && strings.Contains(p, ".") {
			return false
		}
		if n, err := strconv.ParseFloat(p, 64); err != nil || k == 1 && n >= 60 || k == 2 && n > 60 {
			return false
		}
		if !s.add(sign+p, [...]unit{{micros: 3600e6}, {micros: 60e6}, {micros: 1e6}}[k]) {
			return false
		}
	}
	return true
}
