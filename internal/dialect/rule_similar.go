package dialect

import (
	"strings"

	"lakewire/internal/pgerr"
)

// ruleSimilar turns the pattern of SIMILAR TO into the regular expression that the engine takes there.
func ruleSimilar(w *work) error {
	for i := range w.p.toks {
		if !w.is(i, "similar") || !w.is(i+1, "to") || !w.operand(i-1) && !w.is(i-1, "not") {
			continue
		}
		v, ok := literal(w.Text, w.tok(i+2))
		escape, last := `\`, i+2
		if ok && w.is(i+3, "escape") {
			escape, ok = literal(w.Text, w.tok(i+4))
			last = i + 4
		}
		if next := w.tok(last + 1); !ok || next.Kind == TokOp || next.Kind == TokCast {
			return pgerr.Unsupported("SIMILAR TO with a pattern that is not a literal is not supported", "Use ~ with a regular expression.").WithPosition(w.p.position(w.tok(i)))
		}
		if len([]rune(escape)) > 1 {
			return pgerr.New(pgerr.InvalidEscapeSequence, "invalid escape string").WithHint("Escape string must be empty or one character.")
		}
		w.replace(i+2, last, quote(similarPattern(v, escape)))
	}
	return nil
}

// similarPattern writes the standard's pattern as a regular expression, which has to match the whole text.
func similarPattern(v, escape string) string {
	var b strings.Builder
	b.WriteString("(?s:")
	bracket, escaped, first := false, false, false
	for _, r := range v {
		switch {
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
	return b.String() + ")"
}
