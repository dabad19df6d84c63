package dialect

import pg "github.com/pganalyze/pg_query_go/v6"

// commentTree takes COMMENT ON what the lake can keep a comment for; false for everything else.
func commentTree(st *Statement, stmt *pg.CommentStmt) (bool, error) {
	a := &CommentOn{What: objects[stmt.Objtype]}
	switch stmt.Objtype {
	case pg.ObjectType_OBJECT_TABLE, pg.ObjectType_OBJECT_VIEW, pg.ObjectType_OBJECT_MATVIEW:
		a.Name = nameOf(strs(stmt.Object.GetList().GetItems()))
	case pg.ObjectType_OBJECT_COLUMN:
		parts := strs(stmt.Object.GetList().GetItems())
		a.Name, a.Column = nameOf(parts[:len(parts)-1]), parts[len(parts)-1]
	default:
		return false, nil
	}
	if stmt.Comment != "" {
		a.Text = &stmt.Comment
	}
	st.Mutates, st.Mentions = []Name{a.Name}, append(st.Mentions, a.Name)
	return true, st.define("COMMENT", a)
}
