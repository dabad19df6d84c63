package are

import (
	"fmt"
	"strconv"
	"strings"
)

// What PostgreSQL's classes are in a UTF-8 database: letters of every script. They stand inside of brackets.
const (
	alnumClass = `\pL\p{Nd}\p{Nl}`
	wordClass  = alnumClass + `_`
	digitClass = `0-9`
	spaceClass = ` \t-\r\x{85}\x{1680}\x{2000}-\x{2006}\x{2008}-\x{200a}\x{2028}\x{2029}\x{205f}\x{3000}`
)

// escape reads a backslash and what it escapes, outside of brackets. constraint tells that it matches no character.
func (t *translator) escape() (constraint bool, err error) {
	if t.i+1 >= len(t.in) {
		return false, invalid(`invalid escape \ sequence`)
	}
	c := t.in[t.i+1]
	switch c {
	case 'd':
		t.out.WriteString("[" + digitClass + "]")
	case 'D':
		t.out.WriteString("[^" + digitClass + t.newline() + "]")
	case 's':
		t.out.WriteString("[" + spaceClass + "]")
	case 'S':
		t.out.WriteString("[^" + spaceClass + "]")
	case 'w':
		t.out.WriteString("[" + wordClass + "]")
	case 'W':
		t.out.WriteString("[^" + wordClass + t.newline() + "]")
	case 'A':
		if t.f.inner {
			t.out.WriteString(nowhere)
		} else {
			t.out.WriteString(`\A`)
		}
		constraint = true
	case 'Z':
		t.out.WriteString(`\z`)
		constraint = true
	case 'm', 'M', 'y':
		if err := t.boundary(c, t.in[:t.i], t.in[t.i+2:]); err != nil {
			return false, err
		}
		constraint = true
	case 'Y':
		t.out.WriteString(`\B`)
		t.edges = true
		constraint = true
	case '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return false, unsupported("back references")
	case 'B':
		t.out.WriteString(`\\`)
	default:
		r, n, err := t.character(t.in[t.i+1:])
		if err != nil {
			return false, err
		}
		fmt.Fprintf(&t.out, `\x{%x}`, r)
		t.i += 1 + n
		return false, nil
	}
	t.i += 2
	return constraint, nil
}

// newline is what a complement leaves out besides, where newlines are special.
func (t *translator) newline() string {
	if t.f.NoNewline {
		return `\n`
	}
	return ""
}

// boundary writes the edges of a word. RE2 has one for both, which is the beginning where a word's character must follow,
// and the end where one must stand before it; elsewhere the pattern is refused.
func (t *translator) boundary(c byte, before, behind string) error {
	switch c {
	case 'm':
		behind = strings.TrimLeft(strings.TrimPrefix(behind, "(?:"), "(")
		if !wordBegins(behind) {
			return unsupported(`\m before what need not be a word`)
		}
	case 'M':
		if !wordEnds(before) {
			return unsupported(`\M behind what need not be a word`)
		}
	}
	t.out.WriteString(`\b`)
	t.edges = true
	return nil
}

// wordBegins tells whether what matches a pattern begins with a character of a word.
func wordBegins(p string) bool {
	if p == "" || strings.Contains(p[1:min(len(p), 2)], "*") || strings.Contains(p[1:min(len(p), 2)], "?") {
		return false
	}
	if p[0] == '\\' {
		return len(p) > 1 && (p[1] == 'w' || p[1] == 'd')
	}
	return isWord(p[0]) || p[0] == '[' && len(p) > 1 && (isWord(p[1]) || strings.HasPrefix(p, "[[:al") || strings.HasPrefix(p, "[[:digit") || strings.HasPrefix(p, `[\w`))
}

// wordEnds tells whether what matches a pattern ends with a character of a word.
func wordEnds(p string) bool {
	p = strings.TrimRight(strings.TrimSuffix(p, "+"), ")")
	n := len(p)
	if n == 0 {
		return false
	}
	if n > 1 && p[n-2] == '\\' {
		return p[n-1] == 'w' || p[n-1] == 'd'
	}
	return isWord(p[n-1]) || p[n-1] == ']' && n > 1 && (isWord(p[n-2]) || p[n-2] == ']')
}

func isWord(c byte) bool { return isLetter(c) || c >= '0' && c <= '9' || c == '_' || c >= 0x80 }

// character reads the escape of one character, of which it gives the length.
func (t *translator) character(s string) (r rune, n int, err error) {
	hex := func(least, most int) (rune, int, error) {
		k := 1
		for k < len(s) && k <= most && strings.IndexByte("0123456789abcdefABCDEF", s[k]) >= 0 {
			k++
		}
		v, err := strconv.ParseUint(s[1:k], 16, 32)
		if err != nil || k-1 < least || v > 0x10ffff {
			return 0, 0, invalid(`invalid escape \ sequence`)
		}
		return rune(v), k, nil
	}
	switch c := s[0]; c {
	case 'a':
		return 7, 1, nil
	case 'b':
		return 8, 1, nil
	case 'e':
		return 27, 1, nil
	case 'f':
		return 12, 1, nil
	case 'n':
		return 10, 1, nil
	case 'r':
		return 13, 1, nil
	case 't':
		return 9, 1, nil
	case 'v':
		return 11, 1, nil
	case '0':
		return 0, 1, nil
	case 'x':
		return hex(1, 255)
	case 'u':
		return hex(4, 4)
	case 'U':
		return hex(8, 8)
	case 'c':
		if len(s) < 2 {
			return 0, 0, invalid(`invalid escape \ sequence`)
		}
		return rune(s[1] & 31), 2, nil
	default:
		if isLetter(c) || c >= '0' && c <= '9' {
			return 0, 0, invalid(`invalid escape \ sequence`)
		}
		for _, r := range s {
			return r, len(string(r)), nil
		}
	}
	return 0, 0, invalid(`invalid escape \ sequence`)
}
