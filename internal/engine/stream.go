package engine

import (
	"context"
	"strings"
	"time"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
)

// Stream is a running result. It lives until its end, Close, or the next statement on its connection.
//
// Ways out: Next gives nil, nil (all rows were had; an autocommit transaction is committed by then) or an error (the
// statement failed, was interrupted, or another statement cut it off); Close ends it early. Each destroys the result.
type Stream struct {
	st      *Stmt
	raw     bind.Result
	open    bool // raw holds a result
	rows    bool // the statement returns rows
	changed int64
	cols    []Column
	err     error

	ready []*Chunk     // fetched and not yet asked for; its user's goroutine alone touches it
	late  *pgerr.Error // what came after them
	eager bool         // the first rows are out
}

// Run executes the statement with what is bound. A statement that returns rows is executed as far as its first rows and
// then as far as they are fetched; any other is finished, and in autocommit committed, when Run returns.
func (st *Stmt) Run(ctx context.Context) (*Stream, error) {
	s := &Stream{st: st, changed: -1}
	if err := st.c.call(ctx, s.start); err != nil {
		return nil, err
	}
	return s, nil
}

// How often a statement asks at once whether there is work for it, which takes a microsecond, and how long it rests from then on.
const (
	spinMost = 100
	spinRest = 50 * time.Microsecond
)

// start runs with the connection's mutex held.
func (s *Stream) start() *pgerr.Error {
	st, c := s.st, s.st.c
	c.cutLive()
	if st.kind.alters() {
		c.cache.flush()
	}
	var pending bind.PendingResult
	if err := st.begin(&pending); err != nil {
		return err
	}
	if st.changes() {
		defer c.e.changes.Add(1)
	}
	if !await(pending) {
		if message := bind.PendingError(pending); message != "" {
			bind.DestroyPending(&pending)
			if st.kind == StmtTransaction {
				c.block = false
				c.unpin()
			}
			return st.failed(bind.ErrorTypeInvalid, message)
		}
	}
	state := bind.ExecutePending(pending, &s.raw)
	bind.DestroyPending(&pending)
	if st.kind == StmtTransaction {
		if c.block = state != bind.StateError && begins(st.sql); !c.block {
			c.unpin()
		}
	}
	if state == bind.StateError {
		err := st.failed(bind.ResultErrorType(&s.raw), bind.ResultError(&s.raw))
		bind.DestroyResult(&s.raw)
		return err
	}
	s.open = true
	switch bind.ResultReturnType(s.raw) {
	case bind.ResultTypeQueryResult:
		s.rows = true
		s.readColumns()
		c.live = s
	case bind.ResultTypeChangedRows:
		s.readChanged()
		s.destroy()
	default:
		if st.kind == StmtCreate {
			s.readChanged() // CREATE TABLE AS counts its rows, though it calls them nothing
		}
		s.changed = max(s.changed, 0)
		s.destroy()
	}
	return nil
}

// await works on a statement until it has its result; false is an error, or that DuckDB has to wait for something else. DuckDB's own wait
// asks without a pause whether another thread is done with a task, a commit for one, and takes a processor from it.
func await(pending bind.PendingResult) bool {
	for spins := 0; ; {
		switch state := bind.PendingExecuteTask(pending); state {
		case bind.PendingStateResultNotReady:
			spins = 0
		case bind.PendingStateNoTasksAvailable:
			if spins++; spins > spinMost {
				time.Sleep(spinRest)
			}
		default:
			return state == bind.PendingStateResultReady
		}
	}
}

// begin binds the statement, anew where that is needed, and makes it ready to be executed.
func (st *Stmt) begin(pending *bind.PendingResult) *pgerr.Error {
	if st.old() {
		if len(st.params) > 0 {
			return pgerr.New(pgerr.InternalError, "a plan is to be renewed before values are bound to it")
		}
		st.renew()
	}
	if st.stale != nil {
		return st.stale
	}
	if st.raw.Ptr == nil {
		return errLost()
	}
	if st.describes() {
		st.c.pin()
	}
	defer st.c.inst.gate.share()()
	st.c.queries++
	if st.kind.writes() {
		st.c.changes++
	}
	state := bind.StateError
	if st.kind.streams() {
		state = bind.PendingPreparedStreaming(st.raw, pending)
	} else {
		state = bind.PendingPrepared(st.raw, pending)
	}
	if state == bind.StateError {
		err := st.failed(bind.ErrorTypeInvalid, bind.PendingError(*pending))
		bind.DestroyPending(pending)
		return err
	}
	return nil
}

// changes tells whether the statement may change rows or descriptions, or commit such changes.
func (st *Stmt) changes() bool {
	switch st.kind {
	case StmtSelect, StmtExplain, StmtSet, StmtVariableSet:
		return false
	case StmtTransaction:
		return len(st.sql) >= 6 && strings.EqualFold(st.sql[:6], "COMMIT")
	}
	return true
}

// readColumns takes the columns from the result, for DuckDB may have bound the statement anew.
func (s *Stream) readColumns() {
	n := int(bind.ColumnCount(&s.raw))
	s.cols = make([]Column, n)
	for i := range s.cols {
		s.cols[i] = Column{Name: bind.ColumnName(&s.raw, bind.IdxT(i)), Type: takeLogical(bind.ColumnLogicalType(&s.raw, bind.IdxT(i)))}
	}
}

func (s *Stream) readChanged() {
	s.changed = 0
	if raw := bind.FetchChunk(s.raw); raw.Ptr != nil {
		var v Vector
		loadVector(&v, scalars[bind.TypeBigInt], bind.DataChunkGetVector(raw, 0), int(bind.DataChunkGetSize(raw)))
		for _, n := range v.Int64s() {
			s.changed += n
		}
		bind.DestroyDataChunk(&raw)
	}
}

// Columns gives the result's columns, none for a statement that returns no rows.
func (s *Stream) Columns() []Column { return s.cols }

// ReturnsRows tells a result set, even an empty one, from a statement that has none.
func (s *Stream) ReturnsRows() bool { return s.rows }

// RowsChanged gives how many rows were inserted, updated or deleted; -1 when the statement returns rows.
func (s *Stream) RowsChanged() int64 { return s.changed }

// Close ends the stream; what was not fetched is not computed.
func (s *Stream) Close() {
	s.drop()
	if s.st.c.lost.Load() {
		return
	}
	s.st.c.mu.Lock()
	defer s.st.c.mu.Unlock()
	s.destroy()
}

// destroy frees DuckDB's side; the connection's mutex is held.
func (s *Stream) destroy() {
	if s.open {
		s.open = false
		bind.DestroyResult(&s.raw)
	}
	if s.st.c.live == s {
		s.st.c.live = nil
	}
}

// streams tells whether the kind's rows are to be had while it runs. All others are finished, with their commit, before
// anything is said about them.
func (k StmtKind) streams() bool {
	switch k {
	case StmtSelect, StmtExplain, StmtCall, StmtPragma, StmtExecute, StmtRelation, StmtLogicalPlan:
		return true
	}
	return false
}

// writes tells whether the kind's plan may be of a change to the lake's rows.
func (k StmtKind) writes() bool {
	switch k {
	case StmtInsert, StmtUpdate, StmtDelete, StmtMergeInto, StmtCopy:
		return true
	}
	return false
}

// alters tells whether the kind may change what a name in a cached statement means.
func (k StmtKind) alters() bool {
	switch k {
	case StmtCreate, StmtCreateFunc, StmtDrop, StmtAlter, StmtSet, StmtVariableSet, StmtPragma, StmtAttach, StmtDetach, StmtLoad, StmtCall, StmtMulti:
		return true
	}
	return false
}
