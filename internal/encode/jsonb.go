package encode

import (
	"bytes"
	"encoding/json"
	"sort"
	"strings"

	"lakewire/internal/pgtypes"
)

// textJSONB normalises JSON as jsonb prints it: a space behind colon and comma, the last of equal keys, keys by length and
// then by bytes. What is no valid JSON goes out as it is.
func textJSONB(text writer) writer {
	return func(c *cell, dst []byte, i int) []byte {
		at := len(dst)
		dst = text(c, dst, i)
		dec := json.NewDecoder(bytes.NewReader(append([]byte(nil), dst[at:]...)))
		dec.UseNumber()
		var v any
		if dec.Decode(&v) != nil {
			return dst
		}
		return appendJSONB(dst[:at], v)
	}
}

func appendJSONB(dst []byte, v any) []byte {
	switch v := v.(type) {
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		sort.Slice(keys, func(a, b int) bool {
			if len(keys[a]) != len(keys[b]) {
				return len(keys[a]) < len(keys[b])
			}
			return keys[a] < keys[b]
		})
		dst = append(dst, '{')
		for n, k := range keys {
			if n > 0 {
				dst = append(dst, ", "...)
			}
			dst = append(appendString(dst, []byte(k)), ": "...)
			dst = appendJSONB(dst, v[k])
		}
		return append(dst, '}')
	case []any:
		dst = append(dst, '[')
		for n, e := range v {
			if n > 0 {
				dst = append(dst, ", "...)
			}
			dst = appendJSONB(dst, e)
		}
		return append(dst, ']')
	case string:
		return appendString(dst, []byte(v))
	case json.Number:
		return appendPlainNumber(dst, string(v))
	case bool:
		if v {
			return append(dst, "true"...)
		}
		return append(dst, "false"...)
	}
	return append(dst, "null"...)
}

// appendPlainNumber appends a JSON number as numeric prints it: without an exponent.
func appendPlainNumber(dst []byte, t string) []byte {
	if !strings.ContainsAny(t, "eE") {
		return append(dst, t...)
	}
	v, err := parseNumeric([]byte(t))
	if err != nil || v.kind != pgtypes.Decimal {
		return append(dst, t...)
	}
	return appendWideDecimal(dst, v.h, int(v.scale))
}
