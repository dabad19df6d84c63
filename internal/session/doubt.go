package session

import (
	"context"
	"time"

	"lakewire/internal/pgerr"
)

// A block that idles does not notice that its connection to the catalog has gone, and would keep its locks until its client
// speaks. So who waits for them has it look, from time to time.

const (
	doubtAfter = time.Second
	doubtEach  = 5 * time.Second
	lookMost   = 10 * time.Second
)

// doubting asks those whom this session waits for whether they are still alive, until stop is called. The lake's own file
// cannot go away, so there it does nothing.
func (s *Session) doubting() (stop func()) {
	if !s.d.Engine.Shared() {
		return func() {}
	}
	over := make(chan struct{})
	go func() {
		for next := doubtAfter; ; next = doubtEach {
			timer := time.NewTimer(next)
			select {
			case <-over:
				timer.Stop()
				return
			case <-timer.C:
			}
			for _, pid := range s.d.Locks.Blocking(int32(s.c.PID())) {
				if other := s.d.Hub.session(pid); other != nil {
					other.doubted.Store(true)
					other.c.Wake()
				}
			}
		}
	}()
	return func() { close(over) }
}

// lookAlive finds out whether the transaction of an idle block can still come to anything. When it cannot, everything it holds is let
// go, and its client's next statement is told why.
func (s *Session) lookAlive(ctx context.Context) {
	if !s.doubted.Swap(false) || s.tx.state != stBlock || !s.tx.open || s.tx.dead != nil {
		return
	}
	ctx, stop := context.WithTimeout(ctx, lookMost)
	defer stop()
	_, err := s.ask(ctx, "SELECT 1 FROM ducklake_options("+literal(s.d.Lake)+") LIMIT 1") // it reads the catalog each time
	if err == nil || ctx.Err() != nil {
		return
	}
	dead := pgerr.From(err)
	if !lost(err) {
		dead = pgerr.New(pgerr.ConnectionFailure, "the connection to the lake's catalog was lost").WithCause(err)
	}
	s.tx.saves = nil
	s.fail()
	s.tx.dead = dead
}

// died gives once the reason why the block has ended while it was idle.
func (s *Session) died() error {
	if s.tx.dead == nil {
		return nil
	}
	err := s.tx.dead
	s.tx.dead = nil
	return err
}
