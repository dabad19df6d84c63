package session

import (
	"context"
	"time"

	"lakewire/internal/pgerr"
)

// Idle runs before each ReadyForQuery and whenever the idle connection wakes: it delivers notifications between
// transactions, reports changed settings, and ends a connection that has idled too long.
func (s *Session) Idle(ctx context.Context) error {
	now := time.Now()
	if s.busy {
		s.busy = false
		s.warnings()
		s.idleSince = now
		if s.tx.state == stIdle {
			s.publishIdle()
		}
		s.report()
	} else if at, ok := s.IdleDeadline(); ok && !now.Before(at) {
		if s.tx.state == stIdle {
			return pgerr.New(pgerr.IdleSessionTimeout, "terminating connection due to idle-session timeout").AsFatal()
		}
		return pgerr.New(pgerr.IdleInTransactionSessionTimeout, "terminating connection due to idle-in-transaction timeout").AsFatal()
	}
	s.lookAlive(ctx)
	if s.tx.state == stIdle {
		for _, a := range s.inbox.take() {
			s.c.Notification(a.pid, a.channel, a.payload)
		}
	}
	return nil
}

// publishIdle makes what statements outside a block have queued hold: each of them was a transaction of its own.
func (s *Session) publishIdle() {
	if len(s.tx.notes)+len(s.tx.listens) == 0 && !s.inbox.hasPending() {
		return
	}
	t := s.tx
	s.tx.notes, s.tx.listens = nil, nil
	s.publish(&t)
}

func (b *inbox) hasPending() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.pending) > 0
}

// IdleDeadline says when the connection has idled for too long.
func (s *Session) IdleDeadline() (time.Time, bool) {
	d := s.set.IdleSessionTimeout()
	if s.tx.state != stIdle {
		d = s.set.IdleInTransactionSessionTimeout()
	}
	if d <= 0 {
		return time.Time{}, false
	}
	return s.idleSince.Add(d), true
}

// report tells the client of changed settings, and the registry of the application's name.
func (s *Session) report() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.set.Reports() {
		s.c.ParameterStatus(r.Name, r.Value)
		if r.Name == "application_name" {
			s.c.SetApplication(r.Value)
		}
	}
}
