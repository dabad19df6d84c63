package guc

import (
	"math"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
)

// parseValue reads a value as PostgreSQL does and gives its canonical text: the setting column of pg_settings, in base
// units. name is what the client wrote, since PostgreSQL repeats that in its errors.
func (d *def) parseValue(name, v string) (string, error) {
	switch d.kind {
	case typeBool:
		b, ok := parseBool(v)
		if !ok {
			return "", pgerr.Newf(pgerr.InvalidParameterValue, "parameter %q requires a Boolean value", name)
		}
		return onOff(b), nil
	case typeInt:
		return d.parseInt(name, v)
	case typeReal:
		return d.parseReal(name, v)
	case typeEnum:
		return d.parseEnum(name, v)
	}
	return v, nil
}

func invalid(name, v string) *pgerr.Error {
	return pgerr.New(pgerr.InvalidParameterValue, `invalid value for parameter "`+name+`": "`+v+`"`)
}

// parseBool takes any unambiguous beginning of true, false, yes, no, on, off, and 1 or 0.
func parseBool(v string) (value, ok bool) {
	v = strings.ToLower(v)
	switch {
	case v == "":
		return false, false
	case strings.HasPrefix("true", v), strings.HasPrefix("yes", v), v == "on", v == "1":
		return true, true
	case strings.HasPrefix("false", v), strings.HasPrefix("no", v), v == "of", v == "off", v == "0":
		return false, true
	}
	return false, false
}

func onOff(b bool) string {
	if b {
		return "on"
	}
	return "off"
}

// hiddenEnums are the spellings that PostgreSQL accepts without listing them.
var hiddenEnums = map[string]map[string]string{
	"client_min_messages":     {"debug": "debug2", "info": "info", "fatal": "error", "panic": "error"},
	"synchronous_commit":      boolEnum,
	"constraint_exclusion":    boolEnum,
	"backslash_quote":         boolEnum,
	"force_parallel_mode":     boolEnum,
	"compute_query_id":        boolEnum,
	"wal_compression":         boolEnum,
	"log_min_messages":        {"debug": "debug2"},
	"log_min_error_statement": {"debug": "debug2"},
	"recovery_prefetch":       boolEnum,
}

var boolEnum = map[string]string{"true": "on", "yes": "on", "1": "on", "false": "off", "no": "off", "0": "off"}

func (d *def) parseEnum(name, v string) (string, error) {
	low := strings.ToLower(v)
	for _, e := range d.enum {
		if e == low {
			return e, nil
		}
	}
	if e, ok := hiddenEnums[d.name][low]; ok {
		return e, nil
	}
	return "", invalid(name, v).WithHint("Available values: %s.", strings.Join(d.enum, ", "))
}

// Units by how many of the smallest unit of their family they hold: bytes, or microseconds.
var memoryUnits = map[string]float64{"B": 1, "kB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30, "TB": 1 << 40}
var timeUnits = map[string]float64{"us": 1, "ms": 1e3, "s": 1e6, "min": 60e6, "h": 3600e6, "d": 86400e6}

// units gives the family of the setting's unit, the size of its base unit and the hint that names the family.
func (d *def) units() (map[string]float64, float64, string) {
	switch d.unit {
	case "":
		return nil, 1, ""
	case "ms", "s", "min":
		return timeUnits, timeUnits[d.unit], `Valid units for this parameter are "us", "ms", "s", "min", "h", and "d".`
	}
	base := memoryUnits["kB"] * leadingNumber(d.unit)
	if b, ok := memoryUnits[d.unit]; ok {
		base = b
	}
	return memoryUnits, base, `Valid units for this parameter are "B", "kB", "MB", "GB", and "TB".`
}

// leadingNumber reads the 8 of "8kB".
func leadingNumber(unit string) float64 {
	f, err := strconv.ParseFloat(strings.TrimRight(unit, "kBM"), 64)
	if err != nil {
		return 1
	}
	return f
}

// number splits a value into its number and, converted to base units, what its unit makes of it.
func (d *def) number(name, v string) (float64, error) {
	s := strings.TrimLeft(v, " \t\n\r\f\v")
	n := numberPrefix(s)
	if n == 0 {
		return 0, invalid(name, v)
	}
	f, err := parseNumber(s[:n])
	if err != nil || math.IsInf(f, 0) {
		return 0, invalid(name, v)
	}
	unit := strings.Trim(s[n:], " \t\n\r\f\v")
	if unit == "" {
		return f, nil
	}
	family, base, hint := d.units()
	if family == nil {
		return 0, invalid(name, v)
	}
	factor, ok := family[unit]
	if !ok {
		return 0, invalid(name, v).WithHint("%s", hint)
	}
	if factor < base {
		return f * factor / base, nil
	}
	return d.roundToSmaller(f, factor, base, family), nil
}

// roundToSmaller keeps a fraction only to the next smaller unit: 1.23GB is 1260MB, as PostgreSQL has it.
func (d *def) roundToSmaller(f, factor, base float64, family map[string]float64) float64 {
	if f != math.Trunc(f) {
		smaller := 0.0
		for _, x := range family {
			if x < factor && x > smaller {
				smaller = x
			}
		}
		if smaller >= base {
			per := factor / smaller
			return math.Round(f*per) * smaller / base
		}
	}
	return f * factor / base
}

func numberPrefix(s string) int {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	if len(s) > i+2 && s[i] == '0' && (s[i+1] == 'x' || s[i+1] == 'X') {
		j := i + 2
		for j < len(s) && strings.IndexByte("0123456789abcdefABCDEF", s[j]) >= 0 {
			j++
		}
		return j
	}
	start := i
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	digits := i - start
	if i < len(s) && s[i] == '.' {
		j := i + 1
		for j < len(s) && s[j] >= '0' && s[j] <= '9' {
			j++
		}
		digits += j - i - 1
		i = j
	}
	if digits == 0 {
		return 0
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		k := j
		for k < len(s) && s[k] >= '0' && s[k] <= '9' {
			k++
		}
		if k > j {
			i = k
		}
	}
	return i
}

func parseNumber(s string) (float64, error) {
	t := strings.TrimLeft(s, "+-")
	if strings.HasPrefix(t, "0x") || strings.HasPrefix(t, "0X") {
		n, err := strconv.ParseInt(t[2:], 16, 64)
		if strings.HasPrefix(s, "-") {
			n = -n
		}
		return float64(n), err
	}
	if len(t) > 1 && t[0] == '0' && strings.Trim(t, "01234567") == "" {
		n, err := strconv.ParseInt(t, 8, 64) // as strtol(…, 0) reads it
		if strings.HasPrefix(s, "-") {
			n = -n
		}
		return float64(n), err
	}
	return strconv.ParseFloat(s, 64)
}

func (d *def) parseInt(name, v string) (string, error) {
	f, err := d.number(name, v)
	if err != nil {
		return "", err
	}
	f = math.RoundToEven(f)
	if f > math.MaxInt32 || f < math.MinInt32 {
		return "", invalid(name, v).WithHint("Value exceeds integer range.")
	}
	n := strconv.FormatInt(int64(f), 10)
	if f < d.min || f > d.max {
		return "", d.outOfRange(name, n)
	}
	return n, nil
}

func (d *def) parseReal(name, v string) (string, error) {
	f, err := d.number(name, v)
	if err != nil {
		return "", err
	}
	n := formatG(f)
	if f < d.min || f > d.max {
		return "", d.outOfRange(name, n)
	}
	return n, nil
}

func (d *def) outOfRange(name, n string) error {
	unit := ""
	if d.unit != "" {
		unit = " " + d.unit
	}
	return pgerr.Newf(pgerr.InvalidParameterValue, "%s%s is outside the valid range for parameter %q (%s .. %s)", n, unit, name, d.minText, d.maxText)
}

// formatG is C's %g: six significant digits.
func formatG(f float64) string {
	return strconv.FormatFloat(f, 'g', 6, 64)
}
