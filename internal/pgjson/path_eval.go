package pgjson

import (
	"math/big"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
)

type pathRun struct {
	strict     bool
	root, vars Value
}

// at is where an evaluation stands: the item of a filter, and the array whose last is meant.
type at struct {
	item    Value
	last    int
	lenient bool // what has another structure than strict mode wants is passed over: ** goes everywhere
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
	c.lenient = c.lenient || s.anywhere
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
		case !r.strict || c.lenient:
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
			return c.misfit(structural(pgerr.SqlJsonObjectNotFound, "wildcard member accessor can only be applied to an object"))
		}
		return nil, nil
	case "**":
		return s.levels.all(v, 0, nil), nil
	case "[*]":
		if v.Kind == '[' {
			return v.Items, nil
		}
		if r.strict {
			return c.misfit(structural(pgerr.SqlJsonArrayNotFound, "wildcard array accessor can only be applied to an array"))
		}
		return []Value{v}, nil
	case "[]":
		return r.subscript(s, v, c)
	case "?":
		t, err := r.test(s.right, at{v, c.last, c.lenient})
		if err != nil || t != yes {
			return nil, err
		}
		return []Value{v}, nil
	}
	return r.method(s.text, v, c)
}

// misfit is what strict mode makes of an item that is not of the structure it wants.
func (c at) misfit(err error) ([]Value, error) {
	if c.lenient {
		return nil, nil
	}
	return nil, err
}

// all adds what a value holds on the levels, where the value itself is on the given one.
func (l levels) all(v Value, level int, out []Value) []Value {
	leaf := v.Kind != '[' && v.Kind != '{'
	if level >= l.from || level > 0 && leaf && l.from == lowest && l.to == lowest {
		out = append(out, v)
	}
	if level < l.to {
		for _, e := range v.Items {
			out = l.all(e, level+1, out)
		}
	}
	return out
}

func (r *pathRun) subscript(s *step, v Value, c at) ([]Value, error) {
	if v.Kind != '[' {
		if r.strict {
			return c.misfit(structural(pgerr.SqlJsonArrayNotFound, "array accessor can only be applied to an array"))
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
		if r.strict && !c.lenient && (from < 0 || from > to || to >= len(v.Items)) {
			return nil, structural(pgerr.InvalidSqlJsonSubscript, "array subscript is out of bounds")
		}
		for k := max(from, 0); k <= min(to, len(v.Items)-1); k++ {
			out = append(out, v.Items[k])
		}
	}
	return out, nil
}

func (r *pathRun) index(s *step, c at, n int) (int, error) {
	got, err := r.eval(s, at{c.item, n, c.lenient})
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

func (r *pathRun) method(name string, v Value, c at) ([]Value, error) {
	one := func(v Value) ([]Value, error) { return []Value{v}, nil }
	switch name {
	case "type":
		return one(Value{Kind: '"', Text: map[byte]string{'{': "object", '[': "array", '"': "string", '0': "number", 't': "boolean", 'f': "boolean", 'n': "null"}[v.Kind]})
	case "size":
		if v.Kind == '[' {
			return one(intValue(len(v.Items)))
		}
		if r.strict {
			return c.misfit(structural(pgerr.SqlJsonArrayNotFound, "item method .size() can only be applied to an array"))
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
