package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// objects are the kinds of relations that ALTER and DROP tell apart.
var objects = map[pg.ObjectType]Object{
	pg.ObjectType_OBJECT_TABLE: ObjectTable, pg.ObjectType_OBJECT_VIEW: ObjectView, pg.ObjectType_OBJECT_MATVIEW: ObjectMatview,
	pg.ObjectType_OBJECT_SCHEMA: ObjectSchema, pg.ObjectType_OBJECT_COLUMN: ObjectColumn,
	pg.ObjectType_OBJECT_TABCONSTRAINT: ObjectConstraint, pg.ObjectType_OBJECT_INDEX: ObjectIndex,
}

// alterTree takes the ALTERs of PostgreSQL's grammar; false when this is none, and so the engine's own.
func alterTree(st *Statement, p *parser, tag string) (bool, error) {
	tree := parseTree(st.Text)
	switch {
	case tree.GetAlterTableStmt() != nil:
		stmt := tree.GetAlterTableStmt()
		name := rangeName(stmt.Relation)
		switch stmt.Objtype {
		case pg.ObjectType_OBJECT_TABLE:
			p.accept("*")
			return true, alterChanges(st, p, stmt, name)
		case pg.ObjectType_OBJECT_VIEW, pg.ObjectType_OBJECT_MATVIEW:
			for _, n := range stmt.Cmds {
				switch n.GetAlterTableCmd().Subtype {
				case pg.AlterTableType_AT_ColumnDefault:
					return true, st.refuse("defaults of a view's columns are not supported", "Set the default on the table.")
				}
			}
			st.Mentions = append(st.Mentions, name)
			st.Mutates = []Name{name}
			return true, st.define(tag, &AlterTable{Name: name, IfExists: stmt.MissingOk, Changes: []Change{{Op: OpNothing}}})
		}
	case tree.GetRenameStmt() != nil:
		return true, alterRename(st, tree.GetRenameStmt(), tag)
	case tree.GetAlterObjectSchemaStmt() != nil:
		stmt := tree.GetAlterObjectSchemaStmt()
		what := objects[stmt.ObjectType]
		if what == "" || stmt.Relation == nil {
			return true, st.refuse(tag+" ... SET SCHEMA is not supported", "")
		}
		name := rangeName(stmt.Relation)
		st.Mutates = []Name{name, {Schema: stmt.Newschema, Name: name.Name}}
		st.Mentions = append(st.Mentions, st.Mutates...)
		return true, st.define(tag, &SetSchema{What: what, Name: name, Schema: stmt.Newschema, IfExists: stmt.MissingOk})
	case tree.GetAlterOwnerStmt() != nil:
		return true, st.accept(tag, nil)
	}
	return false, nil
}

func alterRename(st *Statement, stmt *pg.RenameStmt, tag string) error {
	what := objects[stmt.RenameType]
	if stmt.RenameType == pg.ObjectType_OBJECT_SCHEMA {
		return st.refuse("ALTER SCHEMA ... RENAME is not supported", "Create a schema of the new name, and move the tables there with ALTER TABLE ... SET SCHEMA.")
	}
	if what == "" || stmt.Relation == nil {
		return st.refuse(tag+" ... RENAME is not supported", "")
	}
	name := rangeName(stmt.Relation)
	st.Mutates = []Name{name}
	if what != ObjectColumn && what != ObjectConstraint {
		st.Mutates = append(st.Mutates, Name{name.Catalog, name.Schema, stmt.Newname})
	}
	if what == ObjectIndex {
		st.Mutates, st.TargetsUnknown = nil, true // whose index it is the session finds out
	}
	st.Mentions = append(st.Mentions, st.Mutates...)
	return st.define(tag, &Rename{What: what, Name: name, Column: stmt.Subname, To: stmt.Newname, IfExists: stmt.MissingOk})
}

func rangeName(r *pg.RangeVar) Name { return Name{r.Catalogname, r.Schemaname, r.Relname} }

// dropTree takes DROP of tables, views and schemas.
func dropTree(st *Statement, stmt *pg.DropStmt, what Object, tag string) error {
	a := &Drop{What: what, IfExists: stmt.MissingOk, Cascade: stmt.Behavior == pg.DropBehavior_DROP_CASCADE}
	for _, n := range stmt.Objects {
		var parts []string
		if what == ObjectSchema {
			parts = []string{n.GetString_().GetSval()}
		} else {
			parts = strs(n.GetList().GetItems())
		}
		if len(parts) > 3 {
			return pgerr.New(pgerr.SyntaxError, "improper relation name (too many dotted names)")
		}
		name := nameOf(parts)
		a.Names = append(a.Names, name)
		if what == ObjectSchema {
			st.Mentions, st.Schemas = append(st.Mentions, Name{Schema: name.Name}), append(st.Schemas, name.Name)
		} else {
			st.Mutates = append(st.Mutates, name)
			st.Mentions = append(st.Mentions, name)
		}
	}
	return st.define(tag, a)
}

// nameOf gives the name of which parts holds the qualifiers, too.
func nameOf(parts []string) Name {
	var n Name
	for _, p := range parts {
		n.Catalog, n.Schema, n.Name = n.Schema, n.Name, p
	}
	return n
}
