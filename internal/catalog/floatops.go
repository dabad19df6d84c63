package catalog

import (
	"math"

	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// floatOperators compute as the engine does, and refuse what PostgreSQL refuses: an infinity of what is none, and a zero of
// what is none.
func floatOperators() []vectorFunc {
	double, real := pgtypes.Logical{Kind: pgtypes.Double}, pgtypes.Logical{Kind: pgtypes.Float}
	var out []vectorFunc
	for name, f := range map[string]struct {
		compute   func(a, b float64) float64
		underflow func(a, b float64) bool // whether 0 is an underflow
	}{
		"add": {func(a, b float64) float64 { return a + b }, func(a, b float64) bool { return false }},
		"sub": {func(a, b float64) float64 { return a - b }, func(a, b float64) bool { return false }},
		"mul": {func(a, b float64) float64 { return a * b }, func(a, b float64) bool { return a != 0 && b != 0 }},
		"div": {func(a, b float64) float64 { return a / b }, func(a, b float64) bool { return a != 0 && !math.IsInf(b, 0) }},
	} {
		check := func(a, b, r float64) error {
			switch {
			case name == "div" && b == 0 && !math.IsNaN(a):
				return pgerr.New(pgerr.DivisionByZero, "division by zero")
			case math.IsInf(r, 0) && !math.IsInf(a, 0) && !math.IsInf(b, 0):
				return pgerr.New(pgerr.NumericValueOutOfRange, "value out of range: overflow")
			case r == 0 && f.underflow(a, b):
				return pgerr.New(pgerr.NumericValueOutOfRange, "value out of range: underflow")
			}
			return nil
		}
		out = append(out,
			vectorFunc{"lw_float8_" + name, []pgtypes.Logical{double, double}, double, func(in []engine.Vector, rows int, out *engine.Results) error {
				a, b := in[0].Float64s(), in[1].Float64s()
				return each(in, rows, out, func(i int) error {
					r := f.compute(a[i], b[i])
					out.Float64(i, r)
					return check(a[i], b[i], r)
				})
			}},
			vectorFunc{"lw_float4_" + name, []pgtypes.Logical{real, real}, real, func(in []engine.Vector, rows int, out *engine.Results) error {
				a, b := in[0].Float32s(), in[1].Float32s()
				return each(in, rows, out, func(i int) error {
					r := float32(f.compute(float64(a[i]), float64(b[i])))
					out.Float32(i, r)
					return check(float64(a[i]), float64(b[i]), float64(r))
				})
			}})
	}
	return out
}
