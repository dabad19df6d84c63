package pgnumeric

import (
	"math/big"

	"lakewire/internal/pgerr"
)

// Gcd gives the greatest number that divides both, with the decimals of both.
func (d Decimal) Gcd(o Decimal) (Decimal, error) {
	a, b := same(d, o)
	return Decimal{new(big.Int).GCD(nil, nil, new(big.Int).Abs(a.unscaled), new(big.Int).Abs(b.unscaled)), a.scale}, nil
}

// Lcm gives the least number that both divide, with the decimals of both.
func (d Decimal) Lcm(o Decimal) (Decimal, error) {
	a, b := same(d, o)
	if a.unscaled.Sign() == 0 || b.unscaled.Sign() == 0 {
		return Decimal{new(big.Int), a.scale}, nil
	}
	g, _ := a.Gcd(b)
	n := new(big.Int).Mul(a.unscaled, new(big.Int).Quo(b.unscaled, g.unscaled))
	return Decimal{n.Abs(n), a.scale}, nil
}

// Floor gives the greatest whole number that is not above it.
func (d Decimal) Floor() Decimal { return d.toward(-1) }

// Ceil gives the least whole number that is not below it.
func (d Decimal) Ceil() Decimal { return d.toward(1) }

// toward gives the next whole number in a direction.
func (d Decimal) toward(sign int) Decimal {
	whole := d.to(0, true)
	if d.unscaled.Sign() == sign && whole.Cmp(d) != 0 {
		whole.unscaled.Add(whole.unscaled, big.NewInt(int64(sign)))
	}
	return whole
}

// mostFactorial is the last number whose factorial PostgreSQL computes.
const mostFactorial = 32177

// Factorial gives n·(n-1)·…·1.
func (d Decimal) Factorial() (Decimal, error) {
	n := d.to(0, true).unscaled
	switch {
	case n.Sign() < 0:
		return d, pgerr.New(pgerr.NumericValueOutOfRange, "factorial of a negative number is undefined")
	case n.Cmp(big.NewInt(mostFactorial)) > 0:
		return d, pgerr.New(pgerr.NumericValueOutOfRange, "value overflows numeric format")
	case n.Sign() == 0:
		return Decimal{big.NewInt(1), 0}, nil
	}
	return Decimal{new(big.Int).MulRange(1, n.Int64()), 0}, nil
}
