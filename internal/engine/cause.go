package engine

import (
	"context"
	"strings"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
)

// A thread whose work fails stores the error and stops its fellows by the flag that an interrupt sets. A fetch that meets
// the flag first reports an interrupt, and DuckDB has let go of the error by then. One that meets it later reports that it
// was called upon a failed result, and the error below that.

// reruns bounds how often a statement is run for its error: each run may lose it again.
const reruns = 5

const failedBefore = "Attempting to execute an unsuccessful or closed pending query result\nError: "

// failure gives the error that ended the result; the connection's mutex is held.
func (s *Stream) failure() (err *pgerr.Error, interrupted bool) {
	t, message := bind.ResultErrorType(&s.raw), bind.ResultError(&s.raw)
	if _, below, ok := strings.Cut(message, failedBefore); ok {
		t, message = bind.ErrorTypeInvalid, below
	}
	return s.st.failed(t, message), t == bind.ErrorTypeInterrupt
}

// cause finds the error of a stream that was interrupted though nobody asked for it: what reads can be run again for it.
// Inside a client's transaction it cannot, for the interrupt has ended that. It runs with the connection's mutex held.
func (s *Stream) cause(ctx context.Context) *pgerr.Error {
	lost := pgerr.New(pgerr.InternalError, "the statement failed while it sent its rows, and the engine does not tell why")
	if s.st.kind != StmtSelect {
		return lost
	}
	for range reruns {
		err, interrupted := s.fails()
		switch {
		case err != nil && ctx.Err() != nil:
			return err
		case err == nil || pgerr.Is(err, pgerr.InFailedSqlTransaction):
			return lost
		case !interrupted:
			return err
		}
	}
	return lost
}

// fails runs the statement anew and throws its rows away, for the error that it ends with.
func (s *Stream) fails() (err *pgerr.Error, interrupted bool) {
	s.destroy()
	if err := s.start(); err != nil {
		return err, false
	}
	for {
		raw := bind.FetchChunk(s.raw)
		if raw.Ptr != nil {
			bind.DestroyDataChunk(&raw)
			continue
		}
		if bind.ResultError(&s.raw) == "" {
			return nil, false
		}
		return s.failure()
	}
}
