package pgjson

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
)

// truth is what a predicate gives.
type truth int8

const (
	no truth = iota
	yes
	unknown
)

type pathRun struct {
	strict     bool
	root, vars Value
}

// at is where an evaluation stands: the item of a filter, and the array whose last is meant.
type at struct {
	item Value
	last int
}

// Query gives what a path selects. Errors that PostgreSQL reports unless it is told to be silent come back as errors.
func (p *PathExpr) Query(doc, vars Value) ([]Value, error) {
	r := &pathRun{strict: p.strict, root: doc, vars: vars}
	return r.eval(p.root, at{item: doc, last: -1})
}

func structural(code pgerr.Code, format string, args ...any) error {
	return pgerr.Newf(code, "jsonpath "+format, args...)
}

func boolValue(t truth) Value {
	return Value{Kind: map[truth]byte{no: 'f', yes: 't', unknown: 'n'}[t]}
}

func (r *pathRun) eval(s *step, c at) ([]Value, error) {
	switch s.op {
	case "$":
		return []Value{r.root}, nil
	case "@":
		return []Value{c.item}, nil
	case "lit":
		return []Value{s.lit}, nil
	case "last":
		if c.last < 0 {
			return nil, structural(pgerr.SyntaxError, "LAST is allowed only in array subscripts")
		}
		return []Value{intValue(c.last - 1)}, nil
	case "var":
		v, ok := r.vars.member(s.text)
		if !ok {
			return nil, pgerr.Newf(pgerr.UndefinedObject, "could not find jsonpath variable \"%s\"", s.text)
		}
		return []Value{v}, nil
	case "&&", "||", "!", "==", "!=", "<", ">", "<=", ">=", "exists", "isunknown", "starts", "like":
		t, err := r.test(s, c)
		return []Value{boolValue(t)}, err
	case "+", "-", "*", "/", "%", "neg", "pos":
		return r.arithmetic(s, c)
	}
	items, err := r.eval(s.left, c)
	if err != nil {
		return nil, err
	}
	var out []Value
	for _, v := range items {
		got, err := r.access(s, v, c)
		if err != nil {
			return nil, err
		}
		out = append(out, got...)
	}
	return out, nil
}

// access follows one accessor from one item.
func (r *pathRun) access(s *step, v Value, c at) ([]Value, error) {
	unwraps := s.op == "key" || s.op == "any" || s.op == "?" || s.op == "method" && s.text != "type" && s.text != "size"
	if unwraps && v.Kind == '[' && !r.strict {
		var out []Value
		for _, e := range v.Items {
			got, err := r.accessOne(s, e, c)
			if err != nil {
				return nil, err
			}
			out = append(out, got...)
		}
		return out, nil
	}
	return r.accessOne(s, v, c)
}

func (r *pathRun) accessOne(s *step, v Value, c at) ([]Value, error) {
	switch s.op {
	case "key":
		if m, ok := v.member(s.text); ok {
			return []Value{m}, nil
		}
		switch {
		case !r.strict:
			return nil, nil
		case v.Kind == '{':
			return nil, pgerr.Newf(pgerr.SqlJsonMemberNotFound, "JSON object does not contain key \"%s\"", s.text)
		}
		return nil, structural(pgerr.SqlJsonMemberNotFound, "member accessor can only be applied to an object")
	case "any":
		if v.Kind == '{' {
			return v.Items, nil
		}
		if r.strict {
			return nil, structural(pgerr.SqlJsonObjectNotFound, "wildcard member accessor can only be applied to an object")
		}
		return nil, nil
	case "**":
		return descend(v, nil), nil
	case "[*]":
		if v.Kind == '[' {
			return v.Items, nil
		}
		if r.strict {
			return nil, structural(pgerr.SqlJsonArrayNotFound, "wildcard array accessor can only be applied to an array")
		}
		return []Value{v}, nil
	case "[]":
		return r.subscript(s, v, c)
	case "?":
		t, err := r.test(s.right, at{item: v, last: c.last})
		if err != nil || t != yes {
			return nil, err
		}
		return []Value{v}, nil
	}
	return r.method(s.text, v)
}

func descend(v Value, out []Value) []Value {
	out = append(out, v)
	for _, e := range v.Items {
		out = descend(e, out)
	}
	return out
}

func (r *pathRun) subscript(s *step, v Value, c at) ([]Value, error) {
	if v.Kind != '[' {
		if r.strict {
			return nil, structural(pgerr.SqlJsonArrayNotFound, "array accessor can only be applied to an array")
		}
		v = Value{Kind: '[', Items: []Value{v}}
	}
	var out []Value
	for _, x := range s.subs {
		from, err := r.index(x.from, c, len(v.Items))
		if err != nil {
			return nil, err
		}
		to := from
		if x.to != nil {
			if to, err = r.index(x.to, c, len(v.Items)); err != nil {
				return nil, err
			}
		}
		if r.strict && (from < 0 || from > to || to >= len(v.Items)) {
			return nil, structural(pgerr.InvalidSqlJsonSubscript, "array subscript is out of bounds")
		}
		for k := max(from, 0); k <= min(to, len(v.Items)-1); k++ {
			out = append(out, v.Items[k])
		}
	}
	return out, nil
}

func (r *pathRun) index(s *step, c at, n int) (int, error) {
	got, err := r.eval(s, at{item: c.item, last: n})
	if err != nil {
		return 0, err
	}
	if len(got) != 1 || got[0].Kind != '0' {
		return 0, structural(pgerr.InvalidSqlJsonSubscript, "array subscript is not a single numeric value")
	}
	f, _ := strconv.ParseFloat(got[0].Text, 64)
	if f > 1<<31-1 || f < -1<<31 {
		return 0, structural(pgerr.InvalidSqlJsonSubscript, "array subscript is out of integer range")
	}
	return int(f), nil
}

func intValue(n int) Value { return Value{Kind: '0', Text: strconv.Itoa(n)} }

func (r *pathRun) method(name string, v Value) ([]Value, error) {
	one := func(v Value) ([]Value, error) { return []Value{v}, nil }
	switch name {
	case "type":
		return one(Value{Kind: '"', Text: map[byte]string{'{': "object", '[': "array", '"': "string", '0': "number", 't': "boolean", 'f': "boolean", 'n': "null"}[v.Kind]})
	case "size":
		if v.Kind == '[' {
			return one(intValue(len(v.Items)))
		}
		if r.strict {
			return nil, structural(pgerr.SqlJsonArrayNotFound, "item method .size() can only be applied to an array")
		}
		return one(intValue(1))
	case "keyvalue":
		if v.Kind != '{' {
			return nil, structural(pgerr.SqlJsonObjectNotFound, "item method .keyvalue() can only be applied to an object")
		}
		return nil, pgerr.Unsupported("jsonpath's keyvalue() is not supported", "")
	case "double":
		if v.Kind == '"' || v.Kind == '0' {
			if f, err := strconv.ParseFloat(strings.TrimSpace(v.Text), 64); err == nil {
				text, err := plainNumber(strconv.FormatFloat(f, 'g', -1, 64))
				return []Value{{Kind: '0', Text: text}}, err
			}
			return nil, structural(pgerr.NonNumericSqlJsonItem, "string argument of jsonpath item method .double() is not a valid representation of a double precision number")
		}
		return nil, structural(pgerr.NonNumericSqlJsonItem, "item method .double() can only be applied to a string or numeric value")
	}
	if v.Kind != '0' {
		return nil, structural(pgerr.NonNumericSqlJsonItem, "item method .%s() can only be applied to a numeric value", name)
	}
	if name == "abs" {
		return one(Value{Kind: '0', Text: strings.TrimPrefix(v.Text, "-")})
	}
	n, _ := new(big.Rat).SetString(v.Text)
	whole, rest := new(big.Int).DivMod(n.Num(), n.Denom(), new(big.Int)) // rounds down: the denominator is positive
	if name == "ceiling" && rest.Sign() != 0 {
		whole.Add(whole, big.NewInt(1))
	}
	return one(Value{Kind: '0', Text: whole.String()})
}

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

// test evaluates a predicate. Errors inside of it make it unknown.
func (r *pathRun) test(s *step, c at) (truth, error) {
	switch s.op {
	case "&&", "||":
		l, err := r.test(s.left, c)
		if err != nil {
			return unknown, err
		}
		stop := map[string]truth{"&&": no, "||": yes}[s.op]
		if l == stop {
			return stop, nil
		}
		t, err := r.test(s.right, c)
		if t == stop || l != unknown {
			return t, err
		}
		return unknown, err
	case "!":
		t, err := r.test(s.left, c)
		return map[truth]truth{yes: no, no: yes, unknown: unknown}[t], err
	case "isunknown":
		t, err := r.test(s.left, c)
		if t == unknown {
			return yes, err
		}
		return no, err
	case "exists":
		items, err := r.eval(s.left, c)
		switch {
		case hard(err):
			return unknown, err
		case err != nil:
			return unknown, nil
		case len(items) > 0:
			return yes, nil
		}
		return no, nil
	}
	if s.right == nil && s.op != "like" {
		return unknown, pgerr.New(pgerr.SyntaxError, "a jsonpath filter must be a predicate")
	}
	l, err := r.operand(s.left, c)
	if err != nil {
		return soft(err)
	}
	right := []Value{{}}
	if s.right != nil {
		if right, err = r.operand(s.right, c); err != nil {
			return soft(err)
		}
	}
	found, odd := false, false
	for _, a := range l {
		for _, b := range right {
			t, err := pair(s, a, b)
			if err != nil {
				return unknown, err
			}
			switch t {
			case unknown:
				if r.strict {
					return unknown, nil
				}
				odd = true
			case yes:
				if !r.strict {
					return yes, nil
				}
				found = true
			}
		}
	}
	switch {
	case found:
		return yes, nil
	case odd:
		return unknown, nil
	}
	return no, nil
}

// hard tells the errors that nothing silences.
func hard(err error) bool {
	return err != nil && (pgerr.Is(err, pgerr.UndefinedObject) || pgerr.Is(err, pgerr.FeatureNotSupported) || pgerr.Is(err, pgerr.SyntaxError))
}

func soft(err error) (truth, error) {
	if hard(err) {
		return unknown, err
	}
	return unknown, nil
}

// pair compares two items.
func pair(s *step, a, b Value) (truth, error) {
	is := func(ok bool) (truth, error) {
		if ok {
			return yes, nil
		}
		return no, nil
	}
	switch s.op {
	case "starts":
		if a.Kind != '"' || b.Kind != '"' {
			return unknown, nil
		}
		return is(strings.HasPrefix(a.Text, b.Text))
	case "like":
		if a.Kind != '"' {
			return unknown, nil
		}
		re, err := likeRegex(s.text, s.flags)
		if err != nil {
			return unknown, err
		}
		return is(re.MatchString(a.Text))
	}
	boolean := func(k byte) bool { return k == 't' || k == 'f' }
	if a.Kind != b.Kind && !(boolean(a.Kind) && boolean(b.Kind)) {
		if a.Kind == 'n' || b.Kind == 'n' {
			return is(s.op == "!=") // null is unequal to anything else, and in no order with it
		}
		return unknown, nil
	}
	if !a.scalar() {
		return unknown, nil
	}
	n := compare(a, b)
	return is(map[string]bool{"==": n == 0, "!=": n != 0, "<": n < 0, ">": n > 0, "<=": n <= 0, ">=": n >= 0}[s.op])
}

func likeRegex(text, flags string) (*regexp.Regexp, error) {
	prefix := ""
	for _, f := range flags {
		switch f {
		case 'i', 's', 'm':
			prefix += string(f)
		case 'q':
			text = regexp.QuoteMeta(text)
		default:
			return nil, pgerr.Newf(pgerr.FeatureNotSupported, "jsonpath's regular expression flag %q is not supported", f)
		}
	}
	if prefix != "" {
		text = "(?" + prefix + ")" + text
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, pgerr.Newf(pgerr.InvalidRegularExpression, "invalid regular expression: %v", err)
	}
	return re, nil
}
