package dialect

import "lakewire/internal/pgtypes"

// ruleOverlaps writes (a, b) OVERLAPS (c, d) as a call; an end that is told as a length is added to its beginning.
func ruleOverlaps(w *work) error {
	if w.tree == nil {
		return nil
	}
	for i := range w.p.toks {
		if !w.is(i, "overlaps") || !w.is(i-1, ")") || !w.is(i+1, "(") {
			continue
		}
		open := w.opening(i - 1)
		left, _ := w.arguments(open)
		right, _ := w.arguments(i + 1)
		if len(left) != 2 || len(right) != 2 {
			continue
		}
		w.insert(open, "lw_overlaps")
		w.replace(i-1, i+1, ",")
		for _, pair := range [][]stretch{left, right} {
			if w.tellsInterval(pair[1]) {
				w.wrap(pair[1], "("+w.text(pair[0])+") + (", ")")
			}
		}
	}
	return nil
}

// tellsInterval tells whether an expression is an interval.
func (w *work) tellsInterval(s stretch) bool {
	for n, x := range w.typed().types {
		if x.oid != pgtypes.OIDInterval {
			continue
		}
		at := w.tokenAt(location(n))
		if at == s.first || at == s.first+1 && w.tok(at).isString() {
			return true
		}
	}
	return false
}
