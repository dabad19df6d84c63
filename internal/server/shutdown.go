package server

import (
	"context"
	"time"

	"go.uber.org/zap"
)

// cutAfter is how long a terminated session has for its last words before its socket is cut, and how long after that
// one that does not hear is waited for.
const cutAfter = 5 * time.Second

// Shutdown stops accepting; idle sessions end with 57P01 at once, busy ones when their statement or transaction is
// over, and all at the end of drain or of ctx. It returns when the last connection has ended, or is given up because its
// session does not hear.
func (s *Server) Shutdown(ctx context.Context, drain time.Duration) {
	s.closeListeners()
	conns := s.reg.close()
	s.stop()
	s.lives.close()
	gone := s.lives.empty
	if drain > 0 {
		s.log.Info("draining", zap.Int("sessions", len(conns)), zap.Duration("timeout", drain))
		for _, c := range conns {
			c.Drain(errShutdown)
		}
		t := time.NewTimer(drain)
		defer t.Stop()
		select {
		case <-gone:
			return
		case <-t.C:
		case <-ctx.Done():
		}
	}
	s.endAll(errShutdown)
	if within(gone, cutAfter) {
		return
	}
	s.lives.cut()
	if !within(gone, cutAfter) {
		// The process is about to end and takes them with it; to wait on would keep the operator from that.
		s.log.Error("sessions did not end", zap.Int("left", s.lives.abandon()))
	}
}

func within(c <-chan struct{}, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-c:
		return true
	case <-t.C:
		return false
	}
}

// Fast ends all sessions at once.
func (s *Server) Fast() { s.Shutdown(context.Background(), 0) }
