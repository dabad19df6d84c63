package dialect

import pg "github.com/pganalyze/pg_query_go/v6"

// qualifiedNames takes the schema off names of columns, and off the * of a table, where the engine does not know a table by it:
// it never does before a *, and in a statement that writes the tables have other names in its steps. Where a second table of
// another schema has the same name, the schema stays.
func (w *work) qualifiedNames() {
	var refs []*pg.ColumnRef
	schemas := map[string]string{}
	writes, twice := false, map[string]bool{}
	for _, n := range w.nodes() {
		switch x := n.GetNode().(type) {
		case *pg.Node_ColumnRef:
			if len(x.ColumnRef.Fields) > 2 {
				refs = append(refs, x.ColumnRef)
			}
		case *pg.Node_RangeVar:
			name := x.RangeVar.Relname
			if s, ok := schemas[name]; ok && s != x.RangeVar.Schemaname {
				twice[name] = true
			}
			schemas[name] = x.RangeVar.Schemaname
		case *pg.Node_InsertStmt, *pg.Node_UpdateStmt, *pg.Node_DeleteStmt, *pg.Node_MergeStmt:
			writes = true
		}
	}
	for _, c := range refs {
		last := len(c.Fields) - 1
		star := c.Fields[last].GetAStar() != nil
		table := c.Fields[last-1].GetString_().GetSval()
		i := w.tokenAt(c.Location)
		of := i + 2*(last-1)
		if (star || writes) && !twice[table] && w.is(of-1, ".") && w.is(of+1, ".") {
			w.edits = append(w.edits, edit{w.tok(i).Start, w.tok(of).Start, ""})
		}
	}
}
