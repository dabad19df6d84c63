package catalog

import (
	"time"

	"lakewire/internal/guc"
	"lakewire/internal/pgerr"
)

// Activity is one row of pg_stat_activity.
type Activity struct {
	PID             int32
	User, Database  string
	ApplicationName string
	ClientAddr      string // without a port; "" for a Unix socket
	ClientHostname  string
	ClientPort      int32
	BackendStart    time.Time
	XactStart       time.Time // zero = NULL, here and below
	QueryStart      time.Time
	StateChange     time.Time
	WaitEventType   string
	WaitEvent       string
	State           string // active, idle, idle in transaction, idle in transaction (aborted)
	Query           string
	BackendType     string // "" = client backend
	TLSVersion      string // "" = not encrypted
	TLSCipher       string
	TLSBits         int32
}

// Prepared is one row of pg_prepared_statements.
type Prepared struct {
	Name, Statement string
	PrepareTime     time.Time
	ParamTypes      []string
	FromSQL         bool
}

// Cursor is one row of pg_cursors.
type Cursor struct {
	Name, Statement              string
	Holdable, Binary, Scrollable bool
	CreationTime                 time.Time
}

// Copy is one row of pg_stat_progress_copy.
type Copy struct {
	PID      int32
	Database string
	Schema   string // of the table, "" of a query
	Table    string
	Command  string // COPY FROM, COPY TO
	Bytes    int64  // of the data, headers of messages left out
	Tuples   int64
	Excluded int64 // by the condition
}

// Lock is one row of pg_locks: of a relation by its names, of the whole database, or an advisory one by its key.
type Lock struct {
	PID          int32
	Type         string // relation, database, advisory
	Schema, Name string
	Advisory     AdvisoryKey
	Mode         string
	Granted      bool
}

// AdvisoryKey is the one bigint or the two integers that name an advisory lock; the two kinds never meet.
type AdvisoryKey struct {
	A, B int64
	Pair bool
}

// Live is what only the running server knows. All methods may be called from any goroutine; those with a pid are
// called while that session's own statement runs.
type Live interface {
	Version() string // lakewire's own
	Started() time.Time
	Activity() []Activity
	Cancel(pid int32) bool    // false: no such backend
	Terminate(pid int32) bool // false: no such backend
	// Show gives a setting of a session as SHOW prints it: 42704 when unknown.
	Show(pid int32, name string) (string, error)
	// SetConfig is set_config(): it gives the new value.
	SetConfig(pid int32, name, value string, local bool) (string, error)
	Settings(pid int32) []guc.Row
	Prepared(pid int32) []Prepared
	Cursors(pid int32) []Cursor
	Listening(pid int32) []string
	Copies() []Copy // of all sessions
	Locks() []Lock  // of all sessions
	Blocking(pid int32) []int32
	// Advisory is the family of pg_advisory_lock: lock, try or unlock, for the session or its transaction. It waits for as long as
	// the session's statement may.
	Advisory(pid int32, verb AdvisoryVerb, k AdvisoryKey) (bool, error)
	AdvisoryUnlockAll(pid int32)
	Notify(pid int32, channel, payload string) error
	// Warn gives a session's client a warning beside the answer to the statement that runs.
	Warn(pid int32, e *pgerr.Error)
}
