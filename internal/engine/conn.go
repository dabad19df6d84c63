package engine

import (
	"context"
	"sync"
	"sync/atomic"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
)

// Conn is a leased DuckDB connection. One goroutine uses it; Interrupt, Progress and Lost may be called from any.
type Conn struct {
	e    *Engine
	inst *instance

	mu     sync.Mutex // held while DuckDB works for this connection
	raw    bind.Connection
	stmts  map[*Stmt]struct{}
	cache  *stmtCache
	live   *Stream
	lost   atomic.Bool
	chunks atomic.Int64
}

// Lost tells that the connection is gone with its engine: Close it and lease another, whose session state is fresh.
func (c *Conn) Lost() bool { return c.lost.Load() }

// Generation tells which engine the connection belongs to.
func (c *Conn) Generation() uint64 { return c.inst.generation }

// Interrupt ends what runs now, if anything does. Ending the context of a call is the surer way: it is repeated.
func (c *Conn) Interrupt() {
	c.inst.handles.RLock()
	defer c.inst.handles.RUnlock()
	if !c.lost.Load() {
		bind.Interrupt(c.raw)
	}
}

// Progress tells how far the running statement is; percent is -1 where DuckDB does not know.
func (c *Conn) Progress() (percent float64, done, total uint64) {
	c.inst.handles.RLock()
	defer c.inst.handles.RUnlock()
	if c.lost.Load() {
		return -1, 0, 0
	}
	p := bind.QueryProgress(c.raw)
	return bind.QueryProgressTypeMembers(&p)
}

// Exec runs one statement to its end and tells how many rows it changed, -1 where it returns rows (they are discarded).
func (c *Conn) Exec(ctx context.Context, sql string) (int64, error) {
	st, err := c.Prepare(ctx, sql)
	if err != nil {
		return 0, err
	}
	defer st.Close()
	return st.drain(ctx)
}

// drain runs the statement and throws its rows away.
func (st *Stmt) drain(ctx context.Context) (int64, error) {
	s, err := st.Run(ctx)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	for {
		ch, err := s.Next(ctx)
		if err != nil {
			return 0, err
		}
		if ch == nil {
			return s.RowsChanged(), nil
		}
		ch.Release()
	}
}

// Reset makes the connection clean after an error outside a client's transaction: DuckDB may have left one open, of the
// statement or of its own expansion of it. It never fails.
func (c *Conn) Reset(ctx context.Context) {
	if st, err := c.PrepareCached(ctx, "ROLLBACK"); err == nil {
		_, _ = st.drain(ctx)
		st.Close()
	}
}

// Close destroys everything that the connection holds. The engine pre-warms another one: state of one session never
// reaches the next.
func (c *Conn) Close() {
	if !c.destroy() {
		return
	}
	c.inst.forget(c)
}

// destroy frees DuckDB's side; false when that was done before. The caller sees that no call is running.
func (c *Conn) destroy() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.inst.handles.Lock()
	defer c.inst.handles.Unlock()
	if c.lost.Swap(true) {
		return false
	}
	if c.live != nil {
		c.live.destroy()
	}
	for st := range c.stmts {
		st.destroy()
	}
	bind.Disconnect(&c.raw)
	return true
}

// call runs f, which enters DuckDB, so that the end of ctx interrupts it. An error is ctx's when ctx has ended.
func (c *Conn) call(ctx context.Context, f func() *pgerr.Error) error {
	if ctx.Err() != nil {
		return causeOf(ctx)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lost.Load() {
		return errLost()
	}
	stop := c.watch(ctx)
	err := f()
	stop()
	if err == nil {
		return nil
	}
	if ctx.Err() != nil && err.Code == pgerr.QueryCanceled {
		return causeOf(ctx)
	}
	c.e.suspect(c.inst, err)
	return err
}

func errLost() *pgerr.Error {
	return pgerr.New(pgerr.InternalError, "the engine was restarted; this connection's session state is lost")
}
