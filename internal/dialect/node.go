package dialect

import "lakewire/internal/pgerr"

// Node is a session statement, parsed.
type Node interface{ node() }

// Modes are a transaction's modes; empty or nil fields were not said.
type Modes struct {
	Isolation  string // "read committed", "repeatable read", …
	ReadOnly   *bool
	Deferrable *bool
}

// The session statements.
type (
	// Begin is BEGIN and START TRANSACTION.
	Begin struct{ Modes Modes }
	// Commit is COMMIT and END.
	Commit struct{ Chain bool }
	// Rollback is ROLLBACK and ABORT.
	Rollback struct{ Chain bool }
	// Savepoint is SAVEPOINT name.
	Savepoint struct{ Name string }
	// Release is RELEASE [SAVEPOINT] name.
	Release struct{ Name string }
	// RollbackTo is ROLLBACK TO [SAVEPOINT] name.
	RollbackTo struct{ Name string }
	// SetTransaction is SET TRANSACTION and, with Session, SET SESSION CHARACTERISTICS AS TRANSACTION.
	SetTransaction struct {
		Session  bool
		Modes    Modes
		Snapshot string // SET TRANSACTION SNAPSHOT '…'
	}
	// Set is SET name = values. Value joins the Values as the settings table takes them ("a, b" for lists).
	Set struct {
		Name    string // lower case, dots kept: "search_path", "a.b", "timezone", "role", "session_authorization"
		Values  []string
		Value   string
		Local   bool
		Default bool // SET x TO DEFAULT
	}
	// Reset is RESET name; Name "" is RESET ALL.
	Reset struct{ Name string }
	// Show is SHOW name; Name "" is SHOW ALL.
	Show struct{ Name string }
	// Discard is DISCARD {ALL|PLANS|SEQUENCES|TEMP}; What is in capitals.
	Discard struct{ What string }
	// Declare is DECLARE … CURSOR FOR query.
	Declare struct {
		Name   string
		Binary bool
		Scroll *bool // nil = neither SCROLL nor NO SCROLL
		Hold   bool
		Query  *Statement
	}
	// Fetch is FETCH and MOVE.
	Fetch struct {
		Cursor string
		Dir    Direction
		Count  int64 // rows forward or backward, or the position; FetchAll for ALL
		Move   bool
	}
	// CloseCursor is CLOSE name; All is CLOSE ALL.
	CloseCursor struct {
		Name string
		All  bool
	}
	// Prepare is PREPARE name (types) AS statement.
	Prepare struct {
		Name  string
		Types []string // as written
		Stmt  *Statement
	}
	// Execute is EXECUTE name (args). The statement's SQL selects the arguments as one row, in order; it is "" when
	// there are none.
	Execute struct {
		Name string
		Args []string
		At   []int `json:"-"` // where they stand: characters from 1 in the client's string
	}
	// CreateExecute is CREATE TABLE … AS EXECUTE; Head is all before EXECUTE.
	CreateExecute struct {
		Head    string
		Execute *Execute
		NoData  bool
	}
	// Deallocate is DEALLOCATE name; All is DEALLOCATE ALL.
	Deallocate struct {
		Name string
		All  bool
	}
	// Listen is LISTEN channel.
	Listen struct{ Channel string }
	// Unlisten is UNLISTEN channel; All is UNLISTEN *.
	Unlisten struct {
		Channel string
		All     bool
	}
	// Notify is NOTIFY channel, 'payload'.
	Notify struct{ Channel, Payload string }
	// Explain is EXPLAIN with its options.
	Explain struct {
		Analyze, Verbose, Costs, Timing, Summary bool
		Format                                   string // "text", "json", "xml", "yaml"
		Stmt                                     *Statement
	}
	// Copy is any COPY. It never reaches the engine as text.
	Copy struct {
		From    bool
		Table   Name     // of COPY table; its Name is "" for COPY (query)
		Columns []string // nil without a list
		// Query gives the rows of COPY TO, of a table too.
		Query *Statement
		// Where is the condition of COPY FROM as a query on all that comes in, which has the table's name.
		Where   *Statement
		Outside bool // to or from File, or the program of that name
		Program bool
		File    string
		Options []CopyOption

		target string // the table as written
	}
	// Lock is LOCK TABLE.
	Lock struct {
		Tables []Name
		Mode   string // in capitals: "ACCESS EXCLUSIVE"
		NoWait bool
	}
	// Vacuum is VACUUM, and ANALYZE, which is one with nothing but Analyze. No tables: all of them.
	Vacuum struct {
		Full, Analyze, Verbose, SkipLocked bool
		Only                               bool // ANALYZE
		Tables                             []VacuumTable
	}
	// Checkpoint is CHECKPOINT.
	Checkpoint struct{}
	// NoOp is a statement that is accepted and does nothing: its tag answers, with a notice where one is due.
	NoOp struct {
		Notice *pgerr.Error
		Table  *Name // that must be there
	}
)

// VacuumTable is a table of a VACUUM or ANALYZE, with the columns to be analysed.
type VacuumTable struct {
	Name    Name
	Columns []string
}

// CopyOption is an option of COPY as written, its name in lower case.
type CopyOption struct {
	Name   string
	Has    bool // it has an argument
	Value  string
	Number bool // Value is one
	Star   bool // the argument is *
	List   []string
	Pos    int // in characters from 1, in the client's string
}

// Direction is the way a FETCH goes.
type Direction uint8

// The directions; Forward and Backward take a count, Absolute and Relative a position.
const (
	Forward Direction = iota
	Backward
	Absolute
	Relative
)

// FetchAll is the count of FETCH ALL.
const FetchAll = int64(1<<63 - 1)

func (*Begin) node()          {}
func (*Commit) node()         {}
func (*Rollback) node()       {}
func (*Savepoint) node()      {}
func (*Release) node()        {}
func (*RollbackTo) node()     {}
func (*SetTransaction) node() {}
func (*Set) node()            {}
func (*Reset) node()          {}
func (*Show) node()           {}
func (*Discard) node()        {}
func (*Declare) node()        {}
func (*Fetch) node()          {}
func (*CloseCursor) node()    {}
func (*Prepare) node()        {}
func (*Execute) node()        {}
func (*CreateExecute) node()  {}
func (*Deallocate) node()     {}
func (*Listen) node()         {}
func (*Unlisten) node()       {}
func (*Notify) node()         {}
func (*Explain) node()        {}
func (*Copy) node()           {}
func (*Lock) node()           {}
func (*Vacuum) node()         {}
func (*Checkpoint) node()     {}
func (*NoOp) node()           {}
