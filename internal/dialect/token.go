package dialect

// TokenKind is what a token is.
type TokenKind uint8

// The token kinds. A string keeps its quotes, a comment its marks: the tokens of a text, joined, are the text.
const (
	TokEOF     TokenKind = iota
	TokSpace             // any run of white space, that of Unicode included, as the engine takes it
	TokComment           // -- to the end of the line, or /* nested */
	TokIdent             // an unquoted name or key word
	TokQuoted            // "a name"
	TokUQuoted           // U&"a name"
	TokString            // 'a string'
	TokEString           // E'with escapes'
	TokBString           // B'0101'
	TokXString           // X'1FFF'
	TokNString           // N'national'
	TokUString           // U&'\0441'
	TokDollar            // $tag$a string$tag$
	TokInt               // digits only
	TokFloat             // a number with a point or an exponent, or 0x…
	TokParam             // $1
	TokOp                // an operator, PostgreSQL's rules for where it ends
	TokCast              // ::
	TokAssign            // :=
	TokPunct             // one of ( ) [ ] { } , ; . :
	TokOther             // a byte that neither grammar knows, NUL included
)

// Token is a piece of the text. Bad marks a string, name or comment that the text ends in the middle of.
type Token struct {
	Kind  TokenKind
	Bad   bool
	Start int
	End   int
}

// text gives the token's own bytes.
func (t Token) text(src string) string { return src[t.Start:t.End] }

// skip tells whether the token separates others and says nothing itself.
func (t Token) skip() bool { return t.Kind == TokSpace || t.Kind == TokComment }

// isString tells whether the token is a string literal of any form.
func (t Token) isString() bool { return t.Kind >= TokString && t.Kind <= TokDollar }

// isName tells whether the token may name something: key words included.
func (t Token) isName() bool { return t.Kind >= TokIdent && t.Kind <= TokUQuoted }
