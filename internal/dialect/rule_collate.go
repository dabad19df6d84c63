package dialect

// plainCollations order by bytes, as the engine does without being told.
var plainCollations = words("default", "C", "POSIX", "ucs_basic", "c", "posix")

// ruleCollate drops COLLATE where it asks for what is the case anyway.
func ruleCollate(w *work) error {
	for i := range w.p.toks {
		if !w.is(i, "collate") || w.tok(i).Kind != TokIdent {
			continue
		}
		k := i + 1
		if lower(w.name(k)) == "pg_catalog" && w.is(k+1, ".") {
			k += 2
		}
		if plainCollations[w.name(k)] {
			w.drop(i, k)
		}
	}
	return nil
}
