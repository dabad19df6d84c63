package session

import (
	"strings"
)

// insertion notes that text was put in around a parameter, so that positions can be taken back.
type insertion struct {
	at    int // offset in the text before
	added int
}

// originalPos takes an offset in the text with casts back to the text without.
func originalPos(pos int, ins []insertion) int {
	shift := 0
	for _, in := range ins {
		if in.at+shift > pos {
			break
		}
		shift += min(in.added, pos-in.at-shift)
	}
	return pos - shift
}

// skipToken gives the end of the token at i.
func skipToken(s string, i int) int {
	rest := s[i:]
	switch c := s[i]; {
	case c == '\'':
		escapes := i > 0 && (s[i-1] == 'e' || s[i-1] == 'E') && (i == 1 || !isWord(s[i-2]))
		return i + quoted(rest, '\'', escapes)
	case c == '"':
		return i + quoted(rest, '"', false)
	case strings.HasPrefix(rest, "--"):
		if n := strings.IndexByte(rest, '\n'); n >= 0 {
			return i + n
		}
		return len(s)
	case strings.HasPrefix(rest, "/*"):
		return i + comment(rest)
	case c == '$':
		if len(rest) > 1 && isDigit(rest[1]) {
			j := i + 1
			for j < len(s) && isDigit(s[j]) {
				j++
			}
			return j
		}
		return i + dollar(rest)
	case isWord(c):
		j := i + 1
		for j < len(s) && (isWord(s[j]) || s[j] == '$') {
			j++
		}
		return j
	}
	return i + 1
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isWord(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c >= 0x80
}

// quoted gives the length of what begins with the quote q; a doubled quote goes on.
func quoted(s string, q byte, escapes bool) int {
	for i := 1; i < len(s); i++ {
		switch {
		case escapes && s[i] == '\\':
			i++
		case s[i] == q && i+1 < len(s) && s[i+1] == q:
			i++
		case s[i] == q:
			return i + 1
		}
	}
	return len(s)
}

// comment gives the length of a comment; they nest.
func comment(s string) int {
	depth := 0
	for i := 0; i+1 < len(s); i++ {
		switch s[i : i+2] {
		case "/*":
			depth++
			i++
		case "*/":
			depth--
			i++
			if depth == 0 {
				return i + 1
			}
		}
	}
	return len(s)
}

// dollar gives the length of a dollar-quoted string, or 1 where the dollar begins none.
func dollar(s string) int {
	j := 1
	for j < len(s) && isWord(s[j]) {
		j++
	}
	if j >= len(s) || s[j] != '$' {
		return 1
	}
	tag := s[:j+1]
	if n := strings.Index(s[len(tag):], tag); n >= 0 {
		return n + 2*len(tag)
	}
	return len(s)
}
