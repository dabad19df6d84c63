package catalog

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"lakewire/internal/pgerr"
)

// parseTime is to_timestamp and to_date over a format: the moment as text, which the macros cast.
func parseTime(a []any) (any, error) {
	if a[0] == nil || a[1] == nil {
		return nil, nil
	}
	r := timeReader{in: str(a[0]), month: 1, day: 1} // without a year it is 1 BC
	if err := r.read(parseTimeFormat(str(a[1]))); err != nil {
		return nil, err
	}
	return r.text()
}

type timeReader struct {
	in                              string
	year, month, day, yearDay       int
	hour, min, sec, micro, seconds  int
	isoYear, isoWeek, isoDay        int
	pm, bc, twelve, haveDay, julian bool
	julianDay                       int
	zone                            string
}

func (r *timeReader) read(nodes []timeNode) error {
	for i := range nodes {
		n := &nodes[i]
		if r.in == "" {
			return nil
		}
		if n.name == "" {
			r.skip(n.text)
			continue
		}
		r.in = strings.TrimLeft(r.in, " \t\n")
		next := i+1 < len(nodes) && nodes[i+1].name != "" && isNumeric(nodes[i+1].name)
		if err := r.field(n, next); err != nil {
			return err
		}
		if n.th && len(r.in) >= 2 {
			r.in = r.in[2:]
		}
	}
	return nil
}

// skip passes what a separator or a text of the format stands for: any separators, or as many characters.
func (r *timeReader) skip(text string) {
	if separators(text) {
		r.in = strings.TrimLeft(r.in, " ")
		if r.in != "" && separators(r.in[:1]) && text != " " && !(r.in[0] == '-' || r.in[0] == '+') || r.in != "" && text != " " && r.in[0] == text[0] {
			r.in = r.in[1:]
		} else if r.in != "" && separators(r.in[:1]) {
			r.in = r.in[1:]
		}
		return
	}
	r.in = r.in[min(len(text), len(r.in)):]
}

func separators(s string) bool {
	for _, c := range s {
		if c > 126 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}

var widths = map[string]int{"YYYY": 4, "YYY": 3, "YY": 2, "Y": 1, "MM": 2, "DD": 2, "DDD": 3, "HH24": 2, "HH12": 2, "HH": 2, "MI": 2, "SS": 2, "MS": 3, "US": 6, "SSSS": 5, "SSSSS": 5,
	"IYYY": 4, "IYY": 3, "IY": 2, "I": 1, "IW": 2, "ID": 1, "IDDD": 3, "D": 1, "W": 1, "WW": 2, "Q": 1, "J": 7, "FF1": 1, "FF2": 2, "FF3": 3, "FF4": 4, "FF5": 5, "FF6": 6, "CC": 2, "TZH": 3, "TZM": 2}

func isNumeric(name string) bool { return widths[name] > 0 }

// number reads digits: as many as there are, unless another number follows at once.
func (r *timeReader) number(n *timeNode, bound bool) (int, int, error) {
	limit := len(r.in)
	if bound {
		limit = min(limit, widths[n.name])
	}
	k := 0
	if k < limit && (r.in[0] == '-' || r.in[0] == '+') {
		k++
	}
	for k < limit && r.in[k] >= '0' && r.in[k] <= '9' {
		k++
	}
	v, err := strconv.Atoi(r.in[:k])
	if err != nil {
		bad := r.in[:min(len(r.in), max(1, widths[n.name]))]
		return 0, 0, pgerr.Newf(pgerr.InvalidDatetimeFormat, "invalid value \"%s\" for \"%s\"", bad, n.text).WithDetail("Value must be an integer.")
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
				return nil
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
				r.month = []int{8, 7, 3, 12, 4, 6, 9, 11, 2, 5, 10, 1}[i]
				return nil
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
	v, k, err := r.number(n, bound)
	if err != nil {
		return err
	}
	switch n.name {
	case "YYYY":
		r.year = v
	case "YYY", "YY", "Y":
		r.year = fullYear(v, k)
	case "MM":
		r.month = v
	case "DD":
		r.day, r.haveDay = v, true
	case "DDD":
		r.yearDay = v
	case "HH24":
		r.hour = v
	case "HH12", "HH":
		if v < 1 || v > 12 {
			return pgerr.Newf(pgerr.InvalidDatetimeFormat, "hour \"%d\" is invalid for the 12-hour clock", v).WithHint("Use the 24-hour clock, or give an hour between 1 and 12.")
		}
		r.hour, r.twelve = v, true
	case "MI":
		r.min = v
	case "SS":
		r.sec = v
	case "MS", "FF1", "FF2", "FF3", "FF4", "FF5":
		for ; k < 6; k++ {
			v *= 10
		}
		r.micro += v
	case "US", "FF6":
		for ; k < 6; k++ {
			v *= 10
		}
		r.micro += v
	case "SSSS", "SSSSS":
		r.seconds = v
	case "IYYY":
		r.isoYear = v
	case "IYY", "IY", "I":
		r.isoYear = fullYear(v, k)
	case "IW":
		r.isoWeek = v
	case "ID":
		r.isoDay = v
	case "J":
		r.julian, r.julianDay = true, v
	case "TZH":
		r.zone = fmt.Sprintf("%+03d", v)
	case "TZM":
		r.zone += fmt.Sprintf(":%02d", v)
	}
	return nil
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
			r.month = m
			return nil
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

func (r *timeReader) text() (any, error) {
	if r.twelve {
		switch {
		case r.pm && r.hour < 12:
			r.hour += 12
		case !r.pm && r.hour == 12:
			r.hour = 0
		}
	}
	if r.seconds > 0 {
		r.hour, r.min, r.sec = r.seconds/3600, r.seconds%3600/60, r.seconds%60
	}
	if r.bc {
		r.year = 1 - r.year
	}
	d := time.Date(r.year, time.Month(r.month), r.day, 0, 0, 0, 0, time.UTC)
	switch {
	case r.julian:
		d = time.Unix(int64(r.julianDay-2440588)*86400, 0).UTC()
	case r.isoWeek > 0:
		y := r.isoYear
		if y == 0 {
			y = r.year
		}
		jan4 := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC)
		d = jan4.AddDate(0, 0, -int(jan4.Weekday()+6)%7+(r.isoWeek-1)*7+max(r.isoDay, 1)-1)
	case r.yearDay > 0:
		d = time.Date(r.year, 1, r.yearDay, 0, 0, 0, 0, time.UTC)
	case r.month < 1 || r.month > 12 || d.Day() != r.day:
		return nil, r.outOfRange()
	}
	if r.hour > 24 || r.min > 59 || r.sec > 60 {
		return nil, r.outOfRange()
	}
	year, era := d.Year(), ""
	if year <= 0 {
		year, era = 1-year, " (BC)"
	}
	return fmt.Sprintf("%04d-%02d-%02d%s %02d:%02d:%02d.%06d%s", year, d.Month(), d.Day(), era, r.hour, r.min, r.sec, r.micro, r.zone), nil
}

func (r *timeReader) outOfRange() error {
	return pgerr.New(pgerr.DatetimeFieldOverflow, "date/time field value out of range")
}
