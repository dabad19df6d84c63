package dialect

import pg "github.com/pganalyze/pg_query_go/v6"

// tableOID notes which relation the system column tableoid is asked of.
func (t *typer) tableOID(c *pg.ColumnRef, parts []string, s *scope) {
	var src *source
	if len(parts) > 1 {
		src = s.qualifier("", parts[len(parts)-2])
	} else if len(s.from) == 1 {
		src = s.from[0]
	}
	if src != nil && src.rel.Name != "" && find(src.cols, "tableoid") == nil {
		if t.tableOIDs == nil {
			t.tableOIDs = map[*pg.ColumnRef]Name{}
		}
		t.tableOIDs[c] = src.rel
	}
}

// ruleTableOID writes tableoid as the OID of a relation that is not committed, or temporary: ruleSystemColumns knows all others.
func ruleTableOID(w *work) error {
	if w.tree == nil {
		return nil
	}
	for c, rel := range w.typed().tableOIDs {
		name := quoteIdent(rel.Name)
		if rel.Schema != "" {
			name = quoteIdent(rel.Schema) + "." + name
		}
		i := w.tokenAt(c.Location)
		w.replace(i, i+2*(len(c.Fields)-1), "lw_regclass("+quote(name)+")")
	}
	return nil
}
