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

	mu      sync.Mutex // held while DuckDB works for this connection
	raw     bind.Connection
	stmts   map[*Stmt]struct{}
	cache   *stmtCache
	live    *Stream
	block   bool        // in a transaction that BEGIN opened
	pinned  *Conn       // keeps the descriptions that its changes point to
	base    string      // the snapshot that they are of
	queries uint64      // how many have been run
	changes uint64      // how many of them changed rows
	temps   atomic.Bool // it holds temporary tables
	path    string      // the search path it was lent with
	lost    atomic.Bool // of no use any more
	gone    bool        // DuckDB's side is freed; guarded by the instance's handles
	chunks  atomic.Int64
	broken  *pgerr.Error // how the catalog was lost in this transaction
}

// Lost tells that the connection is of no use any more, because its engine was replaced or because a call did not heed
// its interrupt and was left behind. Close it and lease another, whose session state is fresh.
func (c *Conn) Lost() bool { return c.lost.Load() }

// SearchPath gives the schemas in which the connection looked when it was lent.
func (c *Conn) SearchPath() string { return c.path }

// Generation tells which engine the connection belongs to.
func (c *Conn) Generation() uint64 { return c.inst.generation }

// Interrupt ends what runs now, if anything does. Ending the context of a call is the surer way: it is repeated.
func (c *Conn) Interrupt() {
	c.inst.handles.RLock()
	defer c.inst.handles.RUnlock()
	if !c.gone {
		bind.Interrupt(c.raw)
	}
}

// Progress tells how far the running statement is; percent is -1 where DuckDB does not know.
func (c *Conn) Progress() (percent float64, done, total uint64) {
	c.inst.handles.RLock()
	defer c.inst.handles.RUnlock()
	if c.gone {
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
	defer func() { c.broken = nil }()
	if st, err := c.PrepareCached(ctx, "ROLLBACK"); err == nil {
		_, _ = st.drain(ctx)
		st.Close()
	}
}

// Close destroys everything that the connection holds. The engine pre-warms another one: state of one session never
// reaches the next.
func (c *Conn) Close() {
	if c.lost.Load() {
		return // whoever made it lost takes it apart
	}
	c.dismantle()
}

// dismantle makes the connection lost and frees DuckDB's side, once. No call is running, or it is waited for.
func (c *Conn) dismantle() {
	c.lost.Store(true)
	defer c.unpin() // when nothing is held any more
	c.mu.Lock()
	defer c.mu.Unlock()
	c.inst.handles.Lock()
	defer c.inst.handles.Unlock()
	if c.gone {
		return
	}
	c.gone = true
	if c.live != nil {
		c.live.destroy()
	}
	for st := range c.stmts {
		st.destroy()
	}
	bind.Disconnect(&c.raw)
	c.inst.forget(c)
}

// desert makes the connection lost and leaves DuckDB's side as it is.
func (c *Conn) desert() {
	c.lost.Store(true)
	c.inst.handles.Lock()
	defer c.inst.handles.Unlock()
	c.gone = true
	c.inst.forget(c)
}

func errLost() *pgerr.Error {
	return pgerr.New(pgerr.InternalError, "the engine's connection was lost, and with it the session's state")
}
