package are

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"lakewire/internal/pgerr"
)

// Similar writes the standard's pattern, of SIMILAR TO, in RE2's syntax: it has to match the whole text.
func Similar(pattern, escape string) (string, error) {
	parts, err := similarParts(pattern, escape)
	if err != nil {
		return "", err
	}
	return "(?s:" + strings.Join(parts, "") + ")", nil
}

// SimilarPart compiles the pattern of substring(text SIMILAR pattern ESCAPE e). The escape character before a double quote
// divides it into three, of which the group is the middle one: the first is as short as can be, the second as long.
func SimilarPart(pattern, escape string) (*regexp.Regexp, error) {
	parts, err := similarParts(pattern, escape)
	if err != nil {
		return nil, err
	}
	text := `\A(?s:` + parts[0] + `)\z`
	if len(parts) == 3 {
		text = `\A(?s:(?U:` + parts[0] + `)(` + parts[1] + `)(?:` + parts[2] + `))\z`
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, refused(err)
	}
	return re, nil
}

func similarParts(pattern, escape string) ([]string, error) {
	if utf8.RuneCountInString(escape) > 1 {
		return nil, pgerr.New(pgerr.InvalidEscapeSequence, "invalid escape string").WithHint("Escape string must be empty or one character.")
	}
	var b strings.Builder
	var parts []string
	bracket, escaped, first := false, false, false
	for _, r := range pattern {
		switch {
		case escaped && r == '"' && !bracket:
			escaped = false
			if len(parts) == 2 {
				return nil, pgerr.New(pgerr.InvalidUseOfEscapeCharacter, "SQL regular expression may not contain more than two escape-double-quote separators")
			}
			parts = append(parts, b.String())
			b.Reset()
		case escaped:
			escaped = false
			if !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		case string(r) == escape:
			escaped = true
		case bracket:
			bracket = r != ']' || first
			if r == '\\' {
				b.WriteByte('\\')
			}
			first = first && r == '^'
			b.WriteRune(r)
		default:
			switch r {
			case '[':
				bracket, first = true, true
				b.WriteByte('[')
			case '%':
				b.WriteString(".*")
			case '_':
				b.WriteByte('.')
			case '(':
				b.WriteString("(?:")
			case '.', '^', '$', '\\':
				b.WriteByte('\\')
				b.WriteRune(r)
			default:
				b.WriteRune(r)
			}
		}
	}
	return append(parts, b.String()), nil
}
