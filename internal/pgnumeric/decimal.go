package pgnumeric

import (
	"math/big"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
)

// Decimal is a numeric as PostgreSQL has it: unscaled·10^-scale, where the zeros at the end count.
type Decimal struct {
	unscaled *big.Int
	scale    int
}

// leastDigits is how many significant digits PostgreSQL's quotients and roots have at least.
const leastDigits = 16

var ten = big.NewInt(10)

// powers are those of ten that nearly all numbers need. Nobody may change them.
var powers = func() (out [64]*big.Int) {
	for n := range out {
		out[n] = new(big.Int).Exp(ten, big.NewInt(int64(n)), nil)
	}
	return out
}()

// pow gives a power of ten, which its caller must not change.
func pow(n int) *big.Int {
	if n >= 0 && n < len(powers) {
		return powers[n]
	}
	return new(big.Int).Exp(ten, big.NewInt(int64(n)), nil)
}

// Read reads what the engine writes for its numbers; false for NaN and the infinities.
func Read(s string) (Decimal, bool) {
	mantissa, exponent, scientific := strings.Cut(s, "e")
	whole, frac, _ := strings.Cut(mantissa, ".")
	d := Decimal{scale: len(frac)}
	var ok bool
	if n, err := strconv.ParseInt(whole+frac, 10, 64); err == nil { // nearly always, and faster
		d.unscaled = big.NewInt(n)
	} else if d.unscaled, ok = new(big.Int).SetString(whole+frac, 10); !ok {
		return d, false
	}
	if scientific {
		e, ok := new(big.Int).SetString(strings.TrimPrefix(exponent, "+"), 10)
		if !ok || !e.IsInt64() || e.Int64() > 400 || e.Int64() < -400 {
			return d, false
		}
		if d.scale -= int(e.Int64()); d.scale < 0 {
			d = Decimal{d.unscaled.Mul(d.unscaled, pow(-d.scale)), 0}
		}
	}
	return d, true
}

func (d Decimal) String() string {
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
func (d Decimal) to(scale int, cut bool) Decimal {
	if scale < 0 { // tens, hundreds …
		return Decimal{new(big.Int).Mul(quotient(d.unscaled, pow(d.scale-scale), cut), pow(-scale)), 0}
	}
	if scale >= d.scale {
		return Decimal{new(big.Int).Mul(d.unscaled, pow(scale-d.scale)), scale}
	}
	return Decimal{quotient(d.unscaled, pow(d.scale-scale), cut), scale}
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
func (d Decimal) weight() (exponent, digit int) {
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

// divScale gives the decimals of the quotient of two numbers, of their weights and scales.
func divScale(exponent1, digit1, exponent2, digit2, scale1, scale2 int) int {
	w := exponent1 - exponent2
	if digit1 <= digit2 {
		w--
	}
	return max(leastDigits-4*w, scale1, scale2, 0)
}

// Div gives the quotient, with as many decimals as PostgreSQL gives it.
func (d Decimal) Div(o Decimal) (Decimal, error) {
	if o.unscaled.Sign() == 0 {
		return d, pgerr.New(pgerr.DivisionByZero, "division by zero")
	}
	w1, d1 := d.weight()
	w2, d2 := o.weight()
	scale := divScale(w1, d1, w2, d2, d.scale, o.scale)
	a, b := d.unscaled, o.unscaled
	if shift := scale + o.scale - d.scale; shift >= 0 {
		a = new(big.Int).Mul(a, pow(shift))
	} else {
		b = new(big.Int).Mul(b, pow(-shift))
	}
	return Decimal{quotient(a, b, false), scale}, nil
}

// Whole gives the quotient without its fraction.
func (d Decimal) Whole(o Decimal) (Decimal, error) {
	if o.unscaled.Sign() == 0 {
		return d, pgerr.New(pgerr.DivisionByZero, "division by zero")
	}
	n := max(d.scale, o.scale)
	return Decimal{quotient(d.to(n, false).unscaled, o.to(n, false).unscaled, true), 0}, nil
}

func (d Decimal) Sqrt() (Decimal, error) {
	if d.unscaled.Sign() < 0 {
		return d, pgerr.New(pgerr.InvalidArgumentForPowerFunction, "cannot take square root of a negative number")
	}
	w, _ := d.weight()
	before := 4*w/2 + 1
	if w < 0 {
		before = 1 - (1-4*w)/2
	}
	scale := max(leastDigits-before, d.scale, 0)
	return d.root(scale), nil
}

// Mul gives the product, with the decimals of both.
func (d Decimal) Mul(o Decimal) (Decimal, error) {
	return Decimal{new(big.Int).Mul(d.unscaled, o.unscaled), d.scale + o.scale}, nil
}

// Add gives the sum.
func (d Decimal) Add(o Decimal) (Decimal, error) {
	a, b := same(d, o)
	return Decimal{new(big.Int).Add(a.unscaled, b.unscaled), a.scale}, nil
}

// Sub gives the difference.
func (d Decimal) Sub(o Decimal) (Decimal, error) {
	a, b := same(d, o)
	return Decimal{new(big.Int).Sub(a.unscaled, b.unscaled), a.scale}, nil
}

// Mod gives what is left of a whole quotient, with the decimals of both and the sign of the dividend.
func (d Decimal) Mod(o Decimal) (Decimal, error) {
	if o.unscaled.Sign() == 0 {
		return d, pgerr.New(pgerr.DivisionByZero, "division by zero")
	}
	a, b := same(d, o)
	return Decimal{new(big.Int).Rem(a.unscaled, b.unscaled), a.scale}, nil
}

// Abs gives the number without its sign.
func (d Decimal) Abs() Decimal { return Decimal{new(big.Int).Abs(d.unscaled), d.scale} }

// Cmp compares two numbers, whatever their zeros at the end.
func (d Decimal) Cmp(o Decimal) int {
	a, b := same(d, o)
	return a.unscaled.Cmp(b.unscaled)
}

// Round gives so many decimals, or whole tens, hundreds … where places is below zero.
func (d Decimal) Round(places Decimal) (Decimal, error) { return d.to(places.places(), false), nil }

// Trunc is Round, cutting.
func (d Decimal) Trunc(places Decimal) (Decimal, error) { return d.to(places.places(), true), nil }

// Scale is how many decimals a number is shown with.
func (d Decimal) Scale() int { return d.scale }

func (d Decimal) places() int {
	return int(min(max(d.to(0, true).unscaled.Int64(), -mostDecimals), mostDecimals))
}

func same(a, b Decimal) (Decimal, Decimal) {
	for _, d := range [...]*Decimal{&a, &b} {
		if d.unscaled == nil { // the zero value is zero
			d.unscaled = new(big.Int)
		}
	}
	n := max(a.scale, b.scale)
	return a.to(n, false), b.to(n, false)
}
