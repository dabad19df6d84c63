package encode

import (
	"strconv"

	"lakewire/internal/engine"
	"lakewire/internal/pgnumeric"
)

// picked gives the first of the greatest, or least, of its arguments, as it is written.
func picked(sign int) engine.VectorFunc {
	return func(in []engine.Vector, rows int, out *engine.Results) error {
		var fail error
		args := make([]numbers, len(in))
		for k := range in {
			var err error
			if args[k], err = readNumbers(&in[k], &fail); err != nil {
				return err
			}
		}
		var best []byte
		for i := range rows {
			found := false
			for k := range args {
				if args[k].null(i) {
					continue
				}
				if text := args[k].text(i); !found || compareTexts(text, best)*sign > 0 {
					best, found = append(best[:0], text...), true
				}
			}
			if !found {
				out.Null(i)
				continue
			}
			out.Bytes(i, pgnumeric.Code(nil, best))
		}
		return fail
	}
}

// compareTexts compares two numbers.
func compareTexts(a, b []byte) int {
	x, ok := pgnumeric.Read(string(a))
	y, ok2 := pgnumeric.Read(string(b))
	if ok && ok2 {
		return x.Cmp(y)
	}
	f, _ := strconv.ParseFloat(string(a), 64)
	g, _ := strconv.ParseFloat(string(b), 64)
	return compareFloats(f, g)
}
