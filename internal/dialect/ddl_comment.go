package dialect

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// commentNames are what COMMENT ON may name by one name, and as which PostgreSQL's messages call it.
var commentNames = map[pg.ObjectType]Object{
	pg.ObjectType_OBJECT_SCHEMA: ObjectSchema, pg.ObjectType_OBJECT_DATABASE: ObjectDatabase, pg.ObjectType_OBJECT_ROLE: "role", pg.ObjectType_OBJECT_TABLESPACE: "tablespace",
	pg.ObjectType_OBJECT_LANGUAGE: "language", pg.ObjectType_OBJECT_ACCESS_METHOD: "access method", pg.ObjectType_OBJECT_COLLATION: "collation",
	pg.ObjectType_OBJECT_CONVERSION: "conversion", pg.ObjectType_OBJECT_EXTENSION: "extension", pg.ObjectType_OBJECT_EVENT_TRIGGER: "event trigger",
	pg.ObjectType_OBJECT_FDW: "foreign-data wrapper", pg.ObjectType_OBJECT_FOREIGN_SERVER: "server", pg.ObjectType_OBJECT_PUBLICATION: "publication",
	pg.ObjectType_OBJECT_SUBSCRIPTION: "subscription", pg.ObjectType_OBJECT_STATISTIC_EXT: "statistics object",
	pg.ObjectType_OBJECT_TSCONFIGURATION: "text search configuration", pg.ObjectType_OBJECT_TSDICTIONARY: "text search dictionary",
	pg.ObjectType_OBJECT_TSPARSER: "text search parser", pg.ObjectType_OBJECT_TSTEMPLATE: "text search template",
	pg.ObjectType_OBJECT_TABLE: ObjectTable, pg.ObjectType_OBJECT_VIEW: ObjectView, pg.ObjectType_OBJECT_MATVIEW: ObjectMatview,
	pg.ObjectType_OBJECT_INDEX: ObjectIndex, pg.ObjectType_OBJECT_SEQUENCE: ObjectSequence, pg.ObjectType_OBJECT_FOREIGN_TABLE: ObjectForeign,
}

// commentParts are what belongs to a relation, and is named behind it.
var commentParts = map[pg.ObjectType]Object{
	pg.ObjectType_OBJECT_COLUMN: ObjectColumn, pg.ObjectType_OBJECT_TABCONSTRAINT: ObjectConstraint, pg.ObjectType_OBJECT_RULE: ObjectRule,
	pg.ObjectType_OBJECT_TRIGGER: ObjectTrigger, pg.ObjectType_OBJECT_POLICY: ObjectPolicy,
}

var commentCalls = map[pg.ObjectType]Object{
	pg.ObjectType_OBJECT_FUNCTION: ObjectFunction, pg.ObjectType_OBJECT_PROCEDURE: ObjectProcedure, pg.ObjectType_OBJECT_ROUTINE: ObjectRoutine,
	pg.ObjectType_OBJECT_AGGREGATE: ObjectAggregate, pg.ObjectType_OBJECT_OPERATOR: ObjectOperator,
}

// commentTree takes COMMENT ON; false for what PostgreSQL has and nothing here could be.
func commentTree(st *Statement, stmt *pg.CommentStmt) (bool, error) {
	a := &CommentOn{Text: stmt.Comment}
	parts := strs(stmt.Object.GetList().GetItems())
	if len(parts) == 0 && stmt.Object.GetString_() != nil {
		parts = []string{stmt.Object.GetString_().Sval}
	}
	var known bool
	switch t := stmt.Objtype; {
	case commentNames[t] != "":
		a.What, a.Name = commentNames[t], nameOf(parts)
	case commentParts[t] != "":
		a.What, a.Name, a.Part = commentParts[t], nameOf(parts[:len(parts)-1]), parts[len(parts)-1]
	case commentCalls[t] != "":
		a.What = commentCalls[t]
		if err := a.call(stmt.Object.GetObjectWithArgs()); err != nil {
			return false, err
		}
	case t == pg.ObjectType_OBJECT_OPCLASS, t == pg.ObjectType_OBJECT_OPFAMILY:
		a.What, a.Part, a.Name = ObjectOpClass, parts[0], nameOf(parts[1:])
		if t == pg.ObjectType_OBJECT_OPFAMILY {
			a.What = ObjectOpFamily
		}
	case t == pg.ObjectType_OBJECT_TYPE, t == pg.ObjectType_OBJECT_DOMAIN:
		a.What = ObjectType
		if t == pg.ObjectType_OBJECT_DOMAIN {
			a.What = ObjectDomain
		}
		n := stmt.Object.GetTypeName()
		a.Name, a.Types = nameOf(strs(n.Names)), []uint32{declaredOID(n)}
	case t == pg.ObjectType_OBJECT_CAST:
		var shown []string
		for _, n := range stmt.Object.GetList().Items {
			oid, name, err := existingType(n.GetTypeName())
			if err != nil {
				return false, err
			}
			a.Types, shown = append(a.Types, oid), append(shown, name)
		}
		a.What, a.Shown = ObjectCast, "from type "+shown[0]+" to type "+shown[1]
	case t == pg.ObjectType_OBJECT_LARGEOBJECT:
		a.What, a.Shown = ObjectLarge, stmt.Object.GetFloat().GetFval()
		if a.Shown == "" {
			a.Shown = strconv.Itoa(int(stmt.Object.GetInteger().GetIval()))
		}
	default:
		return false, nil
	}
	if a.Shown == "" {
		a.Shown = a.Name.String()
	}
	if objects[stmt.Objtype] != "" && a.What != ObjectSchema && a.What != ObjectIndex {
		st.Mutates, known = []Name{a.Name}, true
	}
	if known || a.What == ObjectIndex {
		st.Mentions = append(st.Mentions, a.Name)
	}
	return true, st.define("COMMENT", a)
}

// call takes the name of a function or operator with its arguments, as errors write them.
func (a *CommentOn) call(o *pg.ObjectWithArgs) error {
	a.Name = nameOf(strs(o.Objname))
	a.Shown = a.Name.String()
	if o.ArgsUnspecified {
		return nil
	}
	a.Types = []uint32{}
	var shown []string
	for _, n := range o.Objargs {
		t := n.GetTypeName()
		if t == nil { // NONE
			a.Types = append(a.Types, 0)
			continue
		}
		oid, name, err := existingType(t)
		if err != nil {
			return err
		}
		a.Types, shown = append(a.Types, oid), append(shown, name)
	}
	switch {
	case a.What != ObjectOperator:
		if a.What == ObjectAggregate && len(shown) == 0 {
			shown = []string{"*"}
		}
		a.Shown += "(" + strings.Join(shown, ", ") + ")"
	case len(shown) == 2:
		a.Shown = shown[0] + " " + a.Shown + " " + shown[1]
	case len(shown) == 1 && a.Types[0] == 0:
		a.Shown += " " + shown[0]
	}
	return nil
}

// existingType is a type that must be one of PostgreSQL's.
func existingType(n *pg.TypeName) (oid uint32, name string, err error) {
	oid, name = declaredOID(n), shownType(n)
	if oid == 0 {
		err = pgerr.Newf(pgerr.UndefinedObject, `type "%s" does not exist`, nameOf(strs(n.Names)))
	}
	return oid, name, err
}
