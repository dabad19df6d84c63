package wire

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"sync/atomic"

	"lakewire/internal/pgerr"
)

// Conn is one client connection. After Accept has returned it, the goroutine that calls Serve owns it: every method is
// for that goroutine, except those that say that they are safe on any.
type Conn struct {
	raw     net.Conn          // the socket, under TLS if there is TLS
	nc      net.Conn          // what is read and written: raw or tls
	tls     *tls.Conn         // nil without TLS
	cert    *x509.Certificate // what TLS showed the client
	startup *Startup
	pid     uint32

	maxMessage int
	serving    bool // start-up is over
	in         reader
	out        writer
	run        running
	watch      watch
	act        activity

	woken    atomic.Bool                 // Wake was called and Idle has not run since
	ending   atomic.Pointer[pgerr.Error] // Terminate was called: ends at once
	draining atomic.Pointer[pgerr.Error] // Drain was called: ends at the next idle boundary
	closed   atomic.Bool
}

// RemoteAddr gives the client's address. Safe on any goroutine.
func (c *Conn) RemoteAddr() net.Addr { return c.raw.RemoteAddr() }

// LocalAddr gives the address the client connected to. Safe on any goroutine.
func (c *Conn) LocalAddr() net.Addr { return c.raw.LocalAddr() }

// TLS gives the state of the encryption, or nil without any. Safe on any goroutine.
func (c *Conn) TLS() *tls.ConnectionState {
	if c.tls == nil {
		return nil
	}
	s := c.tls.ConnectionState()
	return &s
}

// Certificate gives the server's certificate that this connection was shown, for channel binding; nil without TLS.
func (c *Conn) Certificate() *x509.Certificate { return c.cert }

// PID gives the process id that BackendKeyData told. Safe on any goroutine once the session has begun.
func (c *Conn) PID() uint32 { return c.pid }

// SetPID is called by the server before the session is made.
func (c *Conn) SetPID(pid uint32) { c.pid = pid }

// Startup gives what the start-up packet asked for; it must not be changed.
func (c *Conn) Startup() map[string]string { return c.startup.Params }

// Close closes the socket. Safe on any goroutine, more than once.
func (c *Conn) Close() error {
	if c.closed.Swap(true) {
		return nil
	}
	c.watch.stop()
	return c.nc.Close()
}
