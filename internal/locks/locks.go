package locks

import (
	"context"
	"time"
)

// Kind is what a lock is of.
type Kind uint8

// The kinds of locks.
const (
	Relation     Kind = iota // Schema and Name, in lower case
	Lake                     // every relation at once
	Advisory                 // a bigint, in A
	AdvisoryPair             // two integers, in A and B
	Upkeep                   // the files of the lake: shared by who writes them anew, alone for who deletes them
)

// Key names what is locked.
type Key struct {
	Kind         Kind
	Schema, Name string
	A, B         int64
}

// Of names a relation.
func Of(schema, name string) Key { return Key{Schema: schema, Name: name} }

// Whole is the lake with all its relations.
var Whole = Key{Kind: Lake}

// Files is what VACUUM and CHECKPOINT do to the lake's files.
var Files = Key{Kind: Upkeep}

// Scope is how long a lock is held.
type Scope uint8

// A transaction's locks end with it; a session's are given back by hand, as often as they were taken.
const (
	Transaction Scope = iota
	Session
)

// Change is a set of what transactions have done to a table.
type Change uint8

// What DuckLake makes of each that was committed after a transaction's snapshot: that transaction cannot change rows after
// any of them, nor append after a mutation.
const (
	Appended  Change = 1 << iota // rows came
	Compacted                    // its files were written anew, its rows stayed
	Mutated                      // rows were changed or went, or the table was altered
)

// Table is the locks of one lake. All methods may be called from any goroutine.
type Table interface {
	// Join makes a session known; its locks and its waits are shown under its pid.
	Join(pid int32) Owner
	// Rows lists who holds and who waits for what: pg_locks.
	Rows() []Row
	// Blocking gives the sessions that a session waits for: pg_blocking_pids.
	Blocking(pid int32) []int32
	// Oldest gives when the oldest snapshot that is in use was taken, and whether any is: files that were given up later
	// may still be read.
	Oldest() (at time.Time, any bool)
}

// Owner is one session's locks. The locks of its transaction end with Committed or Release.
type Owner interface {
	// Lock waits for a lock: 40P01 (a *Deadlock) when the wait would never end, the cause of ctx when that ends first.
	Lock(ctx context.Context, k Key, m Mode, s Scope) error
	// Try takes a lock if nobody is in the way.
	Try(k Key, m Mode, s Scope) bool
	// Unlock gives a lock of the session back once; false when it does not hold it.
	Unlock(k Key, m Mode) bool
	// UnlockAll gives back all locks of the session.
	UnlockAll()

	// Snapshot says that the transaction's snapshot is about to be taken. Later calls until its end change nothing.
	Snapshot()
	// Since tells what was committed to a table after the snapshot; nothing when there is none yet.
	Since(k Key) Change
	// Note says what the transaction does to a table, for Committed.
	Note(k Key, c Change)
	// Committed ends the transaction's locks after its commit, Release after anything else.
	Committed()
	Release()

	// Commit waits for the lake's turn to commit, which done ends. Whoever has it waits for nobody.
	Commit(ctx context.Context) (done func(), err error)
	// Leave ends the session's part in all of it.
	Leave()
}

// Row is a lock that a session holds or waits for.
type Row struct {
	PID     int32
	Key     Key
	Mode    Mode
	Granted bool
	Scope   Scope
}
