package pgjson

import (
	"math/big"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
)

// operand gives the items of an operand, arrays taken apart in lax mode.
func (r *pathRun) operand(s *step, c at) ([]Value, error) {
	items, err := r.eval(s, c)
	if err != nil || r.strict {
		return items, err
	}
	var out []Value
	for _, v := range items {
		if v.Kind == '[' {
			out = append(out, v.Items...)
		} else {
			out = append(out, v)
		}
	}
	return out, nil
}

func (r *pathRun) arithmetic(s *step, c at) ([]Value, error) {
	l, err := r.operand(s.left, c)
	if err != nil {
		return nil, err
	}
	if s.right == nil {
		var out []Value
		for _, v := range l {
			if v.Kind != '0' {
				return nil, pgerr.Newf(pgerr.SqlJsonNumberNotFound, "operand of unary jsonpath operator %s is not a numeric value", map[string]string{"neg": "-", "pos": "+"}[s.op])
			}
			if s.op == "neg" {
				if t := strings.TrimPrefix(v.Text, "-"); t != v.Text {
					v.Text = t
				} else if strings.Trim(t, "0.") != "" {
					v.Text = "-" + t
				}
			}
			out = append(out, v)
		}
		return out, nil
	}
	right, err := r.operand(s.right, c)
	if err != nil {
		return nil, err
	}
	for k, side := range [][]Value{l, right} {
		if len(side) != 1 || side[0].Kind != '0' {
			return nil, pgerr.Newf(pgerr.SingletonSqlJsonItemRequired, "%s operand of jsonpath operator %s is not a single numeric value", []string{"left", "right"}[k], s.op)
		}
	}
	return calculate(s.op, l[0].Text, right[0].Text)
}

func calculate(op, a, b string) ([]Value, error) {
	x, _ := new(big.Rat).SetString(a)
	y, _ := new(big.Rat).SetString(b)
	scale := max(fraction(a), fraction(b))
	switch op {
	case "+":
		x.Add(x, y)
	case "-":
		x.Sub(x, y)
	case "*":
		x.Mul(x, y)
		scale = fraction(a) + fraction(b)
	default:
		if y.Sign() == 0 {
			return nil, pgerr.New(pgerr.DivisionByZero, "division by zero")
		}
		q := new(big.Rat).Quo(x, y)
		if op == "%" {
			whole := new(big.Int).Quo(q.Num(), q.Denom())
			x.Sub(x, new(big.Rat).Mul(y, new(big.Rat).SetInt(whole)))
			break
		}
		x, scale = q, max(scale, quotientScale(a, b))
	}
	text, err := plainNumber(x.FloatString(scale))
	return []Value{{Kind: '0', Text: text}}, err
}

// quotientScale gives a quotient sixteen significant digits, counted in groups of four as numeric does.
func quotientScale(a, b string) int {
	aw, ad := leading(a)
	bw, bd := leading(b)
	w := aw - bw
	if ad <= bd {
		w--
	}
	return max(16-4*w, 0)
}

// leading gives the place of a number's first group of four digits that is not zero, and the group.
func leading(s string) (weight, group int) {
	whole, frac, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	whole = strings.Repeat("0", (4-len(whole)%4)%4) + whole
	frac += strings.Repeat("0", (4-len(frac)%4)%4)
	digits := whole + frac
	for k := 0; k+4 <= len(digits); k += 4 {
		if n, _ := strconv.Atoi(digits[k : k+4]); n != 0 {
			return len(whole)/4 - 1 - k/4, n
		}
	}
	return 0, 0
}

func fraction(s string) int {
	_, f, _ := strings.Cut(s, ".")
	return len(f)
}
