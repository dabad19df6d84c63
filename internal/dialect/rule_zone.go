package dialect

import (
	"fmt"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
	"lakewire/internal/pgtypes/datetime"
)

// zoned rewrites x AT TIME ZONE z where x is a date, which PostgreSQL takes for a moment and the engine for a local time,
// and where z is an offset or an abbreviation, which the engine knows not.
func (w *work) zoned(f *pg.FuncCall) {
	if len(f.Args) != 2 {
		return
	}
	at := w.tokenAt(f.Location)
	for k := at; k < len(w.p.toks); k++ { // the call's place is that of the whole expression, or of AT
		if w.is(k, "at") && w.is(k+1, "time") && w.is(k+2, "zone") {
			at = k
			break
		}
	}
	if !w.is(at, "at") {
		return
	}
	typ := w.typeOf(f.Args[1])
	if typ == pgtypes.OIDDate {
		w.insertAfter(at-1, "::TIMESTAMPTZ")
		typ = pgtypes.OIDTimestampTZ
	}
	zone, shift := at+3, ""
	v, ok := literal(w.Text, w.tok(zone))
	end := zone
	switch {
	case ok && w.tok(zone+1).Kind != TokCast:
		off, fixed := datetime.FixedZone(v)
		if !fixed {
			return
		}
		shift = fmt.Sprintf("INTERVAL '%d seconds'", off)
	case w.typeOf(f.Args[0]) == pgtypes.OIDInterval:
		if end = w.primaryEnd(zone); end < 0 {
			return
		}
		if c, ok := w.prefixCast(zone); ok && c.literal {
			lit, _ := literal(w.Text, w.tok(c.operand[0]))
			d, err := datetime.ParseInterval(lit, c.typ.fields, &datetime.Settings{})
			if err != nil || d.Months != 0 || d.Days != 0 {
				return
			}
			shift = fmt.Sprintf("INTERVAL '%d microseconds'", d.I)
		} else {
			shift = "(" + w.text(stretch{zone, end}) + ")"
		}
	default:
		return
	}
	from := w.castOperand(at - 1)
	if from < 0 {
		return
	}
	switch typ {
	case pgtypes.OIDTimeTZ: // the engine takes an interval as PostgreSQL does, and an offset by name the other way round
		w.replace(zone, end, shift)
	case pgtypes.OIDTimestampTZ:
		w.insert(from, "(")
		w.replace(at, end, "AT TIME ZONE 'UTC' + "+shift+")")
	case pgtypes.OIDTimestamp:
		w.insert(from, "((")
		w.replace(at, end, "- "+shift+") AT TIME ZONE 'UTC')")
	}
}

// ruleNow writes current_timestamp(n) and its kin, which the engine has without a precision.
func ruleNow(w *work) error {
	for i := range w.p.toks {
		if !w.is(i+1, "(") || w.tok(i+2).Kind != TokInt || !w.is(i+3, ")") || w.is(i-1, ".") {
			continue
		}
		to, ok := nowWords[lower(w.name(i))]
		if ok {
			w.replace(i, i+3, strings.Replace(to, "?", w.tok(i+2).text(w.Text), 1))
		}
	}
	return nil
}

var nowWords = map[string]string{
	"current_timestamp": "lw_timestamptz_precision(current_timestamp, ?)", "localtimestamp": "lw_timestamp_precision(current_timestamp::TIMESTAMP, ?)",
	"localtime": "lw_time_precision(current_timestamp::TIMESTAMP::TIME, ?)", "current_time": "lw_timetz_precision(current_timestamp::TIMETZ, ?)",
}
