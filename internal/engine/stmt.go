package engine

import (
	"context"
	"sync/atomic"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// Stmt is a prepared statement of one Conn. It may run many times, one stream at a time.
type Stmt struct {
	c      *Conn
	raw    bind.PreparedStatement
	sql    string
	second *second      // the text that was prepared, where it is not sql
	at     uint64       // how many queries its connection had run when it was prepared
	seen   uint64       // how many of them had changed rows
	stale  *pgerr.Error // why it could not be
	kind   StmtKind
	params []*pgtypes.Logical
	cols   []Column
	shells [ahead]atomic.Pointer[Chunk]
	cached bool // lives in the connection's cache; Close gives it back
	leased bool
}

// Prepare parses and binds exactly one statement, executing nothing. It ends a live stream of this connection.
func (c *Conn) Prepare(ctx context.Context, sql string) (*Stmt, error) {
	var st *Stmt
	err := c.call(ctx, func() (err *pgerr.Error) {
		st, err = c.prepare(sql)
		return err
	})
	if err != nil {
		return nil, err
	}
	return st, nil
}

func (c *Conn) prepare(sql string) (*Stmt, *pgerr.Error) {
	c.cutLive()
	defer c.inst.gate.share()()
	st := &Stmt{c: c, sql: sql, at: c.queries, seen: c.changes}
	if bind.Prepare(c.raw, sql, &st.raw) == bind.StateError {
		message := bind.PrepareError(st.raw)
		bind.DestroyPrepare(&st.raw)
		if pivot, failed := c.preparePivot(sql, &st.raw, message); pivot && failed == "" {
			return c.prepared(st), nil
		} else if pivot {
			message = failed
		}
		if st.second = c.again(sql, message); st.second == nil {
			err := c.e.errorOf(bind.ErrorTypeInvalid, message, sql)
			if err.Code == pgerr.UndefinedFunction {
				c.signature(sql, err, message)
			}
			return nil, err
		}
		if bind.Prepare(c.raw, st.second.sql, &st.raw) == bind.StateError {
			err := st.failed(bind.ErrorTypeInvalid, bind.PrepareError(st.raw))
			bind.DestroyPrepare(&st.raw)
			return nil, err
		}
	}
	return c.prepared(st), nil
}

// prepared reads what DuckDB knows of a statement that it has prepared.
func (c *Conn) prepared(st *Stmt) *Stmt {
	st.kind = StmtKind(bind.PreparedStatementType(st.raw))
	st.params = make([]*pgtypes.Logical, bind.NParams(st.raw))
	for i := range st.params {
		st.params[i] = takeLogical(bind.ParamLogicalType(st.raw, bind.IdxT(i+1)))
	}
	st.cols = make([]Column, bind.PreparedStatementColumnCount(st.raw))
	for i := range st.cols {
		st.cols[i] = Column{
			Name: bind.PreparedStatementColumnName(st.raw, bind.IdxT(i)),
			Type: takeLogical(bind.PreparedStatementColumnLogicalType(st.raw, bind.IdxT(i))),
		}
	}
	c.stmts[st] = struct{}{}
	return st
}

// text gives what DuckDB is given to prepare.
func (st *Stmt) text() string {
	if st.second != nil {
		return st.second.sql
	}
	return st.sql
}

// old tells that a statement's plan may hold on to what is no more. DuckLake's plan of a write or of a change of descriptions
// points to the descriptions as they were loaded for it, which live no longer than the next query of the connection: in a later
// one columns are missing, or memory is gone. A query's plan is made anew by DuckDB itself each time it reads a lake, but not where
// it reads a temporary table: what that held when the plan was made is taken for all that it will ever hold, and rows beyond its
// least and greatest values of then are left out without an error.
func (st *Stmt) old() bool {
	switch {
	case st.stale != nil:
		return false
	case st.describes():
		return st.at != st.c.queries || st.c.block && st.c.pinned == nil
	case st.kind.writes():
		return st.at != st.c.queries
	}
	return st.seen != st.c.changes && st.c.temps.Load()
}

// HoldsTemps tells the connection that it holds temporary tables, for as long as it lives: plans of queries are not kept beyond
// a change of rows then.
func (c *Conn) HoldsTemps() { c.temps.Store(true) }

// Renew prepares a statement anew whose plan must not be run any more, and tells whether it did: what was bound is gone then.
// It is asked before values are bound.
func (st *Stmt) Renew(ctx context.Context) (bool, error) {
	if st.c.lost.Load() || !st.old() {
		return false, nil
	}
	return true, st.c.call(ctx, func() *pgerr.Error {
		st.renew()
		return st.stale
	})
}

// renew runs with the connection's mutex held.
func (st *Stmt) renew() {
	if st.raw.Ptr == nil {
		return
	}
	if st.describes() {
		defer st.c.inst.gate.alone()()
		st.c.pin()
	} else {
		defer st.c.inst.gate.share()()
	}
	st.at, st.seen = st.c.queries, st.c.changes
	bind.DestroyPrepare(&st.raw)
	if bind.Prepare(st.c.raw, st.text(), &st.raw) == bind.StateError {
		st.stale = st.failed(bind.ErrorTypeInvalid, bind.PrepareError(st.raw))
		bind.DestroyPrepare(&st.raw)
	}
}

// failed turns what DuckDB reports of the statement into PostgreSQL's words.
func (st *Stmt) failed(t bind.ErrorType, message string) *pgerr.Error {
	if st.second == nil {
		return st.c.e.errorOf(t, message, st.sql)
	}
	err := st.c.e.errorOf(t, message, st.second.sql)
	if err.Position > 0 {
		err.Position = st.second.original(err.Position)
	}
	return err
}

// cutLive ends the stream whose rows another statement on the connection would cut off anyway.
func (c *Conn) cutLive() {
	if s := c.live; s != nil {
		s.destroy()
		s.err = pgerr.New(pgerr.InvalidCursorState, "the result was cut off by another statement")
	}
}

// Kind gives DuckDB's classification.
func (st *Stmt) Kind() StmtKind { return st.kind }

// SQL gives the engine text.
func (st *Stmt) SQL() string { return st.sql }

// NumParams gives the highest parameter.
func (st *Stmt) NumParams() int { return len(st.params) }

// ParamType gives what DuckDB inferred for parameter i, from 1; Kind Invalid where it could not.
func (st *Stmt) ParamType(i int) *pgtypes.Logical { return st.params[i-1] }

// Columns gives the result's columns as of Prepare; a type may be Invalid while it hangs on a parameter. A DDL in between
// may change them: Stream.Columns is the truth.
func (st *Stmt) Columns() []Column { return st.cols }

// Close destroys the statement, or gives it back to the connection's cache.
func (st *Stmt) Close() {
	c := st.c
	if c.lost.Load() {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gone {
		return
	}
	if st.cached {
		if st.raw.Ptr != nil {
			bind.ClearBindings(st.raw)
		}
		st.leased = false
		return
	}
	st.destroy()
}

// destroy frees DuckDB's side; the connection's mutex is held.
func (st *Stmt) destroy() {
	if s := st.c.live; s != nil && s.st == st {
		s.destroy()
	}
	bind.DestroyPrepare(&st.raw)
	delete(st.c.stmts, st)
}
