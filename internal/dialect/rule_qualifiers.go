package dialect

// The schemas of the shim in which PostgreSQL's two catalog schemas live: the engine lets nobody create these by name.
const (
	shimCatalog     = "pgc"
	shimInformation = "shim.pgi" // not on the search path, where a user's names could meet its names
	shimOwn         = "shim.lakewire"
)

// ruleQualifiers takes pg_catalog. off functions, types and operators, and turns it into the shim's schema before
// relations; information_schema. likewise, and lakewire. before the views that are ours.
func ruleQualifiers(w *work) error {
	for i := 0; i+2 < len(w.p.toks); i++ {
		t := w.p.toks[i]
		if !t.isName() || !w.is(i+1, ".") || w.is(i-1, ".") {
			continue
		}
		if s := lower(w.name(i + 2)); w.is(i+3, ".") && (s == "pg_catalog" || s == "information_schema") {
			w.edits = append(w.edits, edit{t.Start, w.tok(i + 2).Start, ""}) // lake.pg_catalog.x: there is one of them only
			i += 2
			t = w.tok(i)
		}
		if w.is(i+3, ".") && w.is(i+4, "*") {
			continue // qualifiedNames takes it off
		}
		switch lower(w.name(i)) {
		case "pg_catalog":
			if w.isType(i) || w.tok(i+2).isName() && w.is(i+3, "(") && !w.isAny(i-1, "into", "table") {
				w.edits = append(w.edits, edit{t.Start, w.tok(i + 2).Start, ""})
			} else if w.tok(i + 2).isName() {
				w.replace(i, i, shimCatalog)
			}
		case "information_schema":
			if to := domains[lower(w.name(i+2))]; to != "" && w.isType(i) {
				w.replace(i, i+2, to)
				i += 2
				continue
			}
			w.replace(i, i, shimInformation)
		case "lakewire":
			if own := lower(w.name(i + 2)); (own == "commits" || own == "anomalies") && w.isAny(i-1, "from", "join", "table") {
				w.replace(i, i, shimOwn)
			}
		}
	}
	return nil
}

// domains are the types of information_schema, with what they are made of.
var domains = map[string]string{"sql_identifier": "name", "character_data": "varchar", "yes_or_no": "varchar", "cardinal_number": "integer", "time_stamp": "timestamptz"}

// isType tells whether a type stands at i: behind a cast.
func (w *work) isType(i int) bool {
	if w.tok(i-1).Kind == TokCast {
		return true
	}
	if !w.is(i-1, "as") {
		return false
	}
	depth := 0 // CAST( … AS here
	for k := i - 2; k > 0; k-- {
		if w.is(k, ")") {
			depth++
		}
		if w.is(k, "(") {
			if depth == 0 {
				return w.isAny(k-1, "cast", "try_cast")
			}
			depth--
		}
	}
	return false
}
