package server

import (
	"context"
	"crypto/tls"
	"time"

	"go.uber.org/zap"

	"lakewire/internal/wire"
)

// NewSession makes the session of an authenticated client. It sends the ParameterStatus messages that a session begins
// with; its error is sent as FATAL. The second result is called when the connection has ended, also after a panic.
type NewSession func(ctx context.Context, c *wire.Conn, user, database string) (wire.Handler, func(), error)

// Options of a Server.
type Options struct {
	// Listen are TCP addresses, host:port. Port 0 takes a free one.
	Listen []string
	// UnixSocket is a directory; the socket in it is named .s.PGSQL.<port> after the first TCP listener's port.
	UnixSocket string
	// MaxConnections bounds the sessions; Reserved of them are kept for superusers.
	MaxConnections int
	Reserved       int
	// IsSuperuser says who may use the reserved ones; nil means nobody.
	IsSuperuser func(user string) bool

	// TLS gives the configuration for a new connection; nil, or giving nil, means no TLS.
	TLS        func() *tls.Config
	RequireTLS bool
	Auth       wire.Authenticator

	StartupTimeout time.Duration
	MaxMessage     int
	KeepAlive      time.Duration
	UserTimeout    time.Duration

	NewSession NewSession
	Log        *zap.Logger
}

const (
	defaultMaxConnections = 100
	// pid values wrap here: clients and pg_stat_activity hold them as int4.
	maxPID = 1<<31 - 1
)
