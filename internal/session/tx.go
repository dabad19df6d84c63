package session

import (
	"context"
	"time"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// txn is the transaction that a session is in, if any. The engine's own transaction begins with the first statement
// that needs it, since the snapshot is taken there and locks must come before it.
type txn struct {
	state  state
	open   bool      // the engine is in a transaction of ours
	began  time.Time // when the engine's transaction of ours began
	lake   int64     // the lake's snapshot that it reads, asked for
	lakeOf time.Time // in the transaction that began then
	asked  bool      // a query has been run: the isolation level stands

	isolation  string // "" = default_transaction_isolation
	readOnly   *bool
	deferrable *bool

	journal  journal
	comments []tableComment // of tables that the transaction has made, changed or dropped
	saves    []savepoint
	serial   int // counts savepoints, to tell which cursor is older than which
	notes    []note
	listens  []listenOp
	wrote    bool // something of the lake may have been changed
	halfway  bool // a write has failed while it ran
	ddl      bool // it has changed schemas, which others do not see yet

	temps     temps // the temporary relations as they were before it
	tempsKept bool  // it has changed them

	dead *pgerr.Error // why it has ended while its client was idle, until the client is told
}

// begin opens a block.
func (s *Session) begin(m dialect.Modes) error {
	if err := s.checkModes(m); err != nil {
		return err
	}
	s.mu.Lock()
	s.set.Begin()
	s.mu.Unlock()
	s.pinModes()
	s.tx.applyModes(m)
	return nil
}

// adopt makes an implicit block explicit.
func (s *Session) adopt(m dialect.Modes) error {
	if err := s.checkModes(m); err != nil {
		return err
	}
	s.tx.applyModes(m)
	return nil
}

func (t *txn) applyModes(m dialect.Modes) {
	if m.Isolation != "" {
		t.isolation = m.Isolation
	}
	if m.ReadOnly != nil {
		t.readOnly = m.ReadOnly
	}
	if m.Deferrable != nil {
		t.deferrable = m.Deferrable
	}
}

func (t *txn) modes() dialect.Modes {
	return dialect.Modes{Isolation: t.isolation, ReadOnly: t.readOnly, Deferrable: t.deferrable}
}

// share opens an implicit block when it is not open.
func (s *Session) share() {
	if s.tx.state == stIdle {
		s.mu.Lock()
		s.set.Begin()
		s.mu.Unlock()
		s.pinModes()
		s.tx.state = stImplicit
	}
}

// sit takes one of the catalog's connections for a transaction that the client ends: before it takes any lock, so that who
// has a lock does not wait for one.
func (s *Session) sit(ctx context.Context) error {
	if s.stand != nil || s.alone() {
		return nil
	}
	s.c.SetWait("IPC", "CatalogConnection")
	defer s.c.SetWait("", "")
	var err error
	s.stand, err = s.d.Engine.Seat(ctx)
	return err
}

// leave frees the connection.
func (s *Session) leave() {
	if s.stand != nil {
		s.stand()
		s.stand = nil
	}
}

// enter makes sure that the engine is in a transaction when the session is, and notes the snapshot.
func (s *Session) enter(ctx context.Context, reads bool) error {
	if s.alone() {
		if reads {
			s.locks.Snapshot()
		}
		return nil
	}
	s.tx.asked = true
	if err := s.sit(ctx); err != nil {
		return err
	}
	if !s.tx.open {
		if _, err := s.ec.Exec(ctx, "BEGIN"); err != nil {
			return err
		}
		s.tx.open, s.tx.began = true, time.Now()
	}
	if reads {
		s.locks.Snapshot()
	}
	return nil
}

// commit ends a transaction for good. After an error of it nothing of the transaction is left.
func (s *Session) commit(ctx context.Context) error {
	if err := s.died(); err != nil {
		s.abort()
		s.tx.state = stIdle
		return err
	}
	if err := s.keepHolds(ctx); err != nil {
		s.abort()
		s.tx.state = stIdle
		return err
	}
	s.endPortals(0)
	if s.tx.open {
		err := s.endTemps(ctx)
		if err == nil {
			err = s.commitEngine(ctx, s.tx.wrote)
		}
		if err != nil {
			s.abort()
			s.tx.state = stIdle
			return err
		}
		s.tx.open = false
	}
	s.locks.Committed()
	s.leave()
	s.mu.Lock()
	s.set.Commit()
	s.mu.Unlock()
	t := s.tx
	s.tx = txn{}
	s.schemasChanged(t.ddl)
	s.publish(&t)
	return nil
}

// abort ends a transaction, or an autocommit statement that failed, leaving nothing of it. It cannot fail: a connection
// that cannot be rolled back is replaced.
func (s *Session) abort() {
	s.closeLive()
	s.endPortals(0)
	s.undo()
	s.release()
	s.mu.Lock()
	s.set.Rollback()
	s.mu.Unlock()
	s.inbox.dropPending()
	s.schemasChanged(s.tx.ddl)
	if s.tx.tempsKept {
		s.backTemps(s.tx.temps)
	}
	s.tx = txn{state: s.tx.state}
}

// schemasChanged tells all sessions that what was remembered of schemas may no longer hold, when a transaction that
// changed them has ended.
func (s *Session) schemasChanged(ddl bool) {
	if ddl {
		s.d.Hub.ddl.Add(1)
	}
}

// undo ends the engine's transaction, also one that it began on its own account.
func (s *Session) undo() {
	s.tx.open, s.tx.halfway = false, false
	if s.ec.Conn != nil {
		s.ec.Reset(context.Background())
	}
	s.leave()
}

func (s *Session) release() {
	s.mutated = false
	s.endTurn()
	s.locks.Release()
}

// fail notes that the block has failed. Without a savepoint nothing can come but ROLLBACK, so everything is let go;
// with one, the engine's transaction may still be alive and the locks are needed to go back.
func (s *Session) fail() {
	s.closeLive()
	if len(s.tx.saves) > 0 {
		return
	}
	s.endPortals(0)
	s.undo()
	s.release()
}

// transaction runs the statements that the table calls events.
func (s *Session) transaction(ctx context.Context, st *dialect.Statement) (string, error) {
	var ev event
	var modes dialect.Modes
	verb := st.Tag
	switch n := st.Node.(type) {
	case *dialect.Begin:
		ev, modes = evBegin, n.Modes
	case *dialect.Commit:
		ev = evCommit
		if n.Chain {
			ev, verb = evChain, "COMMIT AND CHAIN"
		}
	case *dialect.Rollback:
		ev = evRollback
		if n.Chain {
			ev, verb = evUndoChain, "ROLLBACK AND CHAIN"
		}
	}
	m := moves[s.tx.state][ev]
	tag := st.Tag
	switch m.do {
	case acRefuse:
		return "", errAborted
	case acNoBlock:
		return "", pgerr.Newf(pgerr.NoActiveSqlTransaction, "%s can only be used in transaction blocks", verb)
	case acWarnBegin:
		s.notice(pgerr.Warningf(pgerr.ActiveSqlTransaction, "there is already a transaction in progress"))
		if err := s.adopt(modes); err != nil {
			return "", err
		}
	case acWarnEnd, acWarnKeep, acWarnDrop:
		s.notice(pgerr.Warningf(pgerr.NoActiveSqlTransaction, "there is no transaction in progress"))
	}
	chained := s.tx.modes()
	switch m.do {
	case acStart:
		if err := s.begin(modes); err != nil {
			return "", err
		}
		s.c.SetXactStart(time.Now())
	case acAdopt:
		if err := s.adopt(modes); err != nil {
			return "", err
		}
	case acCommit, acChain, acWarnKeep:
		if err := s.commit(ctx); err != nil {
			return "", err
		}
	case acRollback, acUndoChain, acWarnDrop:
		s.abort()
		tag = "ROLLBACK"
	}
	s.tx.state = m.to
	if m.do == acChain || m.do == acUndoChain {
		return tag, s.begin(chained)
	}
	return tag, nil
}

// end closes what is implicit at the end of a string or at Sync.
func (s *Session) end(ctx context.Context) error {
	m := moves[s.tx.state][evEnd]
	if m.do == acCommit {
		if err := s.commit(ctx); err != nil {
			return err
		}
	}
	s.tx.state = m.to
	if s.tx.state == stIdle {
		if len(s.portals) > 0 {
			s.endPortals(0)
		}
		s.keepSettings()
	}
	return nil
}

// keepSettings makes hold what a statement outside of a block has set, and ends its SET LOCAL.
func (s *Session) keepSettings() {
	s.mu.Lock()
	s.set.Commit()
	s.mu.Unlock()
}

var errAborted = pgerr.New(pgerr.InFailedSqlTransaction,
	"current transaction is aborted, commands ignored until end of transaction block")
