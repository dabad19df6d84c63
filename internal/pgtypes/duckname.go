package pgtypes

import (
	"strconv"
	"strings"
)

func appendDuckName(dst []byte, t *Logical) []byte {
	switch t.Kind {
	case List:
		return append(appendDuckName(dst, t.Elem), "[]"...)
	case Array:
		dst = append(appendDuckName(dst, t.Elem), '[')
		return append(strconv.AppendInt(dst, int64(t.Size), 10), ']')
	case Decimal:
		dst = append(dst, "DECIMAL("...)
		dst = append(strconv.AppendInt(dst, int64(t.Width), 10), ',')
		return append(strconv.AppendInt(dst, int64(t.Scale), 10), ')')
	case Map:
		dst = appendDuckName(append(dst, "MAP("...), t.Elem.Fields[0].Type)
		return append(appendDuckName(append(dst, ", "...), t.Elem.Fields[1].Type), ')')
	case Struct, Union:
		dst = append(append(dst, mapped[t.Kind].duck...), '(')
		for i, f := range t.Fields {
			if i > 0 {
				dst = append(dst, ", "...)
			}
			dst = append(quote(dst, f.Name, '"'), ' ')
			dst = appendDuckName(dst, f.Type)
		}
		return append(dst, ')')
	case Enum:
		dst = append(dst, "ENUM("...)
		for i, l := range t.Labels {
			if i > 0 {
				dst = append(dst, ", "...)
			}
			dst = quote(dst, l, '\'')
		}
		return append(dst, ')')
	}
	if t.Alias != "" {
		return append(dst, t.Alias...)
	}
	return append(dst, mapped[t.Kind].duck...)
}

func quote(dst []byte, s string, q byte) []byte {
	dst = append(dst, q)
	dst = append(dst, strings.ReplaceAll(s, string(q), string(q)+string(q))...)
	return append(dst, q)
}
