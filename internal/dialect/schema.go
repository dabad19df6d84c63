package dialect

import "lakewire/internal/pgtypes"

// Schema tells what the relations that a text names are. Translation asks it only where the meaning of an expression hangs on
// the types of columns.
type Schema interface {
	// Relation gives the relation that a name stands for under the session's search path, nil when there is none or it
	// cannot be told. What it gives is shared and never changed.
	Relation(n Name) *Relation
}

// Relation is a table or view as PostgreSQL would describe it.
type Relation struct {
	Schema  string      // that it is in; "" where it is temporary, or that cannot be told
	OID     pgtypes.OID // 0 where it has none that lasts
	Columns []Column    // in the order of *
	Key     []string    // the columns of its primary key
	Plain   bool        // a table, which has PostgreSQL's system columns; views have none
	System  bool        // one of PostgreSQL's own
	Stored  bool        // one of those that has its rows in tables, or none
	Catalog bool        // a view that may read those
}

// Column is one of a relation's columns.
type Column struct {
	Name string
	Type pgtypes.OID // 0 where PostgreSQL has no type for it
	Mod  int32       // the type modifier, -1 for none
	Num  int16       // attnum; 0 where it is not known
	Deep int         // of an array: in how many others its elements lie
}
