package catalog

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

func nameScalars() []pureScalar {
	t := textType
	return []pureScalar{
		{"lw_parse_ident", []pgtypes.Logical{t, boolType}, false, pgtypes.Logical{Kind: pgtypes.List, Elem: &textType}, strict(parseIdent)},
		{"lw_unistr", []pgtypes.Logical{t}, false, t, strict(unistr)},
		{"lw_normalize", []pgtypes.Logical{t, t}, false, t, strict(normalized)},
		{"lw_size_bytes", []pgtypes.Logical{t}, false, bigType, strict(sizeBytes)},
	}
}

// parseIdent takes a qualified name apart. Unless it is asked to be strict it stops at what does not belong to it.
func parseIdent(a []any) (any, error) {
	text, exact := str(a[0]), a[1].(bool)
	bad := func(detail string) error {
		e := pgerr.Newf(pgerr.InvalidParameterValue, "string is not a valid identifier: \"%s\"", text)
		if detail != "" {
			e = e.WithDetail(detail)
		}
		return e
	}
	var parts []string
	s := strings.TrimLeft(text, " \t\n\r")
	for {
		switch {
		case s == "" && len(parts) > 0:
			return nil, bad("No valid identifier after \".\".")
		case strings.HasPrefix(s, "\""):
			var b strings.Builder
			i := 1
			for ; ; i++ {
				if i >= len(s) {
					return nil, bad("String has unclosed double quotes.")
				}
				if s[i] == '"' {
					if i+1 >= len(s) || s[i+1] != '"' {
						break
					}
					i++
				}
				b.WriteByte(s[i])
			}
			if b.Len() == 0 {
				return nil, bad("Quoted identifier must not be empty.")
			}
			parts, s = append(parts, b.String()), s[i+1:]
		default:
			n := 0
			for n < len(s) && (s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z' || s[n] == '_' || s[n] >= 0x80 || n > 0 && (s[n] == '$' || s[n] >= '0' && s[n] <= '9')) {
				n++
			}
			if n == 0 {
				if len(parts) > 0 {
					return nil, bad("No valid identifier after \".\".")
				}
				return nil, bad("")
			}
			parts, s = append(parts, strings.ToLower(s[:n])), s[n:]
		}
		s = strings.TrimLeft(s, " \t\n\r")
		if !strings.HasPrefix(s, ".") {
			break
		}
		s = strings.TrimLeft(s[1:], " \t\n\r")
	}
	if exact && s != "" {
		return nil, bad("")
	}
	return parts, nil
}

// unistr resolves \XXXX, \+XXXXXX, \uXXXX and \UXXXXXXXX.
func unistr(a []any) (any, error) {
	s := str(a[0])
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			i++
			continue
		}
		rest, n := s[i+1:], 4
		switch {
		case strings.HasPrefix(rest, "\\"):
			b.WriteByte('\\')
			i += 2
			continue
		case strings.HasPrefix(rest, "+"):
			rest, n, i = rest[1:], 6, i+1
		case strings.HasPrefix(rest, "u"):
			rest, i = rest[1:], i+1
		case strings.HasPrefix(rest, "U"):
			rest, n, i = rest[1:], 8, i+1
		}
		if len(rest) < n {
			return nil, badUnistr()
		}
		c, err := strconv.ParseUint(rest[:n], 16, 32)
		if err != nil {
			return nil, badUnistr()
		}
		if c == 0 || c > utf8.MaxRune || !utf8.ValidRune(rune(c)) {
			return nil, pgerr.Newf(pgerr.InvalidParameterValue, "invalid Unicode code point: %04X", c)
		}
		b.WriteRune(rune(c))
		i += 1 + n
	}
	return b.String(), nil
}

func badUnistr() error {
	return pgerr.New(pgerr.SyntaxError, "invalid Unicode escape").WithHint(`Unicode escapes must be \XXXX, \+XXXXXX, \uXXXX, or \UXXXXXXXX.`)
}

var forms = map[string]norm.Form{"NFC": norm.NFC, "NFD": norm.NFD, "NFKC": norm.NFKC, "NFKD": norm.NFKD}

func normalized(a []any) (any, error) {
	f, ok := forms[strings.ToUpper(str(a[1]))]
	if !ok {
		return nil, pgerr.Newf(pgerr.InvalidParameterValue, "invalid normalization form: %s", str(a[1]))
	}
	return f.String(str(a[0])), nil
}

// sizeBytes is pg_size_bytes: a number and a unit.
func sizeBytes(a []any) (any, error) {
	s := strings.TrimSpace(str(a[0]))
	n := strings.LastIndexAny(s, "0123456789.") + 1
	unit := strings.ToLower(strings.TrimSpace(s[n:]))
	v, err := strconv.ParseFloat(s[:n], 64)
	factor, known := map[string]float64{"": 1, "bytes": 1, "b": 1, "kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30, "tb": 1 << 40, "pb": 1 << 50}[unit]
	if err != nil {
		return nil, pgerr.Newf(pgerr.InvalidParameterValue, "invalid size: \"%s\"", str(a[0]))
	}
	if !known {
		return nil, pgerr.Newf(pgerr.InvalidParameterValue, "invalid size: \"%s\"", str(a[0])).WithDetail("Invalid size unit: \"" + s[n:] + "\".").
			WithHint("Valid units are \"bytes\", \"B\", \"kB\", \"MB\", \"GB\", \"TB\", and \"PB\".")
	}
	return int64(math.Round(v * factor)), nil
}
