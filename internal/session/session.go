package session

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"lakewire/internal/catalog"
	"lakewire/internal/dialect"
	"lakewire/internal/encode"
	"lakewire/internal/engine"
	"lakewire/internal/guard"
	"lakewire/internal/guc"
	"lakewire/internal/locks"
	"lakewire/internal/pgerr"
	"lakewire/internal/wire"
)

// Session implements wire.Handler. The connection's goroutine owns it; what others may ask (settings for a running
// set_config, notifications) is behind mu.
type Session struct {
	d    *Deps
	c    *wire.Conn
	user string
	db   string
	role guard.Role

	mu  sync.Mutex // guards set against functions that run on the engine's threads
	set *guc.Settings

	ec    leased
	tx    txn
	stand func() // frees the catalog's connection that the transaction holds
	live  *feed  // the result that streams on ec; at most one

	copying  *copyOut // what the rows of COPY TO are made of, while one runs
	progress atomic.Pointer[progress]

	hasTurn  bool                            // it lists or changes descriptions
	passed   bool                            // IF NOT EXISTS has found what is to be made
	skipped  bool                            // SKIP LOCKED has found its tables locked
	locks    locks.Owner                     // its locks, and its place among those who commit
	running  atomic.Pointer[context.Context] // of the statement that runs
	mutated  bool                            // its transaction has changed rows
	doubted  atomic.Bool                     // somebody waits for it, and asks whether it is alive
	giveTurn func()                          // ends the turn to commit that it has; nil when it has none

	temps bool // it has made temporary objects
	own   map[relationKey]*dialect.Relation

	ownTemps temps                // its temporary relations
	tempsAt  uint64               // counts what becomes of them
	lastTemp int64                // of their OIDs
	onCommit []*dialect.TempTable // temporary tables with something to be done at each commit

	asking  *catalog.Asking // what its looks at the catalog ask about; nil before the first one
	stmts   map[string]*prepared
	portals map[string]*portal
	inbox   inbox

	enc      encode.Settings
	encEpoch uint64

	final     bool      // the statement is the last before the end of the string or Sync
	busy      bool      // a message was handled since the last ReadyForQuery
	idleSince time.Time // when the last ReadyForQuery was due
}

// leased is the engine's connection and what has been told to it.
type leased struct {
	*engine.Conn
	told     bool      // it has been told of the settings once
	epoch    uint64    // of the settings that are in force on it
	ddl      uint64    // of the schemas that its search path was made for
	zone     string    // the TimeZone in force
	path     string    // the search path in force; "" = not known
	schemas  []string  // the lake's schemas on it
	list     string    // the statement that told the catalog of them
	partial  bool      // some of it do not exist, yet
	image    string    // the lake's image that its catalog shows; "" = the transaction's own
	book     int64     // where it finds names when it shows no image, or more than one; 0 = the image's
	live     bool      // its catalog shows what the engine showed in a transaction of its own, or is on its way to something else
	imageDDL uint64    // of the schemas when that was read
	liveTx   time.Time // when the transaction that it was read in began
	liveAt   time.Time

	liveTemps uint64 // what had become of temporary relations by then
}

// New makes the session of an authenticated connection: settings from the start-up packet and the first ParameterStatus
// messages. An engine connection is leased when the first statement needs one. The caller closes the session when
// wire.Serve has returned.
func New(_ context.Context, d *Deps, c *wire.Conn, user, db string) (*Session, error) {
	if db != d.Lake {
		return nil, pgerr.Newf(pgerr.InvalidCatalogName, "database \"%s\" does not exist", db).AsFatal()
	}
	set, errs := d.Base.New(settingsOf(c.Startup()))
	if len(errs) > 0 {
		return nil, pgerr.From(errs[0]).AsFatal()
	}
	super := d.Superuser != nil && d.Superuser(user)
	s := &Session{
		d: d, c: c, user: user, db: db, role: guard.Role{Name: user, Superuser: super}, set: set,
		locks: d.Locks.Join(int32(c.PID())), stmts: map[string]*prepared{}, portals: map[string]*portal{}, idleSince: time.Now(),
	}
	set.SetSuperuser(super)
	set.SetInternal("session_authorization", user)
	set.SetInternal("is_superuser", onOff(super))
	s.provide()
	d.Hub.join(s)
	c.SetApplication(set.ApplicationName())
	s.report()
	return s, nil
}

// Close gives back everything: the transaction is rolled back, the engine's connection returned.
func (s *Session) Close() {
	s.d.Hub.leave(s)
	s.abort()
	s.locks.Leave()
	for name := range s.portals {
		s.dropPortal(name)
	}
	s.dropStatements()
	if s.ec.Conn != nil {
		s.ec.Close()
		catalog.CloseBook(s.ec.book)
	}
	if s.asking != nil {
		s.asking.Close()
	}
}

// lease takes an engine connection and tells it whose it is.
func (s *Session) lease(ctx context.Context) error {
	ec, err := s.d.Engine.Conn(ctx)
	if err != nil {
		return err
	}
	s.ec = leased{Conn: ec, path: ec.SearchPath()}
	if s.d.Init == nil {
		return nil
	}
	if err := ec.Setup(ctx, s.d.Init(s.user, s.db, s.c.PID(), s.c.RemoteAddr().String(), s.c.LocalAddr().String())...); err != nil {
		ec.Close()
		return err
	}
	return nil
}

// TxStatus is the state that ReadyForQuery tells.
func (s *Session) TxStatus() byte { return s.tx.state.status() }

// Failed moves the transaction when an error is about to be reported. Whatever was cancelled has ended by now, so the
// clean-up does not depend on the statement's context.
func (s *Session) Failed(err *pgerr.Error) {
	s.busy = true
	m := moves[s.tx.state][evFail]
	switch m.do {
	case acRollback:
		s.abort()
	case acFail:
		s.fail()
	}
	s.tx.state = m.to
}

// notice sends a notice or warning unless client_min_messages hides it.
func (s *Session) notice(e *pgerr.Error) {
	if rank(e.Severity.String()) >= rank(s.set.ClientMinMessages()) {
		s.c.Notice(e)
	}
}

// rank orders the values of client_min_messages; LOG is between DEBUG and NOTICE for clients.
func rank(level string) int {
	switch level {
	case "LOG", "log":
		return 1
	case "NOTICE", "notice", "INFO":
		return 2
	case "WARNING", "warning":
		return 3
	case "ERROR", "error", "FATAL", "PANIC":
		return 4
	}
	return 0
}
