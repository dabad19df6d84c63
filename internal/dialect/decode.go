package dialect

import (
	"strings"
	"unicode/utf8"
)

// ident gives the name that a token stands for: folded when it is not quoted.
func ident(src string, t Token) string {
	s := t.text(src)
	switch t.Kind {
	case TokQuoted:
		return unquote(s[1:len(s)-1], '"')
	case TokUQuoted:
		v, _ := unicodeEscapes(unquote(s[3:len(s)-1], '"'))
		return v
	}
	return lower(s)
}

// literal gives the value of a string literal; ok is false when its escapes make none, or when it is a bit string.
func literal(src string, t Token) (value string, ok bool) {
	s := t.text(src)
	switch t.Kind {
	case TokString:
		return unquote(s[1:len(s)-1], '\''), true
	case TokNString:
		return unquote(s[2:len(s)-1], '\''), true
	case TokEString:
		return backslashes(s[2 : len(s)-1])
	case TokUString:
		return unicodeEscapes(unquote(s[3:len(s)-1], '\''))
	case TokDollar:
		n := strings.IndexByte(s[1:], '$') + 2
		return s[n : len(s)-n], true
	}
	return "", false
}

func unquote(s string, q byte) string {
	if strings.IndexByte(s, q) < 0 {
		return s
	}
	return strings.ReplaceAll(s, string([]byte{q, q}), string(q))
}

// quote makes a plain string literal.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// quoteIdent makes a quoted name.
func quoteIdent(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// backslashes resolves the escapes of an E” string. An escape that makes no valid UTF-8, or a NUL, is not ok.
func backslashes(s string) (string, bool) {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\'' {
			i++ // a doubled quote
		}
		if c != '\\' {
			b = append(b, c)
			continue
		}
		i++
		switch c = at(s, i); c {
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case 'v':
			b = append(b, '\v')
		case 'x':
			v, n := digits(s[i+1:], 2, 16)
			if n == 0 {
				b = append(b, 'x')
			} else {
				b = append(b, byte(v))
				i += n
			}
		case 'u', 'U':
			want := 4
			if c == 'U' {
				want = 8
			}
			v, n := digits(s[i+1:], want, 16)
			if n != want {
				return "", false
			}
			i += n
			if v >= 0xD800 && v < 0xDC00 && at(s, i+1) == '\\' && at(s, i+2) == 'u' {
				lo, n := digits(s[i+3:], 4, 16)
				if n == 4 && lo >= 0xDC00 && lo < 0xE000 {
					v = 0x10000 + (v-0xD800)<<10 + (lo - 0xDC00)
					i += 6
				}
			}
			if !utf8.ValidRune(rune(v)) {
				return "", false
			}
			b = utf8.AppendRune(b, rune(v))
		case '0', '1', '2', '3', '4', '5', '6', '7':
			v, n := digits(s[i:], 3, 8)
			b = append(b, byte(v))
			i += n - 1
		default:
			b = append(b, c)
		}
	}
	out := string(b)
	return out, utf8.ValidString(out) && strings.IndexByte(out, 0) < 0
}

// unicodeEscapes resolves the \XXXX and \+XXXXXX of a U& string.
func unicodeEscapes(s string) (string, bool) {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b = append(b, s[i])
			continue
		}
		if at(s, i+1) == '\\' {
			b = append(b, '\\')
			i++
			continue
		}
		skip, want := 1, 4
		if at(s, i+1) == '+' {
			skip, want = 2, 6
		}
		if i+skip > len(s) {
			return "", false
		}
		v, n := digits(s[i+skip:], want, 16)
		if n != want {
			return "", false
		}
		i += skip + n - 1
		if v >= 0xD800 && v < 0xDC00 && at(s, i+1) == '\\' && i+2 <= len(s) {
			lo, n := digits(s[i+2:], 4, 16)
			if n == 4 && lo >= 0xDC00 && lo < 0xE000 {
				v = 0x10000 + (v-0xD800)<<10 + (lo - 0xDC00)
				i += 5
			}
		}
		if v == 0 || !utf8.ValidRune(rune(v)) {
			return "", false
		}
		b = utf8.AppendRune(b, rune(v))
	}
	return string(b), true
}

// digits reads at most max digits of a base and tells how many there were.
func digits(s string, max int, base uint32) (v uint32, n int) {
	for n < max && n < len(s) {
		c := s[n]
		var d uint32
		switch {
		case isDigit(c):
			d = uint32(c - '0')
		case isHex(c):
			d = uint32(c|0x20-'a') + 10
		default:
			return v, n
		}
		if d >= base {
			return v, n
		}
		v = v*base + d
		n++
	}
	return v, n
}
