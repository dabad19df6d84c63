package dialect

// ruleOperatorSyntax writes OPERATOR(pg_catalog.=) as =.
func ruleOperatorSyntax(w *work) error {
	for i := 0; i+3 < len(w.p.toks); i++ {
		if !w.is(i, "operator") || !w.is(i+1, "(") {
			continue
		}
		k := i + 2
		if lower(w.name(k)) == "pg_catalog" && w.is(k+1, ".") {
			k += 2
		}
		if w.tok(k).Kind == TokOp && w.is(k+1, ")") {
			op := w.tok(k).text(w.Text)
			if to, ok := regexOperators[op]; ok && w.operand(i-1) {
				op = to
			}
			w.replace(i, k+1, op)
		}
	}
	return nil
}
