package encode

import (
	"math"
	"strconv"
	"strings"

	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgnumeric"
	"lakewire/internal/pgtypes"
)

type number = pgnumeric.Decimal

// registerNumbers gives the engine PostgreSQL's arithmetic of numerics. Arguments are numbers of any type and the texts that
// these functions give, plain or in the form that sorts (pgnumeric.Code).
func registerNumbers(e *engine.Engine) error {
	any, text := pgtypes.Logical{Kind: pgtypes.Any}, pgtypes.Logical{Kind: pgtypes.Varchar}
	two := []pgtypes.Logical{any, any}
	for name, f := range map[string]arithmetic{
		"lw_num_div":      {number.Div, func(x, y float64) float64 { return x / y }, pgnumeric.AppendDiv},
		"lw_num_quotient": {number.Whole, nil, nil},
		"lw_num_mul":      {number.Mul, func(x, y float64) float64 { return x * y }, nil},
		"lw_num_add":      {number.Add, func(x, y float64) float64 { return x + y }, nil},
		"lw_num_sub":      {number.Sub, func(x, y float64) float64 { return x - y }, nil},
		"lw_num_round":    {number.Round, func(x, _ float64) float64 { return x }, nil},
		"lw_num_trunc":    {number.Trunc, func(x, _ float64) float64 { return x }, nil},
		"lw_num_mod":      {number.Mod, math.Mod, nil},
		"lw_num_abs":      {func(a, _ number) (number, error) { return a.Abs(), nil }, func(x, _ float64) float64 { return math.Abs(x) }, nil},
		"lw_num_power":    {number.Power, math.Pow, nil},
		"lw_num_log":      {number.Log, func(b, x float64) float64 { return math.Log(x) / math.Log(b) }, nil},
		"lw_num_sqrt":     {func(a, _ number) (number, error) { return a.Sqrt() }, func(x, _ float64) float64 { return math.Sqrt(x) }, nil},
		"lw_num_exp":      {func(a, _ number) (number, error) { return a.Exp() }, func(x, _ float64) float64 { return math.Exp(x) }, nil},
		"lw_num_ln":       {func(a, _ number) (number, error) { return a.Ln() }, func(x, _ float64) float64 { return math.Log(x) }, nil},
		"lw_num_gcd":      {number.Gcd, nil, nil},
		"lw_num_lcm":      {number.Lcm, nil, nil},
		"lw_num_floor":    {func(a, _ number) (number, error) { return a.Floor(), nil }, func(x, _ float64) float64 { return x }, nil},
		"lw_num_ceil":     {func(a, _ number) (number, error) { return a.Ceil(), nil }, func(x, _ float64) float64 { return x }, nil},
		"lw_num_fact":     {func(a, _ number) (number, error) { return a.Factorial() }, nil, nil},
		"lw_num_trim":     {func(a, _ number) (number, error) { return a.Trimmed(), nil }, func(x, _ float64) float64 { return x }, nil},
	} {
		if err := e.RegisterVector(name, two, false, text, f.run); err != nil {
			return err
		}
	}
	for name, sign := range map[string]int{"lw_num_greatest": 1, "lw_num_least": -1} {
		if err := e.RegisterVector(name, []pgtypes.Logical{any}, true, text, picked(sign)); err != nil {
			return err
		}
	}
	for _, f := range []struct {
		name string
		args []pgtypes.Logical
		ret  pgtypes.Logical
		run  engine.VectorFunc
	}{
		{"lw_num_code", []pgtypes.Logical{any}, text, rewritten(pgnumeric.Code)},
		{"lw_num_out", []pgtypes.Logical{any}, text, rewritten(pgnumeric.Decode)},
		{"lw_num_in", []pgtypes.Logical{text}, text, numbersIn},
		{"lw_num_cmp", two, pgtypes.Logical{Kind: pgtypes.Integer}, compared},
		{"lw_num_scale", []pgtypes.Logical{any}, pgtypes.Logical{Kind: pgtypes.Integer}, scales},
		{"lw_num_fixed", []pgtypes.Logical{any}, pgtypes.Logical{Kind: pgtypes.Decimal, Width: 38, Scale: pgnumeric.FixedScale}, fixed},
		{"lw_num_squares", []pgtypes.Logical{any}, text, squares},
		{"lw_num_spread", []pgtypes.Logical{any, any, any, {Kind: pgtypes.Varchar}}, text, spread},
	} {
		if err := e.RegisterVector(f.name, f.args, false, f.ret, f.run); err != nil {
			return err
		}
	}
	return nil
}

// numbers reads a vector's values as numerics.
type numbers struct {
	c       *cell
	all     bool // NULL, by its type
	scratch []byte
}

func readNumbers(v *engine.Vector, fail *error) (numbers, error) {
	n := numbers{all: v.Type().Kind == pgtypes.Null}
	if n.all {
		return n, nil
	}
	c, err := newCell(v.Type(), pgtypes.OIDNumeric, 0, Defaults(), fail)
	if err == nil {
		c.load(v)
	}
	n.c = c
	return n, err
}

func (n *numbers) null(i int) bool { return n.all || n.c.null(i) }

// text gives a number's plain text, until the next call.
func (n *numbers) text(i int) []byte {
	n.scratch = n.c.write(n.c, n.scratch[:0], i)
	return n.scratch
}

// at gives a number; false for what is no finite one.
func (n *numbers) at(i int) (number, bool) {
	b := n.text(i)
	return pgnumeric.Read(string(b))
}

func (n *numbers) float(i int) float64 {
	f, _ := strconv.ParseFloat(string(n.text(i)), 64)
	return f
}

// eachNumber reads the first argument's values, and hands on those that are not NULL.
func eachNumber(in []engine.Vector, rows int, out *engine.Results, f func(n *numbers, i int) error) error {
	var fail error
	n, err := readNumbers(&in[0], &fail)
	if err != nil {
		return err
	}
	for i := range rows {
		if n.null(i) {
			out.Null(i)
		} else if err := f(&n, i); err != nil {
			return err
		}
	}
	return fail
}

// eachPair is eachNumber for the first two arguments.
func eachPair(in []engine.Vector, rows int, out *engine.Results, f func(left, right *numbers, i int) error) error {
	var fail error
	right, err := readNumbers(&in[1], &fail)
	if err != nil {
		return err
	}
	err = eachNumber(in, rows, out, func(left *numbers, i int) error {
		if right.null(i) {
			out.Null(i)
			return nil
		}
		return f(left, &right, i)
	})
	if err != nil {
		return err
	}
	return fail
}

// arithmetic is a function of two numbers; what it does with NaN and the infinities; and how it goes from text to text, fast,
// where it can.
type arithmetic struct {
	exact func(a, b number) (number, error)
	float func(x, y float64) float64
	texts func(dst, a, b []byte) ([]byte, bool)
}

func (f arithmetic) run(in []engine.Vector, rows int, out *engine.Results) error {
	var buf []byte
	return eachPair(in, rows, out, func(left, right *numbers, i int) error {
		if f.texts != nil {
			var ok bool
			if buf, ok = f.texts(buf[:0], left.text(i), right.text(i)); ok {
				out.Bytes(i, buf)
				return nil
			}
		}
		x, ok := left.at(i)
		y, ok2 := right.at(i)
		switch {
		case ok && ok2:
			d, err := f.exact(x, y)
			if err != nil {
				return err
			}
			out.Bytes(i, []byte(d.String()))
		case f.float == nil:
			out.Bytes(i, []byte("NaN"))
		default:
			out.Bytes(i, appendNumericFloat(nil, f.float(left.float(i), right.float(i))))
		}
		return nil
	})
}

func appendNumericFloat(dst []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(dst, "NaN"...)
	case math.IsInf(f, 1):
		return append(dst, "Infinity"...)
	case math.IsInf(f, -1):
		return append(dst, "-Infinity"...)
	}
	return strconv.AppendFloat(dst, f+0, 'f', -1, 64)
}

func rewritten(form func(dst, text []byte) []byte) engine.VectorFunc {
	return func(in []engine.Vector, rows int, out *engine.Results) error {
		var buf []byte
		return eachNumber(in, rows, out, func(n *numbers, i int) error {
			buf = form(buf[:0], n.text(i))
			out.Bytes(i, buf)
			return nil
		})
	}
}

// numbersIn reads texts as PostgreSQL's cast to numeric does, with all their digits.
func numbersIn(in []engine.Vector, rows int, out *engine.Results) error {
	for i := range rows {
		if in[0].Null(i) {
			out.Null(i)
			continue
		}
		text := in[0].Bytes(i)
		t := trim(text)
		if v, ok := specialNumeric(string(t)); ok {
			out.Bytes(i, appendNumericFloat(nil, v.f))
			continue
		}
		d, ok := number{}, false
		if numeral(t) {
			d, ok = pgnumeric.Read(strings.ToLower(strings.TrimPrefix(string(t), "+")))
		}
		if !ok {
			return badSyntax(pgtypes.OIDNumeric, text)
		}
		out.Bytes(i, []byte(d.String()))
	}
	return nil
}

// numeral tells whether a text is digits with a sign, a point and an exponent.
func numeral(t []byte) bool {
	if len(t) > 0 && (t[0] == '-' || t[0] == '+') {
		t = t[1:]
	}
	digits, point := 0, false
	for i, c := range t {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '.' && !point:
			point = true
		default:
			_, ok := exponent(t[i:])
			return ok && digits > 0
		}
	}
	return digits > 0
}

// compared is below, at or above zero. NaN is equal to itself and above all else.
func compared(in []engine.Vector, rows int, out *engine.Results) error {
	return eachPair(in, rows, out, func(left, right *numbers, i int) error {
		x, ok := left.at(i)
		y, ok2 := right.at(i)
		if ok && ok2 {
			out.Int32(i, int32(x.Cmp(y)))
		} else {
			out.Int32(i, int32(compareFloats(left.float(i), right.float(i))))
		}
		return nil
	})
}

func compareFloats(x, y float64) int {
	switch {
	case math.IsNaN(x) && math.IsNaN(y), x == y:
		return 0
	case math.IsNaN(x), x > y:
		return 1
	}
	return -1
}

func scales(in []engine.Vector, rows int, out *engine.Results) error {
	return eachNumber(in, rows, out, func(n *numbers, i int) error {
		if scale, ok := pgnumeric.ScaleOf(n.text(i)); ok {
			out.Int32(i, int32(scale))
		} else if d, ok := n.at(i); ok {
			out.Int32(i, int32(d.Scale()))
		} else {
			out.Null(i)
		}
		return nil
	})
}

// fixed gives numbers as the engine's decimals, which it adds up. NaN is none of them.
func fixed(in []engine.Vector, rows int, out *engine.Results) error {
	return eachNumber(in, rows, out, func(n *numbers, i int) error {
		text := n.text(i)
		hi, lo, ok := pgnumeric.Fixed(text)
		if !ok {
			d, finite := pgnumeric.Read(string(text))
			if finite {
				hi, lo, ok = pgnumeric.Fixed([]byte(d.String()))
			}
		}
		if !ok {
			return pgerr.New(pgerr.NumericValueOutOfRange, "numeric field overflow").
				WithDetail("Sums of quotients are made of numbers with up to 18 digits before the point here; this is %s.", text)
		}
		out.Huge(i, engine.Huge{Hi: hi, Lo: lo})
		return nil
	})
}

// spread is a variance or standard deviation, of a count, a sum, the sum of the squares, and which it is: "s" of a sample,
// "r" for the root.
func spread(in []engine.Vector, rows int, out *engine.Results) error {
	var fail error
	var n [3]numbers
	for k := range n {
		var err error
		if n[k], err = readNumbers(&in[k], &fail); err != nil {
			return err
		}
	}
	for i := range rows {
		if n[0].null(i) || n[1].null(i) || n[2].null(i) {
			out.Null(i)
			continue
		}
		count, _ := strconv.ParseInt(string(n[0].text(i)), 10, 64)
		sum, ok := n[1].at(i)
		squares, ok2 := n[2].at(i)
		if !ok || !ok2 {
			out.Bytes(i, []byte("NaN"))
			continue
		}
		which := string(in[3].Bytes(i))
		d, some, err := pgnumeric.Spread(count, sum, squares, which[0] == 's', len(which) > 1)
		switch {
		case err != nil:
			return err
		case some:
			out.Bytes(i, []byte(d.String()))
		default:
			out.Null(i)
		}
	}
	return fail
}

// squares is the sum of the squares of the numbers in a list.
func squares(in []engine.Vector, rows int, out *engine.Results) error {
	var fail error
	if in[0].Type().Kind != pgtypes.List {
		return pgerr.New(pgerr.InternalError, "a list was expected")
	}
	n, err := readNumbers(in[0].Child(0), &fail)
	if err != nil {
		return err
	}
	for i := range rows {
		if in[0].Null(i) {
			out.Null(i)
			continue
		}
		sum, finite := pgnumericZero, true
		at, length := in[0].List(i)
		for k := at; k < at+length; k++ {
			if n.null(k) {
				continue
			}
			d, ok := n.at(k)
			if finite = ok; !ok {
				break
			}
			square, _ := d.Mul(d)
			sum, _ = sum.Add(square)
		}
		if !finite {
			out.Bytes(i, []byte("NaN"))
			continue
		}
		out.Bytes(i, []byte(sum.String()))
	}
	return fail
}

var pgnumericZero, _ = pgnumeric.Read("0")
