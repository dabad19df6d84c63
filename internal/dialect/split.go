package dialect

import (
	"unicode/utf8"

	"lakewire/internal/pgerr"
)

// lexAll gives the tokens that say something, or the error of a string, name or comment that does not end.
func lexAll(text string) ([]Token, error) {
	toks := make([]Token, 0, len(text)/4+4)
	for l := (Lexer{Src: text}); ; {
		t := l.Next()
		if t.Bad {
			return nil, unterminated(text, t)
		}
		if t.Kind == TokQuoted && t.End-t.Start == 2 || t.Kind == TokUQuoted && t.End-t.Start == 4 {
			return nil, atToken(text, t, `zero-length delimited identifier at or near "%s"`, t.text(text))
		}
		if t.Kind == TokUQuoted {
			if _, ok := unicodeEscapes(unquote(text[t.Start+3:t.End-1], '"')); !ok {
				return nil, atToken(text, t, "invalid Unicode escape")
			}
		}
		if t.Kind == TokEOF {
			return append(toks, t), nil
		}
		if !t.skip() {
			toks = append(toks, t)
		}
	}
}

func unterminated(text string, t Token) error {
	rest := text[t.Start:]
	what := "quoted string"
	switch t.Kind {
	case TokComment:
		what = "/* comment"
	case TokQuoted, TokUQuoted:
		what = "quoted identifier"
	case TokBString:
		what = "bit string literal"
	case TokXString:
		what = "hexadecimal string literal"
	case TokDollar:
		what = "dollar-quoted string"
	}
	return atToken(text, t, `unterminated %s at or near "%s"`, what, rest)
}

func atToken(text string, t Token, format string, args ...any) error {
	return pgerr.Newf(pgerr.SyntaxError, format, args...).WithPosition(utf8.RuneCountInString(text[:t.Start]) + 1)
}

// plainSpaces turns Unicode's spaces, as the engine has them, into as many of ASCII's, so that everyone who reads the
// text sees the same tokens. It returns the text itself when there are none.
func plainSpaces(text string) string {
	ascii := true
	for i := 0; i < len(text) && ascii; i++ {
		ascii = text[i] < 0x80
	}
	if ascii {
		return text
	}
	var b []byte
	for l := (Lexer{Src: text}); ; {
		t := l.Next()
		if t.Kind == TokEOF {
			break
		}
		if t.Kind != TokSpace {
			continue
		}
		for i := t.Start; i < t.End; i++ {
			if text[i] >= 0x80 {
				if b == nil {
					b = []byte(text)
				}
				b[i] = ' '
			}
		}
	}
	if b == nil {
		return text
	}
	return string(b)
}

// split cuts the tokens at the semicolons that stand outside of brackets and of BEGIN ATOMIC … END. Each part ends
// with a TokEOF of its own.
func split(text string, toks []Token) [][]Token {
	var parts [][]Token
	start, depth, atomic := 0, 0, 0
	p := parser{src: text, toks: toks}
	for k, t := range toks {
		end := t.Kind == TokEOF
		switch {
		case t.Kind == TokPunct:
			switch text[t.Start] {
			case '(', '[', '{':
				depth++
			case ')', ']', '}':
				depth = max(depth-1, 0)
			case ';':
				end = depth == 0 && atomic == 0
			}
		case t.Kind == TokIdent && p.is(t, "atomic") && k > 0 && p.is(toks[k-1], "begin"):
			atomic = 1
		case atomic > 0 && t.Kind == TokIdent && p.is(t, "case"):
			atomic++
		case atomic > 0 && t.Kind == TokIdent && p.is(t, "end"):
			atomic--
		}
		if end {
			if k > start {
				part := append(make([]Token, 0, k-start+1), toks[start:k]...)
				last := part[len(part)-1].End
				parts = append(parts, append(part, Token{Kind: TokEOF, Start: last, End: last}))
			}
			start = k + 1
		}
	}
	return parts
}
