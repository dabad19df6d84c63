package server

import (
	"context"
	"net"
	"sync"

	"go.uber.org/zap"

	"lakewire/internal/wire"
)

// Server accepts connections and owns their lives.
type Server struct {
	o         Options
	log       *zap.Logger
	reg       *registry
	listeners []net.Listener

	lives   *lives
	base    context.Context // of all sessions; its end ends them
	endAll  context.CancelCauseFunc
	halfway context.Context
	stop    context.CancelFunc // ends the start-ups under way
}

// New makes a server that does not listen yet.
func New(o Options) *Server {
	if o.MaxConnections <= 0 {
		o.MaxConnections = defaultMaxConnections
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	s := &Server{o: o, log: o.Log, reg: newRegistry(o.MaxConnections, o.Reserved), lives: newLives()}
	// Sessions do not end with the context of Serve but by being told so, which gives them their last words.
	s.base, s.endAll = context.WithCancelCause(context.Background())
	s.halfway, s.stop = context.WithCancel(s.base)
	return s
}

// Serve accepts connections until Shutdown, Fast or the end of ctx, and returns when the last one has ended. The end of
// ctx is a fast shutdown.
func (s *Server) Serve(ctx context.Context) error {
	defer context.AfterFunc(ctx, s.Fast)()
	var accepting sync.WaitGroup
	for _, l := range s.listeners {
		accepting.Go(func() { s.acceptFrom(l) })
	}
	accepting.Wait()
	s.lives.close()
	<-s.lives.empty
	s.stop()
	s.endAll(errShutdown)
	return nil
}

// SetMaxConnections changes the limits; sessions that are in stay.
func (s *Server) SetMaxConnections(most, reserved int) {
	s.reg.mu.Lock()
	s.reg.max, s.reg.reserved = most, reserved
	s.reg.mu.Unlock()
}

func (s *Server) startupOptions(admit func(*wire.Startup) error) wire.StartupOptions {
	return wire.StartupOptions{
		TLS: s.o.TLS, RequireTLS: s.o.RequireTLS, Timeout: s.o.StartupTimeout, MaxMessage: s.o.MaxMessage,
		KeepAlive: s.o.KeepAlive, UserTimeout: s.o.UserTimeout, Cancel: s.cancelByKey, Admit: admit, Auth: s.o.Auth,
	}
}
