package dialect

import "strings"

// Lexer cuts a text into tokens. It never fails and never allocates; its zero value with Src set is ready.
type Lexer struct {
	Src string
	pos int
}

// Next gives the next token, TokEOF at the end.
func (l *Lexer) Next() Token {
	start := l.pos
	if start >= len(l.Src) {
		return Token{Kind: TokEOF, Start: start, End: start}
	}
	kind, bad := l.scan()
	return Token{Kind: kind, Bad: bad, Start: start, End: l.pos}
}

func (l *Lexer) scan() (TokenKind, bool) {
	s, i := l.Src, l.pos
	c := s[i]
	switch {
	case isSpace(c):
		l.space()
		return TokSpace, false
	case isIdentStart(c):
		if c >= 0x80 && spaceWidth(s[i:]) > 0 {
			l.space()
			return TokSpace, false
		}
		return l.word(c)
	case isDigit(c), c == '.' && isDigit(at(s, i+1)):
		return l.number(), false
	}
	switch c {
	case '\'':
		return TokString, l.quoted(i+1, '\'', false)
	case '"':
		return TokQuoted, l.quoted(i+1, '"', false)
	case '$':
		return l.dollar()
	case '-':
		if at(s, i+1) == '-' {
			n := strings.IndexAny(s[i:], "\n\r")
			if n < 0 {
				n = len(s) - i
			}
			l.pos = i + n
			return TokComment, false
		}
	case '/':
		if at(s, i+1) == '*' {
			return TokComment, l.comment()
		}
	case '(', ')', '[', ']', '{', '}', ',', ';', '.':
		l.pos = i + 1
		return TokPunct, false
	case ':':
		switch at(s, i+1) {
		case ':':
			l.pos = i + 2
			return TokCast, false
		case '=':
			l.pos = i + 2
			return TokAssign, false
		}
		l.pos = i + 1
		return TokPunct, false
	}
	if isOp(c) {
		l.operator()
		return TokOp, false
	}
	l.pos = i + 1
	return TokOther, false
}

func (l *Lexer) space() {
	s, i := l.Src, l.pos
	for i < len(s) {
		if isSpace(s[i]) {
			i++
			continue
		}
		n := 0
		if s[i] >= 0x80 {
			n = spaceWidth(s[i:])
		}
		if n == 0 {
			break
		}
		i += n
	}
	l.pos = i
}

// word reads a name, or the string that a prefix letter begins.
func (l *Lexer) word(c byte) (TokenKind, bool) {
	s, i := l.Src, l.pos
	if at(s, i+1) == '\'' {
		switch c {
		case 'e', 'E':
			return TokEString, l.quoted(i+2, '\'', true)
		case 'b', 'B':
			return TokBString, l.quoted(i+2, '\'', false)
		case 'x', 'X':
			return TokXString, l.quoted(i+2, '\'', false)
		case 'n', 'N':
			return TokNString, l.quoted(i+2, '\'', false)
		}
	}
	if (c == 'u' || c == 'U') && at(s, i+1) == '&' {
		switch at(s, i+2) {
		case '\'':
			return TokUString, l.quoted(i+3, '\'', false)
		case '"':
			return TokUQuoted, l.quoted(i+3, '"', false)
		}
	}
	for i++; i < len(s) && isIdentPart(s[i]); i++ {
		if s[i] >= 0x80 && spaceWidth(s[i:]) > 0 {
			break
		}
	}
	l.pos = i
	return TokIdent, false
}

// quoted reads from behind the opening quote to behind the closing one; it tells whether the text ended before.
func (l *Lexer) quoted(i int, q byte, escapes bool) bool {
	s := l.Src
	for i < len(s) {
		switch {
		case s[i] == q:
			if at(s, i+1) != q {
				l.pos = i + 1
				return false
			}
			i += 2
		case escapes && s[i] == '\\':
			i += 2
		default:
			i++
		}
	}
	l.pos = len(s)
	return true
}

// comment reads a /* comment */, which may hold others.
func (l *Lexer) comment() bool {
	s, i, depth := l.Src, l.pos+2, 1
	for i < len(s) {
		switch {
		case s[i] == '/' && at(s, i+1) == '*':
			depth++
			i += 2
		case s[i] == '*' && at(s, i+1) == '/':
			depth--
			i += 2
			if depth == 0 {
				l.pos = i
				return false
			}
		default:
			i++
		}
	}
	l.pos = len(s)
	return true
}

// dollar reads $1, $tag$…$tag$ or a lone $.
func (l *Lexer) dollar() (TokenKind, bool) {
	s, i := l.Src, l.pos
	j := i + 1
	if isDigit(at(s, j)) {
		for j < len(s) && isDigit(s[j]) {
			j++
		}
		l.pos = j
		return TokParam, false
	}
	for j < len(s) && isIdentPart(s[j]) && s[j] != '$' {
		j++
	}
	if at(s, j) != '$' {
		l.pos = i + 1
		return TokOther, false
	}
	tag := s[i : j+1]
	n := strings.Index(s[j+1:], tag)
	if n < 0 {
		l.pos = len(s)
		return TokDollar, true
	}
	l.pos = j + 1 + n + len(tag)
	return TokDollar, false
}

// number reads digits, a fraction, an exponent; 0x1F, 0o7 and 0b1 too, and _ between digits.
func (l *Lexer) number() TokenKind {
	s, i, kind := l.Src, l.pos, TokInt
	if s[i] == '0' && i+2 < len(s) && radix(s[i+1]) && isHex(s[i+2]) {
		for i += 2; i < len(s) && (isHex(s[i]) || s[i] == '_'); i++ {
			continue
		}
		l.pos = i
		return TokFloat
	}
	i = digitRun(s, i)
	if at(s, i) == '.' && at(s, i+1) != '.' {
		kind = TokFloat
		i = digitRun(s, i+1)
	}
	if c := at(s, i); c == 'e' || c == 'E' {
		j := i + 1
		if c := at(s, j); c == '+' || c == '-' {
			j++
		}
		if isDigit(at(s, j)) {
			kind = TokFloat
			i = digitRun(s, j)
		}
	}
	l.pos = i
	return kind
}

// maxOperator is how far an operator is looked at: PostgreSQL's are at most 63 bytes long, and a run of signs, each a token
// of its own, must not be read to its end for each.
const maxOperator = 64

// operator reads the longest operator: a comment ends it, and it may end in + or - only when it holds a character
// that is not in the standard's operators.
func (l *Lexer) operator() {
	s, i := l.Src, l.pos
	j, plain, special := i, i+1, false // plain ends the longest operator that ends in neither + nor -
	for j < len(s) && j-i < maxOperator && isOp(s[j]) {
		if j > i && ((s[j] == '-' && at(s, j+1) == '-') || (s[j] == '/' && at(s, j+1) == '*')) {
			break
		}
		switch s[j] {
		case '~', '!', '@', '#', '%', '^', '&', '|', '`', '?':
			special = true
		case '+', '-':
		default:
			plain = j + 1
		}
		j++
	}
	if !special {
		j = plain
	}
	l.pos = j
}
