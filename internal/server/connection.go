package server

import (
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"go.uber.org/zap"

	"lakewire/internal/pgerr"
	"lakewire/internal/wire"
)

// mostSockets bounds the open sockets: those that have not said who they are and those that only bring a cancel request
// come on top of the sessions. PostgreSQL too allows about twice its max_connections in all.
func (s *Server) mostSockets() int {
	s.reg.mu.Lock()
	defer s.reg.mu.Unlock()
	return 2*s.reg.max + 16
}

// welcome gives a new socket its goroutine. It runs on the accept loop and must not block.
func (s *Server) welcome(nc net.Conn) {
	if !s.lives.add(nc, s.mostSockets()) {
		wire.Reject(nc, errTooMany)
		return
	}
	go func() {
		defer s.lives.remove(nc)
		s.attend(nc)
	}()
}

// attend is the life of a connection: start-up with a slot taken on the way, session, end. Whatever happens the socket
// is closed and the slot given back; a panic ends this client only.
func (s *Server) attend(nc net.Conn) {
	log := s.log.With(zap.Stringer("client", nc.RemoteAddr()))
	var slot *entry
	var conn *wire.Conn
	defer func() {
		if slot != nil {
			s.reg.drop(slot)
		}
	}()
	defer func() {
		if p := recover(); p != nil {
			log.Error("panic in a session", zap.Any("panic", p), zap.Stack("stack"))
			if conn != nil {
				conn.Fail(pgerr.New(pgerr.InternalError, "internal error: the session had to be ended").AsFatal())
			}
			_ = nc.Close()
		}
	}()
	conn, startup, err := wire.Accept(s.halfway, nc, s.startupOptions(func(st *wire.Startup) (err error) {
		slot, err = s.reg.take(st.User, st.Database)
		return err
	}))
	if err != nil {
		logRefused(log, startup, err)
		return
	}
	log = log.With(zap.Uint32("pid", slot.pid), zap.String("user", startup.User), zap.String("database", startup.Database))
	super := s.o.IsSuperuser != nil && s.o.IsSuperuser(startup.User)
	if err := s.reg.join(slot, conn, super); err != nil {
		s.reg.drop(slot) // the slot is free at once, the goodbye may take a moment
		logRefused(log, startup, err)
		conn.Fail(pgerr.From(err))
		return
	}
	handler, done, err := s.o.NewSession(s.base, conn, startup.User, startup.Database)
	if done != nil {
		defer done()
	}
	if err != nil {
		logRefused(log, startup, err)
		conn.Fail(pgerr.From(err))
		return
	}
	log.Debug("session begins")
	conn.BackendKeyData(slot.pid, slot.key[:])
	err = wire.Serve(s.base, conn, handler)
	logEnd(log, time.Since(slot.began), err)
}

func logRefused(log *zap.Logger, st *wire.Startup, err error) {
	var e *pgerr.Error
	if !errors.As(err, &e) {
		log.Debug("connection ended before a session", zap.Error(err))
		return
	}
	if st != nil {
		log = log.With(zap.String("user", st.User), zap.String("database", st.Database))
	}
	log.Info("connection refused", zap.String("sqlstate", e.Code.String()), zap.String("message", e.Message))
}

func logEnd(log *zap.Logger, lasted time.Duration, err error) {
	log = log.With(zap.Duration("lasted", lasted))
	var e *pgerr.Error
	switch {
	case err == nil || errors.Is(err, io.EOF):
		log.Debug("session ends")
	case errors.As(err, &e):
		log.Info("session ended", zap.String("sqlstate", e.Code.String()), zap.String("message", e.Message),
			zap.NamedError("cause", errors.Unwrap(e)))
	default:
		log.Info("session ended", zap.String("cause", fmt.Sprint(err)))
	}
}
