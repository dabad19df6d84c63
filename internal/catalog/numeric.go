package catalog

import (
	"math"
	"math/big"
	"strings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// decimal is a numeric as PostgreSQL has it: unscaled·10^-scale, where the zeros at the end count.
type decimal struct {
	unscaled *big.Int
	scale    int
}

// leastDigits is how many significant digits PostgreSQL's quotients and roots have at least.
const leastDigits = 16

var ten = big.NewInt(10)

func pow(n int) *big.Int { return new(big.Int).Exp(ten, big.NewInt(int64(n)), nil) }

// readDecimal reads what the engine writes for its numbers; false for NaN and the infinities.
func readDecimal(s string) (decimal, bool) {
	mantissa, exponent, scientific := strings.Cut(s, "e")
	whole, frac, _ := strings.Cut(mantissa, ".")
	d := decimal{scale: len(frac)}
	var ok bool
	if d.unscaled, ok = new(big.Int).SetString(whole+frac, 10); !ok {
		return d, false
	}
	if scientific {
		e, ok := new(big.Int).SetString(strings.TrimPrefix(exponent, "+"), 10)
		if !ok || !e.IsInt64() || e.Int64() > 400 || e.Int64() < -400 {
			return d, false
		}
		if d.scale -= int(e.Int64()); d.scale < 0 {
			d = decimal{d.unscaled.Mul(d.unscaled, pow(-d.scale)), 0}
		}
	}
	return d, true
}

func (d decimal) String() string {
	s := new(big.Int).Abs(d.unscaled).String()
	if len(s) <= d.scale {
		s = strings.Repeat("0", d.scale-len(s)+1) + s
	}
	if d.scale > 0 {
		s = s[:len(s)-d.scale] + "." + s[len(s)-d.scale:]
	}
	if d.unscaled.Sign() < 0 {
		s = "-" + s
	}
	return s
}

// to gives the number with a scale, rounded half away from zero, or cut.
func (d decimal) to(scale int, cut bool) decimal {
	if scale < 0 { // tens, hundreds …
		return decimal{new(big.Int).Mul(quotient(d.unscaled, pow(d.scale-scale), cut), pow(-scale)), 0}
	}
	if scale >= d.scale {
		return decimal{new(big.Int).Mul(d.unscaled, pow(scale-d.scale)), scale}
	}
	return decimal{quotient(d.unscaled, pow(d.scale-scale), cut), scale}
}

// quotient divides, rounding half away from zero, or cutting.
func quotient(a, b *big.Int, cut bool) *big.Int {
	q, r := new(big.Int).QuoRem(a, b, new(big.Int))
	if !cut && r.Abs(r).Lsh(r, 1).CmpAbs(b) >= 0 {
		return q.Add(q, big.NewInt(int64(a.Sign()*b.Sign())))
	}
	return q
}

// weight gives what PostgreSQL sees of a number's size: the exponent, to the base of 10000, of its first digit, and that digit.
func (d decimal) weight() (exponent, digit int) {
	if d.unscaled.Sign() == 0 {
		return 0, 0
	}
	s := new(big.Int).Abs(d.unscaled).String()
	point := len(s) - d.scale // digits before the point; may be below 0
	exponent = (point+3)>>2 - 1
	for k := range 4 { // the digits at 10^(4·exponent+3) … 10^(4·exponent)
		digit *= 10
		if at := point - 4*(exponent+1) + k; at >= 0 && at < len(s) {
			digit += int(s[at] - '0')
		}
	}
	return exponent, digit
}

func (d decimal) div(o decimal) (decimal, error) {
	if o.unscaled.Sign() == 0 {
		return d, pgerr.New(pgerr.DivisionByZero, "division by zero")
	}
	w1, d1 := d.weight()
	w2, d2 := o.weight()
	w := w1 - w2
	if d1 <= d2 {
		w--
	}
	scale := max(leastDigits-4*w, d.scale, o.scale, 0)
	a, b := d.unscaled, o.unscaled
	if shift := scale + o.scale - d.scale; shift >= 0 {
		a = new(big.Int).Mul(a, pow(shift))
	} else {
		b = new(big.Int).Mul(b, pow(-shift))
	}
	return decimal{quotient(a, b, false), scale}, nil
}

// whole gives the quotient without its fraction.
func (d decimal) whole(o decimal) (decimal, error) {
	if o.unscaled.Sign() == 0 {
		return d, pgerr.New(pgerr.DivisionByZero, "division by zero")
	}
	n := max(d.scale, o.scale)
	return decimal{quotient(d.to(n, false).unscaled, o.to(n, false).unscaled, true), 0}, nil
}

func (d decimal) sqrt() (decimal, error) {
	if d.unscaled.Sign() < 0 {
		return d, pgerr.New(pgerr.InvalidArgumentForPowerFunction, "cannot take square root of a negative number")
	}
	w, _ := d.weight()
	before := 4*w/2 + 1
	if w < 0 {
		before = 1 - (1-4*w)/2
	}
	scale := max(leastDigits-before, d.scale, 0)
	x := d.to(2*scale+2, true).unscaled // one digit more than wanted, to round with
	root := new(big.Int).Sqrt(x)
	return decimal{quotient(root, ten, false), scale}, nil
}

// numericFuncs compute with numerics to PostgreSQL's digits, on texts: the engine's decimals have one scale for a column.
func numericFuncs() []pureScalar {
	two := func(name string, f func(a, b decimal) (decimal, error)) pureScalar {
		return pureScalar{name: name, args: []pgtypes.Logical{textType, textType}, ret: textType, call: func(a []any) (any, error) {
			if a[0] == nil || a[1] == nil {
				return nil, nil
			}
			x, ok := readDecimal(str(a[0]))
			y, ok2 := readDecimal(str(a[1]))
			if !ok || !ok2 {
				return "NaN", nil
			}
			d, err := f(x, y)
			if err != nil {
				return nil, err
			}
			return d.String(), nil
		}}
	}
	special := func(name string, f func(a, b decimal) (decimal, error), g func(x, y float64) float64) pureScalar {
		exact := two(name, f)
		call := exact.call
		exact.call = func(a []any) (any, error) {
			v, err := call(a)
			if v == "NaN" {
				return notFiniteNumber(a, g), nil
			}
			return v, err
		}
		return exact
	}
	same := func(a, b decimal) (decimal, decimal) {
		n := max(a.scale, b.scale)
		return a.to(n, false), b.to(n, false)
	}
	places := func(b decimal) int { return int(min(max(b.to(0, true).unscaled.Int64(), -mostDecimals), mostDecimals)) }
	return []pureScalar{
		two("lw_num_div", decimal.div),
		two("lw_num_quotient", decimal.whole),
		two("lw_num_mul", func(a, b decimal) (decimal, error) {
			return decimal{new(big.Int).Mul(a.unscaled, b.unscaled), a.scale + b.scale}, nil
		}),
		two("lw_num_add", func(a, b decimal) (decimal, error) {
			a, b = same(a, b)
			return decimal{new(big.Int).Add(a.unscaled, b.unscaled), a.scale}, nil
		}),
		two("lw_num_sub", func(a, b decimal) (decimal, error) {
			a, b = same(a, b)
			return decimal{new(big.Int).Sub(a.unscaled, b.unscaled), a.scale}, nil
		}),
		two("lw_num_round", func(a, b decimal) (decimal, error) { return a.to(places(b), false), nil }),
		two("lw_num_trunc", func(a, b decimal) (decimal, error) { return a.to(places(b), true), nil }),
		special("lw_num_sqrt", func(a, _ decimal) (decimal, error) { return a.sqrt() }, func(x, _ float64) float64 { return math.Sqrt(x) }),
		special("lw_num_power", decimal.power, math.Pow),
		special("lw_num_exp", func(a, _ decimal) (decimal, error) { return a.exp() }, func(x, _ float64) float64 { return math.Exp(x) }),
		special("lw_num_ln", func(a, _ decimal) (decimal, error) { return a.ln() }, func(x, _ float64) float64 { return math.Log(x) }),
		special("lw_num_log", decimal.logOf, func(b, x float64) float64 { return math.Log(x) / math.Log(b) }),
		special("lw_num_trim", func(a, _ decimal) (decimal, error) { return a.trimmed(), nil }, func(x, _ float64) float64 { return x }),
	}
}
