package engine

import (
	"context"
	"sync/atomic"
	"time"

	"lakewire/internal/pgerr"
)

// grace is how long a call may go on after its interrupt. Some of DuckDB's functions look at no interrupt (a huge
// repeat(), the folding of constants): such a call is left behind.
const grace = 2 * time.Second

// call runs f, which enters DuckDB, so that the end of ctx interrupts it.
//
// Ways out: f returns (its error is ctx's cause if ctx has ended and DuckDB says that it was interrupted); ctx had ended
// before; the connection is lost; or f does not heed its interrupt for the time of grace: then the connection is lost, f
// goes on in its goroutine, which takes the connection apart when it comes back, and nothing that f writes may be read.
func (c *Conn) call(ctx context.Context, f func() *pgerr.Error) error {
	if ctx.Err() != nil {
		return causeOf(ctx)
	}
	if c.lost.Load() {
		return errLost() // the call that was left behind has the connection, for who knows how long
	}
	if ctx.Done() == nil {
		return c.outcome(ctx, c.enter(ctx, f))
	}
	var settled atomic.Bool // by whoever comes first: the call that returned, or the caller who left
	done := make(chan *pgerr.Error, 1)
	go func() {
		err := c.enter(ctx, f)
		if settled.Swap(true) {
			c.dismantle()
			return
		}
		done <- err
	}()
	select {
	case err := <-done:
		return c.outcome(ctx, err)
	case <-ctx.Done():
	}
	late := time.NewTimer(grace)
	defer late.Stop()
	select {
	case err := <-done:
		return c.outcome(ctx, err)
	case <-late.C:
	}
	c.lost.Store(true)
	if settled.Swap(true) {
		err := <-done
		go c.dismantle()
		return c.outcome(ctx, err)
	}
	return causeOf(ctx)
}

// enter runs f with the connection to itself.
func (c *Conn) enter(ctx context.Context, f func() *pgerr.Error) *pgerr.Error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lost.Load() {
		return errLost()
	}
	stop := c.watch(ctx)
	defer stop()
	return f()
}

// outcome makes of what a call returned what its caller is told.
func (c *Conn) outcome(ctx context.Context, err *pgerr.Error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil && err.Code == pgerr.QueryCanceled {
		return causeOf(ctx)
	}
	c.e.suspect(c.inst, err)
	return c.told(err)
}

// told gives the error that a client is to hear of: a transaction that a lost catalog has aborted says why, also where what
// noticed it first could do without. That it has failed before is news to whoever hears of it here.
func (c *Conn) told(err *pgerr.Error) *pgerr.Error {
	switch err.Code {
	case pgerr.ConnectionFailure, pgerr.CannotConnectNow, pgerr.TooManyConnections:
		c.broken = err
	case pgerr.InFailedSqlTransaction:
		if c.broken == nil {
			c.broken = c.e.unsaid()
		}
		return c.broken
	}
	return err
}

// unsaid is the error of a transaction that was aborted below, by an error that DuckLake has kept to itself: of what it asks its
// catalog it can do without some answers, statistics for one, but not without the transaction that a lost connection ends.
func (e *Engine) unsaid() *pgerr.Error {
	if e.seats == nil {
		return pgerr.New(pgerr.InternalError, "the transaction has failed, and the engine does not tell why").
			WithHint("Roll it back and try again.")
	}
	return pgerr.New(pgerr.ConnectionFailure, "the transaction's connection to the lake's catalog has failed").
		WithHint("Roll it back and try again: the catalog is reached as soon as it is there.")
}
