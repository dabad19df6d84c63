package engine

import (
	"context"
	"strings"
	"time"

	bind "github.com/duckdb/duckdb-go-bindings"
	"go.uber.org/zap"

	"lakewire/internal/pgerr"
)

// fatal marks an error after which DuckDB answers nothing any more.
func fatal(t bind.ErrorType, message string) bool {
	return t == bind.ErrorTypeFatal || strings.Contains(message, "database has been invalidated")
}

// suspect looks at an error that a connection got: one that says that the instance is done for starts its replacement, one that
// says that connections to the catalog are lost has others take their place.
func (e *Engine) suspect(inst *instance, err *pgerr.Error) {
	switch cause := err.Unwrap().(type) {
	case fatalCause:
		e.replace(inst)
	case strandedCause:
		inst.replenish(cause.connections)
	}
}

// fatalCause is the cause that errorOf puts under an error of an invalidated instance.
type fatalCause struct{ message string }

func (f fatalCause) Error() string { return f.message }

// replace starts the replacement of inst, once. The caller is inside a call of one of its connections and does not wait:
// its statement fails, and its session leases a new connection.
func (e *Engine) replace(inst *instance) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed || e.cur != inst {
		return
	}
	e.cur, e.replacing = nil, true
	e.background.Add(1)
	go func() {
		defer e.background.Done()
		e.o.Log.Error("the engine invalidated itself and is being replaced", zap.Uint64("generation", inst.generation))
		next, err := e.renew(inst)
		if err != nil {
			e.o.Log.Error("the engine could not be replaced", zap.Error(err))
		}
		e.mu.Lock()
		defer e.mu.Unlock()
		e.cur, e.failed, e.replacing = next, err, false
		e.cond.Broadcast()
	}()
}

// renew leaves the old instance behind and makes the next one as Open, the hooks and LockDown made it.
func (e *Engine) renew(old *instance) (*instance, error) {
	ctx := context.Background()
	for !old.abandon(time.Minute) {
		e.o.Log.Warn("the engine that failed cannot be left yet: a call does not heed its interrupt, or a chunk is out")
	}
	next, err := e.newInstance(ctx)
	if err != nil {
		return nil, err
	}
	e.mu.Lock()
	e.boot = next
	hooks, locked := e.hooks, e.locked
	e.mu.Unlock()
	for _, h := range hooks {
		if err := h(ctx, e); err != nil {
			return nil, err
		}
	}
	if err := next.findPath(ctx); err != nil {
		return nil, err
	}
	if locked {
		return next, next.lockDown(ctx)
	}
	return next, nil
}
