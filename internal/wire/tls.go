package wire

import (
	"context"
	"crypto/tls"
	"net"
	"time"

	"lakewire/internal/pgerr"
)

// alpn is the protocol name that direct TLS must agree on.
const alpn = "postgresql"

// recordHandshake is the first byte of a TLS ClientHello; no start-up packet of a legal length begins with it.
const recordHandshake = 0x16

// sslRequest answers SSLRequest with S and the handshake, or with N.
func (c *Conn) sslRequest(ctx context.Context, o StartupOptions) error {
	cfg := o.tlsConfig()
	if cfg == nil || !isTCP(c.raw) {
		return c.answer('N')
	}
	if err := c.answer('S'); err != nil {
		return err
	}
	return c.handshake(ctx, c.raw, cfg)
}

// directTLS looks at the first byte: a client that begins with TLS at once must have chosen "postgresql" by ALPN, so
// that a client of another protocol is never mistaken for one of ours.
func (c *Conn) directTLS(ctx context.Context, o StartupOptions) error {
	if err := c.fill(1, false, time.Time{}); err != nil {
		return err
	}
	cfg := o.tlsConfig()
	if c.in.buf[c.in.r] != recordHandshake || !isTCP(c.raw) {
		return nil
	}
	if cfg == nil {
		return errQuiet // an ErrorResponse would be noise to a client that waits for a ServerHello
	}
	// What was read belongs to the handshake.
	pre := &prefixed{Conn: c.raw, head: append([]byte(nil), c.in.buffered()...)}
	c.in = reader{}
	if err := c.handshake(ctx, pre, cfg); err != nil {
		return err
	}
	if c.tls.ConnectionState().NegotiatedProtocol != alpn {
		return pgerr.New(pgerr.ProtocolViolation, "received direct SSL connection request without ALPN protocol negotiation extension")
	}
	return nil
}

func (c *Conn) handshake(ctx context.Context, under net.Conn, cfg *tls.Config) error {
	t := tls.Server(under, cfg)
	if err := t.HandshakeContext(ctx); err != nil {
		return err
	}
	c.tls, c.nc = t, t
	if len(cfg.Certificates) == 1 {
		c.cert = cfg.Certificates[0].Leaf
	}
	return nil
}

func (o *StartupOptions) tlsConfig() *tls.Config {
	if o.TLS == nil {
		return nil
	}
	return o.TLS()
}

// prefixed is a connection whose first bytes have been read already.
type prefixed struct {
	net.Conn
	head []byte
}

// Read gives the head first.
func (p *prefixed) Read(b []byte) (int, error) {
	if len(p.head) == 0 {
		return p.Conn.Read(b)
	}
	n := copy(b, p.head)
	p.head = p.head[n:]
	return n, nil
}
