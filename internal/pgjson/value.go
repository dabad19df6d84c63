package pgjson

import (
	"slices"
	"strings"

	"lakewire/internal/pgerr"
)

// Value is a jsonb taken apart. A value is not changed once it is made, so that values may share parts.
type Value struct {
	Kind  byte     // '{' '[' '"' '0' 't' 'f' 'n'
	Text  string   // of a string what it stands for, of a number its digits
	Keys  []string // of an object, in PostgreSQL's order
	Items []Value  // of an object the values, of an array the elements
}

// Parse reads a text as jsonb.
func Parse(s []byte) (Value, error) {
	if err := Check(s); err != nil {
		return Value{}, err
	}
	return parse(trim(s))
}

// parse reads a text that is known to be valid.
func parse(s []byte) (Value, error) {
	switch s[0] {
	case '"':
		b, err := unescape(nil, s)
		return Value{Kind: '"', Text: string(b)}, err
	case 't', 'f', 'n':
		return Value{Kind: s[0]}, nil
	case '[':
		v := Value{Kind: '['}
		var err error
		Elements(s, func(e []byte) bool {
			var item Value
			item, err = parse(e)
			v.Items = append(v.Items, item)
			return err == nil
		})
		return v, err
	case '{':
		return parseObject(s)
	}
	text, err := plainNumber(string(s))
	return Value{Kind: '0', Text: text}, err
}

func parseObject(s []byte) (Value, error) {
	v := Value{Kind: '{'}
	var err error
	Members(s, func(k, e []byte) bool {
		var key []byte
		if key, err = unescape(nil, k); err != nil {
			return false
		}
		var item Value
		if item, err = parse(e); err != nil {
			return false
		}
		v.put(string(key), item)
		return true
	})
	return v, err
}

// keyOrder is the order of jsonb's keys: short ones first, then by their bytes.
func keyOrder(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// put sets a member of an object that nobody else holds yet.
func (v *Value) put(key string, item Value) {
	i, found := slices.BinarySearchFunc(v.Keys, key, keyOrder)
	if found {
		v.Items[i] = item
		return
	}
	v.Keys = slices.Insert(v.Keys, i, key)
	v.Items = slices.Insert(v.Items, i, item)
}

// clone gives a copy whose own members and elements may be exchanged.
func (v Value) clone() Value {
	v.Keys, v.Items = slices.Clone(v.Keys), slices.Clone(v.Items)
	return v
}

// member finds a member of an object.
func (v Value) member(key string) (Value, bool) {
	i, found := slices.BinarySearchFunc(v.Keys, key, keyOrder)
	if !found || v.Kind != '{' {
		return Value{}, false
	}
	return v.Items[i], true
}

// Append writes the value as PostgreSQL writes a jsonb.
func (v Value) Append(dst []byte) []byte {
	switch v.Kind {
	case '"':
		return AppendString(dst, v.Text)
	case '0':
		return append(dst, v.Text...)
	case 't':
		return append(dst, "true"...)
	case 'f':
		return append(dst, "false"...)
	case 'n':
		return append(dst, "null"...)
	}
	dst = append(dst, v.Kind)
	for i, item := range v.Items {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		if v.Kind == '{' {
			dst = append(AppendString(dst, v.Keys[i]), ": "...)
		}
		dst = item.Append(dst)
	}
	return append(dst, v.Kind+2) // { and } as well as [ and ] are two apart
}

// maxDigits is how many digits PostgreSQL's numeric holds before the point; behind it are 16383.
const maxDigits, maxFraction = 131072, 16383

// plainNumber writes a JSON number as numeric does: without an exponent, and without a sign before zero.
func plainNumber(s string) (string, error) {
	if at := strings.IndexAny(s, "eE"); at >= 0 {
		exp := 0
		for _, c := range strings.TrimLeft(s[at+1:], "+-") {
			if exp = exp*10 + int(c-'0'); exp > 1<<20 {
				break
			}
		}
		if s[at+1] == '-' {
			exp = -exp
		}
		sign, digits := "", s[:at]
		if digits[0] == '-' {
			sign, digits = "-", digits[1:]
		}
		whole, frac, _ := strings.Cut(digits, ".")
		if exp > 0 {
			frac += strings.Repeat("0", max(0, min(exp, maxDigits+1)-len(frac)))
			exp = min(exp, len(frac))
			whole, frac = whole+frac[:exp], frac[exp:]
		} else if exp < 0 {
			exp = min(-exp, maxFraction+1)
			whole = strings.Repeat("0", max(0, exp+1-len(whole))) + whole
			whole, frac = whole[:len(whole)-exp], whole[len(whole)-exp:]+frac
		}
		if whole = strings.TrimLeft(whole, "0"); whole == "" {
			whole = "0"
		}
		if len(whole) > maxDigits || len(frac) > maxFraction {
			return "", pgerr.New(pgerr.NumericValueOutOfRange, "value overflows numeric format")
		}
		if s = sign + whole; frac != "" {
			s += "." + frac
		}
	}
	if s[0] == '-' && strings.Trim(s, "-0.") == "" {
		s = s[1:]
	}
	return s, nil
}
