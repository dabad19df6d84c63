package dialect

// ruleOID turns casts to oid and "char" into casts to the shim's types: the engine's oid is a bigint that nobody can tell
// from one, and its char is a text of any length, so that clients would be told another type than they asked for.
func ruleOID(w *work) error {
	for i := range w.p.toks {
		cast := w.tok(i).Kind == TokCast
		if !cast && !w.is(i, "as") {
			continue
		}
		k := i + 1
		if lower(w.name(k)) == "pg_catalog" && w.is(k+1, ".") {
			k += 2
		}
		to := ""
		switch t := w.tok(k); {
		case w.is(k+1, ".") || w.is(k+1, "("):
		case w.name(k) == "oid":
			to = "lw_oid"
		case t.isName() && t.text(w.Text) == `"char"`:
			to = "lw_char"
		}
		if to != "" && (cast || w.isType(i+1)) { // the last question goes back to the bracket
			w.replace(k, k, to)
		}
	}
	return nil
}
