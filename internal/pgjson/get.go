package pgjson

import "bytes"

// What follows walks over a text that is known to be valid, and gives parts of it: nothing is parsed that is not asked for.

// trim takes the white space off both ends.
func trim(s []byte) []byte { return bytes.Trim(s, " \t\n\r") }

// skip gives the end of the value that begins at s[i], which is no space.
func skip(s []byte, i int) int {
	depth := 0
	for i < len(s) {
		switch s[i] {
		case '"':
			i = skipString(s, i)
			if depth == 0 {
				return i
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i
			}
			if depth--; depth == 0 {
				return i + 1
			}
		case ',', ' ', '\t', '\n', '\r', ':':
			if depth == 0 {
				return i
			}
		}
		i++
	}
	return i
}

func skipString(s []byte, i int) int {
	for i++; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return i
}

func skipSpace(s []byte, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\t' || s[i] == '\r') {
		i++
	}
	return i
}

// Kind tells what a value is by its first byte: { [ " t f n, and 0 for a number; 0 too for nothing.
func Kind(s []byte) byte {
	if i := skipSpace(s, 0); i < len(s) {
		if c := s[i]; c == '{' || c == '[' || c == '"' || c == 't' || c == 'f' || c == 'n' {
			return c
		}
	}
	return 0
}

// Members calls visit with each key, in its quotes, and value of an object, until it says no.
func Members(s []byte, visit func(key, value []byte) bool) {
	i := skipSpace(s, 0)
	if i >= len(s) || s[i] != '{' {
		return
	}
	for i = skipSpace(s, i+1); i < len(s) && s[i] == '"'; {
		k := skipString(s, i)
		key := s[i:k]
		from := skipSpace(s, skipSpace(s, k)+1)
		to := skip(s, from)
		if !visit(key, s[from:to]) {
			return
		}
		if i = skipSpace(s, to); i < len(s) && s[i] == ',' {
			i = skipSpace(s, i+1)
		}
	}
}

// Elements calls visit with each element of an array, until it says no.
func Elements(s []byte, visit func(value []byte) bool) {
	i := skipSpace(s, 0)
	if i >= len(s) || s[i] != '[' {
		return
	}
	for i = skipSpace(s, i+1); i < len(s) && s[i] != ']'; {
		to := skip(s, i)
		if to <= i || !visit(s[i:to]) {
			return
		}
		if i = skipSpace(s, to); i < len(s) && s[i] == ',' {
			i = skipSpace(s, i+1)
		}
	}
}

// Get gives the value of a key, of the last one where it occurs again; nil when there is none.
func Get(s, key []byte) []byte {
	var found []byte
	Members(s, func(k, v []byte) bool {
		if sameKey(k, key) {
			found = v
		}
		return true
	})
	return found
}

// sameKey tells whether a key in its quotes is the one meant.
func sameKey(quoted, key []byte) bool {
	if plain(quoted) {
		return bytes.Equal(quoted[1:len(quoted)-1], key)
	}
	u, err := unescape(nil, quoted)
	return err == nil && bytes.Equal(u, key)
}

// Length gives the number of elements of an array.
func Length(s []byte) int {
	n := 0
	Elements(s, func([]byte) bool { n++; return true })
	return n
}

// Index gives an element of an array, from the end when n is negative; nil when there is none.
func Index(s []byte, n int) []byte {
	if n < 0 {
		if n += Length(s); n < 0 {
			return nil
		}
	}
	var found []byte
	Elements(s, func(v []byte) bool {
		if n == 0 {
			found = v
		}
		n--
		return n >= 0
	})
	return found
}

// Path follows keys and, in arrays, numbers; nil when it leads nowhere.
func Path(s []byte, path []string) []byte {
	s = trim(s)
	for _, step := range path {
		switch Kind(s) {
		case '{':
			s = Get(s, []byte(step))
		case '[':
			n, ok := number(step)
			if !ok {
				return nil
			}
			s = Index(s, n)
		default:
			return nil
		}
		if s == nil {
			return nil
		}
	}
	return s
}

// number reads an array's index as PostgreSQL does: spaces before it, a sign, digits.
func number(step string) (int, bool) {
	t := bytes.TrimLeft([]byte(step), " \t\n\r\v\f")
	n, negative, digits := 0, false, false
	for i, c := range t {
		switch {
		case i == 0 && (c == '-' || c == '+'):
			negative = c == '-'
		case c >= '0' && c <= '9' && n < 1<<31:
			n, digits = n*10+int(c-'0'), true
		default:
			return 0, false
		}
	}
	if negative {
		n = -n
	}
	return n, digits && n < 1<<31 && n >= -1<<31
}

// Text gives what ->> makes of a value: a string without its quotes and escapes, anything else its text; nil for null.
func Text(s []byte) ([]byte, error) {
	switch Kind(s) {
	case '"':
		if s = trim(s); plain(s) {
			return s[1 : len(s)-1], nil
		}
		return unescape(make([]byte, 0, len(s)), s)
	case 'n':
		return nil, nil
	}
	return s, nil
}
