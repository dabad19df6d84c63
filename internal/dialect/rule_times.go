package dialect

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
	"lakewire/internal/pgtypes/datetime"
)

// timeTypes are the engine's names for the types whose literals ruleTimes reads, the first for its function.
var timeTypes = map[pgtypes.OID]string{pgtypes.OIDDate: "DATE", pgtypes.OIDTime: "TIME", pgtypes.OIDTimeTZ: "TIMETZ",
	pgtypes.OIDTimestamp: "TIMESTAMP", pgtypes.OIDTimestampTZ: "TIMESTAMPTZ", pgtypes.OIDInterval: "INTERVAL"}

// ruleTimes reads the literals of dates, times and intervals, of which the engine knows one form of PostgreSQL's many, and
// writes them as that. Casts to a precision or to an interval's fields are calls of the shim's: the engine has none of them.
func ruleTimes(w *work) error {
	return w.eachCast(func(c cast) error {
		to, ok := timeTypes[c.typ.oid]
		if !ok || w.tree == nil && !c.literal {
			return nil
		}
		if !c.literal {
			w.cutTime(c, to)
			return nil
		}
		v, ok := literal(w.Text, w.tok(c.operand[0]))
		if !ok {
			return nil
		}
		text, err := engineTime(c.typ, v)
		if err != nil {
			if w.tree == nil { // the engine's own forms, as in INTERVAL '1 day' of its dialect
				return nil
			}
			return pgerr.From(err).WithPosition(w.p.position(w.tok(c.operand[0])))
		}
		if text != "" || c.typ.fields.To != datetime.All {
			w.replace(c.first, c.last, text)
		}
		return nil
	})
}

// plainTime matches what means the same to both.
var plainTime = map[pgtypes.OID]*regexp.Regexp{
	pgtypes.OIDDate:        regexp.MustCompile(`^\d{4}-\d\d-\d\d$`),
	pgtypes.OIDTime:        regexp.MustCompile(`^\d\d:\d\d:[0-5]\d(\.\d{1,6})?$`),
	pgtypes.OIDTimestamp:   regexp.MustCompile(`^\d{4}-\d\d-\d\d( \d\d:\d\d:[0-5]\d(\.\d{1,6})?)?$`),
	pgtypes.OIDTimestampTZ: regexp.MustCompile(`^\d{4}-\d\d-\d\d( \d\d:\d\d:[0-5]\d(\.\d{1,6})?([+-]\d\d)?)?$`),
	pgtypes.OIDInterval:    regexp.MustCompile(`^-?\d+ (year|month|week|day|hour|minute|second)s?$`),
}

// engineTime gives the engine's text for a literal, "" when the literal may stay as it is.
func engineTime(t namedType, v string) (string, error) {
	to := timeTypes[t.oid]
	if t.oid == pgtypes.OIDInterval {
		d, err := datetime.ParseInterval(v, t.fields, &datetime.Settings{})
		if err != nil || t.mod < 0 && t.fields.To == datetime.All && plainTime[t.oid].MatchString(v) {
			return "", err
		}
		return quote(datetime.Text(t.oid, datetime.Value{Months: d.Months, Days: d.Days, I: datetime.Round(d.I, t.mod)})) + "::INTERVAL", nil
	}
	if text := relative(t, v); text != "" {
		return text, nil
	}
	d, err := datetime.Parse(t.oid, v, &datetime.Settings{})
	if other, err2 := datetime.Parse(t.oid, v, &datetime.Settings{Order: datetime.DMY}); other != d || (err == nil) != (err2 == nil) {
		return cutTo(t, "lw_read_time("+quote(strings.ToLower(to))+", "+quote(v)+", current_setting('datestyle'))::"+to), nil
	}
	if other, err2 := datetime.Parse(t.oid, v, &datetime.Settings{Order: datetime.YMD}); other != d || (err == nil) != (err2 == nil) {
		return cutTo(t, "lw_read_time("+quote(strings.ToLower(to))+", "+quote(v)+", current_setting('datestyle'))::"+to), nil
	}
	if err != nil || t.mod < 0 && plainTime[t.oid] != nil && plainTime[t.oid].MatchString(v) {
		return "", err
	}
	if t.oid == pgtypes.OIDTimestampTZ && d.Now { // the session's zone: the engine knows it
		local, err := datetime.Parse(pgtypes.OIDTimestamp, v, &datetime.Settings{})
		if err != nil {
			return "", err
		}
		local.I = datetime.Round(local.I, t.mod)
		return quote(datetime.Text(pgtypes.OIDTimestamp, local)) + "::" + to, nil
	}
	if t.oid != pgtypes.OIDDate {
		d.I = datetime.Round(d.I, t.mod)
	}
	text := datetime.Text(t.oid, d)
	if t.oid == pgtypes.OIDTimeTZ && d.Now {
		text, _, _ = strings.Cut(text, "+")
	}
	return quote(text) + "::" + to, nil
}

// cutTo rounds to the type's precision.
func cutTo(t namedType, x string) string {
	if t.mod < 0 || t.oid == pgtypes.OIDDate {
		return x
	}
	return fmt.Sprintf("lw_%s_precision(%s, %d)", strings.ToLower(timeTypes[t.oid]), x, min(t.mod, 6))
}

// relative gives what now, today, tomorrow and yesterday are: they are evaluated when the statement runs.
func relative(t namedType, v string) string {
	word, clock, _ := strings.Cut(strings.ToLower(strings.TrimSpace(v)), " ")
	day, ok := map[string]string{"now": "current_date", "today": "current_date", "tomorrow": "(current_date + 1)", "yesterday": "(current_date - 1)"}[word]
	if !ok || t.oid == pgtypes.OIDInterval {
		return ""
	}
	to := timeTypes[t.oid]
	if clock = strings.TrimSpace(clock); clock != "" {
		d, err := datetime.Parse(pgtypes.OIDTime, clock, &datetime.Settings{})
		if err != nil || word == "now" || t.oid == pgtypes.OIDTime || t.oid == pgtypes.OIDTimeTZ {
			return ""
		}
		return cutTo(t, "("+day+" + "+quote(datetime.Text(pgtypes.OIDTime, d))+"::TIME)::"+to)
	}
	switch {
	case word == "now" && t.oid == pgtypes.OIDDate:
		return "current_date"
	case word == "now" && t.oid == pgtypes.OIDTimestampTZ:
		return cutTo(t, "current_timestamp")
	case word == "now":
		return cutTo(t, "current_timestamp::TIMESTAMP::"+to)
	case t.oid == pgtypes.OIDDate:
		return day
	case t.oid == pgtypes.OIDTime, t.oid == pgtypes.OIDTimeTZ:
		return ""
	}
	return day + "::" + to
}

// cutTime writes a cast to a precision or to fields as a call.
func (w *work) cutTime(c cast, to string) {
	lead, tail := "", ""
	switch {
	case c.typ.fields.To != datetime.All && c.typ.fields.To != datetime.Second:
		lead, tail = "lw_interval_fields(", ", "+strconv.Itoa(int(c.typ.fields.To))+")"
	case c.typ.mod >= 0 && c.typ.oid != pgtypes.OIDDate:
		lead, tail = "lw_"+strings.ToLower(to)+"_precision(", ", "+strconv.Itoa(min(c.typ.mod, 6))+")"
	case c.typ.fields.To != datetime.All:
	default:
		return
	}
	if w.is(c.first, "cast") {
		w.replace(c.typ.first, c.typ.last, to)
		w.insert(c.first, lead)
		w.insertAfter(c.last, tail)
		return
	}
	w.insert(c.first, lead)
	w.replace(c.typ.first, c.typ.last, to+tail)
}
