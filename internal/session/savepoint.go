package session

import (
	"context"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// The engine has no savepoints. Going back to one is honest in three cases: nothing has happened to the engine's
// transaction since; nothing was written in it at all, so that it may be begun anew; or everything written before the
// savepoint can be written again with the same effect. Everything else is refused at ROLLBACK TO.

// savepoint is one SAVEPOINT of the open block.
type savepoint struct {
	name     string
	serial   int
	mark     int // of the settings
	writes   int // length of the journal
	comments int // of tx.comments
	temps    temps
	notes    int
	ops      int // listens
	modes    dialect.Modes
}

// journal is what the transaction has written, to be written again.
type journal struct {
	entries []entry
	bytes   int
}

type entry struct {
	st    *dialect.Statement
	sql   string
	order []int // of the plan
	args  *params
	rows  int64
}

// journalLimit bounds what a transaction's repeatable writes may hold in memory.
const journalLimit = 64 << 20

func (j *journal) add(e entry) {
	j.bytes += len(e.sql) + e.args.size() + 64
	if !e.st.Deterministic || j.bytes > journalLimit {
		e.args, e.sql = nil, ""
	}
	j.entries = append(j.entries, e)
}

// savepoints runs SAVEPOINT, RELEASE and ROLLBACK TO.
func (s *Session) savepoints(ctx context.Context, st *dialect.Statement) (string, error) {
	ev, verb := evSavepoint, "SAVEPOINT"
	switch st.Node.(type) {
	case *dialect.Release:
		verb = "RELEASE SAVEPOINT"
	case *dialect.RollbackTo:
		ev, verb = evRollbackTo, "ROLLBACK TO SAVEPOINT"
	}
	m := moves[s.tx.state][ev]
	switch m.do {
	case acRefuse:
		return "", errAborted
	case acNoBlock:
		return "", pgerr.Newf(pgerr.NoActiveSqlTransaction, "%s can only be used in transaction blocks", verb)
	}
	switch n := st.Node.(type) {
	case *dialect.Savepoint:
		s.tx.serial++
		s.mu.Lock()
		mark := s.set.Savepoint()
		s.mu.Unlock()
		s.tx.saves = append(s.tx.saves, savepoint{name: n.Name, serial: s.tx.serial, mark: mark,
			writes: len(s.tx.journal.entries), comments: len(s.tx.comments), temps: s.ownTemps, notes: len(s.tx.notes), ops: len(s.tx.listens), modes: s.tx.modes()})
	case *dialect.Release:
		i, err := s.findSavepoint(n.Name)
		if err != nil {
			return "", err
		}
		s.tx.readOnly = s.tx.saves[i].modes.ReadOnly // what a subtransaction sets ends with it, whichever way it ends
		s.tx.saves = s.tx.saves[:i]
	case *dialect.RollbackTo:
		i, err := s.findSavepoint(n.Name)
		if err != nil {
			return "", err
		}
		if err := s.rewind(ctx, i); err != nil {
			return "", err
		}
	}
	s.tx.state = m.to
	return st.Tag, nil
}

func (s *Session) findSavepoint(name string) (int, error) {
	for i := len(s.tx.saves) - 1; i >= 0; i-- {
		if s.tx.saves[i].name == name {
			return i, nil
		}
	}
	return 0, pgerr.Newf(pgerr.SEInvalidSpecification, `savepoint "%s" does not exist`, name)
}

// rewind goes back to savepoint i, which stays.
func (s *Session) rewind(ctx context.Context, i int) error {
	sp := s.tx.saves[i]
	s.endPortals(sp.serial)
	if err := s.rewindEngine(ctx, sp); err != nil {
		return err
	}
	s.tx.readOnly = sp.modes.ReadOnly
	s.tx.saves = s.tx.saves[:i+1]
	s.tx.journal.entries = s.tx.journal.entries[:sp.writes]
	s.tx.comments = s.tx.comments[:sp.comments]
	s.backTemps(sp.temps)
	s.tx.notes = s.tx.notes[:sp.notes]
	s.tx.listens = s.tx.listens[:sp.ops]
	s.mu.Lock()
	s.set.RollbackTo(sp.mark)
	s.mu.Unlock()
	return nil
}

func (s *Session) rewindEngine(ctx context.Context, sp savepoint) error {
	if !s.tx.open {
		return nil
	}
	if s.ec.Lost() {
		s.closeLive()
	}
	if err := s.parkLive(ctx); err != nil {
		return err
	}
	j := &s.tx.journal
	unchanged := len(j.entries) == sp.writes
	if unchanged && !s.tx.halfway && s.alive(ctx) {
		return nil
	}
	if s.isolation() == "repeatable read" || s.isolation() == "serializable" {
		return s.stuck("The transaction would have to see a newer snapshot, which its isolation level forbids.")
	}
	for _, e := range j.entries[:sp.writes] {
		if e.args == nil && e.sql == "" {
			return s.stuck("A statement before the savepoint cannot be repeated with certainty.")
		}
	}
	s.undo()
	if err := s.ready(ctx); err != nil {
		return err
	}
	if sp.writes > 0 {
		return s.replay(ctx, j.entries[:sp.writes])
	}
	return nil
}

// alive tells whether the engine's transaction can go on.
func (s *Session) alive(ctx context.Context) bool {
	_, err := s.ec.Exec(ctx, "SELECT 1")
	return err == nil
}

// replay writes again what was written before the savepoint. Another number of rows than the first time means that the
// lake has changed under us.
func (s *Session) replay(ctx context.Context, entries []entry) error {
	if err := s.enter(ctx, true); err != nil {
		return err
	}
	for _, e := range entries {
		n, err := s.repeat(ctx, e)
		if err != nil {
			return err
		}
		if n != e.rows {
			return s.stuck("Repeating a statement before the savepoint touched another number of rows than the first time.")
		}
	}
	return nil
}

func (s *Session) repeat(ctx context.Context, e entry) (int64, error) {
	if e.st.Steps != nil {
		f, n, _, err := s.walk(ctx, e.st, false, e.args, nil)
		if f != nil {
			f.close()
		}
		return n, err
	}
	es, err := s.ec.Prepare(ctx, e.sql)
	if err != nil {
		return 0, err
	}
	defer es.Close()
	if err := s.bind(&plan{order: e.order}, es, e.args); err != nil {
		return 0, err
	}
	str, err := es.Run(ctx)
	if err != nil {
		return 0, err
	}
	defer str.Close()
	return drain(ctx, str)
}

// stuck is the honest answer where going back cannot be done: the transaction stays failed.
func (s *Session) stuck(why string) error {
	s.tx.state = stFailed
	return pgerr.Unsupported("cannot roll back to this savepoint", "Roll back the whole transaction and run it again.").
		WithDetail("%s", why)
}
