package dialect

import (
	"lakewire/internal/are"
	"lakewire/internal/pgerr"
)

// ruleSimilar turns the pattern of SIMILAR TO into the regular expression that the engine takes there: a literal at once, any
// other when the statement runs.
func ruleSimilar(w *work) error {
	for i := range w.p.toks {
		if !w.is(i, "similar") || !w.is(i+1, "to") || !w.operand(i-1) && !w.is(i-1, "not") {
			continue
		}
		last := w.operandEnd(i + 2)
		if last < 0 {
			return pgerr.Unsupported("SIMILAR TO with such a pattern is not supported", "Put the pattern in brackets.").WithPosition(w.p.position(w.tok(i)))
		}
		end, escape, known := last, `\`, true
		if w.is(last+1, "escape") {
			escape, known = literal(w.Text, w.tok(last+2))
			end = last + 2
		}
		if v, ok := literal(w.Text, w.tok(i+2)); ok && known && last == i+2 {
			re, err := are.Similar(v, escape)
			if err != nil {
				return err
			}
			w.replace(i+2, end, quote(re))
			continue
		}
		w.insert(i+2, "lw_similar(")
		if end == last {
			w.insertAfter(last, `, '\')`)
		} else {
			w.replace(last+1, last+1, ",")
			w.insertAfter(end, ")")
		}
	}
	return nil
}
