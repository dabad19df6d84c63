package catalog

import (
	"strings"

	"lakewire/internal/pgtypes"
	"lakewire/internal/pgtypes/datetime"
)

var timeTypeNames = map[string]pgtypes.OID{"date": pgtypes.OIDDate, "time": pgtypes.OIDTime, "timetz": pgtypes.OIDTimeTZ,
	"timestamp": pgtypes.OIDTimestamp, "timestamptz": pgtypes.OIDTimestampTZ, "interval": pgtypes.OIDInterval}

// readTime turns a text into the engine's form of a date, time or interval, as a cast of PostgreSQL's would read it: the
// type with a digit of precision or none, the text, and DateStyle or its second half.
func readTime(a []any) (any, error) {
	if a[1] == nil {
		return nil, nil
	}
	name := strings.TrimRight(str(a[0]), "0123456789")
	precision := -1
	if n := len(name); n < len(str(a[0])) {
		precision = int(str(a[0])[n] - '0')
	}
	oid, text := timeTypeNames[name], str(a[1])
	var set datetime.Settings
	switch style := str(a[2]); {
	case strings.HasSuffix(style, "DMY"):
		set.Order = datetime.DMY
	case strings.HasSuffix(style, "YMD"):
		set.Order = datetime.YMD
	}
	if oid == pgtypes.OIDInterval {
		v, err := datetime.ParseInterval(text, datetime.Fields{}, &set)
		if err != nil {
			return nil, err
		}
		return datetime.Text(oid, v), nil
	}
	v, err := datetime.Parse(oid, text, &set)
	if err != nil {
		return nil, err
	}
	if oid == pgtypes.OIDTimestampTZ && v.Now { // without a zone of its own: the engine puts the session's
		oid = pgtypes.OIDTimestamp
		if v, err = datetime.Parse(oid, text, &set); err != nil {
			return nil, err
		}
	}
	if oid != pgtypes.OIDDate {
		v.I = datetime.Round(v.I, precision)
	}
	return datetime.Text(oid, v), nil
}

// numericZone gives the seconds east of an offset or an abbreviation, NULL for the name of a zone.
func numericZone(a []any) (any, error) {
	off, ok, err := datetime.NumericZone(str(a[0]))
	if err != nil || !ok {
		return nil, err
	}
	return int64(off), nil
}
