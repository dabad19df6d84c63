package datetime

// Fields are the fields that an interval type keeps: the first and the last of "year to month". The zero value keeps all.
type Fields struct{ From, To Field }

// Field is a field of an interval, the longest first.
type Field uint8

// The fields.
const (
	All Field = iota
	Year
	Month
	Day
	Hour
	Minute
	Second
)

// last is the unit of a number without one: the type's last field, else seconds.
func (f Fields) last() unit {
	switch f.To {
	case Year:
		return unit{months: 12}
	case Month:
		return unit{months: 1}
	case Day:
		return unit{days: 1}
	case Hour:
		return unit{micros: 3600e6}
	case Minute:
		return unit{micros: 60e6}
	}
	return unit{micros: 1e6}
}

// only cuts off what is shorter than the last field. What is longer than the first stays.
func (v Value) only(f Fields) Value {
	switch f.To {
	case Year:
		v.Months, v.Days, v.I = v.Months/12*12, 0, 0
	case Month:
		v.Days, v.I = 0, 0
	case Day:
		v.I = 0
	case Hour:
		v.I -= v.I % 3600e6
	case Minute:
		v.I -= v.I % 60e6
	}
	return v
}

// Round rounds microseconds to as many decimals of a second, half away from zero as PostgreSQL does.
func Round(micros int64, precision int) int64 {
	if precision < 0 || precision > 5 || micros == Infinity || micros == -Infinity {
		return micros
	}
	step := int64(1)
	for range 6 - precision {
		step *= 10
	}
	if micros < 0 {
		return -((-micros + step/2) / step * step)
	}
	return (micros + step/2) / step * step
}
