package session

import (
	"context"

	"lakewire/internal/dialect"
)

// DuckDB 1.5.5 lists what a lake holds, and DuckLake changes it, without regard for each other: an entry that one session
// makes while another lists them now and then holds garbage, and the list then ends in an internal error by which the engine
// invalidates itself. So what lists and what changes descriptions take turns, statement by statement, in a process.

// turn waits for the session's turn; done ends it. It is taken when all table locks are held, and nothing is waited for in it.
func (s *Session) turn(ctx context.Context) (done func(), err error) {
	if s.hasTurn {
		return func() {}, nil
	}
	select {
	case s.d.Hub.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	s.hasTurn = true
	return func() {
		s.hasTurn = false
		<-s.d.Hub.turn
	}, nil
}

// turns tells whether a statement of the engine's changes descriptions. CREATE TABLE AS does so too, at its end, but may run
// for hours.
func turns(st *dialect.Statement) bool {
	switch st.Kind {
	case dialect.KindCreateTable, dialect.KindCreateView, dialect.KindCreateSchema, dialect.KindCreateMacro, dialect.KindDropTable,
		dialect.KindDropView, dialect.KindDropSchema, dialect.KindAlterTable, dialect.KindAlterView:
		return true
	}
	return false
}
