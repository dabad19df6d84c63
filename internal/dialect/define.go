package dialect

// Define is DDL that is not one statement of the engine. The session carries its actions out in order, in one transaction.
type Define struct{ Actions []Action }

func (*Define) node() {}

// Action is one thing that a Define does.
type Action interface{ action() }

// The actions.
type (
	// CreateTable makes a table of the lake, and keeps what the lake has no place for.
	CreateTable struct {
		Name        Name
		IfNotExists bool
		SQL         string // for the engine; Likes are still marks in it
		Likes       []Like
		Temp        *TempTable // of a temporary table, which has Likes
		Constraints []Constraint
		Types       map[string]string // columns' types as declared, where the lake forgets a part of them
		Partition   string            // the engine's list for SET PARTITIONED BY; "" for none
		Sort        string            // the engine's list for SET SORTED BY
		Fill        string            // of CREATE TABLE AS: the INSERT of the query's rows, once the table is laid out; "" for none
	}
	// AlterTable changes one table, all of it or nothing.
	AlterTable struct {
		Name     Name
		IfExists bool
		Changes  []Change
	}
	// Rename is ALTER … RENAME.
	Rename struct {
		What     Object
		Name     Name
		Column   string // of RENAME COLUMN and RENAME CONSTRAINT, with What ObjectColumn and ObjectConstraint
		To       string
		IfExists bool
	}
	// SetSchema is ALTER … SET SCHEMA.
	SetSchema struct {
		What     Object
		Name     Name
		Schema   string
		IfExists bool
	}
	// Drop is DROP of any number of relations or schemas.
	Drop struct {
		What     Object
		Names    []Name
		IfExists bool
		Cascade  bool
	}
	// CommentOn is COMMENT ON anything; Text is "" for IS NULL.
	CommentOn struct {
		What  Object
		Name  Name     // of a column, constraint, rule, trigger or policy: its relation
		Part  string   // of a relation; of an operator class or family, its access method
		Types []uint32 // of arguments, operands, a cast; nil where none are told
		Shown string   // as errors call it
		Text  string
	}
	// CreateIndex is CREATE INDEX: it is kept, and no more.
	CreateIndex struct {
		Table       Name
		Index       Constraint
		IfNotExists bool
	}
	// DropIndex is DROP INDEX.
	DropIndex struct {
		Names    []Name
		IfExists bool
	}
	// CreateMatview makes a table of a query and keeps the query.
	CreateMatview struct {
		Name        Name
		IfNotExists bool
		Query       string // as written
		SQL         string // the CREATE TABLE AS for the engine
		NoData      bool
	}
	// Refresh is REFRESH MATERIALIZED VIEW.
	Refresh struct {
		Name         Name
		Concurrently bool
		NoData       bool
	}
)

func (*CreateTable) action()   {}
func (*AlterTable) action()    {}
func (*Rename) action()        {}
func (*SetSchema) action()     {}
func (*Drop) action()          {}
func (*CommentOn) action()     {}
func (*CreateIndex) action()   {}
func (*DropIndex) action()     {}
func (*CreateMatview) action() {}
func (*Refresh) action()       {}

// Object is a kind of object that DDL names.
type Object string

// The objects, as PostgreSQL's messages call them.
const (
	ObjectTable      Object = "table"
	ObjectView       Object = "view"
	ObjectMatview    Object = "materialized view"
	ObjectSchema     Object = "schema"
	ObjectColumn     Object = "column"
	ObjectConstraint Object = "constraint"
	ObjectIndex      Object = "index"
	ObjectSequence   Object = "sequence"
	ObjectForeign    Object = "foreign table"
	ObjectRule       Object = "rule"
	ObjectTrigger    Object = "trigger"
	ObjectPolicy     Object = "policy"
	ObjectDatabase   Object = "database"
	ObjectFunction   Object = "function"
	ObjectProcedure  Object = "procedure"
	ObjectRoutine    Object = "routine"
	ObjectAggregate  Object = "aggregate"
	ObjectOperator   Object = "operator"
	ObjectOpClass    Object = "operator class"
	ObjectOpFamily   Object = "operator family"
	ObjectCast       Object = "cast"
	ObjectType       Object = "type"
	ObjectDomain     Object = "domain"
	ObjectLarge      Object = "large object"
)

// Like is LIKE other INCLUDING … among a table's columns. Its place in the text is held by Mark.
type Like struct {
	Mark     string
	Table    Name
	Defaults bool
	Indexes  bool // and with them keys
	Checks   bool
	Comments bool
}

// Constraint is a constraint that is declared and not enforced.
type Constraint struct {
	Name       string   `json:"name"`              // "" until the session gives it PostgreSQL's
	Kind       string   `json:"kind"`              // pg_constraint.contype; "i" for a unique index, "n" for another
	Columns    []string `json:"columns,omitempty"` // of an index, "" where it has an expression
	Keys       []string `json:"keys,omitempty"`    // of an index, as written
	Include    []string `json:"include,omitempty"`
	Method     string   `json:"method,omitempty"`    // of an index, where it is not btree
	Expr       string   `json:"expr,omitempty"`      // of CHECK, as written
	Predicate  string   `json:"predicate,omitempty"` // of a unique index, as written
	RefSchema  string   `json:"refschema,omitempty"`
	RefTable   string   `json:"reftable,omitempty"`
	RefColumns []string `json:"refcolumns,omitempty"`
	OnUpdate   string   `json:"onupdate,omitempty"` // the letters of pg_constraint
	OnDelete   string   `json:"ondelete,omitempty"`
	Match      string   `json:"match,omitempty"`
	Deferrable bool     `json:"deferrable,omitempty"`
	Deferred   bool     `json:"deferred,omitempty"`
	NotValid   bool     `json:"notvalid,omitempty"`
	NoInherit  bool     `json:"noinherit,omitempty"`
	NullsEqual bool     `json:"nullsequal,omitempty"` // UNIQUE NULLS NOT DISTINCT
	Comment    string   `json:"comment,omitempty"`    // on the constraint
	OnIndex    string   `json:"onindex,omitempty"`    // the comment on the index

	UsingIndex string `json:"-"` // ADD … USING INDEX
	At         int    `json:"-"` // where it stands: characters from 1 in the client's string
}

// define marks a statement as DDL that the session carries out.
func (s *Statement) define(tag string, actions ...Action) error {
	s.session(KindDefine, tag, &Define{Actions: actions})
	s.Writes = true
	return nil
}
