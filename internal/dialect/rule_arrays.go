package dialect

import (
	"strings"

	"lakewire/internal/pgerr"
)

// ruleArrays writes an array literal with its type, '{1,2}'::int[] or CAST('{1,2}' AS int[]), as the engine's list.
func ruleArrays(w *work) error {
	for i, t := range w.p.toks {
		if !t.isString() {
			continue
		}
		first, last := i, i // brackets that hold nothing but the literal count as it does
		for w.is(first-1, "(") && w.is(last+1, ")") && !w.operand(first-2) {
			first, last = first-1, last+1
		}
		if !(w.tok(last+1).Kind == TokCast || w.is(last+1, "as") && w.is(first-1, "(") && w.is(first-2, "cast")) {
			continue
		}
		k := last + 2
		for w.tok(k).isName() && (w.is(k+1, ".") || w.tok(k+1).Kind == TokIdent) {
			k++
			if w.is(k, ".") {
				k++
			}
		}
		if w.is(k+1, "(") {
			for !w.is(k, ")") && w.tok(k).Kind != TokEOF {
				k++
			}
		}
		if !w.is(k+1, "[") && !w.is(k+1, "array") {
			continue
		}
		v, ok := literal(w.Text, t)
		if !ok {
			continue
		}
		if elem := simpleTypes[w.name(last+2)]; w.tree != nil && numberTypes[elem] != "" {
			if _, err := arrayOf(elem, v); err != nil && err.Code != pgerr.FeatureNotSupported {
				return err.WithPosition(w.p.position(t))
			}
		}
		if list, ok := arrayLiteral(v); ok {
			w.replace(i, i, list)
			w.dimensions(k+1, max(1, len(list)-len(strings.TrimLeft(list, "["))))
		}
	}
	return nil
}

// dimensions gives the brackets at token i, of an array's type, as many dimensions as the array has: to PostgreSQL their
// number says nothing.
func (w *work) dimensions(i, n int) {
	if !w.is(i, "[") {
		return
	}
	have, last := 0, i
	for w.is(i, "[") {
		last = w.bracket(i)
		if have++; have > n {
			w.replace(i, last, "")
		}
		i = last + 1
	}
	if have < n {
		w.insertAfter(last, strings.Repeat("[]", n-have))
	}
}
