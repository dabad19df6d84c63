package catalog

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"lakewire/internal/pgerr"
)

// parseTime is to_timestamp and to_date over a format: the moment as text, which the macros cast.
func parseTime(a []any) (any, error) {
	if a[0] == nil || a[1] == nil {
		return nil, nil
	}
	r := timeReader{in: str(a[0]), src: str(a[0])}
	if err := r.read(parseTimeFormat(str(a[1]))); err != nil {
		return nil, err
	}
	return r.text()
}

type timeReader struct {
	in                        string
	year, yearDigits, century int
	month, day, yearDay       int
	week, monthWeek, weekDay  int // the week of the year, that of the month, the day of a week from Sunday, which is 1
	hour, min, sec, seconds   int
	milli, micro              int
	pm, bc, twelve            bool
	iso, gregorian            bool // which calendar's fields were there
	julianDay                 int
	zoned                     bool
	zoneSign                  string
	zoneHour, zoneMin         int
	fixed                     bool
	skipped                   int  // how much more of the text was skipped than the format says
	last                      byte // what was skipped last
	precision                 int  // of FF1 to FF6
	src                       string
}

// read goes through the format. Spaces before and behind a field do not count; one space or separator of the format stands for
// one of the text, or for none; and of what was skipped beyond that, the characters of other texts are taken.
func (r *timeReader) read(nodes []timeNode) error {
	if len(nodes) > 0 && !nodes[0].fx {
		r.spaces()
	}
	for i := range nodes {
		n := &nodes[i]
		r.fixed = r.fixed || n.fx
		switch {
		case r.in == "":
			return nil
		case n.name == "" && r.fixed:
			r.pass(utf8.RuneCountInString(n.text))
			continue
		case n.name == "" && !n.quoted && separators(n.text):
			r.skipped--
			if separators(r.in[:1]) {
				r.last, r.in = r.in[0], r.in[1:]
				r.skipped++
			}
			continue
		case n.name == "":
			for range utf8.RuneCountInString(n.text) {
				if r.skipped > 0 {
					r.skipped--
				} else {
					r.pass(1)
				}
			}
			continue
		}
		if !r.fixed {
			r.spaces()
		}
		if r.in == "" {
			return nil
		}
		if err := r.mode(n.name); err != nil {
			return err
		}
		bound := !n.fm && !n.th && i+1 < len(nodes) && (isNumeric(nodes[i+1].name) || nodes[i+1].name == "" && isDigits(nodes[i+1].text))
		if err := r.field(n, bound); err != nil {
			return err
		}
		if n.th && len(r.in) >= 2 {
			r.in = r.in[2:]
		}
		if !r.fixed {
			r.skipped = 0
			r.spaces()
		}
	}
	return nil
}

// pass leaves out letters of the text.
func (r *timeReader) pass(letters int) {
	for ; letters > 0 && r.in != ""; letters-- {
		_, size := utf8.DecodeRuneInString(r.in)
		r.in = r.in[size:]
	}
}

// The fields of the two calendars.
const (
	isoFields       = "IYYY IYY IY I IW ID IDDD "
	gregorianFields = "YYYY YYY YY Y Y,YYY MM MON MONTH RM DD DDD D W WW "
)

// mode refuses fields of both calendars in one format.
func (r *timeReader) mode(name string) error {
	r.iso = r.iso || strings.Contains(" "+isoFields, " "+name+" ")
	r.gregorian = r.gregorian || strings.Contains(" "+gregorianFields, " "+name+" ")
	if r.iso && r.gregorian {
		return pgerr.New(pgerr.InvalidDatetimeFormat, "invalid combination of date conventions").
			WithHint("Do not mix Gregorian and ISO week date conventions in a formatting template.")
	}
	return nil
}

// set gives a field its value, which no other pattern may have given it otherwise.
func (r *timeReader) set(field *int, v int, n *timeNode) error {
	if *field != 0 && *field != v {
		return pgerr.Newf(pgerr.InvalidDatetimeFormat, "conflicting values for \"%s\" field in formatting string", n.text).
			WithDetail("This value contradicts a previous setting for the same field type.")
	}
	*field = v
	return nil
}

// spaces passes spaces, which count as skipped.
func (r *timeReader) spaces() {
	for r.in != "" && (r.in[0] == ' ' || r.in[0] >= '\t' && r.in[0] <= '\r') {
		r.last, r.in = r.in[0], r.in[1:]
		r.skipped++
	}
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func separators(s string) bool {
	for _, c := range s {
		if c > 126 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}

var widths = map[string]int{"YYYY": 4, "YYY": 3, "YY": 2, "Y": 1, "MM": 2, "DD": 2, "DDD": 3, "HH24": 2, "HH12": 2, "HH": 2, "MI": 2, "SS": 2, "MS": 3, "US": 6, "SSSS": 5, "SSSSS": 5,
	"IYYY": 4, "IYY": 3, "IY": 2, "I": 1, "IW": 2, "ID": 1, "IDDD": 3, "D": 1, "W": 1, "WW": 2, "Q": 1, "J": 7, "FF1": 1, "FF2": 2, "FF3": 3, "FF4": 4, "FF5": 5, "FF6": 6, "CC": 2, "TZH": 2, "TZM": 2}

func isNumeric(name string) bool { return widths[name] > 0 }

// number reads digits: as many as there are, or, where another number follows at once, as many as the field has.
func (r *timeReader) number(n *timeNode, bound bool) (int, int, error) {
	width, limit := widths[n.name], len(r.in)
	if bound && len(r.in) < width {
		return 0, 0, pgerr.Newf(pgerr.InvalidDatetimeFormat, "source string too short for \"%s\" formatting field", n.text).
			WithDetail("Field requires %d characters, but only %d remain.", width, len(r.in)).WithHint("If your source string is not fixed-width, try using the \"FM\" modifier.")
	}
	if bound {
		limit = width
	}
	k := 0
	if k < limit && (r.in[0] == '-' || r.in[0] == '+') {
		k++
	}
	for k < limit && r.in[k] >= '0' && r.in[k] <= '9' {
		k++
	}
	v, err := strconv.Atoi(r.in[:k])
	bad := r.in[:min(len(r.in), max(1, width))]
	switch {
	case errors.Is(err, strconv.ErrRange) || v > math.MaxInt32 || v < math.MinInt32:
		return 0, 0, pgerr.Newf(pgerr.DatetimeFieldOverflow, "value for \"%s\" in source string is out of range", n.text).
			WithDetail("Value must be in the range %d to %d.", math.MinInt32, math.MaxInt32)
	case err != nil:
		return 0, 0, pgerr.Newf(pgerr.InvalidDatetimeFormat, "invalid value \"%s\" for \"%s\"", bad, n.text).WithDetail("Value must be an integer.")
	case bound && k < width:
		return 0, 0, pgerr.Newf(pgerr.InvalidDatetimeFormat, "invalid value \"%s\" for \"%s\"", bad, n.text).
			WithDetail("Field requires %d characters, but only %d could be parsed.", width, k).WithHint("If your source string is not fixed-width, try using the \"FM\" modifier.")
	}
	r.in = r.in[k:]
	return v, k, nil
}

func (r *timeReader) field(n *timeNode, bound bool) error {
	switch n.name {
	case "MONTH", "MON":
		return r.monthName(n)
	case "DAY", "DY":
		for d := range 7 {
			if r.word(time.Weekday(d).String(), 3, n.name == "DAY") {
				return r.set(&r.weekDay, d+1, n)
			}
		}
		return r.invalid(n)
	case "AM", "PM", "A.M.", "P.M.":
		for _, s := range []string{"A.M.", "AM", "P.M.", "PM"} {
			if r.word(s, len(s), false) {
				r.pm, r.twelve = s[0] == 'P', true
				return nil
			}
		}
		return r.invalid(n)
	case "AD", "BC", "A.D.", "B.C.":
		for _, s := range []string{"A.D.", "AD", "B.C.", "BC"} {
			if r.word(s, len(s), false) {
				r.bc = s[0] == 'B'
				return nil
			}
		}
		return r.invalid(n)
	case "RM":
		for i, s := range []string{"VIII", "VII", "III", "XII", "IV", "VI", "IX", "XI", "II", "V", "X", "I"} {
			if r.word(s, len(s), false) {
				return r.set(&r.month, []int{8, 7, 3, 12, 4, 6, 9, 11, 2, 5, 10, 1}[i], n)
			}
		}
		return r.invalid(n)
	case "Y,YYY":
		head, rest, _ := strings.Cut(r.in, ",")
		r.in = head + rest
		n = &timeNode{name: "YYYY", text: n.text}
	case "TZ", "OF":
		return pgerr.New(pgerr.FeatureNotSupported, "formatting field \""+n.text+"\" is only supported in to_char")
	}
	sign := "+"
	if n.name == "TZH" {
		switch r.in[0] {
		case '-':
			sign = "-"
			r.in = r.in[1:]
		case '+':
			r.in = r.in[1:]
		default:
			if r.skipped > 0 && r.last == '-' {
				sign = "-"
			}
		}
	}
	v, k, err := r.number(n, bound)
	if err != nil {
		return err
	}
	to := map[string]*int{"YYYY": &r.year, "YYY": &r.year, "YY": &r.year, "Y": &r.year, "IYYY": &r.year, "IYY": &r.year, "IY": &r.year, "I": &r.year, "CC": &r.century,
		"MM": &r.month, "DD": &r.day, "DDD": &r.yearDay, "IDDD": &r.yearDay, "WW": &r.week, "IW": &r.week, "W": &r.monthWeek, "D": &r.weekDay, "ID": &r.weekDay, "J": &r.julianDay,
		"HH24": &r.hour, "HH12": &r.hour, "HH": &r.hour, "MI": &r.min, "SS": &r.sec, "SSSS": &r.seconds, "SSSSS": &r.seconds, "MS": &r.milli, "US": &r.micro,
		"FF1": &r.micro, "FF2": &r.micro, "FF3": &r.micro, "FF4": &r.micro, "FF5": &r.micro, "FF6": &r.micro, "TZH": &r.zoneHour, "TZM": &r.zoneMin}[n.name]
	switch n.name {
	case "YYYY", "IYYY":
		r.yearDigits = k
	case "YYY", "YY", "Y", "IYY", "IY", "I":
		v, r.yearDigits = fullYear(v, k), k
	case "HH12", "HH":
		if v < 1 || v > 12 {
			return pgerr.Newf(pgerr.InvalidDatetimeFormat, "hour \"%d\" is invalid for the 12-hour clock", v).WithHint("Use the 24-hour clock, or give an hour between 1 and 12.")
		}
		r.twelve = true
	case "MS":
		for ; k < 3; k++ {
			v *= 10
		}
	case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6":
		r.precision = int(n.name[2] - '0')
		for ; k < 6; k++ {
			v *= 10
		}
	case "US":
		for ; k < 6; k++ {
			v *= 10
		}
	case "ID": // 1 is a Monday
		v = v%7 + 1
	case "TZH":
		r.zoned, r.zoneSign = true, sign
	}
	if to == nil {
		return nil
	}
	return r.set(to, v, n)
}

// fullYear takes the century for a year of up to three digits that is nearest to 2020.
func fullYear(v, digits int) int {
	switch {
	case digits > 3:
		return v
	case v < 70:
		return v + 2000
	case v < 100:
		return v + 1900
	case v < 520:
		return v + 2000
	}
	return v + 1000
}

func (r *timeReader) monthName(n *timeNode) error {
	for m := 1; m <= 12; m++ {
		if r.word(time.Month(m).String(), 3, n.name == "MONTH") {
			return r.set(&r.month, m, n)
		}
	}
	return r.invalid(n)
}

// word takes a name that the text begins with, whole or by its first letters.
func (r *timeReader) word(name string, short int, whole bool) bool {
	if !whole {
		name = name[:short]
	}
	if len(r.in) < len(name) || !strings.EqualFold(r.in[:len(name)], name) {
		return false
	}
	r.in = r.in[len(name):]
	return true
}

func (r *timeReader) invalid(n *timeNode) error {
	return pgerr.Newf(pgerr.InvalidDatetimeFormat, "invalid value \"%s\" for \"%s\"", r.in[:min(len(r.in), len(n.text))], n.text).
		WithDetail("The given value did not match any of the allowed values for this field.")
}
