package session

import (
	"context"
	"time"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// cursor is what DECLARE makes: a feed with a place in it. pos is the row that the cursor is on, from 1; 0 is before the
// first, one beyond the number of rows is after the last.
type cursor struct {
	feed   *feed
	sh     *shape
	tag    *dialect.Statement
	pos    int64
	binary bool
	scroll bool
	loose  bool // nobody asked for scroll: it ends when the spool is full
	hold   bool
	kept   bool // it has outlived its transaction
	text   string
}

func (c *cursor) formats() []int16 {
	if c.binary {
		return []int16{1}
	}
	return nil
}

var errForward = pgerr.New(pgerr.ObjectNotInPrerequisiteState, "cursor can only scan forward").
	WithHint("Declare it with SCROLL option to enable backward scan.")

// declare is DECLARE CURSOR: the query begins now, so that what is written later does not show in it.
func (s *Session) declare(ctx context.Context, st *dialect.Statement, n *dialect.Declare, pl *plan, args *params) (*execution, error) {
	if !n.Hold && s.tx.state == stIdle {
		return nil, pgerr.New(pgerr.NoActiveSqlTransaction, "DECLARE CURSOR can only be used in transaction blocks")
	}
	if s.portals[n.Name] != nil {
		return nil, pgerr.Newf(pgerr.DuplicateCursor, `cursor "%s" already exists`, n.Name)
	}
	if err := s.admit(n.Query); err != nil {
		return nil, err
	}
	if !n.Query.ReturnsRows || n.Query.Writes {
		return nil, pgerr.Unsupported("DECLARE CURSOR must not contain data-modifying statements in WITH", "")
	}
	if pl != nil {
		pl = pl.inner
	}
	f, _, pl, err := s.open(ctx, n.Query, pl, args)
	if err != nil {
		return nil, err
	}
	if f == nil {
		return nil, pgerr.New(pgerr.InvalidCursorDefinition, "DECLARE CURSOR must not contain data-modifying statements")
	}
	c := &cursor{feed: f, sh: pl.sh, tag: n.Query, binary: n.Binary, hold: n.Hold, text: st.Written,
		scroll: n.Scroll == nil || *n.Scroll, loose: n.Scroll == nil}
	if c.scroll {
		if err := f.ensure(ctx, 0); err != nil {
			f.close()
			return nil, err
		}
	}
	q := &portal{name: n.Name, cur: c, serial: s.tx.serial, at: time.Now()}
	if s.tx.state == stIdle {
		if err := s.keep(ctx, q); err != nil {
			f.close()
			return nil, err
		}
	}
	s.keepPortal(q)
	return done(st.Tag), nil
}

// keep lets a cursor WITH HOLD outlive its transaction.
func (s *Session) keep(ctx context.Context, q *portal) error {
	if err := q.cur.feed.park(ctx); err != nil {
		return err
	}
	q.cur.kept = true
	return nil
}

// keepHolds runs before a commit.
func (s *Session) keepHolds(ctx context.Context) error {
	for _, q := range s.portals {
		if q.cur != nil && q.cur.hold && !q.cur.kept {
			if err := s.keep(ctx, q); err != nil {
				return err
			}
		}
	}
	return nil
}

// fetch is FETCH and MOVE. A portal of the protocol can be fetched from too.
func (s *Session) fetch(ctx context.Context, n *dialect.Fetch, formats []int16) (*execution, error) {
	q := s.portals[n.Cursor]
	if q == nil {
		return nil, pgerr.Newf(pgerr.InvalidCursorName, `cursor "%s" does not exist`, n.Cursor)
	}
	c, err := s.place(ctx, q)
	if err != nil {
		return nil, err
	}
	verb := "FETCH"
	tag := func(k int64) string { return counted(&dialect.Statement{Tag: verb, TagCount: true}, k) }
	if n.Move {
		verb = "MOVE"
		moved, err := c.travel(n).run(ctx, everything, nil)
		return done(tag(moved)), err
	}
	if len(formats) == 0 {
		formats = c.formats()
	}
	out, err := s.encoder(c.sh, formats)
	if err != nil {
		return nil, err
	}
	t := c.travel(n)
	if t.turns() {
		return nil, errForward // before a RowDescription
	}
	return &execution{
		fields: withFormats(c.sh.fields, formats), tag: tag,
		read: func(ctx context.Context, max int64) (int64, error) { return t.run(ctx, max, out) },
	}, nil
}

// place gives the cursor of a portal; the query of Bind's portals begins here unless an Execute has begun it.
func (s *Session) place(ctx context.Context, q *portal) (*cursor, error) {
	if q.cur != nil {
		return q.cur, nil
	}
	if q.p.st == nil || !q.p.st.ReturnsRows || q.p.st.Kind.Session() {
		return nil, pgerr.Newf(pgerr.ObjectNotInPrerequisiteState, `portal "%s" cannot be run`, q.name)
	}
	if q.x == nil {
		if err := s.admit(q.p.st); err != nil {
			return nil, err
		}
		if err := s.refuseWrite(q.p.st); err != nil {
			return nil, err
		}
		x, err := s.engineRun(ctx, q.p.st, q.p.plan, q.args, q.formats)
		if err != nil {
			return nil, err
		}
		q.x = x
	}
	if q.x.cur != nil {
		return q.x.cur, nil
	}
	// A constant's row is sent by the first Execute.
	return &cursor{feed: &feed{s: s, ended: true}, sh: q.p.plan.sh, tag: q.p.st, pos: 2}, nil
}

// executeCursor is Execute of the protocol on a cursor of DECLARE.
func (s *Session) executeCursor(ctx context.Context, q *portal, maxRows uint32) error {
	if s.tx.state == stFailed {
		return errAborted
	}
	ctx, stop := s.timed(ctx)
	defer stop()
	out, err := s.encoder(q.cur.sh, q.cur.formats())
	if err != nil {
		return err
	}
	max := int64(everything)
	if maxRows > 0 {
		max = int64(maxRows)
	}
	n, err := q.cur.forward(ctx, max, out)
	if err != nil {
		return err
	}
	if n == max {
		s.c.PortalSuspended()
		return nil
	}
	s.c.CommandComplete(counted(q.cur.tag, n))
	return nil
}

// closeCursor is CLOSE.
func (s *Session) closeCursor(st *dialect.Statement, n *dialect.CloseCursor) (*execution, error) {
	if n.All {
		for name, q := range s.portals {
			if q.cur != nil || name != "" {
				s.dropPortal(name)
			}
		}
		return done(st.Tag), nil
	}
	if s.portals[n.Name] == nil {
		return nil, pgerr.Newf(pgerr.InvalidCursorName, `cursor "%s" does not exist`, n.Name)
	}
	s.dropPortal(n.Name)
	return done(st.Tag), nil
}
