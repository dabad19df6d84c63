package catalog

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// pureScalars compute from their arguments alone; the macros and the dialect call them.
func pureScalars() []pureScalar {
	blob := pgtypes.Logical{Kind: pgtypes.Blob}
	list := pgtypes.Logical{Kind: pgtypes.List, Elem: &pgtypes.Logical{Kind: pgtypes.BigInt}}
	return slices.Concat(regexpScalars(), intervalScalars(), castScalars(), byteaScalars(), degreeScalars(), nameScalars(), routineScalars(), inetScalars(), ownNameScalars(), declaredScalars(), relationScalars(), hashScalars(), []pureScalar{
		{"lw_index_keys", []pgtypes.Logical{textType, textType}, false, textType, strict(indexKeys)},
		{"lw_pretty_expr", []pgtypes.Logical{textType}, false, textType, strict(prettyExpr)},
		{"lw_check_text", []pgtypes.Logical{textType, textType, boolType}, false, textType, strict(checkText)},
		{"lw_to_char", []pgtypes.Logical{textType, textType, textType, textType}, false, textType, toChar},
		{"lw_parse_time", []pgtypes.Logical{textType, textType}, false, textType, parseTime},
		{"lw_to_number", []pgtypes.Logical{textType, textType}, false, textType, toNumber},
		{"lw_format_texts", []pgtypes.Logical{textType, textType}, true, textType, formatText},
		{"lw_format_list", []pgtypes.Logical{textType, {Kind: pgtypes.List, Elem: &textType}}, false, textType, formatList},
		{"lw_bytes_encode", []pgtypes.Logical{blob, textType}, false, textType, encodeBytes},
		{"lw_bytes_decode", []pgtypes.Logical{textType, textType}, false, blob, decodeBytes},
		{"lw_read_time", []pgtypes.Logical{textType, textType, textType}, false, textType, readTime},
		{"lw_numeric_zone", []pgtypes.Logical{textType}, false, bigType, strict(numericZone)},
		{"lw_text_array", []pgtypes.Logical{textType}, false, pgtypes.Logical{Kind: pgtypes.List, Elem: &textType}, textArray},
		{"lw_justify", []pgtypes.Logical{textType, bigType, bigType, bigType}, false, list, justify},
	})
}

type pureScalar struct {
	name    string
	args    []pgtypes.Logical
	varargs bool
	ret     pgtypes.Logical
	call    func(args []any) (any, error)
}

func clock([]any) (any, error) { return time.Now(), nil }

func encodeBytes(a []any) (any, error) {
	b, ok := a[0].([]byte)
	if !ok || a[1] == nil {
		return nil, nil
	}
	switch strings.ToLower(str(a[1])) {
	case "hex":
		return hex.EncodeToString(b), nil
	case "base64":
		s, lines := base64.StdEncoding.EncodeToString(b), []string{}
		for ; len(s) > 76; s = s[76:] {
			lines = append(lines, s[:76])
		}
		return strings.Join(append(lines, s), "\n"), nil
	case "escape":
		var out strings.Builder
		for _, c := range b {
			switch {
			case c == '\\':
				out.WriteString(`\\`)
			case c == 0 || c > 127:
				fmt.Fprintf(&out, `\%03o`, c)
			default:
				out.WriteByte(c)
			}
		}
		return out.String(), nil
	}
	return nil, badEncoding(a[1])
}

func badEncoding(name any) error {
	return pgerr.Newf(pgerr.InvalidParameterValue, "unrecognized encoding: \"%s\"", str(name))
}

func decodeBytes(a []any) (any, error) {
	if a[0] == nil || a[1] == nil {
		return nil, nil
	}
	s := str(a[0])
	switch strings.ToLower(str(a[1])) {
	case "hex":
		s = strings.Join(strings.Fields(s), "")
		b, err := hex.DecodeString(s)
		if err == nil {
			return b, nil
		}
		if bad, ok := err.(hex.InvalidByteError); ok {
			return nil, pgerr.Newf(pgerr.InvalidParameterValue, "invalid hexadecimal digit: \"%c\"", rune(bad))
		}
		return nil, pgerr.New(pgerr.InvalidParameterValue, "invalid hexadecimal data: odd number of digits")
	case "base64":
		b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
		if err != nil {
			return nil, pgerr.New(pgerr.InvalidParameterValue, "invalid base64 end sequence").WithHint("Input data is missing padding, is truncated, or is otherwise corrupted.")
		}
		return b, nil
	case "escape":
		return unescape(s)
	}
	return nil, badEncoding(a[1])
}

func unescape(s string) (any, error) {
	out := []byte{}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] != '\\':
			out = append(out, s[i])
		case i+1 < len(s) && s[i+1] == '\\':
			out, i = append(out, '\\'), i+1
		default:
			if i+4 > len(s) {
				return nil, pgerr.New(pgerr.InvalidTextRepresentation, "invalid input syntax for type bytea")
			}
			n, err := strconv.ParseUint(s[i+1:i+4], 8, 8)
			if err != nil {
				return nil, pgerr.New(pgerr.InvalidTextRepresentation, "invalid input syntax for type bytea")
			}
			out, i = append(out, byte(n)), i+3
		}
	}
	return out, nil
}

// toNumber is to_number: the digits of the text, told apart by the format.
func toNumber(a []any) (any, error) {
	if a[0] == nil || a[1] == nil {
		return nil, nil
	}
	f, err := parseNumberFormat(str(a[1]))
	switch {
	case err != nil:
		return nil, err
	case len(f.nodes) == 0:
		return nil, nil
	case f.roman:
		return nil, pgerr.New(pgerr.FeatureNotSupported, `"RN" not supported for input`)
	case f.exponent:
		return nil, pgerr.New(pgerr.FeatureNotSupported, `"EEEE" not supported for input`)
	}
	var digits strings.Builder
	negative, point, whole := false, false, 0
	for _, c := range str(a[0]) {
		switch {
		case c >= '0' && c <= '9':
			if !point {
				if whole++; whole > f.pre {
					continue
				}
			}
			digits.WriteRune(c)
		case c == '.' && f.point && !point:
			point = true
			digits.WriteByte('.')
		case c == '.' && !f.point:
			return finish(&digits, negative, &f, a)
		case c == '-' || c == '<':
			negative = true
		}
	}
	return finish(&digits, negative, &f, a)
}

func finish(digits *strings.Builder, negative bool, f *numberFormat, a []any) (any, error) {
	s := digits.String()
	if strings.Trim(s, ".") == "" {
		return nil, pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type numeric: \"%s\"", strings.TrimSpace(str(a[0])))
	}
	if i := strings.IndexByte(s, '.'); i >= 0 && len(s)-i-1 > f.post {
		s = s[:i+1+f.post]
	}
	if f.shift > 0 {
		whole, frac, _ := strings.Cut(s, ".")
		whole = strings.Repeat("0", max(0, f.shift+1-len(whole))) + whole
		s = whole[:len(whole)-f.shift] + "." + whole[len(whole)-f.shift:] + frac
		s += strings.Repeat("0", max(0, 16-f.shift-len(frac))) // a quotient, to PostgreSQL
	}
	if s = strings.TrimLeft(s, "0"); s == "" || s[0] == '.' {
		s = "0" + s
	}
	if negative && strings.Trim(s, "0.") != "" {
		s = "-" + s
	}
	return s, nil
}

// formatText is format(): %s, %I and %L with positions and widths.
func formatText(a []any) (any, error) {
	return formatAll(a)
}

// formatList is format() with its arguments in an array, of which none is as good as an empty one.
func formatList(a []any) (any, error) {
	list, _ := a[1].([]any)
	return formatAll(append([]any{a[0]}, list...))
}

func formatAll(a []any) (any, error) {
	if len(a) == 0 || a[0] == nil {
		return nil, nil
	}
	f, args, next := str(a[0]), a[1:], 0
	var out strings.Builder
	take := func(at int) (any, error) {
		if at < 0 {
			at, next = next, next+1
		} else {
			next = at + 1
		}
		if at >= len(args) {
			return nil, pgerr.New(pgerr.InvalidParameterValue, "too few arguments for format()")
		}
		return args[at], nil
	}
	number := func(i int) (int, int) {
		k := i
		for k < len(f) && f[k] >= '0' && f[k] <= '9' {
			k++
		}
		n, _ := strconv.Atoi(f[i:k])
		return n, k
	}
	for i := 0; i < len(f); i++ {
		if f[i] != '%' {
			out.WriteByte(f[i])
			continue
		}
		if i++; i < len(f) && f[i] == '%' {
			out.WriteByte('%')
			continue
		}
		at, width, left := -1, 0, false
		if n, k := number(i); k > i && k < len(f) && f[k] == '$' {
			if n == 0 {
				return nil, pgerr.New(pgerr.InvalidParameterValue, "format specifies argument 0, but arguments are numbered from 1")
			}
			at, i = n-1, k+1
		}
		for i < len(f) && f[i] == '-' {
			left, i = true, i+1
		}
		if i < len(f) && f[i] == '*' {
			i++
			from := -1
			if n, k := number(i); k > i && k < len(f) && f[k] == '$' {
				from, i = n-1, k+1
			}
			v, err := take(from)
			if err != nil {
				return nil, err
			}
			width, _ = strconv.Atoi(str(v))
			if width < 0 {
				left, width = true, -width
			}
		} else {
			width, i = number(i)
		}
		if i >= len(f) {
			return nil, pgerr.New(pgerr.InvalidParameterValue, "unterminated format() type specifier").WithHint("For a single \"%%\" use \"%%%%\".")
		}
		if !strings.ContainsRune("sIL", rune(f[i])) {
			return nil, pgerr.Newf(pgerr.InvalidParameterValue, "unrecognized format() type specifier \"%c\"", f[i]).WithHint("For a single \"%%\" use \"%%%%\".")
		}
		v, err := take(at)
		if err != nil {
			return nil, err
		}
		s, err := formatted(f[i], v)
		if err != nil {
			return nil, err
		}
		pad := strings.Repeat(" ", max(0, min(width, 1<<20)-len([]rune(s))))
		if left {
			s += pad
		} else {
			s = pad + s
		}
		out.WriteString(s)
	}
	return out.String(), nil
}

func formatted(kind byte, v any) (string, error) {
	s := str(v)
	switch kind {
	case 'I':
		if v == nil {
			return "", pgerr.New(pgerr.NullValueNotAllowed, "null values cannot be formatted as an SQL identifier")
		}
		return quoteIdent(s), nil
	case 'L':
		if v == nil {
			return "NULL", nil
		}
		q := "'" + strings.ReplaceAll(strings.ReplaceAll(s, `\`, `\\`), "'", "''") + "'"
		if strings.Contains(s, `\`) {
			q = "E" + q
		}
		return q, nil
	}
	return s, nil
}

// quoteIdent quotes a name where SQL needs it; a keyword that may not be a name stands in the recorded list.
func quoteIdent(s string) string {
	plain := s != "" && !(s[0] >= '0' && s[0] <= '9')
	for _, c := range s {
		plain = plain && (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_')
	}
	if plain && !reserved()[s] {
		return s
	}
	return identifier(s)
}

// reserved are PostgreSQL's keywords that must be quoted to be names.
var reserved = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	text, _ := dataFS.ReadFile("data/pg_keywords.tsv")
	for _, line := range strings.Split(string(text), "\n") {
		if cells := strings.Split(line, "\t"); len(cells) > 1 && cells[1] != "U" {
			m[cells[0]] = true
		}
	}
	return m
})

// justify makes days of hours and months of days, as justify_hours and its kin do.
func justify(a []any) (any, error) {
	for _, v := range a {
		if v == nil {
			return nil, nil
		}
	}
	const day = int64(86400000000)
	kind, months, days, us := str(a[0]), integer(a[1]), integer(a[2]), integer(a[3])
	if kind == "interval" && (days > 0) == (us > 0) {
		months, days = months+days/30, days%30
	}
	if kind != "days" {
		days, us = days+us/day, us%day
	}
	if kind != "hours" {
		months, days = months+days/30, days%30
	}
	if kind != "hours" {
		switch {
		case months > 0 && (days < 0 || days == 0 && us < 0 && kind == "interval"):
			months, days = months-1, days+30
		case months < 0 && (days > 0 || days == 0 && us > 0 && kind == "interval"):
			months, days = months+1, days-30
		}
	}
	if kind != "days" {
		switch {
		case days > 0 && us < 0:
			days, us = days-1, us+day
		case days < 0 && us > 0:
			days, us = days+1, us-day
		}
	}
	return []int64{months, days, us}, nil
}
