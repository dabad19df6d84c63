package guc

import (
	_ "embed"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // a container may have no zone files

	"lakewire/internal/pgerr"
)

//go:embed zones.txt
var zonesTXT string

// zoneNames are PostgreSQL's time zones by lower case.
var zoneNames = func() map[string]string {
	m := map[string]string{}
	for _, n := range lines(zonesTXT) {
		m[strings.ToLower(n)] = n
	}
	return m
}()

// zones remembers loaded locations; a location never changes.
var zones sync.Map

var posixZone = regexp.MustCompile(`^([A-Za-z]*|<[A-Za-z0-9+:-]+>)([+-]?)(\d{1,3})(?::(\d{2}))?(?::(\d{2}))?$`)
var posixRules = regexp.MustCompile(`^([A-Za-z]{3,}|<[A-Za-z0-9+-]+>)[+-]?\d{1,3}(:\d{2})*[A-Za-z<]`)

// checkTimeZone takes a name in any case, an offset in hours east of Greenwich, INTERVAL '…', or a POSIX text.
func checkTimeZone(_ *Settings, d *def, v string) (string, error) {
	if low := strings.ToLower(v); strings.HasPrefix(low, "interval") {
		seconds, detail := intervalOffset(v[len("interval"):])
		if detail != "" {
			return "", invalid(d.name, v).WithDetail("%s", detail)
		}
		if seconds == math.MinInt32 {
			return "", invalid(d.name, v)
		}
		return acceptOffset(offsetName(seconds))
	}
	if hours, err := strconv.ParseFloat(strings.TrimLeft(v, " "), 64); err == nil {
		if math.Abs(hours) >= 168 || math.IsNaN(hours) {
			return "", invalid(d.name, v).WithDetail("UTC timezone offset is out of range.")
		}
		return acceptOffset(offsetName(int(hours * 3600)))
	}
	if n, ok := zoneNames[strings.ToLower(v)]; ok {
		if _, err := location(n); err != nil {
			return "", invalid(d.name, v)
		}
		return n, nil
	}
	if posixZone.MatchString(v) {
		return acceptOffset(strings.ToUpper(v))
	}
	if posixRules.MatchString(v) {
		return "", pgerr.Unsupported("time zone \""+v+"\" with daylight-saving rules of its own is not supported", "Use a time zone name.")
	}
	return "", invalid(d.name, v)
}

// acceptOffset refuses the offsets that the engine could not follow: it has zones for whole hours only.
func acceptOffset(name string) (string, error) {
	loc, err := location(name)
	if err != nil {
		return "", err
	}
	if _, ok := engineZone(name, loc); !ok {
		return "", pgerr.Unsupported("time zone offset \""+name+"\" is not supported", "Use a time zone name, or an offset of whole hours from -12 to +14.")
	}
	return name, nil
}

// offsetName is how PostgreSQL names an offset: <+05:30>-05:30, with the POSIX sign after the name.
func offsetName(seconds int) string {
	text := func(sign byte, n int) string {
		s := string(sign) + twoDigits(n/3600)
		if n%3600 != 0 {
			s += ":" + twoDigits(n/60%60)
		}
		if n%60 != 0 {
			s += ":" + twoDigits(n%60)
		}
		return s
	}
	if seconds < 0 {
		return "<" + text('-', -seconds) + ">" + text('+', -seconds)
	}
	return "<" + text('+', seconds) + ">" + text('-', seconds)
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

var hourMinute = regexp.MustCompile(`^([+-]?)(\d+)(?::(\d{2}))?(?::(\d{2}))?$`)

// intervalOffset reads the literal of SET TIME ZONE INTERVAL '…'. MinInt32 says that it is none.
func intervalOffset(text string) (seconds int, detail string) {
	text = strings.TrimSpace(text)
	if len(text) < 2 || text[0] != '\'' {
		return math.MinInt32, ""
	}
	end := strings.LastIndexByte(text, '\'')
	if end == 0 {
		return math.MinInt32, ""
	}
	body := strings.ToLower(strings.TrimSpace(text[1:end]))
	switch {
	case strings.Contains(body, "mon"), strings.Contains(body, "year"):
		return 0, "Cannot specify months in time zone interval."
	case strings.Contains(body, "day"):
		return 0, "Cannot specify days in time zone interval."
	}
	for _, unit := range []string{"hours", "hour"} {
		body = strings.TrimSpace(strings.TrimSuffix(body, unit))
	}
	m := hourMinute.FindStringSubmatch(body)
	if m == nil {
		return math.MinInt32, ""
	}
	return signed(m[1], m[2], m[3], m[4]), ""
}

func signed(sign, h, m, s string) int {
	n := 0
	for i, t := range []string{h, m, s} {
		x, _ := strconv.Atoi(t)
		n += x * []int{3600, 60, 1}[i]
	}
	if sign == "-" {
		return -n
	}
	return n
}

// location gives the rules of a zone by its canonical name.
func location(name string) (*time.Location, error) {
	if l, ok := zones.Load(name); ok {
		return l.(*time.Location), nil
	}
	var loc *time.Location
	if m := posixZone.FindStringSubmatch(name); m != nil && zoneNames[strings.ToLower(name)] == "" {
		loc = time.FixedZone(strings.Trim(m[1], "<>"), -signed(m[2], m[3], m[4], m[5]))
	} else {
		l, err := time.LoadLocation(name)
		if err != nil {
			return nil, pgerr.Newf(pgerr.InvalidParameterValue, "time zone %q not recognized", name).WithCause(err)
		}
		loc = l
	}
	zones.Store(name, loc)
	return loc, nil
}

// engineZone gives the name under which the engine has the zone: it knows names and whole hours, not POSIX texts.
func engineZone(name string, loc *time.Location) (string, bool) {
	if _, ok := zoneNames[strings.ToLower(name)]; ok {
		return name, true
	}
	_, off := time.Unix(0, 0).In(loc).Zone()
	hours := off / 3600
	switch {
	case off%3600 != 0 || hours < -12 || hours > 14:
		return "", false
	case hours == 0:
		return "UTC", true
	case hours > 0:
		return "Etc/GMT-" + strconv.Itoa(hours), true
	}
	return "Etc/GMT+" + strconv.Itoa(-hours), true
}
