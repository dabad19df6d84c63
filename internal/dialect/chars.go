package dialect

func at(s string, i int) byte {
	if i < len(s) {
		return s[i]
	}
	return 0
}

// The classes of bytes; the lexer looks each byte up once.
const (
	classSpace = 1 << iota
	classDigit
	classHex
	classStart // of a name
	classPart  // of a name
	classOp
)

var classes = func() (t [256]uint8) {
	mark := func(set string, class uint8) {
		for i := range len(set) {
			t[set[i]] |= class
		}
	}
	const lower, upper, digits = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
	mark(" \t\n\v\f\r", classSpace)
	mark(digits, classDigit|classHex|classPart)
	mark("abcdefABCDEF", classHex)
	mark(lower+upper+"_", classStart|classPart)
	mark("$", classPart)
	mark("+-*/<>=~!@#%^&|`?", classOp)
	for c := 0x80; c < 0x100; c++ {
		t[c] |= classStart | classPart
	}
	return t
}()

func isSpace(c byte) bool { return classes[c]&classSpace != 0 }

func isDigit(c byte) bool { return classes[c]&classDigit != 0 }

func isHex(c byte) bool { return classes[c]&classHex != 0 }

func radix(c byte) bool {
	return c == 'x' || c == 'X' || c == 'o' || c == 'O' || c == 'b' || c == 'B'
}

func isIdentStart(c byte) bool { return classes[c]&classStart != 0 }

func isIdentPart(c byte) bool { return classes[c]&classPart != 0 }

func isOp(c byte) bool { return classes[c]&classOp != 0 }

func digitRun(s string, i int) int {
	for i < len(s) && (isDigit(s[i]) || s[i] == '_' && isDigit(at(s, i+1))) {
		i++
	}
	return i
}

// spaceWidth gives the bytes of a Unicode space at the start of s, 0 when there is none. The engine takes these for
// white space outside of quotes; if we took them for letters, as PostgreSQL does, a name could hide behind one.
func spaceWidth(s string) int {
	if len(s) < 2 || s[0] < 0xC2 {
		return 0
	}
	if s[0] == 0xC2 {
		if s[1] == 0xA0 {
			return 2
		}
		return 0
	}
	if len(s) < 3 {
		return 0
	}
	switch {
	case s[0] == 0xE2 && s[1] == 0x80 && (s[2] >= 0x80 && s[2] <= 0x8D || s[2] == 0xA8 || s[2] == 0xA9 || s[2] == 0xAF),
		s[0] == 0xE2 && s[1] == 0x81 && (s[2] == 0x9F || s[2] == 0xA0),
		s[0] == 0xE3 && s[1] == 0x80 && s[2] == 0x80,
		s[0] == 0xE1 && s[1] == 0x9A && s[2] == 0x80,
		s[0] == 0xEF && s[1] == 0xBB && s[2] == 0xBF:
		return 3
	}
	return 0
}

// lower folds ASCII letters, as PostgreSQL folds names in UTF-8.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if c := b[i]; c >= 'A' && c <= 'Z' {
					b[i] = c + 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
