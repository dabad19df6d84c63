package catalog

import (
	"fmt"
	"math"
	"strings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

func intervalScalars() []pureScalar {
	n, d := bigType, pgtypes.Logical{Kind: pgtypes.Double}
	list := pgtypes.Logical{Kind: pgtypes.List, Elem: &bigType}
	return []pureScalar{
		{"lw_interval_scaled", []pgtypes.Logical{n, n, n, d, boolType}, false, list, strict(scaleInterval)},
		{"lw_interval_words", []pgtypes.Logical{n, n, n}, false, textType, strict(intervalWords)},
	}
}

// scaleInterval multiplies an interval's months, days and microseconds by a factor, or divides them: what is broken of a
// month becomes days of a month of 30, and what is broken of a day becomes time, in PostgreSQL's order of roundings.
func scaleInterval(a []any) (any, error) {
	f := a[3].(float64)
	by := func(v any) float64 { return float64(integer(v)) * f }
	if a[4].(bool) {
		if f == 0 {
			return nil, pgerr.New(pgerr.DivisionByZero, "division by zero")
		}
		by = func(v any) float64 { return float64(integer(v)) / f }
	}
	round := func(x float64) float64 { return math.RoundToEven(x*1e6) / 1e6 }
	months, days := math.Trunc(by(a[0])), math.Trunc(by(a[1]))
	if math.IsNaN(f) || math.Abs(months) > math.MaxInt32 || math.Abs(days) > math.MaxInt32 {
		return nil, pgerr.New(pgerr.DatetimeValueOutOfRange, "interval out of range")
	}
	monthDays := round((by(a[0]) - months) * 30)
	secs := round((by(a[1]) - days + monthDays - math.Trunc(monthDays)) * 86400)
	if math.Abs(secs) >= 86400 {
		whole := math.Trunc(secs / 86400)
		days, secs = days+whole, secs-whole*86400
	}
	us := math.RoundToEven(by(a[2]) + secs*1e6)
	if math.Abs(us) >= 1<<63 {
		return nil, pgerr.New(pgerr.DatetimeValueOutOfRange, "interval out of range")
	}
	return []int64{int64(months), int64(days + math.Trunc(monthDays)), int64(us)}, nil
}

// intervalWords writes an interval as PostgreSQL's cast to text does under IntervalStyle postgres.
func intervalWords(a []any) (any, error) {
	var b strings.Builder
	negative := false // the field before had a minus
	part := func(n int64, unit string) {
		if n == 0 {
			return
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		if negative && n > 0 {
			b.WriteByte('+')
		}
		fmt.Fprintf(&b, "%d %s", n, unit)
		if n != 1 {
			b.WriteByte('s')
		}
		negative = n < 0
	}
	months, us := integer(a[0]), integer(a[2])
	part(months/12, "year")
	part(months%12, "mon")
	part(integer(a[1]), "day")
	if us == 0 && b.Len() > 0 {
		return b.String(), nil
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	u := uint64(us)
	switch {
	case us < 0:
		b.WriteByte('-')
		u = -u
	case negative:
		b.WriteByte('+')
	}
	fmt.Fprintf(&b, "%02d:%02d:%02d", u/3600e6, u/60e6%60, u/1e6%60)
	if f := u % 1e6; f != 0 {
		b.WriteString(strings.TrimRight(fmt.Sprintf(".%06d", f), "0"))
	}
	return b.String(), nil
}
