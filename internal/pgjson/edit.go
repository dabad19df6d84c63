package pgjson

import (
	"math"
	"slices"

	"lakewire/internal/pgerr"
)

func (v Value) scalar() bool { return v.Kind != '{' && v.Kind != '[' }

// elements gives what || sees of a value that meets an array: anything else is an array of itself.
func (v Value) elements() []Value {
	if v.Kind == '[' {
		return v.Items
	}
	return []Value{v}
}

// Concat is a || b.
func Concat(a, b Value) Value {
	if a.Kind == '{' && b.Kind == '{' {
		out := a.clone()
		for i, k := range b.Keys {
			out.put(k, b.Items[i])
		}
		return out
	}
	return Value{Kind: '[', Items: slices.Concat(a.elements(), b.elements())}
}

// Delete is v - keys: members of an object, equal strings of an array.
func Delete(v Value, keys ...string) (Value, error) {
	if v.scalar() {
		return v, pgerr.New(pgerr.InvalidParameterValue, "cannot delete from scalar")
	}
	out := Value{Kind: v.Kind}
	for i, item := range v.Items {
		switch {
		case v.Kind == '{' && slices.Contains(keys, v.Keys[i]), v.Kind == '[' && item.Kind == '"' && slices.Contains(keys, item.Text):
			continue
		case v.Kind == '{':
			out.Keys = append(out.Keys, v.Keys[i])
		}
		out.Items = append(out.Items, item)
	}
	return out, nil
}

// DeleteIndex is v - n.
func DeleteIndex(v Value, n int64) (Value, error) {
	switch v.Kind {
	case '{':
		return v, pgerr.New(pgerr.InvalidParameterValue, "cannot delete from object using integer index")
	case '[':
	default:
		return v, pgerr.New(pgerr.InvalidParameterValue, "cannot delete from scalar")
	}
	if n < 0 {
		n += int64(len(v.Items))
	}
	if n < 0 || n >= int64(len(v.Items)) {
		return v, nil
	}
	return Value{Kind: '[', Items: slices.Delete(slices.Clone(v.Items), int(n), int(n)+1)}, nil
}

// Change is what Edit does at the end of its path.
type Change uint8

// The changes.
const (
	Remove       Change = iota // #-
	Replace                    // jsonb_set without create_if_missing
	Create                     // jsonb_set
	InsertBefore               // jsonb_insert
	InsertAfter
)

func (c Change) adds() bool { return c >= Create }

// Edit changes the value that a path leads to. An element of the path that is nil is NULL.
func Edit(v Value, path []*string, item Value, c Change) (Value, error) {
	if v.scalar() {
		if c == Remove {
			return v, pgerr.New(pgerr.InvalidParameterValue, "cannot delete path in scalar")
		}
		return v, pgerr.New(pgerr.InvalidParameterValue, "cannot set path in scalar")
	}
	if len(path) == 0 || len(v.Items) == 0 && !c.adds() {
		return v, nil
	}
	return edit(v, path, 0, item, c)
}

func edit(v Value, path []*string, level int, item Value, c Change) (Value, error) {
	if v.scalar() {
		return v, nil
	}
	if path[level] == nil {
		return v, pgerr.Newf(pgerr.NullValueNotAllowed, "path element at position %d is null", level+1)
	}
	last := level == len(path)-1
	if v.Kind == '{' {
		return editMember(v, path, level, last, item, c)
	}
	n, ok := number(*path[level])
	if !ok {
		return v, pgerr.Newf(pgerr.InvalidTextRepresentation, "path element at position %d is not an integer: \"%s\"", level+1, *path[level])
	}
	if n < 0 {
		if n += len(v.Items); n < 0 {
			n = math.MinInt
		}
	}
	switch {
	case n == math.MinInt || len(v.Items) == 0:
		if last && c.adds() {
			return Value{Kind: '[', Items: slices.Insert(slices.Clone(v.Items), 0, item)}, nil
		}
		return v, nil
	case n >= len(v.Items):
		if last && c.adds() {
			return Value{Kind: '[', Items: append(slices.Clone(v.Items), item)}, nil
		}
		return v, nil
	case !last:
		e, err := edit(v.Items[n], path, level+1, item, c)
		v = v.clone()
		v.Items[n] = e
		return v, err
	}
	v = v.clone()
	switch c {
	case Remove:
		v.Items = slices.Delete(v.Items, n, n+1)
	case InsertBefore:
		v.Items = slices.Insert(v.Items, n, item)
	case InsertAfter:
		v.Items = slices.Insert(v.Items, n+1, item)
	default:
		v.Items[n] = item
	}
	return v, nil
}

func editMember(v Value, path []*string, level int, last bool, item Value, c Change) (Value, error) {
	key := *path[level]
	i, found := slices.BinarySearchFunc(v.Keys, key, keyOrder)
	switch {
	case !found && (!last || !c.adds()):
		return v, nil
	case !last:
		e, err := edit(v.Items[i], path, level+1, item, c)
		v = v.clone()
		v.Items[i] = e
		return v, err
	case found && c >= InsertBefore:
		return v, pgerr.New(pgerr.InvalidParameterValue, "cannot replace existing key").WithHint("Try using the function jsonb_set to replace key value.")
	}
	v = v.clone()
	if c == Remove {
		v.Keys, v.Items = slices.Delete(v.Keys, i, i+1), slices.Delete(v.Items, i, i+1)
	} else {
		v.put(key, item)
	}
	return v, nil
}

// StripNulls leaves out the members of objects that are null.
func StripNulls(v Value) Value {
	if v.scalar() {
		return v
	}
	out := Value{Kind: v.Kind}
	for i, item := range v.Items {
		if v.Kind == '{' {
			if item.Kind == 'n' {
				continue
			}
			out.Keys = append(out.Keys, v.Keys[i])
		}
		out.Items = append(out.Items, StripNulls(item))
	}
	return out
}

// StripText is StripNulls of a json: the order of the keys and their repetition stay, the white space goes.
func StripText(dst, s []byte) []byte {
	switch Kind(s) {
	case '{':
		dst = append(dst, '{')
		first := true
		Members(s, func(k, v []byte) bool {
			if Kind(v) == 'n' {
				return true
			}
			if !first {
				dst = append(dst, ',')
			}
			first = false
			dst = StripText(append(respell(dst, k), ':'), v)
			return true
		})
		return append(dst, '}')
	case '[':
		dst = append(dst, '[')
		first := true
		Elements(s, func(v []byte) bool {
			if !first {
				dst = append(dst, ',')
			}
			first = false
			dst = StripText(dst, v)
			return true
		})
		return append(dst, ']')
	case '"':
		return respell(dst, trim(s))
	}
	return append(dst, trim(s)...)
}

// respell writes a string with PostgreSQL's own escapes.
func respell(dst, s []byte) []byte {
	if plain(s) {
		return append(dst, s...)
	}
	u, err := unescape(nil, s)
	if err != nil {
		return append(dst, s...)
	}
	return AppendString(dst, string(u))
}

// Pretty appends the value over several lines, four spaces a level.
func Pretty(dst []byte, v Value, level int) []byte {
	if v.scalar() {
		return v.Append(dst)
	}
	dst = append(dst, v.Kind)
	for i, item := range v.Items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = newLine(dst, level+1)
		if v.Kind == '{' {
			dst = append(AppendString(dst, v.Keys[i]), ": "...)
		}
		dst = Pretty(dst, item, level+1)
	}
	return append(newLine(dst, level), v.Kind+2)
}

func newLine(dst []byte, level int) []byte {
	dst = append(dst, '\n')
	for range level {
		dst = append(dst, "    "...)
	}
	return dst
}
