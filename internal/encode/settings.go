package encode

import (
	"time"

	"lakewire/internal/pgtypes/datetime"
)

// DateStyle is the first half of PostgreSQL's DateStyle: how dates are printed.
type DateStyle uint8

// The date styles.
const (
	DateISO DateStyle = iota
	DateSQL
	DatePostgres
	DateGerman
)

// DateOrder is the second half of DateStyle: the order of day, month and year where the style leaves it open.
type DateOrder = datetime.Order

// The field orders; MDY is PostgreSQL's default.
const (
	OrderMDY = datetime.MDY
	OrderDMY = datetime.DMY
	OrderYMD = datetime.YMD
)

// IntervalStyle is PostgreSQL's setting of that name.
type IntervalStyle uint8

// The interval styles.
const (
	IntervalPostgres IntervalStyle = iota
	IntervalVerbose
	IntervalSQL
	IntervalISO
)

// Settings are what a session's settings say about the form of values. They must not change while a Rows uses them.
type Settings struct {
	Style            DateStyle
	Order            DateOrder
	IntervalStyle    IntervalStyle
	Zone             *time.Location // nil = UTC
	ExtraFloatDigits int
	ByteaEscape      bool
}

// Defaults are PostgreSQL's: ISO, MDY; postgres; UTC; 1; hex.
func Defaults() *Settings { return &Settings{Zone: time.UTC, ExtraFloatDigits: 1} }

// ParseDateStyle reads the names that the settings use: "ISO", "SQL", "Postgres", "German" and "MDY", "DMY", "YMD".
func ParseDateStyle(style, order string) (DateStyle, DateOrder) {
	st := map[string]DateStyle{"SQL": DateSQL, "Postgres": DatePostgres, "German": DateGerman}[style]
	return st, map[string]DateOrder{"DMY": OrderDMY, "YMD": OrderYMD}[order]
}

// ParseIntervalStyle reads "postgres", "postgres_verbose", "sql_standard" or "iso_8601".
func ParseIntervalStyle(style string) IntervalStyle {
	return map[string]IntervalStyle{"postgres_verbose": IntervalVerbose, "sql_standard": IntervalSQL, "iso_8601": IntervalISO}[style]
}

// reading gives what the meaning of date and time texts hangs on.
func (s *Settings) reading() *datetime.Settings {
	return &datetime.Settings{Order: s.Order, Zone: s.Zone, StandardSign: s.IntervalStyle == IntervalSQL}
}
