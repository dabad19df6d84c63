package catalog

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"lakewire/internal/pgerr"
)

// toChar is to_char over every type: it is told the engine's name of the type and the value as text, for one macro has to
// take them all.
func toChar(a []any) (any, error) {
	typ, value, format, zone := str(a[0]), str(a[1]), str(a[2]), str(a[3])
	times := typ == "DATE" || strings.HasPrefix(typ, "TIME") || typ == "INTERVAL"
	if a[1] == nil || a[2] == nil || times && format == "" {
		return nil, nil
	}
	switch {
	case typ == "DATE" || strings.HasPrefix(typ, "TIMESTAMP"):
		m, ok := readMoment(value, zone, typ == "TIMESTAMP WITH TIME ZONE" || typ == "DATE")
		if !ok {
			return nil, nil // infinity
		}
		return timeToChar(m, format)
	case typ == "INTERVAL" || typ == "TIME":
		return timeToChar(readInterval(value), format)
	case typ == "VARCHAR" || typ == "BOOLEAN" || typ == "BLOB" || strings.HasSuffix(typ, "]"):
		return nil, pgerr.Newf(pgerr.UndefinedFunction, "function to_char(%s, text) does not exist", strings.ToLower(typ))
	}
	return numberToChar(value, format, map[string]int{"FLOAT": 6, "DOUBLE": 15}[typ])
}

var momentText = regexp.MustCompile(`^(\d+)-(\d+)-(\d+)(?: (\d+):(\d+):(\d+)(?:\.(\d+))?)?([+-]\d+(?::\d+)?)?( \(BC\)| BC)?`)

func readMoment(text, zone string, zoned bool) (*moment, bool) {
	g := momentText.FindStringSubmatch(text)
	if g == nil {
		return nil, false
	}
	n := func(i int) int { v, _ := strconv.Atoi(g[i]); return v }
	m := &moment{year: n(1), month: n(2), day: n(3), hour: n(4), min: n(5), sec: n(6), micro: micros(g[7])}
	if strings.Contains(text, "BC") {
		m.year = 1 - m.year
	}
	if zoned {
		loc := location(zone)
		m.zone, m.offset = time.Date(m.year, time.Month(m.month), m.day, m.hour, m.min, m.sec, 0, loc).Zone()
		if h, mm, ok := strings.Cut(g[8], ":"); h != "" {
			hours, _ := strconv.Atoi(h)
			minutes := 0
			if ok {
				minutes, _ = strconv.Atoi(mm)
			}
			if h[0] == '-' {
				minutes = -minutes
			}
			m.offset = hours*3600 + minutes*60
		}
	}
	return m, true
}

// zones keeps the time zones that were asked for: loading one reads a file.
var zones, _ = lru.New[string, *time.Location](64)

func location(name string) *time.Location {
	if loc, ok := zones.Get(name); ok {
		return loc
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		loc = time.UTC
	}
	zones.Add(name, loc)
	return loc
}

func micros(digits string) int {
	v, _ := strconv.Atoi((digits + "000000")[:6])
	return v
}

var intervalPart = regexp.MustCompile(`(-?\d+) (year|month|day)s?`)
var intervalTime = regexp.MustCompile(`(-?)(\d+):(\d+):(\d+)(?:\.(\d+))?`)

func readInterval(text string) *moment {
	m := &moment{interval: true}
	for _, g := range intervalPart.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(g[1])
		switch g[2] {
		case "year":
			m.year = n
		case "month":
			m.month = n
		default:
			m.day = n
		}
	}
	if g := intervalTime.FindStringSubmatch(text); g != nil {
		sign := 1
		if g[1] == "-" {
			sign = -1
		}
		n := func(i int) int { v, _ := strconv.Atoi(g[i]); return v * sign }
		m.hour, m.min, m.sec, m.micro = n(2), n(3), n(4), sign*micros(g[5])
	}
	return m
}
