package pgnumeric

import (
	"math"
	"math/big"
	"sync"

	"lakewire/internal/pgerr"
)

// Powers, roots of e and logarithms of numerics, with as many decimals as PostgreSQL gives them: sixteen digits at least, and no
// fewer decimals than the arguments have.

const mostDecimals = 1000

// mostDigits is how many digits before the point a numeric has at most.
const mostDigits = 131072

func overflowing() error {
	return pgerr.New(pgerr.NumericValueOutOfRange, "value overflows numeric format")
}

// bitsFor is the precision that so many Decimal digits need, with some to spare.
func bitsFor(digits int) uint { return uint(max(digits, 0)*10/3 + 32) }

func (d Decimal) float(prec uint) *big.Float {
	return new(big.Float).SetPrec(prec).SetRat(new(big.Rat).SetFrac(d.unscaled, pow(d.scale)))
}

// approx is the number as a double; 0 or an infinity where it is beyond its range.
func (d Decimal) approx() float64 {
	if d.unscaled.IsInt64() && d.scale <= 22 {
		return float64(d.unscaled.Int64()) / math.Pow10(d.scale)
	}
	f, _ := d.float(64).Float64()
	return f
}

// fromFloat rounds to so many decimals, half away from zero.
func fromFloat(f *big.Float, scale int) Decimal {
	shifted := new(big.Float).SetPrec(f.Prec() + bitsFor(scale)).SetInt(pow(scale))
	shifted.Mul(shifted, f)
	half := big.NewFloat(0.5)
	if f.Sign() < 0 {
		half = big.NewFloat(-0.5)
	}
	n, _ := shifted.Add(shifted, half).Int(nil)
	return Decimal{n, scale}
}

// expFloat is e^x = 2^k·e^r, where r is below ln 2: its series is of fixed-point numbers, of a 4096th of r.
func expFloat(x *big.Float, prec uint) *big.Float {
	const halvings = 12
	work := prec + 32
	f, _ := x.Float64()
	k := math.Round(f / math.Ln2)
	r := lnTwo(work + 32)
	r.Mul(r, new(big.Float).SetFloat64(k))
	r.Sub(new(big.Float).SetPrec(work+32).Set(x), r)
	part, _ := r.SetMantExp(r, int(work)-halvings).Int(nil)
	one := new(big.Int).Lsh(big.NewInt(1), work)
	sum, term, n := new(big.Int).Set(one), new(big.Int).Set(one), new(big.Int)
	for i := int64(1); ; i++ {
		term.Rsh(term.Mul(term, part), work)
		if term.Quo(term, n.SetInt64(i)); term.Sign() == 0 {
			break
		}
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Rsh(sum.Mul(sum, sum), work)
	}
	out := new(big.Float).SetPrec(prec).SetInt(sum)
	return out.SetMantExp(out, int(k)-int(work))
}

// lnFloat is the natural logarithm of a positive number: that of a double, and the series of how far it is off.
func lnFloat(x *big.Float, prec uint) *big.Float {
	work := prec + 64
	m := new(big.Float).SetPrec(work)
	e := new(big.Float).SetPrec(work).Set(x).MantExp(m) // 0.5 <= m < 1
	f, _ := m.Float64()
	if f < 0.7 {
		m.SetMantExp(m, 1)
		e, f = e-1, 2*f
	}
	guess := new(big.Float).SetPrec(work).SetFloat64(math.Log(f))
	t := expFloat(new(big.Float).Neg(guess), work)
	t.Mul(t, m)
	t.Sub(t, new(big.Float).SetInt64(1))
	power := new(big.Float).SetPrec(work).Set(t)
	for n := int64(1); power.Sign() != 0 && power.MantExp(nil) > -int(work); n++ {
		term := new(big.Float).SetPrec(work).Quo(power, new(big.Float).SetInt64(n))
		if n%2 == 0 {
			term.Neg(term)
		}
		guess.Add(guess, term)
		power.Mul(power, t)
	}
	if e != 0 {
		two := lnTwo(work)
		guess.Add(guess, two.Mul(two, new(big.Float).SetInt64(int64(e))))
	}
	return guess.SetPrec(prec)
}

var lnTwos sync.Map // by precision, in steps

// lnTwo is the sum of 1/(n·2^n).
func lnTwo(prec uint) *big.Float {
	step := (prec + 255) / 256 * 256
	kept, ok := lnTwos.Load(step)
	if !ok {
		sum, power := new(big.Float).SetPrec(step+32), new(big.Float).SetPrec(step+32).SetInt64(1)
		for n := int64(1); n <= int64(step+32); n++ {
			power.SetMantExp(power, -1)
			sum.Add(sum, new(big.Float).Quo(power, new(big.Float).SetPrec(step+32).SetInt64(n)))
		}
		kept, _ = lnTwos.LoadOrStore(step, sum)
	}
	return new(big.Float).SetPrec(prec).Set(kept.(*big.Float))
}

// lnWeight is the Decimal exponent of a number's logarithm, as PostgreSQL estimates it.
func (d Decimal) lnWeight() int {
	f := d.approx()
	if f >= 0.9 && f <= 1.1 {
		x := Decimal{new(big.Int).Sub(d.unscaled, pow(d.scale)), d.scale}
		if x.unscaled.Sign() == 0 {
			return 0
		}
		w, digit := x.weight()
		return 4*w + int(math.Log10(float64(digit)))
	}
	return int(math.Log10(math.Abs(d.roughLn())))
}

// roughLn is the natural logarithm of a positive number as a double.
func (d Decimal) roughLn() float64 {
	if f := d.approx(); f > 1e-300 && f < 1e300 {
		return math.Log(f)
	}
	ln, _ := lnFloat(d.float(128), 64).Float64()
	return ln
}

func (d Decimal) checkLog() error {
	switch d.unscaled.Sign() {
	case 0:
		return pgerr.New(pgerr.InvalidArgumentForLog, "cannot take logarithm of zero")
	case -1:
		return pgerr.New(pgerr.InvalidArgumentForLog, "cannot take logarithm of a negative number")
	}
	return nil
}

func decimals(n int, least ...int) int {
	for _, m := range least {
		n = max(n, m)
	}
	return min(max(n, 0), mostDecimals)
}

func (d Decimal) Ln() (Decimal, error) {
	if err := d.checkLog(); err != nil {
		return d, err
	}
	scale := decimals(leastDigits-d.lnWeight(), d.scale)
	prec := bitsFor(scale + d.scale + 5)
	return fromFloat(lnFloat(d.float(prec), prec), scale), nil
}

// logOf is the logarithm to the base d.
func (d Decimal) Log(x Decimal) (Decimal, error) {
	for _, n := range []Decimal{d, x} {
		if err := n.checkLog(); err != nil {
			return d, err
		}
	}
	scale := decimals(leastDigits-x.lnWeight()+d.lnWeight(), d.scale, x.scale)
	prec := bitsFor(scale + d.scale + x.scale + 20)
	base := lnFloat(d.float(prec), prec)
	if d.unscaled.Cmp(pow(d.scale)) == 0 {
		return d, pgerr.New(pgerr.DivisionByZero, "division by zero")
	}
	return fromFloat(new(big.Float).SetPrec(prec).Quo(lnFloat(x.float(prec), prec), base), scale), nil
}

func (d Decimal) Exp() (Decimal, error) {
	f := d.approx()
	switch {
	case f >= 6000:
		return d, overflowing()
	case f <= -6000:
		return Decimal{new(big.Int), mostDecimals}, nil
	}
	weight := int(f * 0.434294481903252)
	scale := decimals(leastDigits-weight, d.scale)
	prec := bitsFor(scale + max(weight, 0) + d.scale + 10)
	return fromFloat(expFloat(d.float(prec), prec), scale), nil
}

func (d Decimal) Power(e Decimal) (Decimal, error) {
	whole := e.to(0, true)
	integer := new(big.Int).Mul(whole.unscaled, pow(e.scale)).Cmp(e.unscaled) == 0
	sign := d.unscaled.Sign()
	switch {
	case sign == 0 && e.unscaled.Sign() < 0:
		return d, pgerr.New(pgerr.InvalidArgumentForPowerFunction, "zero raised to a negative power is undefined")
	case sign < 0 && !integer:
		return d, pgerr.New(pgerr.InvalidArgumentForPowerFunction, "a negative number raised to a non-integer power yields a complex result")
	case integer && whole.unscaled.IsInt64() && int64(int32(whole.unscaled.Int64())) == whole.unscaled.Int64():
		return d.times(int(whole.unscaled.Int64()))
	case sign == 0:
		return Decimal{new(big.Int), leastDigits}, nil
	}
	abs := Decimal{new(big.Int).Abs(d.unscaled), d.scale}
	weight := abs.roughLn() * e.approx() * 0.434294481903252
	switch {
	case weight > 6020:
		return d, overflowing()
	case weight < -6020:
		return Decimal{new(big.Int), mostDecimals}, nil
	}
	scale := decimals(leastDigits-int(weight), d.scale, e.scale)
	prec := bitsFor(scale + max(int(weight), 0) + d.scale + e.scale + len(e.unscaled.String()) + 10)
	x := new(big.Float).SetPrec(prec).Mul(lnFloat(abs.float(prec), prec), e.float(prec))
	out := fromFloat(expFloat(x, prec), scale)
	if sign < 0 && whole.unscaled.Bit(0) == 1 {
		out.unscaled.Neg(out.unscaled)
	}
	return out, nil
}

// times is the n-th power of a number.
func (d Decimal) times(n int) (Decimal, error) {
	scale := decimals(leastDigits, d.scale)
	if n == 0 {
		return Decimal{pow(scale), scale}, nil
	}
	if d.unscaled.Sign() == 0 {
		return Decimal{new(big.Int), scale}, nil
	}
	abs := Decimal{new(big.Int).Abs(d.unscaled), d.scale}
	digits := abs.roughLn() * float64(n) / math.Ln10
	switch {
	case digits > mostDigits:
		return d, overflowing()
	case digits < -float64(scale)-1:
		return Decimal{new(big.Int), scale}, nil
	}
	if n > 0 && n*len(d.unscaled.String()) < 1000 {
		return Decimal{new(big.Int).Exp(d.unscaled, big.NewInt(int64(n)), nil), d.scale * n}.to(scale, false), nil
	}
	prec := bitsFor(scale + max(int(digits), 0) + 40)
	base, out := d.float(prec), new(big.Float).SetPrec(prec).SetInt64(1)
	for k := abs64(n); k > 0; k >>= 1 {
		if k&1 == 1 {
			out.Mul(out, base)
		}
		base.Mul(base, base)
	}
	if n < 0 {
		out.Quo(new(big.Float).SetPrec(prec).SetInt64(1), out)
	}
	return fromFloat(out, scale), nil
}

func abs64(n int) uint64 {
	if n < 0 {
		return uint64(-int64(n))
	}
	return uint64(n)
}

// trimmed is the number without the zeros at the end of its decimals.
func (d Decimal) Trimmed() Decimal {
	for d.scale > 0 {
		q, r := new(big.Int).QuoRem(d.unscaled, ten, new(big.Int))
		if r.Sign() != 0 {
			break
		}
		d = Decimal{q, d.scale - 1}
	}
	return d
}
