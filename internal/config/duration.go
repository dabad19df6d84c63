package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Duration is a time span, written as PostgreSQL writes it (us, ms, s, min, h, d) or as Go does (1m30s). Only 0 needs no
// unit, and means "none" wherever a timeout is meant.
type Duration time.Duration

var durationUnits = []struct {
	name string
	unit time.Duration
}{
	{"d", 24 * time.Hour}, {"h", time.Hour}, {"min", time.Minute}, {"s", time.Second},
	{"ms", time.Millisecond}, {"us", time.Microsecond},
}

// UnmarshalText reads "30s", "5min", "500 ms", "1d", "1m30s" or "0".
func (d *Duration) UnmarshalText(text []byte) error {
	t := strings.TrimSpace(string(text))
	digits := strings.IndexFunc(t, func(r rune) bool { return r < '0' || r > '9' })
	if digits > 0 {
		unit := strings.TrimSpace(t[digits:])
		for _, u := range durationUnits {
			n, err := strconv.ParseInt(t[:digits], 10, 32)
			if u.name == unit && err == nil {
				*d = Duration(time.Duration(n) * u.unit)
				return nil
			}
		}
	}
	// time.ParseDuration reads "0" without a unit and everything that Go itself writes.
	v, err := time.ParseDuration(t)
	if err != nil || v < 0 {
		return fmt.Errorf("%q is not a duration: write a number and a unit, such as 500ms, 30s, 5min or 1h", t)
	}
	*d = Duration(v)
	return nil
}

// String writes the duration in the largest unit that divides it.
func (d Duration) String() string {
	if d == 0 {
		return "0"
	}
	for _, u := range durationUnits {
		if time.Duration(d)%u.unit == 0 {
			return strconv.FormatInt(int64(time.Duration(d)/u.unit), 10) + u.name
		}
	}
	return time.Duration(d).String()
}

// Std gives the standard library's type.
func (d Duration) Std() time.Duration { return time.Duration(d) }
