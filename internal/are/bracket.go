package are

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// classes are PostgreSQL's character classes, for inside of brackets.
var classes = map[string]string{
	"alpha": `\pL\p{Nl}`, "alnum": alnumClass, "digit": digitClass, "space": spaceClass, "upper": `\p{Lu}\p{Lt}`, "lower": `\p{Ll}`, "word": wordClass,
	"punct": "!-/:-@\\[-`{-~\\pP\\pS", "xdigit": "0-9a-fA-F", "cntrl": `\p{Cc}`, "blank": ` \t`, "print": `\pL\pM\pN\pP\pS\p{Zs}`, "graph": `\pL\pM\pN\pP\pS`, "ascii": `\x00-\x7f`,
}

// bracket reads [...] and writes it.
func (t *translator) bracket() error {
	rest := t.in[t.i:]
	for mark, c := range map[string]byte{"[[:<:]]": 'm', "[[:>:]]": 'M'} {
		if strings.HasPrefix(rest, mark) {
			if err := t.boundary(c, t.in[:t.i], t.in[t.i+len(mark):]); err != nil {
				return err
			}
			t.i += len(mark)
			return nil
		}
	}
	var b strings.Builder
	b.WriteByte('[')
	i := 1
	if strings.HasPrefix(rest[i:], "^") {
		b.WriteString("^" + t.newline())
		i++
	}
	for first := true; ; first = false {
		if i >= len(rest) {
			return invalid("brackets [] not balanced")
		}
		if rest[i] == ']' && !first {
			break
		}
		n, set, low, err := t.element(rest[i:])
		if err != nil {
			return err
		}
		i += n
		if set != "" {
			b.WriteString(set)
			continue
		}
		high := low
		if i+1 < len(rest) && rest[i] == '-' && rest[i+1] != ']' {
			n, set, high, err = t.element(rest[i+1:])
			if err != nil {
				return err
			}
			if set != "" || high < low {
				return invalid("invalid character range")
			}
			i += 1 + n
		}
		b.WriteString(inBracket(low))
		if low != high {
			b.WriteString("-" + inBracket(high))
		}
	}
	b.WriteByte(']')
	t.out.WriteString(b.String())
	t.i += i + 1
	return nil
}

// inBracket writes a character so that it stands for itself.
func inBracket(r rune) string {
	if r < 0x80 && isWord(byte(r)) {
		return string(r)
	}
	return fmt.Sprintf(`\x{%x}`, r)
}

// element reads a class, or one character, inside of brackets.
func (t *translator) element(s string) (n int, set string, r rune, err error) {
	for _, kind := range []string{":", ".", "="} {
		if !strings.HasPrefix(s, "["+kind) {
			continue
		}
		end := strings.Index(s, kind+"]")
		if end < 2 {
			return 0, "", 0, invalid("brackets [] not balanced")
		}
		name := s[2:end]
		if kind == ":" {
			if classes[name] == "" {
				return 0, "", 0, invalid("invalid character class")
			}
			return end + 2, classes[name], 0, nil
		}
		if utf8.RuneCountInString(name) != 1 {
			return 0, "", 0, invalid("invalid collating element")
		}
		r, _ = utf8.DecodeRuneInString(name)
		return end + 2, "", r, nil
	}
	if s[0] == '\\' && len(s) > 1 {
		switch s[1] {
		case 'd':
			return 2, digitClass, 0, nil
		case 's':
			return 2, spaceClass, 0, nil
		case 'w':
			return 2, wordClass, 0, nil
		case 'D', 'S', 'W':
			return 0, "", 0, invalid("invalid escape \\ sequence")
		case 'B':
			return 2, "", '\\', nil
		}
		r, k, err := t.character(s[1:])
		return 1 + k, "", r, err
	}
	r, n = utf8.DecodeRuneInString(s)
	return n, "", r, nil
}
