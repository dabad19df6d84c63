package catalog

import (
	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
)

// dims gives the length of each of an array's dimensions; none for an empty array.
func dims(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		var lengths []int32
		v, at := &in[0], i
		for v.Type().Kind == pgtypes.List && !v.Null(at) {
			from, n := v.List(at)
			if n == 0 {
				break
			}
			lengths = append(lengths, int32(n))
			v, at = v.Child(0), from
		}
		out.Int32s(i, lengths)
		return nil
	})
}
