package engine

import (
	"context"
	"time"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
)

// again is how often an interrupt is repeated until the call returns: DuckDB forgets one that comes before it has begun.
const again = 10 * time.Millisecond

func nothing() {}

// watch interrupts the connection from the end of ctx until the returned function is called, which waits for the
// watcher to be gone, so that no late interrupt meets the next call.
func (c *Conn) watch(ctx context.Context) func() {
	if ctx.Done() == nil {
		return nothing
	}
	over, gone := make(chan struct{}), make(chan struct{})
	unregister := context.AfterFunc(ctx, func() {
		defer close(gone)
		tick := time.NewTicker(again)
		defer tick.Stop()
		for {
			bind.Interrupt(c.raw)
			select {
			case <-over:
				return
			case <-tick.C:
			}
		}
	})
	return func() {
		if !unregister() {
			close(over)
			<-gone
		}
	}
}

// causeOf is the error that a call reports whose context has ended.
func causeOf(ctx context.Context) *pgerr.Error {
	if e, ok := context.Cause(ctx).(*pgerr.Error); ok {
		return e
	}
	return pgerr.New(pgerr.QueryCanceled, "canceling statement due to user request").WithCause(context.Cause(ctx))
}
