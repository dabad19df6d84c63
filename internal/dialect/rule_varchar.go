package dialect

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lakewire/internal/pgerr"
)

// maxTextLength is PostgreSQL's bound for n in varchar(n).
const maxTextLength = 10485760

// endless is the length of bpchar without one.
const endless = -1

// ruleVarchar makes casts to varchar(n) and char(n) cut the text, as PostgreSQL's do: the engine forgets n. A char(n) that
// the client gets to see is filled up with spaces; elsewhere they would not count, and so they are left out.
func ruleVarchar(w *work) error {
	for i, t := range w.p.toks {
		if t.Kind != TokIdent || t.End-t.Start < 4 || !w.isAny(i, "varchar", "character", "char", "bpchar", "nchar") {
			continue
		}
		first, open := i, i+1
		padded := !w.is(i, "varchar")
		if padded && w.is(i+1, "varying") {
			padded, open = false, i+2
		}
		if w.is(i-1, ".") && lower(w.name(i-2)) == "pg_catalog" {
			first = i - 2
		}
		if w.tree != nil && w.is(open, "(") && w.tok(open+1).Kind == TokInt && w.tok(open+3).Kind == TokString { // varchar(2) 'abc'
			if n, err := strconv.Atoi(w.tok(open + 1).text(w.Text)); err == nil && n >= 1 && n <= maxTextLength {
				v, _ := literal(w.Text, w.tok(open+3))
				if r := []rune(v); len(r) > n {
					v = string(r[:n])
				}
				if padded && !w.output(first, open+4) {
					v = strings.TrimRight(v, " ")
				} else if padded {
					v += strings.Repeat(" ", max(n-utf8.RuneCountInString(v), 0))
				}
				w.replace(first, open+3, quote(v)+"::VARCHAR")
			}
			continue
		}
		cast := w.tok(first-1).Kind == TokCast
		if !cast && !(w.is(first-1, "as") && w.isType(first)) {
			continue
		}
		n, last := 1, open-1
		if w.is(open, "(") && w.tok(open+1).Kind == TokInt && w.is(open+2, ")") {
			var err error
			if n, err = strconv.Atoi(w.tok(open + 1).text(w.Text)); err != nil || n > maxTextLength {
				return w.badLength(i, padded, "cannot exceed 10485760")
			}
			if n < 1 {
				return w.badLength(i, padded, "must be at least 1")
			}
			last = open + 2
		} else if !padded {
			continue
		} else if w.is(i, "bpchar") {
			n = endless
		}
		if w.is(last+1, "[") || w.is(last+1, "array") {
			if cast && n > 0 && w.is(last+2, "]") && !w.is(last+3, "[") {
				w.cutEach(first, last+2, n, padded)
			}
			continue
		}
		w.cut(first, last, n, padded, cast)
	}
	return nil
}

// cut puts left(…, n) round the cast whose type stands from first to last.
func (w *work) cut(first, last, n int, padded, cast bool) {
	var from, to int
	if cast {
		if from, to = w.castOperand(first-2), last; from < 0 {
			return
		}
	} else {
		if from, to = w.opening(first-1)-1, last+1; from < 0 || !w.is(to, ")") {
			return
		}
	}
	lead, tail := "left(", ", "+strconv.Itoa(n)+")"
	switch {
	case padded && n == endless && w.output(from, to+1):
		lead, tail = "", ""
	case padded && n == endless:
		lead, tail = "rtrim(", ", ' ')"
	case padded && w.output(from, to+1):
		lead, tail = "rpad("+lead, tail+", "+strconv.Itoa(n)+", ' ')"
	case padded:
		lead, tail = "rtrim("+lead, tail+", ' ')"
	}
	w.insertOutside(from, first-1, lead)
	if cast {
		w.replace(first, last, "VARCHAR"+tail)
		return
	}
	w.replace(first, last, "VARCHAR")
	w.insertAfter(to, tail)
}

// cutEach cuts the elements of the array before the cast whose type stands from first to last.
func (w *work) cutEach(first, last, n int, padded bool) {
	from := w.castOperand(first - 2)
	if from < 0 {
		return
	}
	each := "left(lw_e, " + strconv.Itoa(n) + ")"
	switch {
	case padded && w.output(from, last+1):
		each = "rpad(" + each + ", " + strconv.Itoa(n) + ", ' ')"
	case padded:
		each = "rtrim(" + each + ", ' ')"
	}
	w.insertOutside(from, first-1, "list_transform(")
	w.replace(first, last, "VARCHAR[], lambda lw_e: "+each+")")
}

// insertOutside puts a text before token from, outside of the calls that other rules have put there and closed before token
// end.
func (w *work) insertOutside(from, end int, text string) {
	at, before := w.tok(from).Start, w.tok(end).Start
	for i, e := range w.edits[:max(len(w.edits)-1, 0)] {
		if next := w.edits[i+1]; e.start == at && e.end == at && next.start > at && next.end <= before {
			w.edits = slices.Insert(w.edits, i, edit{at, at, text})
			return
		}
	}
	w.insert(from, text)
}

func (w *work) badLength(i int, padded bool, what string) error {
	name := "varchar"
	if padded {
		name = "char"
	}
	return pgerr.Newf(pgerr.InvalidParameterValue, "length for type %s %s", name, what).WithPosition(w.p.position(w.tok(i)))
}
