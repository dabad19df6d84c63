package pgjson

import "strings"

// rank is the order in which jsonb's kinds stand.
func rank(k byte) int { return strings.IndexByte("n\"0ft[{", k) }

// Compare gives jsonb's order: negative, zero or positive.
func Compare(a, b Value) int {
	// By an old accident PostgreSQL has an empty array at the top before anything else.
	if ae, be := a.Kind == '[' && len(a.Items) == 0, b.Kind == '[' && len(b.Items) == 0; ae != be {
		if ae {
			return -1
		}
		return 1
	}
	return compare(a, b)
}

func compare(a, b Value) int {
	if a.Kind != b.Kind {
		return rank(a.Kind) - rank(b.Kind)
	}
	switch a.Kind {
	case '"':
		return strings.Compare(a.Text, b.Text)
	case '0':
		return compareNumbers(a.Text, b.Text)
	case '[', '{':
		if len(a.Items) != len(b.Items) {
			return len(a.Items) - len(b.Items)
		}
		for i := range a.Items {
			if a.Kind == '{' {
				if c := strings.Compare(a.Keys[i], b.Keys[i]); c != 0 { // though shorter keys stand first
					return c
				}
			}
			if c := compare(a.Items[i], b.Items[i]); c != 0 {
				return c
			}
		}
	}
	return 0
}

// compareNumbers compares two numbers as plainNumber writes them.
func compareNumbers(a, b string) int {
	an, bn := strings.HasPrefix(a, "-"), strings.HasPrefix(b, "-")
	switch {
	case an && !bn:
		return -1
	case bn && !an:
		return 1
	case an:
		return compareNumbers(b[1:], a[1:])
	}
	aw, af, _ := strings.Cut(a, ".")
	bw, bf, _ := strings.Cut(b, ".")
	if len(aw) != len(bw) {
		return len(aw) - len(bw)
	}
	if c := strings.Compare(aw, bw); c != 0 {
		return c
	}
	return strings.Compare(strings.TrimRight(af, "0"), strings.TrimRight(bf, "0"))
}

// Contains tells whether a @> b.
func Contains(a, b Value) bool {
	if a.Kind == '[' && b.Kind != '[' && b.Kind != '{' { // an array holds a scalar, at the top only
		return has(a, b)
	}
	return contains(a, b)
}

func has(a, b Value) bool {
	for _, e := range a.Items {
		if compare(e, b) == 0 {
			return true
		}
	}
	return false
}

func contains(a, b Value) bool {
	if a.Kind != b.Kind {
		return false
	}
	switch a.Kind {
	case '{':
		for i, k := range b.Keys {
			v, ok := a.member(k)
			if !ok || !contains(v, b.Items[i]) {
				return false
			}
		}
		return true
	case '[':
		for _, want := range b.Items {
			found := false
			for _, e := range a.Items {
				if found = contains(e, want); found {
					break
				}
			}
			if !found {
				return false
			}
		}
		return true
	}
	return compare(a, b) == 0
}

// Exists tells whether a ? key: whether it is a key of an object, a string of an array, or the string itself.
func Exists(a Value, key string) bool {
	switch a.Kind {
	case '{':
		_, ok := a.member(key)
		return ok
	case '[':
		return has(a, Value{Kind: '"', Text: key})
	}
	return a.Kind == '"' && a.Text == key
}
