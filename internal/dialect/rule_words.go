package dialect

// sessionWords are the functions that PostgreSQL writes without brackets, with the shim's macros for them.
var sessionWords = map[string]string{
	"current_user": "lw_current_user()", "current_role": "lw_current_user()", "user": "lw_current_user()",
	"session_user": "lw_session_user()", "current_catalog": "lw_current_database()", "current_schema": "lw_current_schema()",
}

// ruleSessionWords calls the shim for them. In the engine's own dialect "user" is a name like any other.
func ruleSessionWords(w *work) error {
	for i, t := range w.p.toks {
		if t.Kind != TokIdent || t.End-t.Start < 4 {
			continue
		}
		to, ok := sessionWords[lower(t.text(w.Text))]
		if !ok || w.is(i-1, ".") || w.isAny(i+1, "(", ".", "=>", ":=") || w.is(i-1, "as") {
			continue
		}
		if w.tree == nil && w.is(i, "user") {
			continue
		}
		w.replace(i, i, to)
	}
	return nil
}
