package catalog

import (
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgjson"
)

// jsonObjectTexts is json_object of one array: keys and values in turn.
func jsonObjectTexts(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		items := pathOrNull(&in[0], i)
		if len(items)%2 != 0 {
			return pgerr.New(pgerr.ArraySubscriptError, "array must have even number of elements")
		}
		keys, values := make([]*string, len(items)/2), make([]*string, len(items)/2)
		for k := range keys {
			keys[k], values[k] = items[2*k], items[2*k+1]
		}
		return putObject(out, i, keys, values)
	})
}

// jsonObjectPairs is json_object of two arrays.
func jsonObjectPairs(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		keys, values := pathOrNull(&in[0], i), pathOrNull(&in[1], i)
		if len(keys) != len(values) {
			return pgerr.New(pgerr.ArraySubscriptError, "mismatched array dimensions")
		}
		return putObject(out, i, keys, values)
	})
}

func putObject(out *engine.Results, i int, keys, values []*string) error {
	b := []byte{'{'}
	for k := range keys {
		if keys[k] == nil {
			return pgerr.New(pgerr.NullValueNotAllowed, "null value not allowed for object key")
		}
		if k > 0 {
			b = append(b, ", "...)
		}
		b = append(pgjson.AppendString(b, *keys[k]), " : "...)
		if values[k] == nil {
			b = append(b, "null"...)
		} else {
			b = pgjson.AppendString(b, *values[k])
		}
	}
	out.Bytes(i, append(b, '}'))
	return nil
}

// jsonLines breaks a json into lines.
func jsonLines(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		out.Bytes(i, pgjson.Lines(in[0].Bytes(i)))
		return nil
	})
}
