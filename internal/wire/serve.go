package wire

import (
	"context"
	"errors"
	"io"
	"time"

	"lakewire/internal/pgerr"
)

// Serve runs the session until the connection ends, and closes it. It gives nil after Terminate, io.EOF when the client
// left without it, else the FATAL error that ended the connection.
//
// One turn of the loop is one message:
//
//	ready?  Idle ─► end if draining and outside a transaction ─► ReadyForQuery, flush
//	wait    for a message; woken while idle between cycles ─► Idle, flush, wait again
//	skip    after an error in the extended protocol everything up to Sync is read and dropped, Query too
//	handle  simple Query ─► ready; Sync ─► ready; Flush ─► flush; the others answer into the buffer
//	error   Handler.Failed ─► ErrorResponse, flush ─► FATAL ends; extended: skip; else ready
//
// The ways out: Terminate ('X'); end of file, in or between messages; a message that breaks the protocol (08P01); a
// FATAL error of the handler; Conn.Terminate, also through the end of ctx; Conn.Drain when idle; a failed write.
func Serve(ctx context.Context, c *Conn, h Handler) error {
	c.serving = true
	stop := context.AfterFunc(ctx, func() { c.Terminate(pgerr.From(context.Cause(ctx))) })
	defer stop()
	// The statement's contexts need not hear of the end of ctx: Terminate tells the one that runs.
	s := &loop{c: c, h: h, ctx: context.WithoutCancel(ctx), ready: true}
	err := s.run()
	switch e := fatal(err); {
	case errors.Is(err, errTerminate):
		_ = c.Close()
		return nil
	case e == nil, c.out.err != nil, e.Code == pgerr.ConnectionFailure: // nobody is there to be told
		_ = c.Close()
		return err
	case e.Code == pgerr.ProtocolViolation:
		c.sayLast(e)
		return e
	default:
		_ = c.nc.SetWriteDeadline(time.Now().Add(lastWords))
		_ = c.sendError(e)
		_ = c.Close()
		return e
	}
}

// errTerminate is the way out of the loop that the client asked for.
var errTerminate = errors.New("client said goodbye")

// fatal finds the error to tell before closing, or nil when there is nobody to tell.
func fatal(err error) *pgerr.Error {
	var e *pgerr.Error
	if errors.As(err, &e) {
		return e
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return pgerr.New(pgerr.ProtocolViolation, "incomplete message from client").AsFatal()
	}
	return nil
}

// loop is the state of one Serve.
type loop struct {
	c        *Conn
	h        Handler
	ctx      context.Context
	ready    bool // ReadyForQuery is due
	between  bool // ReadyForQuery was the last thing said: the connection is idle
	skip     bool // everything up to Sync is dropped
	extended bool // the message belongs to the extended protocol
}

func (s *loop) run() error {
	for {
		if s.ready {
			if err := s.sayReady(); err != nil {
				return err
			}
		}
		typ, body, err := s.next()
		if err != nil {
			return err
		}
		s.between = false
		if typ == 'X' {
			return errTerminate
		}
		if s.skip && typ != 'S' {
			continue
		}
		s.extended = false
		if err := s.report(s.handle(typ, body)); err != nil {
			return err
		}
	}
}

// sayReady ends a cycle.
func (s *loop) sayReady() error {
	c := s.c
	if err := s.idle(); err != nil {
		return err
	}
	tx := s.h.TxStatus()
	c.readyForQuery(tx)
	c.setIdle(tx)
	if err := c.Flush(); err != nil {
		return err
	}
	s.ready, s.between = false, true
	return nil
}

// idle lets the handler speak between two cycles. Only a FATAL error counts: there is no statement to fail.
func (s *loop) idle() error {
	s.c.woken.Store(false)
	if e := s.c.ending.Load(); e != nil {
		return e
	}
	if err := s.h.Idle(s.ctx); err != nil {
		e := pgerr.From(err)
		if e.IsFatal() {
			return e
		}
		return s.c.sendError(e)
	}
	return nil
}

// next waits for a message and, between two cycles, for whatever else may happen.
func (s *loop) next() (byte, []byte, error) {
	c := s.c
	var spent time.Time // a deadline for which Idle has been called: it must not be waited for again
	for {
		if e := c.ending.Load(); e != nil {
			return 0, nil, e
		}
		if e := c.draining.Load(); e != nil && s.between && s.h.TxStatus() == 'I' {
			return 0, nil, e
		}
		var deadline time.Time
		if s.between {
			if len(c.in.buffered()) == 0 {
				c.out.release()
				c.in.shrink()
			}
			if t, ok := s.h.IdleDeadline(); ok && !t.Equal(spent) {
				deadline = t
			}
		}
		typ, body, err := c.readMessage(s.between, deadline)
		if err != errWoken {
			return typ, body, err
		}
		if !deadline.IsZero() && !time.Now().Before(deadline) {
			spent = deadline
		}
		if err := s.idle(); err != nil {
			return 0, nil, err
		}
		if err := c.Flush(); err != nil {
			return 0, nil, err
		}
	}
}

// report turns what a handler method returned into messages and the next state. Its own error ends the loop.
func (s *loop) report(err error) error {
	if e := s.c.ending.Load(); e != nil {
		return e
	}
	if s.c.out.err != nil {
		return s.c.lost()
	}
	if err == nil {
		return nil
	}
	e := pgerr.From(err)
	s.h.Failed(e)
	if e.IsFatal() {
		return e
	}
	if err := s.c.sendError(e); err != nil {
		return err
	}
	s.skip = s.extended
	s.ready = !s.extended
	return nil
}
