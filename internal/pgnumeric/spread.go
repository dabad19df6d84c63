package pgnumeric

import "math/big"

// Spread gives the variance of n numbers, or its root, the standard deviation, of their sum and the sum of their squares:
// of a sample, or of the whole population. false where there are too few of them.
func Spread(n int64, sum, squares Decimal, sample, root bool) (Decimal, bool, error) {
	if n < 1 || sample && n == 1 {
		return Decimal{}, false, nil
	}
	count := Decimal{unscaled: big.NewInt(n)}
	squared, _ := sum.Mul(sum)
	times, _ := count.Mul(squares)
	above, err := times.Sub(squared)
	if err != nil || above.unscaled.Sign() <= 0 {
		return Decimal{unscaled: new(big.Int)}, true, err
	}
	if n2 := n; sample {
		n2--
		count, _ = count.Mul(Decimal{unscaled: big.NewInt(n2)})
	} else {
		count, _ = count.Mul(count)
	}
	variance, err := above.Div(count)
	if err != nil || !root {
		return variance, true, err
	}
	return variance.root(variance.scale), true, nil
}

// root is the square root with so many decimals.
func (d Decimal) root(scale int) Decimal {
	x := d.to(2*scale+2, true).unscaled // one digit more than wanted, to round with
	return Decimal{quotient(new(big.Int).Sqrt(x), ten, false), scale}
}
