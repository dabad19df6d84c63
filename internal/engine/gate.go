package engine

import (
	"context"
	"time"

	"golang.org/x/sync/semaphore"
)

// DuckLake 1.0 loads the descriptions of a schema version when a statement that is being bound first needs them, and puts what
// it has loaded into DuckDB's object cache under the version's number. Two sessions that load one version at the same time
// both put, the second replaces the first, and the first is freed at the end of the query that loaded it, though its session's
// transaction still points into it: at COMMIT the process would end with SIGSEGV. So a change of descriptions is bound while
// nobody else binds, and a pin (pin.go) keeps alive what it then points to.

// gate lets many bind at once, or one alone. Nobody waits for long: one that does not get in goes on as if there were no gate,
// for a bind may take as long as folding a constant of gigabytes takes.
type gate struct{ sem *semaphore.Weighted }

const (
	gateWidth    = 1 << 30
	gatePatience = time.Second // less than grace: a cancel must find its call
)

func newGate() *gate { return &gate{semaphore.NewWeighted(gateWidth)} }

// share and alone give what leaves the gate again.
func (g *gate) share() func() { return g.enter(1) }
func (g *gate) alone() func() { return g.enter(gateWidth) }

func (g *gate) enter(n int64) func() {
	if !g.sem.TryAcquire(n) {
		ctx, cancel := context.WithTimeout(context.Background(), gatePatience)
		defer cancel()
		if g.sem.Acquire(ctx, n) != nil {
			return nothing
		}
	}
	if n == 1 {
		return g.leaveOne
	}
	return g.leaveAll
}

func (g *gate) leaveOne() { g.sem.Release(1) }
func (g *gate) leaveAll() { g.sem.Release(gateWidth) }
