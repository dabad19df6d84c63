package catalog

import (
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgjson"
)

// What a json is taken apart into. The second argument, where there is one, is the function's name for its errors.

func jsonKeys(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		s, name := in[0].Bytes(i), string(in[1].Bytes(i))
		switch pgjson.Kind(s) {
		case '{':
		case '[':
			return pgerr.Newf(pgerr.InvalidParameterValue, "cannot call %s on an array", name)
		default:
			return pgerr.Newf(pgerr.InvalidParameterValue, "cannot call %s on a scalar", name)
		}
		var keys [][]byte
		var err error
		pgjson.Members(s, func(k, _ []byte) bool {
			var key []byte
			key, err = pgjson.Text(k)
			keys = append(keys, nonNull(key))
			return err == nil
		})
		out.List(i, keys)
		return err
	})
}

// nonNull gives an empty text for a nil one, which would be NULL.
func nonNull(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// elements gives the elements of an array as they are, or as texts.
func elements(s []byte, text bool) ([][]byte, error) {
	switch pgjson.Kind(s) {
	case '[':
	case '{':
		return nil, pgerr.New(pgerr.InvalidParameterValue, "cannot call json_array_elements on a non-array")
	default:
		return nil, pgerr.New(pgerr.InvalidParameterValue, "cannot call json_array_elements on a scalar")
	}
	var items [][]byte
	var err error
	pgjson.Elements(s, func(v []byte) bool {
		if text {
			v, err = pgjson.Text(v)
		}
		items = append(items, v)
		return err == nil
	})
	return items, err
}

func jsonElements(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		items, err := elements(in[0].Bytes(i), false)
		if err == nil {
			out.List(i, items)
		}
		return err
	})
}

func jsonElementTexts(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		items, err := elements(in[0].Bytes(i), true)
		if err == nil {
			out.List(i, items)
		}
		return err
	})
}

func jsonPairs(in []engine.Vector, rows int, out *engine.Results) error {
	return members(in, rows, out, false)
}

func jsonTextPairs(in []engine.Vector, rows int, out *engine.Results) error {
	return members(in, rows, out, true)
}

func members(in []engine.Vector, rows int, out *engine.Results, text bool) error {
	return each(in, rows, out, func(i int) error {
		s, name := in[0].Bytes(i), string(in[1].Bytes(i))
		if pgjson.Kind(s) != '{' {
			return pgerr.Newf(pgerr.InvalidParameterValue, "cannot call %s on a non-object", name)
		}
		var keys, values [][]byte
		var err error
		pgjson.Members(s, func(k, v []byte) bool {
			var key []byte
			if key, err = pgjson.Text(k); err == nil && text {
				v, err = pgjson.Text(v)
			}
			keys, values = append(keys, nonNull(key)), append(values, v)
			return err == nil
		})
		if err == nil {
			out.Pairs(i, keys, values)
		}
		return err
	})
}
