package dialect

import (
	"strings"

	"lakewire/internal/pgerr"
)

// ruleStrings writes every form of string and name literal but the plain one as a plain one: the engine lacks some, and
// what guard has read must be what the engine reads.
func ruleStrings(w *work) error {
	for i, t := range w.p.toks {
		switch t.Kind {
		case TokEString, TokUString, TokNString, TokDollar:
			v, ok := literal(w.Text, t)
			if !ok {
				return pgerr.New(pgerr.InvalidEscapeSequence, "invalid Unicode escape").WithPosition(w.p.position(t))
			}
			w.replace(i, i, quote(v))
		case TokUQuoted:
			w.replace(i, i, quoteIdent(ident(w.Text, t)))
		case TokBString:
			s := t.text(w.Text)
			v := unquote(s[2:len(s)-1], '\'')
			if k := strings.Trim(v, "01"); k != "" {
				return pgerr.Newf(pgerr.InvalidTextRepresentation, `"%s" is not a valid binary digit`, k[:1]).WithPosition(w.p.position(t))
			}
			w.replace(i, i, quote(v)+"::BIT")
		case TokXString:
			s := t.text(w.Text)
			var b strings.Builder
			for _, c := range []byte(unquote(s[2:len(s)-1], '\'')) {
				d, n := digits(string(rune(c)), 1, 16)
				if n == 0 {
					return pgerr.Newf(pgerr.InvalidTextRepresentation, `"%c" is not a valid hexadecimal digit`, c).WithPosition(w.p.position(t))
				}
				for bit := 3; bit >= 0; bit-- {
					b.WriteByte('0' + byte(d>>bit&1))
				}
			}
			w.replace(i, i, quote(b.String())+"::BIT")
		}
	}
	return nil
}
