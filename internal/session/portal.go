package session

import (
	"context"
	"time"

	"lakewire/internal/pgerr"
	"lakewire/internal/wire"
)

// portal is a statement with its values, of Bind or of DECLARE: the protocol and SQL share one table of them.
type portal struct {
	name    string
	p       *prepared
	args    *params
	formats []int16

	x    *execution
	over bool // it has been run to its end

	cur    *cursor // of DECLARE; nil for Bind's
	serial int     // the savepoint it is younger than
	at     time.Time
}

// Bind makes a portal.
func (s *Session) Bind(ctx context.Context, b *wire.Bind) error {
	s.busy = true
	p, err := s.statement(b.Statement)
	if err != nil {
		return err
	}
	s.c.SetQuery(p.text)
	if err := b.CheckFormats(); err != nil {
		return err
	}
	if len(b.Params) != len(p.oids) {
		return pgerr.Newf(pgerr.ProtocolViolation, `bind message supplies %d parameters, but prepared statement "%s" requires %d`,
			len(b.Params), b.Statement, len(p.oids))
	}
	if s.tx.state == stFailed && p.st != nil && (!ends(p.st) || len(p.oids) > 0) {
		return errAborted
	}
	if b.Portal == "" {
		s.dropPortal("")
	} else if s.portals[b.Portal] != nil {
		return pgerr.Newf(pgerr.DuplicateCursor, `cursor "%s" already exists`, b.Portal)
	}
	if err := s.refresh(ctx, p); err != nil {
		return err
	}
	fields := s.fieldsOf(p)
	if n := len(b.ResultFormats); n > 1 && n != len(fields) {
		return pgerr.Newf(pgerr.ProtocolViolation, "bind message has %d result formats but query has %d columns", n, len(fields))
	}
	q := &portal{name: b.Portal, p: p, serial: s.tx.serial, at: time.Now()}
	q.formats = append(q.formats, b.ResultFormats...)
	if len(b.Params) > 0 {
		q.args = newParams(b, p.oids)
		if err := s.bindEarly(p, q.args); err != nil {
			return err
		}
	}
	s.keepPortal(q)
	s.c.BindComplete()
	return nil
}

// bindEarly gives the values to the engine now, since nonsense in them is an error of Bind and not of Execute.
func (s *Session) bindEarly(p *prepared, args *params) error {
	if p.plan == nil || p.plan.es == nil || s.live != nil && s.live.owner == p.plan {
		return nil
	}
	p.plan.bound = nil
	if err := s.bind(p.plan, p.plan.es, args); err != nil {
		return err
	}
	p.plan.bound = args
	return nil
}

// DescribePortal tells the columns of a portal.
func (s *Session) DescribePortal(ctx context.Context, name string) error {
	s.busy = true
	q, err := s.portal(name)
	if err != nil {
		return err
	}
	fields := s.portalFields(q)
	if fields != nil && s.tx.state == stFailed {
		return errAborted
	}
	s.describe(fields)
	if q.p != nil && q.p.plan != nil {
		q.p.plan.told = true
	}
	return nil
}

func (s *Session) portalFields(q *portal) []wire.Field {
	if q.cur != nil {
		return withFormats(q.cur.sh.fields, q.cur.formats())
	}
	return withFormats(s.fieldsOf(q.p), q.formats)
}

// Execute runs a portal, or goes on with it.
func (s *Session) Execute(ctx context.Context, name string, maxRows uint32) error {
	s.busy = true
	q, err := s.portal(name)
	if err != nil {
		return err
	}
	if q.cur != nil {
		return s.executeCursor(ctx, q, maxRows)
	}
	if q.p.st == nil {
		s.c.EmptyQuery()
		return nil
	}
	s.c.SetQuery(q.p.text)
	st := q.p.st
	if s.tx.state == stFailed && !ends(st) {
		return errAborted
	}
	ctx, stop := s.timed(ctx)
	defer stop()
	if q.over {
		return s.again(q)
	}
	s.final = s.c.NextIsSync()
	if !s.final && !s.moves(st) {
		s.share()
	}
	if q.x == nil {
		if q.x, err = s.start(ctx, st, q.p.plan, q.args, q.formats); err != nil {
			return err
		}
	}
	max := int64(everything)
	if maxRows > 0 {
		max = int64(maxRows)
	}
	var n int64
	if q.x.fields != nil {
		if n, err = q.x.read(ctx, max); err != nil {
			return err
		}
		if n == max {
			s.c.PortalSuspended()
			return nil
		}
	}
	q.over = true
	q.x.close()
	s.settle()
	tag := q.x.tag(n)
	if s.final && s.tx.state == stImplicit {
		if err := s.end(ctx); err != nil {
			return err
		}
	}
	s.c.CommandComplete(tag)
	return nil
}

// again is Execute of a portal that has reached its end: a query gives no rows, anything else cannot run twice.
func (s *Session) again(q *portal) error {
	if q.x.fields == nil {
		return pgerr.Newf(pgerr.ObjectNotInPrerequisiteState, `portal "%s" cannot be run`, q.name)
	}
	s.c.CommandComplete(q.x.tag(0))
	return nil
}

func (s *Session) portal(name string) (*portal, error) {
	q := s.portals[name]
	if q == nil {
		return nil, pgerr.Newf(pgerr.InvalidCursorName, `portal "%s" does not exist`, name)
	}
	return q, nil
}

// ClosePortal forgets a portal; an unknown one is no error.
func (s *Session) ClosePortal(ctx context.Context, name string) error {
	s.busy = true
	s.dropPortal(name)
	s.c.CloseComplete()
	return nil
}

// Sync ends the implicit transaction of a pipeline.
func (s *Session) Sync(ctx context.Context) error {
	s.busy = true
	s.settle()
	return s.end(ctx)
}

func (s *Session) keepPortal(q *portal) {
	s.mu.Lock()
	s.portals[q.name] = q
	s.mu.Unlock()
}

func (s *Session) dropPortal(name string) {
	q := s.portals[name]
	if q == nil {
		return
	}
	s.mu.Lock()
	delete(s.portals, name)
	s.mu.Unlock()
	q.x.close()
	if q.cur != nil {
		q.cur.feed.close()
	}
}

// endPortals closes the portals that are younger than a savepoint, with 0 all of the transaction. Cursors that were
// kept over an earlier commit stay.
func (s *Session) endPortals(serial int) {
	for name, q := range s.portals {
		if q.cur != nil && q.cur.kept {
			continue
		}
		if q.serial >= serial {
			s.dropPortal(name)
		}
	}
}
