package pgjson

import (
	"unicode/utf8"

	"lakewire/internal/pgerr"
)

// maxDepth bounds how deep values nest: what walks over them recurses.
const maxDepth = 5000

func tooDeep() *pgerr.Error {
	return pgerr.New(pgerr.StatementTooComplex, "stack depth limit exceeded")
}

// A scanner reads one value. It is on the stack of its caller: nothing is allocated.
type scanner struct {
	s     []byte
	i     int
	depth int
}

func invalid() error {
	return pgerr.New(pgerr.InvalidTextRepresentation, "invalid input syntax for type json")
}

// Check tells whether a text is one JSON value with nothing but white space around it.
func Check(s []byte) error {
	p := scanner{s: s}
	if err := p.value(); err != nil {
		return err
	}
	if p.space(); p.i < len(s) {
		return invalid()
	}
	return nil
}

func (p *scanner) space() {
	for p.i < len(p.s) {
		switch p.s[p.i] {
		case ' ', '\t', '\n', '\r':
			p.i++
		default:
			return
		}
	}
}

// peek gives the next byte that is no space, 0 at the end.
func (p *scanner) peek() byte {
	p.space()
	if p.i < len(p.s) {
		return p.s[p.i]
	}
	return 0
}

// value passes over one value and checks it.
func (p *scanner) value() error {
	switch c := p.peek(); {
	case c == '"':
		return p.str()
	case c == '{':
		return p.group('}', true)
	case c == '[':
		return p.group(']', false)
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	case c == 't':
		return p.word("true")
	case c == 'f':
		return p.word("false")
	case c == 'n':
		return p.word("null")
	}
	return invalid()
}

func (p *scanner) word(w string) error {
	if len(p.s)-p.i < len(w) || string(p.s[p.i:p.i+len(w)]) != w {
		return invalid()
	}
	if p.i += len(w); p.i < len(p.s) && (p.s[p.i]|0x20 >= 'a' && p.s[p.i]|0x20 <= 'z' || p.s[p.i] >= '0' && p.s[p.i] <= '9') {
		return invalid()
	}
	return nil
}

// group passes over an object or an array.
func (p *scanner) group(end byte, keys bool) error {
	if p.depth++; p.depth > maxDepth {
		return tooDeep()
	}
	p.i++
	if p.peek() == end {
		p.i++
		p.depth--
		return nil
	}
	for {
		if keys {
			if p.peek() != '"' {
				return invalid()
			}
			if err := p.str(); err != nil {
				return err
			}
			if p.peek() != ':' {
				return invalid()
			}
			p.i++
		}
		if err := p.value(); err != nil {
			return err
		}
		switch p.peek() {
		case ',':
			p.i++
		case end:
			p.i++
			p.depth--
			return nil
		default:
			return invalid()
		}
	}
}

func (p *scanner) digits() bool {
	from := p.i
	for p.i < len(p.s) && p.s[p.i] >= '0' && p.s[p.i] <= '9' {
		p.i++
	}
	return p.i > from
}

func (p *scanner) number() error {
	if p.s[p.i] == '-' {
		p.i++
	}
	if p.i < len(p.s) && p.s[p.i] == '0' {
		p.i++
	} else if !p.digits() {
		return invalid()
	}
	if p.i < len(p.s) && p.s[p.i] == '.' {
		if p.i++; !p.digits() {
			return invalid()
		}
	}
	if p.i < len(p.s) && p.s[p.i]|0x20 == 'e' {
		p.i++
		if p.i < len(p.s) && (p.s[p.i] == '+' || p.s[p.i] == '-') {
			p.i++
		}
		if !p.digits() {
			return invalid()
		}
	}
	if p.i < len(p.s) {
		if c := p.s[p.i]; c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c >= 0x80 {
			return invalid()
		}
	}
	return nil
}

// str passes over a string, from its opening quote.
func (p *scanner) str() error {
	for p.i++; p.i < len(p.s); p.i++ {
		switch c := p.s[p.i]; {
		case c == '"':
			p.i++
			return nil
		case c < 0x20:
			return invalid()
		case c == '\\':
			if p.i++; p.i >= len(p.s) {
				return invalid()
			}
			switch p.s[p.i] {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
			case 'u':
				if p.i+4 >= len(p.s) {
					return invalid()
				}
				if _, ok := hex4(p.s[p.i+1:]); !ok {
					return invalid()
				}
				p.i += 4
			default:
				return invalid()
			}
		}
	}
	return invalid()
}

func hex4(s []byte) (rune, bool) {
	var r rune
	for _, c := range s[:4] {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}

// plain tells whether a string, its quotes included, holds no escape.
func plain(s []byte) bool {
	for _, c := range s {
		if c == '\\' {
			return false
		}
	}
	return true
}

// unescape appends what a string, its quotes included, stands for.
func unescape(dst, s []byte) ([]byte, error) {
	s = s[1 : len(s)-1]
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '\\' {
			dst = append(dst, c)
			continue
		}
		i++
		switch s[i] {
		case 'b':
			dst = append(dst, '\b')
		case 'f':
			dst = append(dst, '\f')
		case 'n':
			dst = append(dst, '\n')
		case 'r':
			dst = append(dst, '\r')
		case 't':
			dst = append(dst, '\t')
		case 'u':
			r, _ := hex4(s[i+1:])
			i += 4
			if r >= 0xD800 && r < 0xDC00 && i+6 < len(s) && s[i+1] == '\\' && s[i+2] == 'u' {
				if low, ok := hex4(s[i+3:]); ok && low >= 0xDC00 && low < 0xE000 {
					r = 0x10000 + (r-0xD800)<<10 + (low - 0xDC00)
					i += 6
				}
			}
			if r == 0 {
				return dst, pgerr.New(pgerr.UntranslatableCharacter, "unsupported Unicode escape sequence").WithDetail("\\u0000 cannot be converted to text.")
			}
			if r >= 0xD800 && r < 0xE000 {
				return dst, invalid()
			}
			dst = utf8.AppendRune(dst, r)
		default:
			dst = append(dst, s[i])
		}
	}
	return dst, nil
}

const hexDigits = "0123456789abcdef"

// AppendString appends a text as a JSON string.
func AppendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		dst = append(dst, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\t':
			dst = append(dst, '\\', 't')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\b':
			dst = append(dst, '\\', 'b')
		case '\f':
			dst = append(dst, '\\', 'f')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return append(append(dst, s[from:]...), '"')
}
