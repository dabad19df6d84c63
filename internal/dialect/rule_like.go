package dialect

import "strings"

// likeOperators are LIKE's other names.
var likeOperators = map[string]string{"~~": "LIKE", "!~~": "NOT LIKE", "~~*": "ILIKE", "!~~*": "NOT ILIKE"}

// ruleLike gives LIKE PostgreSQL's default escape character, where the pattern is one that it could matter for: all but a
// literal without a backslash. That one stays, as the engine pushes a plain LIKE down.
func ruleLike(w *work) error {
	for i, t := range w.p.toks {
		word := t.Kind == TokOp && t.End-t.Start <= 4 && likeOperators[t.text(w.Text)] != ""
		if !word && !w.isAny(i, "like", "ilike") || !w.operand(i-1) && !w.is(i-1, "not") {
			continue
		}
		p := w.tok(i + 1)
		last := i + 1
		plain := p.isString() && strings.IndexByte(p.text(w.Text), '\\') < 0
		next := w.tok(i + 2)
		if !p.isString() && p.Kind != TokParam || next.Kind == TokCast || next.Kind == TokOp || w.isAny(i+2, "[", ".", "collate", "at") {
			if last = w.operandEnd(i + 1); last < 0 {
				continue
			}
			plain = false
		}
		if plain || w.ones[i+1] || w.is(last+1, "escape") {
			continue
		}
		if word {
			w.replace(i, i, likeOperators[t.text(w.Text)])
		}
		w.insertAfter(last, ` ESCAPE '\'`)
	}
	return nil
}
