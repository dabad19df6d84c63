package pgjson

import (
	"regexp"
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
