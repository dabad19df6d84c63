package datetime

import (
	"math"
	"strconv"
	"strings"
	"time"

	"lakewire/internal/pgerr"
)

// moment gathers what a date/time text says.
type moment struct {
	year, month, day int
	hasDate          bool
	yday             int
	julian           bool
	micros           int64 // of the day, hasTime
	hasTime          bool
	off              int // seconds east, hasOff
	hasOff           bool
	loc              *time.Location // a named zone
	special          string         // infinity, -infinity, epoch, now, today, tomorrow, yesterday
	bc, pm, am       bool
	displaced        bool  // the offset is out of its range
	clockOnly        bool  // bare digits are a time, not a date
	fieldRange       bool  // a field is out of its range: 22008 instead of 22007
	numbers          []int // bare numbers, in order
	monthName        bool
	yearAt           int  // which of numbers is surely the year, -1 = none
	short            bool // the year has two digits or fewer
}

var monthNames = map[string]int{}

var dayNames = map[string]bool{}

func init() {
	for k, m := range []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"} {
		monthNames[m], monthNames[m[:3]] = k+1, k+1
	}
	monthNames["sept"] = 9
	for _, d := range []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"} {
		dayNames[d], dayNames[d[:3]] = true, true
	}
	for _, d := range []string{"tues", "wednes", "thur", "thurs"} {
		dayNames[d] = true
	}
}

// abbreviations are the zone names of PostgreSQL's default set that do not depend on the date, in hours east.
var abbreviations = map[string]float64{
	"utc": 0, "gmt": 0, "z": 0, "zulu": 0, "ut": 0, "uct": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2, "mez": 1, "mesz": 2,
	"eet": 2, "eest": 3, "msk": 3, "msd": 4, "ist": 2, "sast": 2, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
	"akst": -9, "akdt": -8, "hst": -10, "ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5, "jst": 9, "kst": 9, "hkt": 8, "pht": 8,
	"aest": 10, "aedt": 11, "acst": 9.5, "acdt": 10.5, "awst": 8, "nzst": 12, "nzdt": 13,
}

// tokens splits at spaces and commas, and an ISO T between date and time.
func tokens(t string) []string {
	fields := strings.FieldsFunc(t, func(r rune) bool { return r == ' ' || r == ',' || r >= '\t' && r <= '\r' })
	out := make([]string, 0, len(fields)+1)
	for _, f := range fields {
		f = strings.ToLower(f)
		if k := strings.IndexByte(f, 't'); k > 0 && k+1 < len(f) && isDigit(f[k-1]) && isDigit(f[k+1]) {
			out = append(out, f[:k], f[k:])
			continue
		}
		if k := strings.IndexByte(f, '+'); k > 0 && isDigit(f[k-1]) && (isDigit(f[0]) || f[0] == 'j') { // an offset behind a date
			out = append(out, f[:k], f[k:])
			continue
		}
		out = append(out, f)
	}
	return out
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// take reads one token, in lower case.
func (m *moment) take(t string) error {
	bad := func() error { m.special = "bad"; return nil }
	if m.special != "" && !strings.Contains(t, ":") {
		return bad()
	}
	switch t {
	case "infinity", "+infinity":
		m.special = "infinity"
	case "-infinity":
		m.special = t
	case "epoch", "now", "today", "tomorrow", "yesterday":
		m.special = t
	case "bc":
		m.bc = true
	case "ad", "at", "on", "t":
	case "am":
		m.am = true
	case "pm":
		m.pm = true
	case "allballs":
		m.hasTime, m.hasOff = true, true
	default:
		return m.takeMore(t, bad)
	}
	return nil
}

func (m *moment) takeMore(t string, bad func() error) error {
	if t[0] == 't' && len(t) > 1 && isDigit(t[1]) {
		return m.takeTime(t[1:], bad)
	}
	if n, ok := monthNames[t]; ok && !m.monthName {
		m.month, m.monthName = n, true
		return nil
	}
	if dayNames[t] {
		return nil
	}
	if strings.Contains(t, ":") && isDigit(t[0]) {
		return m.takeTime(t, bad)
	}
	if t[0] == '+' || t[0] == '-' {
		return m.takeOffset(t, bad)
	}
	if t[0] == 'j' && len(t) > 1 && isDigit(t[1]) { // a Julian day
		n, err := strconv.Atoi(t[1:])
		if err != nil || n > math.MaxInt32 || m.hasDate {
			return bad()
		}
		m.year, m.month, m.day = Civil(int64(n) - julianEpoch)
		m.hasDate, m.julian = true, true
		return nil
	}
	if k := strings.IndexByte(t, '-'); k > 0 && isDigit(t[0]) && m.hasDate && !m.hasTime { // 040506-08
		if err := m.takeDate(t[:k], bad); err != nil || m.special == "bad" {
			return err
		}
		return m.takeOffset(t[k:], bad)
	}
	if mon, _, ok := strings.Cut(t, "-"); isDigit(t[0]) || ok && monthNames[mon] > 0 {
		return m.takeDate(t, bad)
	}
	return m.takeZone(t, bad)
}

// takeZone reads a zone's abbreviation or name.
func (m *moment) takeZone(t string, bad func() error) error {
	if m.hasOff || m.loc != nil {
		return bad()
	}
	if h, ok := abbreviations[t]; ok {
		m.off, m.hasOff = int(h*3600), true
		return nil
	}
	if strings.ContainsAny(t, "/_") || len(t) > 3 && t[0] >= 'a' {
		if loc, ok := zoneNamed(t); ok {
			m.loc = loc
			return nil
		}
		if strings.Contains(t, "/") {
			return pgerr.Newf(pgerr.InvalidParameterValue, "time zone \"%s\" not recognized", t)
		}
	}
	if k := strings.IndexAny(t, "+-"); k > 0 && (t[:k] == "utc" || t[:k] == "gmt") { // POSIX: UTC+3 is west
		err := m.takeOffset(t[k:], bad)
		m.off = -m.off
		return err
	}
	return bad()
}

// zoneNamed finds a zone by its name in any case.
func zoneNamed(t string) (*time.Location, bool) {
	b := []byte(t)
	up := true
	for k, c := range b {
		if up && c >= 'a' && c <= 'z' {
			b[k] = c - 'a' + 'A'
		}
		up = c == '/' || c == '_' || c == '-'
	}
	for _, name := range [...]string{string(b), t, strings.ToUpper(t)} {
		if loc, err := time.LoadLocation(name); err == nil && name != "local" && name != "Local" {
			return loc, true
		}
	}
	return nil, false
}

// takeOffset reads +HH, +HHMM, +HH:MM or +HH:MM:SS.
func (m *moment) takeOffset(t string, bad func() error) error {
	sign := 1
	if t[0] == '-' {
		sign = -1
	}
	d := t[1:]
	var h, mi, sec int
	parts := strings.Split(d, ":")
	var err error
	num := func(x string) int {
		n, e := strconv.Atoi(x)
		if e != nil || len(x) == 0 || !isDigit(x[0]) {
			err = strconv.ErrSyntax
		}
		return n
	}
	switch {
	case len(parts) == 1 && len(d) > 2:
		h, mi = num(d[:len(d)-2]), num(d[len(d)-2:])
	default:
		h = num(parts[0])
		if len(parts) > 1 {
			mi = num(parts[1])
		}
		if len(parts) > 2 {
			sec = num(parts[2])
		}
	}
	if err != nil || len(parts) > 3 || m.hasOff {
		return bad()
	}
	if h > 15 || mi > 59 || sec > 59 {
		m.displaced = true
		return nil
	}
	m.off, m.hasOff = sign*(h*3600+mi*60+sec), true
	return nil
}

// takeTime reads HH:MM[:SS[.ffffff]] with a zone behind it, or HHMMSS after a T.
func (m *moment) takeTime(t string, bad func() error) error {
	end := len(t)
	for k := 0; k < len(t); k++ {
		if c := t[k]; !isDigit(c) && c != ':' && c != '.' {
			end = k
			break
		}
	}
	clock, tail := t[:end], t[end:]
	if m.hasTime {
		return bad()
	}
	frac := ""
	if k := strings.IndexByte(clock, '.'); k >= 0 {
		clock, frac = clock[:k], clock[k+1:]
	}
	if !strings.Contains(clock, ":") {
		switch len(clock) {
		case 6:
			clock = clock[:2] + ":" + clock[2:4] + ":" + clock[4:]
		case 4:
			clock = clock[:2] + ":" + clock[2:]
		case 2:
			clock += ":00"
		}
	}
	var f [3]int
	parts := strings.Split(clock, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return bad()
	}
	for k, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || len(p) > 9 {
			return bad()
		}
		f[k] = n
	}
	micros := int64(0)
	if frac != "" {
		x, err := strconv.ParseFloat("0."+frac, 64)
		if err != nil {
			return bad()
		}
		micros = int64(math.RoundToEven(x * 1e6))
	}
	m.hasTime = true
	if f[0] > 24 || f[1] > 59 || f[2] > 60 || f[0] == 24 && (f[1] > 0 || f[2] > 0 || micros > 0) {
		m.fieldRange = true
		return bad()
	}
	m.micros = int64(f[0])*3600e6 + int64(f[1])*60e6 + int64(f[2])*1e6 + micros
	switch {
	case tail == "":
		return nil
	case tail == "am" || tail == "pm":
		m.am, m.pm = tail == "am", tail == "pm"
		return nil
	case tail[0] == '+' || tail[0] == '-':
		return m.takeOffset(tail, bad)
	}
	return m.takeZone(tail, bad)
}
