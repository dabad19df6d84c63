package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"go.uber.org/zap"
)

// Listen takes the addresses. On error none is held.
func (s *Server) Listen(ctx context.Context) error {
	var lc net.ListenConfig
	for _, addr := range s.o.Listen {
		l, err := lc.Listen(ctx, "tcp", addr)
		if err != nil {
			s.closeListeners()
			return listenError(addr, err)
		}
		s.listeners = append(s.listeners, l)
	}
	if s.o.UnixSocket != "" {
		l, err := s.listenUnix(ctx, &lc)
		if err != nil {
			s.closeListeners()
			return err
		}
		s.listeners = append(s.listeners, l)
	}
	if len(s.listeners) == 0 {
		return errors.New("no address to listen on")
	}
	return nil
}

func (s *Server) listenUnix(ctx context.Context, lc *net.ListenConfig) (net.Listener, error) {
	port := 5432
	if t, ok := s.Addr().(*net.TCPAddr); ok {
		port = t.Port
	}
	name := filepath.Join(s.o.UnixSocket, ".s.PGSQL."+strconv.Itoa(port))
	// A socket that nobody answers on is left over from a server that was killed.
	if c, err := net.DialTimeout("unix", name, time.Second); err == nil {
		_ = c.Close()
		return nil, listenError(name, syscall.EADDRINUSE)
	} else if errors.Is(err, syscall.ECONNREFUSED) {
		_ = os.Remove(name)
	}
	l, err := lc.Listen(ctx, "unix", name)
	if err != nil {
		return nil, listenError(name, err)
	}
	if err := os.Chmod(name, 0o777); err != nil { // who may come in is for authentication to say, as in PostgreSQL
		_ = l.Close()
		return nil, listenError(name, err)
	}
	return l, nil
}

func listenError(addr string, err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("could not listen on %s: address already in use; is another server running there?", addr)
	}
	var op *net.OpError
	if errors.As(err, &op) {
		err = op.Err
	}
	return fmt.Errorf("could not listen on %s: %w", addr, err)
}

// Addr gives the first address that is listened on, or nil.
func (s *Server) Addr() net.Addr {
	if len(s.listeners) == 0 {
		return nil
	}
	return s.listeners[0].Addr()
}

// Addrs gives all addresses that are listened on.
func (s *Server) Addrs() []net.Addr {
	var as []net.Addr
	for _, l := range s.listeners {
		as = append(as, l.Addr())
	}
	return as
}

func (s *Server) closeListeners() {
	for _, l := range s.listeners {
		_ = l.Close()
	}
}

// acceptFrom runs until its listener is closed. Other failures, like too many open files, pass: it waits a little and
// goes on.
func (s *Server) acceptFrom(l net.Listener) {
	wait := time.Duration(0)
	for {
		nc, err := l.Accept()
		if err == nil {
			wait = 0
			s.welcome(nc)
			continue
		}
		if errors.Is(err, net.ErrClosed) {
			return
		}
		wait = min(max(2*wait, 5*time.Millisecond), time.Second)
		s.log.Warn("could not accept a connection", zap.Error(err))
		select {
		case <-time.After(wait):
		case <-s.halfway.Done():
			return
		}
	}
}
