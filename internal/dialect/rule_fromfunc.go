package dialect

// columnFunctions give one column, to which PostgreSQL gives the name of the alias: FROM unnest(a) AS x makes x the
// column, where the engine makes x the row.
var columnFunctions = words("unnest", "generate_series", "generate_subscripts", "regexp_split_to_table", "string_to_table",
	"json_array_elements", "jsonb_array_elements", "json_array_elements_text", "jsonb_array_elements_text", "json_object_keys", "jsonb_object_keys")

// ruleFromFunction names the column of such a function after its alias: AS x becomes AS x(x).
func ruleFromFunction(w *work) error {
	for i := range w.p.toks {
		if !columnFunctions[lower(w.name(i))] || !w.is(i+1, "(") || !w.inFrom(i) {
			continue
		}
		alias := w.closing(i+1) + 1
		if alias == 0 {
			continue
		}
		if w.is(alias, "as") {
			alias++
		}
		t := w.tok(alias)
		if !t.isName() || t.Kind == TokIdent && clauseWords[lower(t.text(w.Text))] || w.isAny(alias, "with", "cross", "inner", "left", "right", "full", "natural", "join") || w.is(alias+1, "(") {
			continue
		}
		w.insertAfter(alias, "("+t.text(w.Text)+")")
	}
	return nil
}

// inFrom tells whether token i stands in a FROM clause: no other clause begins between it and the last FROM of its depth.
func (w *work) inFrom(i int) bool {
	depth := 0
	for k := i - 1; k >= 0; k-- {
		switch {
		case w.is(k, ")"):
			depth++
		case w.is(k, "("):
			if depth == 0 {
				return false
			}
			depth--
		case depth > 0:
		case w.isAny(k, "from", "join", "lateral"):
			return true
		case w.isAny(k, "select", "where", "group", "order", "having", "on", "limit", "returning", "set", "values", "window"):
			return false
		}
	}
	return false
}
