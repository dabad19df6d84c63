package datetime

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
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
	seen         []unit // each unit counts once
	fields       Fields
}

// once notes a unit; false when it was there already.
func (s *sum) once(u unit) bool {
	if slices.Contains(s.seen, u) {
		return false
	}
	s.seen = append(s.seen, u)
	return true
}

// add adds n units; what is left of a broken number of months is days of a 30-day month, of days is time.
func (s *sum) add(number string, u unit) bool {
	if !s.once(u) {
		return false
	}
	whole, frac, ok := parts(number)
	if !ok {
		return false
	}
	if u.micros == 0 && (whole > math.MaxInt32 || whole < math.MinInt32) || math.Abs(float64(whole))*u.micros > 1<<63 {
		s.over = true
		return true
	}
	switch {
	case u.months > 0:
		s.months += whole * u.months
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
		s.days += whole * u.days
		d, f := math.Modf(math.Round(frac*float64(u.days)*1e9) / 1e9)
		s.days += int64(d)
		s.micros += math.RoundToEven(f * dayMicros)
	default:
		w := whole * int64(u.micros)
		if sum := s.whole + w; (w > 0) != (sum > s.whole) && w != 0 {
			s.over = true
		}
		s.whole += w
		s.micros += math.RoundToEven(frac * u.micros)
	}
	return true
}

// parts splits a number into its whole part and the rest, both with its sign.
func parts(number string) (whole int64, frac float64, ok bool) {
	head, tail, broken := strings.Cut(number, ".")
	if strings.ContainsAny(number, "e") {
		f, err := strconv.ParseFloat(number, 64)
		w, r := math.Modf(f)
		return int64(w), r, err == nil && math.Abs(w) < 1<<62
	}
	if broken && tail != "" {
		f, err := strconv.ParseFloat("0."+tail, 64)
		if err != nil {
			return 0, 0, false
		}
		frac = f
	}
	if strings.HasPrefix(head, "-") {
		frac = -frac
	}
	if head = strings.TrimPrefix(head, "+"); head == "" || head == "-" {
		return 0, frac, broken && tail != ""
	}
	whole, err := strconv.ParseInt(head, 10, 64)
	return whole, frac, err == nil || errors.Is(err, strconv.ErrRange)
}

// iso reads what follows the P.
func (s *sum) iso(t string) bool {
	if date, clock, ok := strings.Cut(t, "t"); strings.Count(date, "-") == 2 && date[0] != '-' { // P0001-02-03T04:05:06
		f := strings.Split(date, "-")
		return s.add(f[0], unit{months: 12}) && s.add(f[1], unit{months: 1}) && s.add(f[2], unit{days: 1}) && (!ok || s.clock(clock))
	}
	clock, any := false, false
	for len(t) > 0 {
		if t[0] == 't' && !clock {
			clock, any, t = true, true, t[1:]
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
func (s *sum) words(t string, standard bool) (neg, ok bool) {
	t = strings.TrimPrefix(t, "@")
	fields := splitUnits(t)
	if len(fields) == 0 {
		return false, false
	}
	if fields[len(fields)-1] == "ago" {
		neg, fields = true, fields[:len(fields)-1]
	}
	// Under sql_standard one minus is the sign of all that follows: '-1 2:03:04'.
	lead := standard && len(fields) > 1 && fields[0][0] == '-' && !neg && standardOnly(fields)
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
			if !s.add(f, s.fields.last()) {
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
	if len(parts) == 2 && (strings.Contains(parts[1], ".") || s.fields == Fields{Minute, Second}) { // M:S.f
		parts = append([]string{"0"}, parts...)
	}
	if len(parts) < 2 || len(parts) > 3 {
		return false
	}
	for k, p := range parts {
		if p == "" || !isDigit(p[0]) || k < 2 && strings.Contains(p, ".") {
			return false
		}
		n, err := strconv.ParseFloat(p, 64)
		if err != nil {
			return false
		}
		s.over = s.over || k == 1 && n >= 60 || k == 2 && n > 60
		if !s.add(sign+p, [...]unit{{micros: 3600e6}, {micros: 60e6}, {micros: 1e6}}[k]) {
			return false
		}
	}
	return true
}
