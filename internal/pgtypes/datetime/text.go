package datetime

import (
	"fmt"
	"math"
	"strings"

	"lakewire/internal/pgtypes"
)

// Text writes a value in the engine's own form, which its casts read back.
func Text(oid pgtypes.OID, v Value) string {
	switch oid {
	case pgtypes.OIDDate:
		switch v.I {
		case DateInfinity:
			return "infinity"
		case -DateInfinity:
			return "-infinity"
		}
		return day(v.I)
	case pgtypes.OIDTime:
		return clock(v.I)
	case pgtypes.OIDTimeTZ:
		return clock(v.I) + offset(int(v.Off))
	case pgtypes.OIDInterval:
		if v.I == math.MinInt64 { // whose digits the engine cannot read
			return fmt.Sprintf("%d months %d days -1 microseconds %d microseconds", v.Months, v.Days, v.I+1)
		}
		return fmt.Sprintf("%d months %d days %d microseconds", v.Months, v.Days, v.I)
	}
	switch v.I {
	case Infinity:
		return "infinity"
	case -Infinity:
		return "-infinity"
	}
	days, rest := v.I/dayMicros, v.I%dayMicros
	if rest < 0 {
		days, rest = days-1, rest+dayMicros
	}
	text := day(days) + " " + clock(rest)
	if oid == pgtypes.OIDTimestampTZ {
		text += "+00"
	}
	return text
}

func day(days int64) string {
	y, m, d := Civil(days)
	if y <= 0 {
		return fmt.Sprintf("%04d-%02d-%02d (BC)", 1-y, m, d)
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

func clock(us int64) string {
	s := fmt.Sprintf("%02d:%02d:%02d", us/3600e6, us/60e6%60, us/1e6%60)
	if f := us % 1e6; f != 0 {
		s += strings.TrimRight(fmt.Sprintf(".%06d", f), "0")
	}
	return s
}

func offset(sec int) string {
	sign := "+"
	if sec < 0 {
		sign, sec = "-", -sec
	}
	s := fmt.Sprintf("%s%02d", sign, sec/3600)
	if sec%3600 != 0 {
		s += fmt.Sprintf(":%02d", sec/60%60)
	}
	if sec%60 != 0 {
		s += fmt.Sprintf(":%02d", sec%60)
	}
	return s
}
