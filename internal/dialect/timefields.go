package dialect

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// timeFields are the names of the fields of dates and times, by the engine's name. PostgreSQL looks at ten letters.
var timeFields = map[string]string{}

func init() {
	for engine, names := range map[string]string{
		"microseconds": "microsecond microseconds us usec usecs usecond useconds", "milliseconds": "millisecond milliseconds ms msec msecs mseconds",
		"second": "s sec secs second seconds", "minute": "m min mins minute minutes", "hour": "h hr hrs hour hours", "day": "d day days", "week": "w week weeks",
		"month": "mon mons month months", "quarter": "qtr quarter", "year": "y yr yrs year years", "decade": "dec decs decade decades",
		"century": "c cent century centuries", "millennium": "mil mils millennium millennia",
		"timezone": "timezone", "timezone_hour": "timezone_hour timezone_h", "timezone_minute": "timezone_minute timezone_m",
		"dow": "dow", "isodow": "isodow", "doy": "doy", "isoyear": "isoyear", "julian": "julian", "epoch": "epoch",
	} {
		for _, n := range strings.Fields(names) {
			timeFields[n[:min(len(n), 10)]] = engine
		}
	}
}

// fieldNamed gives the engine's name of a field, "" for what is none.
func fieldNamed(name string) string {
	name = lower(name)
	return timeFields[name[:min(len(name), 10)]]
}

// missingFields are those that a type has not.
var missingFields = map[pgtypes.OID]string{
	pgtypes.OIDDate:      "microseconds milliseconds second minute hour timezone timezone_hour timezone_minute",
	pgtypes.OIDTimestamp: "timezone timezone_hour timezone_minute",
	pgtypes.OIDTime:      "day week month quarter year decade century millennium timezone timezone_hour timezone_minute dow isodow doy isoyear julian",
	pgtypes.OIDTimeTZ:    "day week month quarter year decade century millennium dow isodow doy isoyear julian",
	pgtypes.OIDInterval:  "week timezone timezone_hour timezone_minute dow isodow doy isoyear julian",
}

// timeField checks the field that a call of extract(), date_part() or date_trunc() names, and gives it the engine's name.
func (w *work) timeField(f *pg.FuncCall) error {
	name := lastName(f.Funcname)
	if name != "extract" && name != "date_part" && name != "date_trunc" || len(f.Args) < 2 || f.Args[0].GetAConst().GetSval() == nil {
		return nil
	}
	typ, said := w.typeOf(f.Args[1]), strings.ToLower(f.Args[0].GetAConst().GetSval().Sval)
	missing := missingFields[typ]
	switch {
	case name == "date_trunc" && typ == pgtypes.OIDDate:
		typ = pgtypes.OIDTimestampTZ
		fallthrough
	case name == "date_trunc":
		missing = "timezone timezone_hour timezone_minute"
		if typ == pgtypes.OIDInterval {
			missing += " week"
		}
	case name == "date_part" && typ == pgtypes.OIDDate:
		typ = pgtypes.OIDTimestamp
		missing = missingFields[typ]
	}
	if _, ok := missingFields[typ]; !ok && typ != pgtypes.OIDTimestampTZ {
		return nil
	}
	to := fieldNamed(said)
	if name == "date_trunc" && slices.Contains([]string{"dow", "isodow", "doy", "isoyear", "julian", "epoch"}, to) {
		to = ""
	}
	switch {
	case to == "":
		return pgerr.Newf(pgerr.InvalidParameterValue, "unit \"%s\" not recognized for type %s", said, pgtypes.SQLName(typ))
	case slices.Contains(strings.Fields(missing), to):
		return pgerr.Newf(pgerr.FeatureNotSupported, "unit \"%s\" not supported for type %s", said, pgtypes.SQLName(typ))
	}
	if i := w.tokenAt(f.Args[0].GetAConst().Location); name != "extract" && to != said && w.tok(i).Kind == TokString && to != said {
		w.replace(i, i, quote(to))
	}
	return nil
}
