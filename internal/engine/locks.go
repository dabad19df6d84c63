package engine

import "context"

// Locker is the table locks of one lake. DuckLake brings acknowledged deletes back when mutations of one table overlap in
// their commits, so UPDATE, DELETE, MERGE and DDL take their table alone, from before their snapshot until their commit;
// appends share it. A table is "schema.table"; "*" is the whole lake.
type Locker interface {
	Begin() Holder
}

// Holder is one transaction's locks. One goroutine uses it; after Committed or Release it is empty and may be used anew.
type Holder interface {
	// Snapshot notes that the transaction's snapshot is taken now. Later calls until the end change nothing.
	Snapshot()
	// Share waits for the table to be free of mutators.
	Share(ctx context.Context, table string) error
	// Exclusive waits to have the table alone: 40001 when it was mutated after the snapshot, 40P01 on a deadlock.
	Exclusive(ctx context.Context, table string) error
	// Committed marks what is held exclusively as mutated now and lets go of everything.
	Committed()
	// Release lets go of everything; nothing was mutated.
	Release()
}
