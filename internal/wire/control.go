package wire

import (
	"context"
	"sync"
	"time"

	"lakewire/internal/pgerr"
)

// lastWords is how long a terminated connection may still write: enough for an ErrorResponse to a client that reads,
// not enough for one that does not read to hold up a shutdown.
const lastWords = time.Second

// running is the statement in flight. Only while a handler method runs can it be cancelled: a cancel request that comes
// between two messages is dropped, as PostgreSQL drops it. The context serves one statement after another until it is
// cancelled, so that an ordinary statement costs none.
type running struct {
	mu     sync.Mutex
	active bool
	ctx    context.Context
	cancel context.CancelCauseFunc
}

// begin opens the window in which the statement can be cancelled and gives its context.
func (c *Conn) begin(parent context.Context) context.Context {
	r := &c.run
	r.mu.Lock()
	if r.ctx == nil {
		r.ctx, r.cancel = context.WithCancelCause(parent)
	}
	r.active = true
	ctx := r.ctx
	if e := c.ending.Load(); e != nil {
		r.cancel(e)
	}
	r.mu.Unlock()
	c.watch.arm(c)
	return ctx
}

// end closes the window. A context that was cancelled is not used again; one that was not is kept, not ended, because
// what a suspended portal holds may still hang on it.
func (c *Conn) end() {
	r := &c.run
	r.mu.Lock()
	r.active = false
	if r.ctx.Err() != nil {
		r.ctx, r.cancel = nil, nil
	}
	r.mu.Unlock()
}

// CancelRunning cancels the statement that runs now with the given cause, and tells whether there was one. Safe on any
// goroutine.
func (c *Conn) CancelRunning(cause *pgerr.Error) bool {
	r := &c.run
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.active || r.cancel == nil {
		return false
	}
	r.cancel(cause)
	return true
}

// Wake makes an idle connection call Handler.Idle soon; a busy one will call it before its next ReadyForQuery anyway.
// Safe on any goroutine.
func (c *Conn) Wake() {
	if c.woken.Swap(true) {
		return
	}
	c.interruptRead()
}

// interruptRead makes a blocked read return. The reader repairs the deadline before it waits again.
func (c *Conn) interruptRead() { _ = c.nc.SetReadDeadline(time.Unix(1, 0)) }

// Terminate ends the connection at once with a FATAL error: a running statement is cancelled with it as the cause, an
// idle or reading connection wakes, a write that blocks gets a second more. Safe on any goroutine.
func (c *Conn) Terminate(e *pgerr.Error) {
	if !e.IsFatal() {
		e = e.AsFatal()
	}
	if !c.ending.CompareAndSwap(nil, e) {
		return
	}
	_ = c.nc.SetWriteDeadline(time.Now().Add(lastWords))
	c.CancelRunning(e)
	c.interruptRead()
}

// Drain ends the connection with a FATAL error as soon as it is idle outside a transaction. Safe on any goroutine.
func (c *Conn) Drain(e *pgerr.Error) {
	if c.draining.CompareAndSwap(nil, e.AsFatal()) {
		c.Wake()
	}
}
