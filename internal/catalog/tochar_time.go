package catalog

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"lakewire/internal/pgerr"
)

// moment is what a date format reads: a time of the calendar, or an interval, whose hours may be beyond 24.
type moment struct {
	year, month, day, hour, min, sec, micro int
	zone                                    string // "" is none
	offset                                  int    // seconds east
	interval                                bool
}

func (m *moment) date() time.Time {
	return time.Date(m.year, time.Month(m.month), m.day, 0, 0, 0, 0, time.UTC)
}

// timePatterns in the order in which they are tried: the longer before its beginning.
var timePatterns = []string{"A.D.", "A.M.", "AD", "AM", "B.C.", "BC", "CC", "DAY", "DDD", "DD", "DY", "D", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6", "HH24", "HH12", "HH",
	"IDDD", "ID", "IW", "IYYY", "IYY", "IY", "I", "J", "MI", "MM", "MONTH", "MON", "MS", "OF", "P.M.", "PM", "Q", "RM", "SSSSS", "SSSS", "SS", "TZH", "TZM", "TZ", "US",
	"WW", "W", "Y,YYY", "YYYY", "YYY", "YY", "Y"}

// timeNode is one piece of a date format.
type timeNode struct {
	name, text string
	fm, th     bool
	upperTH    bool
	quoted     bool // a text between quote marks
	fx         bool // from here on nothing is skipped
}

// parsedTimes keeps what was read of formats: a statement asks for the same one at each row.
var parsedTimes, _ = lru.New[string, []timeNode](256)

func parseTimeFormat(f string) []timeNode {
	if nodes, ok := parsedTimes.Get(f); ok {
		return nodes
	}
	nodes := readTimeFormat(f)
	if len(f) < 1024 {
		parsedTimes.Add(f, nodes)
	}
	return nodes
}

func readTimeFormat(f string) []timeNode {
	var out []timeNode
	for i := 0; i < len(f); {
		var n timeNode
		for i+2 <= len(f) && (strings.EqualFold(f[i:i+2], "FM") || f[i:i+2] == "TM" || strings.EqualFold(f[i:i+2], "FX")) {
			n.fm = n.fm || strings.EqualFold(f[i:i+2], "FM") || f[i:i+2] == "TM"
			n.fx = n.fx || strings.EqualFold(f[i:i+2], "FX")
			i += 2
		}
		if i >= len(f) {
			break
		}
		if f[i] == '"' {
			var text strings.Builder
			for i++; i < len(f) && f[i] != '"'; i++ {
				if f[i] == '\\' && i+1 < len(f) {
					i++
				}
				text.WriteByte(f[i])
			}
			i++
			out = append(out, timeNode{text: text.String(), quoted: true})
			continue
		}
		n.text = f[i : i+1]
		if f[i] == '\\' && i+1 < len(f) && f[i+1] == '"' {
			n.text, i = `"`, i+1
		}
		for _, p := range timePatterns {
			if len(f)-i >= len(p) && strings.EqualFold(f[i:i+len(p)], p) {
				n.name, n.text = p, f[i:i+len(p)]
				break
			}
		}
		i += max(1, len(n.name))
		if n.name != "" && i+2 <= len(f) && (f[i:i+2] == "TH" || f[i:i+2] == "th") {
			n.th, n.upperTH = true, f[i] == 'T'
			i += 2
		}
		out = append(out, n)
	}
	return out
}

// timeToChar writes a moment in PostgreSQL's date format.
func timeToChar(m *moment, format string) (string, error) {
	var out strings.Builder
	for _, n := range parseTimeFormat(format) {
		if n.name == "" {
			out.WriteString(n.text)
			continue
		}
		s, err := m.field(&n)
		if err != nil {
			return "", err
		}
		out.WriteString(s)
		if n.th {
			th := ordinal(s)
			if n.upperTH {
				th = strings.ToUpper(th)
			}
			out.WriteString(th)
		}
	}
	return out.String(), nil
}

func (m *moment) field(n *timeNode) (string, error) {
	num := func(v, width int) string {
		if n.fm {
			width = 0
		}
		if v < 0 {
			return fmt.Sprintf("-%0*d", width, -v)
		}
		return fmt.Sprintf("%0*d", width, v)
	}
	hour12 := m.hour % 12
	if hour12 == 0 {
		hour12 = 12
	}
	switch n.name {
	case "HH24":
		return num(m.hour, 2), nil
	case "HH", "HH12":
		return num(hour12, 2), nil
	case "MI":
		return num(m.min, 2), nil
	case "SS":
		return num(m.sec, 2), nil
	case "MS":
		return num(m.micro/1000, 3), nil
	case "US":
		return num(m.micro, 6), nil
	case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6":
		return fmt.Sprintf("%06d", m.micro)[:n.name[2]-'0'], nil
	case "SSSS", "SSSSS":
		return strconv.Itoa(m.hour*3600 + m.min*60 + m.sec), nil
	case "AM", "PM", "A.M.", "P.M.":
		s := "AM"
		if m.hour%24 >= 12 {
			s = "PM"
		}
		return cased(dotted(s, n.name), n.text), nil
	case "YYYY":
		return num(m.years(), 4), nil
	case "Y,YYY":
		return fmt.Sprintf("%d,%03d", m.years()/1000, m.years()%1000), nil
	case "YYY":
		return num(m.years()%1000, 3), nil
	case "YY":
		return num(m.years()%100, 2), nil
	case "Y":
		return num(m.years()%10, 1), nil
	case "MM":
		return num(m.month, 2), nil
	case "DD":
		if m.day < 0 && !n.fm {
			return fmt.Sprintf("%02d", m.day), nil
		}
		return num(m.day, 2), nil
	case "Q":
		if m.interval && m.month == 0 {
			return "", nil
		}
		return strconv.Itoa((m.month-1)/3 + 1), nil
	}
	if m.interval {
		switch n.name {
		case "CC":
			return num(m.year/100, 2), nil
		case "DDD":
			return num((m.year*12+m.month)*30+m.day, 3), nil
		case "RM":
			return m.romanMonths(n), nil
		case "J":
			return strconv.Itoa(julianOf(m.year, m.month, m.day)), nil
		case "W", "WW":
			return "", pgerr.Newf(pgerr.FeatureNotSupported, "to_char of an interval does not support %q", n.text)
		}
		return "", pgerr.New(pgerr.InvalidDatetimeFormat, "invalid format specification for an interval value").WithHint("Intervals are not tied to specific calendar dates.")
	}
	return m.calendar(n, num)
}

// romanMonths writes an interval's months; whole years are the last month of one, and months below zero count back.
func (m *moment) romanMonths(n *timeNode) string {
	if m.month == 0 && m.year == 0 {
		return ""
	}
	i := m.month
	switch {
	case i == 0 && m.year < 0:
		i = 1
	case i == 0:
		i = 12
	case i < 0:
		i += 13
	}
	s := cased(romanNumerals[i-1], n.text)
	if !n.fm {
		s = fmt.Sprintf("%-4s", s)
	}
	return s
}

var romanNumerals = [...]string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"}

func (m *moment) years() int {
	if m.year <= 0 && !m.interval {
		return 1 - m.year
	}
	return m.year
}

func (m *moment) calendar(n *timeNode, num func(v, width int) string) (string, error) {
	d := m.date()
	isoYear, isoWeek := d.ISOWeek()
	if isoYear <= 0 {
		isoYear = 1 - isoYear
	}
	isoDay := int(d.Weekday()+6)%7 + 1
	pad := func(s string, width int) string {
		if n.fm {
			width = 0
		}
		return fmt.Sprintf("%-*s", width, s)
	}
	switch n.name {
	case "MONTH":
		return pad(cased(d.Month().String(), n.text), 9), nil
	case "MON":
		return cased(d.Month().String()[:3], n.text), nil
	case "DAY":
		return pad(cased(d.Weekday().String(), n.text), 9), nil
	case "DY":
		return cased(d.Weekday().String()[:3], n.text), nil
	case "DDD":
		return num(d.YearDay(), 3), nil
	case "D":
		return strconv.Itoa(int(d.Weekday()) + 1), nil
	case "ID":
		return strconv.Itoa(isoDay), nil
	case "IW":
		return num(isoWeek, 2), nil
	case "IDDD":
		return num((isoWeek-1)*7+isoDay, 3), nil
	case "IYYY":
		return num(isoYear, 4), nil
	case "IYY":
		return num(isoYear%1000, 3), nil
	case "IY":
		return num(isoYear%100, 2), nil
	case "I":
		return num(isoYear%10, 1), nil
	case "WW":
		return num((d.YearDay()-1)/7+1, 2), nil
	case "W":
		return strconv.Itoa((m.day-1)/7 + 1), nil
	case "CC":
		if m.year <= 0 {
			return num(m.year/100-1, 2), nil
		}
		return num((m.years()+99)/100, 2), nil
	case "J":
		return strconv.Itoa(int(d.Unix()/86400) + 2440588), nil
	case "RM":
		return pad(cased(romanNumerals[m.month-1], n.text), 4), nil
	case "AD", "BC", "A.D.", "B.C.":
		s := "AD"
		if m.year <= 0 {
			s = "BC"
		}
		return cased(dotted(s, n.name), n.text), nil
	case "TZ":
		return cased2(m.zone, n.text), nil
	case "OF", "TZH", "TZM":
		return m.offsetField(n.name), nil
	}
	return n.text, nil
}

// julianOf is the number of a day in the calendar, which months and days beyond it are counted into.
func julianOf(year, month, day int) int {
	if month > 2 {
		month, year = month+1, year+4800
	} else {
		month, year = month+13, year+4799
	}
	century := year / 100
	return year*365 - 32167 + year/4 - century + century/4 + 7834*month/256 + day
}

func (m *moment) offsetField(name string) string {
	at, sign := m.offset, "+"
	if at < 0 {
		at, sign = -at, "-"
	}
	s := fmt.Sprintf("%s%02d", sign, at/3600)
	switch {
	case name == "TZM":
		return fmt.Sprintf("%02d", at%3600/60)
	case name == "OF" && at%3600 != 0:
		s += fmt.Sprintf(":%02d", at%3600/60)
	}
	return s
}

func dotted(s, like string) string {
	if strings.Contains(like, ".") {
		return s[:1] + "." + s[1:] + "."
	}
	return s
}

// cased gives a word the case in which its pattern was written.
func cased(s, like string) string {
	switch {
	case like[0] >= 'a':
		return strings.ToLower(s)
	case len(like) > 1 && strings.ToUpper(like) == like:
		return strings.ToUpper(s)
	}
	return s
}

func cased2(s, like string) string {
	if like[0] >= 'a' {
		return strings.ToLower(s)
	}
	return strings.ToUpper(s)
}
