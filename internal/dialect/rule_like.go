package dialect

import "strings"

// ruleLike gives LIKE PostgreSQL's default escape character, where the pattern is one that it could matter for: a
// literal with a backslash or a parameter. Elsewhere the text stays, as the engine pushes a plain LIKE down.
func ruleLike(w *work) error {
	for i := range w.p.toks {
		if !w.isAny(i, "like", "ilike") || !w.operand(i-1) && !w.is(i-1, "not") {
			continue
		}
		t := w.tok(i + 1)
		if t.Kind != TokParam && !(t.isString() && strings.IndexByte(t.text(w.Text), '\\') >= 0) {
			continue
		}
		switch n := w.tok(i + 2); {
		case n.Kind == TokCast, n.Kind == TokOp, w.isAny(i+2, "escape", "[", ".", "collate", "at"):
			continue
		}
		w.insertAfter(i+1, ` ESCAPE '\'`)
	}
	return nil
}
