package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// part gives the type of what is assigned to a column, or to a part of it: an element of an array, or some of them.
func (t *typer) part(x exprType, to *pg.ResTarget) exprType {
	if len(to.Indirection) == 0 {
		return x
	}
	a := to.Indirection[0].GetAIndices()
	elem, isArray := pgtypes.ElemOf(x.oid)
	switch {
	case a != nil && x.oid == pgtypes.OIDJSONB:
		t.fail(to.Location, pgerr.Unsupported("assignment to a part of a jsonb column is not supported", "Use jsonb_set()."))
	case a != nil && x.oid != 0 && !isArray:
		t.fail(to.Location, pgerr.Newf(pgerr.DatatypeMismatch, "cannot subscript type %s because it does not support subscripting", pgtypes.SQLName(x.oid)))
	case len(to.Indirection) > 1 || a == nil || !isArray:
	case a.IsSlice:
		return x
	default:
		return exprType{oid: elem, mod: -1}
	}
	return untold
}

// subscript takes what stands between a column of SET and its =: nothing, or one subscript.
func (r *reader) subscript(a *assign) {
	if !r.at("[") {
		a.other = !r.at("=")
		r.i = r.find(r.i, r.word("="))
		return
	}
	end := r.close()
	a.part = span{r.i, end + 1}
	if r.i = end + 1; !r.at("=") { // of arrays of arrays, or of rows in them
		a.other = true
		r.i = r.find(r.i, r.word("="))
	}
}

// assignParts makes SET a[1] = x an assignment of the whole column. It comes behind all rules, for what it puts round a value
// stands outside of what they do.
func (w *work) assignParts(x *write, sets []assign) {
	for _, a := range sets {
		if a.part.from >= a.part.to {
			continue
		}
		whole, v := x.alias+"."+a.columns[0], a.values[0]
		from, to := a.part.from+1, a.part.to-1
		colon := from
		for depth := 0; colon < to && (depth > 0 || !w.is(colon, ":")); colon++ {
			switch {
			case w.isAny(colon, "(", "["):
				depth++
			case w.isAny(colon, ")", "]"):
				depth--
			}
		}
		text := func(from, to int, none string) string {
			if from >= to {
				return none
			}
			return w.Text[w.tok(from).Start:w.tok(to-1).End]
		}
		lead := "lw_set_element(" + whole + ", " + text(from, to, "") + ", "
		if colon < to {
			lead = "lw_set_slice(" + whole + ", " + text(from, colon, "1") + ", " + text(colon+1, to, "len("+whole+")") + ", "
		}
		w.edits = append([]edit{{w.tok(a.part.from).Start, w.tok(a.part.to - 1).End, ""},
			{w.tok(v.from).Start, w.tok(v.from).Start, lead}}, w.edits...)
		w.insertAfter(v.to-1, ")")
	}
}

// partMistakes are those of assignments to parts of columns.
func (p *parser) partMistakes(a assign, seen map[string]bool) error {
	whole := a.part.from >= a.part.to
	switch {
	case a.other:
		return pgerr.Unsupported("assignment to a part of a part of a column is not supported", "Assign the whole column.").
			WithPosition(p.position(p.toks[a.at]))
	case whole:
		return nil
	case a.preset:
		return pgerr.New(pgerr.FeatureNotSupported, "cannot set an array element to DEFAULT").WithPosition(p.position(p.toks[a.at]))
	case seen[a.columns[0]]:
		return pgerr.Unsupported(`several assignments to parts of column "`+unquoted(a.columns[0])+`" are not supported`, "Assign the whole column.").
			WithPosition(p.position(p.toks[a.at]))
	}
	return nil
}
