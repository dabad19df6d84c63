package session

import (
	"context"
	"slices"
	"strings"
	"time"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

var errLockTimeout = pgerr.New(pgerr.LockNotAvailable, "canceling statement due to lock timeout")

// lock takes the tables that a statement writes: alone those that it changes, shared those that it appends to. Alone in
// its transaction it does so before its snapshot is taken.
func (s *Session) lock(ctx context.Context, st *dialect.Statement) error {
	if !st.TargetsUnknown && len(st.Mutates) == 0 && len(st.Appends) == 0 {
		return nil
	}
	ctx, stop := s.lockTimed(ctx)
	defer stop()
	s.c.SetWait("Lock", "relation")
	defer s.c.SetWait("", "")
	if st.TargetsUnknown {
		return s.holder().Exclusive(ctx, wholeLake)
	}
	alone := s.tables(st.Mutates)
	for _, t := range alone {
		if err := s.holder().Exclusive(ctx, t); err != nil {
			return err
		}
	}
	for _, t := range s.tables(st.Appends) {
		if slices.Contains(alone, t) {
			continue
		}
		if err := s.holder().Share(ctx, t); err != nil {
			return err
		}
	}
	if s.short(st) {
		return s.holder().Exclusive(ctx, turn)
	}
	return nil
}

// short tells whether the statement is an INSERT of given values that is its own transaction. Those commit one after the
// other: when they overlap, DuckLake lets one commit and the others sleep and try again (16 writers: 5 commits a second
// in a storm, 25 in turn).
func (s *Session) short(st *dialect.Statement) bool {
	return st.Kind == dialect.KindInsert && s.alone() && len(st.Appends) == 1 && len(st.Relations) <= 1
}

const (
	turn      = "!turn" // no table's name: what short writers take before they begin
	wholeLake = "*"
	noWait    = 5 * time.Millisecond // what NOWAIT waits: as good as not at all
)

func (s *Session) lockTimed(ctx context.Context) (context.Context, context.CancelFunc) {
	if d := s.set.LockTimeout(); d > 0 {
		return context.WithTimeoutCause(ctx, d, errLockTimeout)
	}
	return ctx, func() {}
}

// tables gives the lock names of relations, in one order for everybody. A name without a schema may be that of any
// schema on the search path: all are taken, which costs less than asking the catalog.
func (s *Session) tables(names []dialect.Name) []string {
	var out []string
	for _, n := range names {
		name := strings.ToLower(n.Name)
		switch {
		case n.Schema != "":
			out = append(out, strings.ToLower(n.Schema)+"."+name)
		case len(s.ec.schemas) == 0:
			out = append(out, wholeLake)
		default:
			for _, schema := range s.ec.schemas {
				out = append(out, strings.ToLower(schema)+"."+name)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// lockVerb is LOCK TABLE: the weak modes that readers and appenders take ask for nothing here.
func (s *Session) lockVerb(ctx context.Context, n *dialect.Lock) error {
	if s.tx.state == stIdle || s.tx.state == stImplicit {
		return pgerr.New(pgerr.NoActiveSqlTransaction, "LOCK TABLE can only be used in transaction blocks")
	}
	if err := s.ready(ctx); err != nil {
		return err
	}
	ctx, stop := s.lockTimed(ctx)
	defer stop()
	s.c.SetWait("Lock", "relation")
	defer s.c.SetWait("", "")
	if n.NoWait {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, noWait, pgerr.Newf(pgerr.LockNotAvailable,
			`could not obtain lock on relation "%s"`, n.Tables[0].Name))
		defer cancel()
	}
	for _, t := range s.tables(n.Tables) {
		var err error
		switch n.Mode {
		case "ACCESS SHARE", "ROW SHARE":
		case "ROW EXCLUSIVE":
			err = s.holder().Share(ctx, t)
		default:
			err = s.holder().Exclusive(ctx, t)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
