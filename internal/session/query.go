package session

import (
	"context"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

var errStatementTimeout = pgerr.New(pgerr.QueryCanceled, "canceling statement due to statement timeout")

// Query runs a string of statements. Several are one implicit transaction, which the last one ends before its tag is
// told, as PostgreSQL does: a commit that fails replaces the tag.
func (s *Session) Query(ctx context.Context, sql string) error {
	s.busy = true
	s.dropStatement("")
	s.dropPortal("")
	script, err := s.translate(sql, nil)
	if err != nil {
		return err
	}
	if len(script.Stmts) == 0 {
		s.c.EmptyQuery()
		return s.end(ctx)
	}
	for i, st := range script.Stmts {
		s.final = i == len(script.Stmts)-1
		if len(script.Stmts) > 1 && !s.moves(st) {
			s.share()
		}
		if err := s.one(ctx, st); err != nil {
			return err
		}
	}
	return nil
}

// moves tells whether a statement is one of those that the transaction table names.
func (s *Session) moves(st *dialect.Statement) bool {
	switch st.Kind {
	case dialect.KindBegin, dialect.KindCommit, dialect.KindRollback:
		return true
	}
	return false
}

// one runs a statement of a string.
func (s *Session) one(ctx context.Context, st *dialect.Statement) error {
	ctx, stop := s.timed(ctx)
	defer stop()
	if st.Kind != dialect.KindPrepare && s.tx.state != stFailed {
		if q := carried(st); q.SQL != "" {
			if marks := paramMarks(q.SQL); len(marks) > 0 {
				return noParameter(q, marks[0])
			}
		}
	}
	x, err := s.start(ctx, st, nil, nil, nil)
	if err != nil {
		return err
	}
	defer x.close()
	var n int64
	if x.fields != nil {
		s.c.RowDescription(x.fields)
		if n, err = x.read(ctx, everything); err != nil {
			return err
		}
	}
	x.close()
	s.settle()
	if s.final {
		if err := s.end(ctx); err != nil {
			return err
		}
	}
	s.c.CommandComplete(x.tag(n))
	return nil
}

// timed bounds a statement by statement_timeout.
func (s *Session) timed(ctx context.Context) (context.Context, context.CancelFunc) {
	stop := func() {}
	if d := s.set.StatementTimeout(); d > 0 {
		ctx, stop = context.WithTimeoutCause(ctx, d, errStatementTimeout)
	}
	s.running.Store(&ctx)
	return ctx, stop
}
