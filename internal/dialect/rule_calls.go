package dialect

import (
	"cmp"
	"strings"
)

// keywordCalls are the functions whose arguments PostgreSQL separates by words. The engine's grammar binds them to its own
// functions, past the shim's, so that they are written as plain calls.
var keywordCalls = map[string]string{"substring": "lw_substr", "overlay": "lw_overlay", "extract": "lw_extract"}

// ruleCalls writes such calls, and sends format() with PostgreSQL's % to the shim's.
func ruleCalls(w *work) error {
	for i := range w.p.toks {
		if !w.is(i+1, "(") || w.is(i-1, ".") && lower(w.name(i-2)) != "pg_catalog" {
			continue
		}
		name := lower(w.name(i))
		if name == "format" && !w.isAny(i-1, "from", "join") && percents(w, i+2) {
			w.replace(i, i, "lw_format")
		}
		to, ok := keywordCalls[name]
		if !ok || w.isAny(i-1, "into", "table", "macro", "function", "view", "from", "join") {
			continue
		}
		end := w.closing(i + 1)
		if end < 0 || name == "extract" && !w.is(i+3, "from") {
			continue
		}
		if name == "substring" && w.similar(i+2, end) {
			to = "lw_substring_similar"
		}
		w.replace(i, i, to)
		w.separate(i+2, end, name)
	}
	return nil
}

// similar tells whether a call of substring() is that with SIMILAR … ESCAPE, or with FROM, a pattern, and FOR, an escape character.
func (w *work) similar(i, end int) bool {
	for k := range w.outside(i, end) {
		switch {
		case w.is(k, "similar"):
			return true
		case w.is(k, "for"):
			return w.tok(k+1).isString() && k+2 == end
		}
	}
	return false
}

// separate exchanges the words between the arguments from token i to end for commas.
func (w *work) separate(i, end int, name string) {
	if name == "extract" {
		field := w.tok(i)
		if field.isName() {
			w.replace(i, i, quote(cmp.Or(fieldNamed(w.name(i)), w.name(i))))
		} else if v, ok := literal(w.Text, field); ok && fieldNamed(v) != "" {
			w.replace(i, i, quote(fieldNamed(v)))
		}
		w.replace(i+1, i+1, ",")
		return
	}
	from := false
	for k := range w.outside(i, end) {
		switch {
		case w.isAny(k, "from", "placing", "similar", "escape"):
			from = true
			w.replace(k, k, ",")
		case w.is(k, "for") && !from:
			w.replace(k, k, ", 1,")
		case w.is(k, "for"):
			w.replace(k, k, ",")
		}
	}
}

// percents tells whether format's first argument, token i, can hold %: a literal without it is the engine's own format.
func percents(w *work, i int) bool {
	t := w.tok(i)
	return t.Kind != TokString || strings.Contains(t.text(w.Text), "%")
}
