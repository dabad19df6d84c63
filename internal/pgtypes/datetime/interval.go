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

// sum adds up an interval's parts. Each has its own range, and years and months are one only in the end.
type sum struct {
	years, months, days int64
	micros              int64
	over                bool
	seen                []unit // each unit counts once
	fields              Fields
}

var subseconds = []unit{{micros: 1e6}, {micros: 1e3}, {micros: 1}}

// once notes units; false when one of them was there already.
func (s *sum) once(units ...unit) bool {
	for _, u := range units {
		if slices.Contains(s.seen, u) {
			return false
		}
	}
	s.seen = append(s.seen, units...)
	return true
}

func (s *sum) addMicros(n int64) {
	sum := s.micros + n
	s.over = s.over || (n > 0) != (sum > s.micros) && n != 0
	s.micros = sum
}

// addDays adds days and what is broken of one.
func (s *sum) addDays(n int64, frac float64) {
	d, f := math.Modf(math.Round(frac*1e9) / 1e9)
	s.days += n + int64(d)
	s.addMicros(int64(math.RoundToEven(f * dayMicros)))
}

// add adds n units; what is left of a broken number of months is days of a 30-day month, of days is time.
func (s *sum) add(number string, u unit) bool {
	whole, frac, ok := splitNumber(number)
	if !ok {
		return false
	}
	if units := subseconds; u == units[0] && frac != 0 {
		ok = s.once(units...)
	} else {
		ok = s.once(u)
	}
	if !ok {
		return false
	}
	s.sum(whole, frac, u)
	return true
}

func (s *sum) sum(whole int64, frac float64, u unit) {
	if math.IsInf(frac, 0) || u.micros == 0 && (whole > math.MaxInt32 || whole < math.MinInt32) {
		s.over = true
		return
	}
	switch {
	case u.months > 1:
		s.years += whole * (u.months / 12)
		s.months += int64(math.RoundToEven(frac * float64(u.months)))
	case u.months > 0:
		s.months += whole
		s.addDays(0, frac*30)
	case u.days > 0:
		s.addDays(whole*u.days, frac*float64(u.days))
	default:
		m := int64(u.micros)
		s.over = s.over || whole*m/m != whole
		s.addMicros(whole * m)
		s.addMicros(int64(math.RoundToEven(frac * u.micros)))
	}
	for _, n := range [...]int64{s.years, s.months, s.days} {
		s.over = s.over || int64(int32(n)) != n
	}
}

// splitNumber splits a number into its whole part and the rest, both with its sign.
func splitNumber(number string) (whole int64, frac float64, ok bool) {
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
	if errors.Is(err, strconv.ErrRange) {
		return whole, math.Inf(1), true
	}
	return whole, frac, err == nil
}

// iso reads what follows the P: numbers with letters, or one of ISO 8601's other forms, years-months-days and h:m:s or only digits.
func (s *sum) iso(t string) bool {
	date, clock, _ := strings.Cut(t, "t")
	if t == "" {
		return false
	}
	return (date == "" || s.isoPart(date, "-", map[byte]unit{'y': {months: 12}, 'm': {months: 1}, 'w': {days: 7}, 'd': {days: 1}}, isoDate)) &&
		(clock == "" || s.isoPart(clock, ":", map[byte]unit{'h': {micros: 3600e6}, 'm': {micros: 60e6}, 's': {micros: 1e6}}, isoTime))
}

// The units of ISO 8601's forms without letters.
var (
	isoDate = []unit{{months: 12}, {months: 1}, {days: 1}}
	isoTime = []unit{{micros: 3600e6}, {micros: 60e6}, {micros: 1e6}}
)

func (s *sum) isoPart(t, separator string, letters map[byte]unit, plain []unit) bool {
	if !isLetter(t[len(t)-1]) {
		fields := isoFields(t, separator, plain)
		for k, f := range fields {
			if k >= len(plain) || f == "" || !s.add(f, plain[k]) {
				return false
			}
		}
		return true
	}
	for len(t) > 0 {
		k := 0
		for k < len(t) && (isDigit(t[k]) || t[k] == '.' || t[k] == 'e' || (t[k] == '-' || t[k] == '+') && (k == 0 || t[k-1] == 'e')) {
			k++
		}
		if k == 0 || k == len(t) {
			return false
		}
		u, ok := letters[t[k]]
		if !ok || !s.add(t[:k], u) {
			return false
		}
		t = t[k+1:]
	}
	return true
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }

// isoFields splits 0002-10-15 and 00021015, 10:30:20 and 103020.
func isoFields(t, separator string, plain []unit) []string {
	sign := t[:len(t)-len(strings.TrimLeft(t, "+-"))]
	digits, rest, _ := strings.Cut(t[len(sign):], ".")
	width := 2 * len(plain)
	if plain[0].months > 0 {
		width += 2
	}
	if len(digits) == width && !strings.Contains(digits, separator) {
		out := []string{sign + digits[:width-4], sign + digits[width-4:width-2], sign + digits[width-2:]}
		if rest != "" {
			out[2] += "." + rest
		}
		return out
	}
	fields := strings.Split(t[len(sign):], separator)
	fields[0] = sign + fields[0]
	return fields
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
	lead := standard && len(fields) > 1 && fields[0][0] == '-' && !neg && !slices.ContainsFunc(fields[1:], func(f string) bool { return f[0] == '-' || f[0] == '+' })
	for k := 0; k < len(fields); k++ {
		f := fields[k]
		if lead && k > 0 && isDigit(f[0]) {
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
		case numeric(f) && k+1 < len(fields) && isLetter(fields[k+1][0]):
			u, known := unitNamed(fields[k+1])
			if !known || !s.add(f, u) {
				return neg, false
			}
			k++
		case numeric(f) && k == len(fields)-2 && s.fields.To == Hour && s.fields.From == Day:
			if !s.add(f, unit{days: 1}) {
				return neg, false
			}
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
	joined := out[:0]
	for k := 0; k < len(out); k++ { // a sign belongs to the number behind it
		if f := out[k]; (f == "-" || f == "+") && k+1 < len(out) && (isDigit(out[k+1][0]) || out[k+1][0] == '.') {
			k++
			out[k] = f + out[k]
		}
		joined = append(joined, out[k])
	}
	return joined
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
	if len(parts) < 2 || len(parts) > 3 || !s.once(append([]unit{{micros: 3600e6}, {micros: 60e6}}, subseconds...)...) {
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
		whole, frac, ok := splitNumber(sign + p)
		if !ok {
			return false
		}
		s.sum(whole, frac, isoTime[k])
	}
	return true
}
