// Package datetime reads dates, times and intervals in all the forms that PostgreSQL reads. Who writes a literal, sends a
// parameter or casts a text gets the same value.
package datetime

import (
	"math"
	"strings"
	"time"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// Order is the second half of DateStyle: the order of day, month and year where a text leaves it open.
type Order uint8

// The field orders; MDY is PostgreSQL's default.
const (
	MDY Order = iota
	DMY
	YMD
)

// The infinite values, negative for -infinity, as the engine has them.
const (
	DateInfinity = math.MaxInt32
	Infinity     = math.MaxInt64
)

const dayMicros = 86400 * 1000000

// Settings are what the meaning of a text hangs on besides itself.
type Settings struct {
	Order Order
	Zone  *time.Location // nil = UTC
	// StandardSign is IntervalStyle sql_standard: one minus in front is the sign of all that follows.
	StandardSign bool
}

// Value is what a text says.
type Value struct {
	I            int64 // Date: days from 1970; times and timestamps: microseconds; Interval: microseconds
	Off          int32 // TimeTZ: seconds east
	Months, Days int32 // Interval
	// Now tells that the value hangs on the time of reading, or on the session's zone.
	Now bool
}

// Parse reads a date, time or timestamp.
func Parse(oid pgtypes.OID, text string, s *Settings) (Value, error) {
	var m moment
	m.yearAt, m.clockOnly = -1, oid == pgtypes.OIDTime || oid == pgtypes.OIDTimeTZ
	for _, tok := range tokens(text) {
		if err := m.take(tok); err != nil {
			return Value{}, err
		}
		if m.displaced {
			return Value{}, pgerr.Newf(pgerr.InvalidTimeZoneDisplacementValue, "time zone displacement out of range: \"%s\"", text)
		}
		if m.special == "bad" {
			m.special = ""
			return Value{}, m.refuse(oid, text)
		}
	}
	if !m.settle(s.Order) {
		return Value{}, m.refuse(oid, text)
	}
	v := Value{}
	ok := true
	switch oid {
	case pgtypes.OIDDate:
		v.I, ok = m.asDate(s)
	case pgtypes.OIDTime:
		v.I, _, ok = m.asTime(s)
		ok = ok && (m.loc == nil || m.hasDate)
	case pgtypes.OIDTimeTZ:
		v.I, v.Off, ok = m.asTime(s)
		ok = ok && (m.loc == nil || m.hasDate) // a zone has no offset without a date
		v.Now = !m.hasOff && m.loc == nil
	default:
		v.I, ok = m.asTimestamp(oid == pgtypes.OIDTimestampTZ, s)
		v.Now = oid == pgtypes.OIDTimestampTZ && !m.hasOff && m.loc == nil && (m.special == "" || v.Now)
	}
	v.Now = v.Now || m.special == "now" || m.special == "today" || m.special == "tomorrow" || m.special == "yesterday"
	switch {
	case ok:
		return v, nil
	case m.fieldRange:
		what := "timestamp"
		if oid == pgtypes.OIDDate {
			what = "date"
		}
		return Value{}, pgerr.Newf(pgerr.DatetimeFieldOverflow, "%s out of range: \"%s\"", what, text)
	}
	return Value{}, m.refuse(oid, text)
}

// refuse says what is wrong with a text.
func (m *moment) refuse(oid pgtypes.OID, text string) error {
	if !m.fieldRange {
		return badSyntax(oid, text)
	}
	e := pgerr.Newf(pgerr.DatetimeFieldOverflow, "date/time field value out of range: \"%s\"", text)
	if m.hasDate && m.month > 12 {
		e = e.WithHint("Perhaps you need a different \"datestyle\" setting.")
	}
	return e
}

func badSyntax(oid pgtypes.OID, text string) error {
	name := pgtypes.SQLName(oid)
	if oid == pgtypes.OIDTime || oid == pgtypes.OIDTimestamp {
		name = pgtypes.Name(oid) // their parsers do not say "without time zone"
	}
	return pgerr.Newf(pgerr.InvalidDatetimeFormat, "invalid input syntax for type %s: \"%s\"", name, text)
}

// ParseInterval reads PostgreSQL's, the SQL standard's and ISO 8601's intervals. f are the fields of the type.
func ParseInterval(text string, f Fields, set *Settings) (Value, error) {
	t := strings.ToLower(strings.Trim(text, " \t\n\v\f\r"))
	s := sum{fields: f}
	neg, ok := false, false
	if p := strings.TrimPrefix(t, "-"); len(p) > 1 && p[0] == 'p' {
		ok = s.iso(p[1:])
		neg = p != t
	} else {
		neg, ok = s.words(t, set.StandardSign)
	}
	if !ok {
		return Value{}, badSyntax(pgtypes.OIDInterval, text)
	}
	if neg {
		s.over = s.over || s.micros == math.MinInt64 || s.years == math.MinInt32 || s.months == math.MinInt32 || s.days == math.MinInt32
		s.years, s.months, s.days, s.micros = -s.years, -s.months, -s.days, -s.micros
	}
	months := 12*s.years + s.months
	v := Value{Months: int32(months), Days: int32(s.days), I: s.micros}
	switch {
	case s.over:
		return Value{}, pgerr.Newf(pgerr.IntervalFieldOverflow, "interval field value out of range: \"%s\"", text)
	case int64(v.Months) != months:
		return Value{}, pgerr.New(pgerr.DatetimeValueOutOfRange, "interval out of range")
	}
	return v.only(f), nil
}
