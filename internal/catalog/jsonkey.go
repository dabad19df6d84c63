package catalog

import (
	"encoding/binary"
	"strings"

	"lakewire/internal/pgjson"
	"lakewire/internal/pgnumeric"
)

// jsonbKey appends bytes that sort as PostgreSQL sorts jsonb, and are the same for what is equal. At the top a scalar stands
// among the arrays of one element, before them.
func jsonbKey(dst []byte, v pgjson.Value) []byte {
	switch v.Kind {
	case '[':
		return appendItems(append(appendCount(append(dst, '6'), len(v.Items)), 1), v)
	case '{':
		return appendValueKey(dst, v)
	}
	return appendValueKey(append(appendCount(append(dst, '6'), 1), 0), v)
}

func appendValueKey(dst []byte, v pgjson.Value) []byte {
	switch v.Kind {
	case '"':
		return append(append(append(dst, '2'), v.Text...), 0)
	case '0':
		return append(appendNumberKey(append(dst, '3'), v.Text), 0)
	case '[':
		return appendItems(appendCount(append(dst, '6'), len(v.Items)), v)
	case '{':
		return appendItems(appendCount(append(dst, '7'), len(v.Items)), v)
	}
	return append(dst, '1'+byte(strings.IndexByte("n__ft", v.Kind)))
}

func appendItems(dst []byte, v pgjson.Value) []byte {
	for i, item := range v.Items {
		if v.Kind == '{' {
			dst = append(append(dst, v.Keys[i]...), 0)
		}
		dst = appendValueKey(dst, item)
	}
	return dst
}

// appendNumberKey leaves out the scale, by which equal numbers may differ.
func appendNumberKey(dst []byte, text string) []byte {
	dst = pgnumeric.Code(dst, []byte(text))
	return dst[:len(dst)-pgnumeric.ScaleLetters]
}

func appendCount(dst []byte, n int) []byte { return binary.BigEndian.AppendUint32(dst, uint32(n)) }

// trimmed takes the zeros off a value's numbers by which equal ones may differ.
func trimmed(v pgjson.Value) pgjson.Value {
	if v.Kind == '0' && strings.Contains(v.Text, ".") {
		v.Text = strings.TrimSuffix(strings.TrimRight(v.Text, "0"), ".")
	}
	for i := range v.Items {
		v.Items[i] = trimmed(v.Items[i])
	}
	return v
}
