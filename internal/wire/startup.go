package wire

import (
	"context"
	"crypto/tls"
	"net"
	"time"
)

// StartupOptions say how a connection may begin.
type StartupOptions struct {
	// TLS gives the configuration of the moment, or nil when SSLRequest is answered with N. It may be nil itself.
	TLS func() *tls.Config
	// RequireTLS refuses connections over TCP that are not encrypted.
	RequireTLS bool
	// Timeout bounds everything up to the end of authentication; 0 means 60 s.
	Timeout time.Duration
	// MaxMessage bounds Query, Parse, Bind and CopyData after authentication; 0 means 64 MiB.
	MaxMessage int
	// KeepAlive is the idle time before the first keepalive probe; 0 means 60 s, negative turns probes off.
	KeepAlive time.Duration
	// UserTimeout is TCP_USER_TIMEOUT; 0 leaves it to the system. It also ends clients that stop reading for so long.
	UserTimeout time.Duration
	// Cancel receives cancel requests; the key must be compared in constant time.
	Cancel func(pid uint32, key []byte)
	// Admit is asked when the start-up packet is known, before authentication; its error is sent as FATAL.
	Admit func(*Startup) error
	// Auth proves who the client is; nil lets everyone in.
	Auth Authenticator
}

// Startup is what the start-up packet asked for.
type Startup struct {
	User     string
	Database string
	// Params are all parameters of the packet but the _pq_. options, "user" and "database" among them.
	Params map[string]string
	// Minor is the protocol minor version that the client asked for; 3.0 is what is spoken.
	Minor int
	// Unknown are the _pq_. options that were refused.
	Unknown []string
}

// Authenticator proves that a client is who it says. An error is sent as FATAL and ends the connection.
type Authenticator interface {
	Authenticate(ctx context.Context, c *Conn, s *Startup) error
}

// Accept takes a new connection through encryption, the start-up packet and authentication. It owns nc: on error the
// client has been told and nc is closed. A cancel request ends in ErrCancelRequest.
func Accept(ctx context.Context, nc net.Conn, o StartupOptions) (*Conn, *Startup, error) {
	return accept(ctx, nc, o)
}
