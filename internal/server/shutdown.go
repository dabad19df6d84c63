package server

import (
	"context"
	"time"

	"go.uber.org/zap"
)

// cutAfter is how long a terminated session has for its last words before its socket is cut.
const cutAfter = 5 * time.Second

// Shutdown stops accepting; idle sessions end with 57P01 at once, busy ones when their statement or transaction is
// over, and all at the end of drain or of ctx. It returns when the last connection has ended.
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
	for _, c := range s.reg.close() {
		c.Terminate(errShutdown)
	}
	t := time.NewTimer(cutAfter)
	defer t.Stop()
	select {
	case <-gone:
		return
	case <-t.C:
	}
	s.lives.cut()
	<-gone
}

// Fast ends all sessions at once.
func (s *Server) Fast() { s.Shutdown(context.Background(), 0) }
