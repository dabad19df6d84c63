package datetime

import (
	"strings"

	"lakewire/internal/pgerr"
)

// FixedZone gives the seconds east of a zone that has one offset at all times: an abbreviation, or an offset as AT TIME ZONE
// reads it, where +05:30 is, by POSIX's rule, west of Greenwich.
func FixedZone(name string) (int, bool) {
	t := strings.ToLower(strings.TrimSpace(name))
	if h, ok := abbreviations[t]; ok {
		return int(h * 3600), t != "utc" && t != "gmt"
	}
	t = strings.TrimPrefix(strings.TrimPrefix(t, "utc"), "gmt")
	if t == "" || t[0] != '+' && t[0] != '-' && !isDigit(t[0]) {
		return 0, false
	}
	if isDigit(t[0]) {
		t = "+" + t
	}
	var m moment
	if err := m.takeOffset(t, func() error { m.special = "bad"; return nil }); err != nil || m.special != "" || m.displaced {
		return 0, false
	}
	return -m.off, true
}

// NumericZone gives the seconds east of an offset with its sign, or of an abbreviation; false for the name of a zone.
func NumericZone(name string) (int, bool, error) {
	t := strings.ToLower(name)
	if h, ok := abbreviations[t]; ok {
		return int(h * 3600), true, nil
	}
	switch {
	case t == "" || t[0] != '+' && t[0] != '-' && !isDigit(t[0]):
		return 0, false, nil
	case isDigit(t[0]):
		return 0, false, pgerr.Newf(pgerr.InvalidParameterValue, "invalid input syntax for type numeric time zone: \"%s\"", name).
			WithHint("Numeric time zones must have \"-\" or \"+\" as first character.")
	}
	var m moment
	if err := m.takeOffset(t, func() error { m.special = "bad"; return nil }); err != nil || m.special != "" {
		return 0, false, pgerr.Newf(pgerr.InvalidParameterValue, "time zone \"%s\" not recognized", name)
	}
	if m.displaced {
		return 0, false, pgerr.Newf(pgerr.InvalidParameterValue, "numeric time zone \"%s\" out of range", name)
	}
	return m.off, true, nil
}
