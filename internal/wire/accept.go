package wire

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"

	"lakewire/internal/pgerr"
)

// ErrCancelRequest is Accept's answer for a connection that only carried a cancel request.
var ErrCancelRequest = errors.New("cancel request")

// errQuiet ends a start-up about which the client is told nothing, because it has gone or never spoke.
var errQuiet = errors.New("connection closed during startup")

const (
	defaultStartupTimeout = time.Minute
	defaultMaxMessage     = 64 << 20
)

// accept walks the start-up:
//
//	first byte 0x16 ─────────────► TLS with ALPN "postgresql" ─┐
//	SSLRequest ──► S + TLS, or N ──┐                           │
//	GSSENCRequest ─► N ────────────┤ (each at most once)       │
//	CancelRequest ─► cancel, close │                           │
//	start-up packet ◄──────────────┴───────────────────────────┘
//	   └► Admit ─► NegotiateProtocolVersion if needed ─► Authenticate ─► AuthenticationOk
//
// Every way out but the last closes the socket. What is refused is told as FATAL first, unless the client has gone or
// the time ran out before it had said who it is.
func accept(ctx context.Context, nc net.Conn, o StartupOptions) (*Conn, *Startup, error) {
	tune(nc, o)
	c := &Conn{raw: nc, nc: nc, maxMessage: o.MaxMessage}
	if c.maxMessage <= 0 {
		c.maxMessage = defaultMaxMessage
	}
	timeout := o.Timeout
	if timeout <= 0 {
		timeout = defaultStartupTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	// One timer ends every blocking step: reads, writes and the TLS handshake.
	stop := context.AfterFunc(ctx, func() { _ = nc.SetDeadline(time.Unix(1, 0)) })
	s, err := c.start(ctx, o)
	if !stop() && err == nil {
		err = ctx.Err()
	}
	if err != nil {
		err = c.refuse(ctx, s, err)
		return nil, s, err
	}
	return c, s, nil
}

// start is accept without its deadline.
func (c *Conn) start(ctx context.Context, o StartupOptions) (*Startup, error) {
	s, err := c.negotiate(ctx, o)
	if err != nil {
		return nil, err
	}
	c.startup = s
	c.act.s.Application = s.Params["application_name"]
	if o.RequireTLS && c.tls == nil && isTCP(c.raw) {
		return s, pgerr.New(pgerr.InvalidAuthorizationSpecification, "connection requires encryption").
			WithHint("Connect with sslmode=require or stronger.")
	}
	if o.Admit != nil {
		if err := o.Admit(s); err != nil {
			return s, err
		}
	}
	if s.Minor > 0 || len(s.Unknown) > 0 {
		c.send(&pgproto3.NegotiateProtocolVersion{NewestMinorProtocol: pgproto3.ProtocolVersion30,
			UnrecognizedOptions: s.Unknown})
	}
	if o.Auth != nil {
		if err := o.Auth.Authenticate(ctx, c, s); err != nil {
			return s, err
		}
	}
	c.send(&pgproto3.AuthenticationOk{})
	if c.out.err != nil {
		return s, errQuiet
	}
	return s, nil
}

// negotiate answers the requests that may come before the start-up packet, and reads that.
func (c *Conn) negotiate(ctx context.Context, o StartupOptions) (*Startup, error) {
	if err := c.directTLS(ctx, o); err != nil {
		return nil, err
	}
	sslDone, gssDone := c.tls != nil, c.tls != nil
	for {
		body, err := c.readStartup()
		if err != nil {
			return nil, err
		}
		switch code := binary.BigEndian.Uint32(body); {
		case code == codeSSL && !sslDone:
			sslDone = true
			if err := c.sslRequest(ctx, o); err != nil {
				return nil, err
			}
			gssDone = gssDone || c.tls != nil
		case code == codeGSS && !gssDone:
			gssDone = true
			if err := c.answer('N'); err != nil {
				return nil, err
			}
		case code == codeCancel:
			var m pgproto3.CancelRequest
			if err := m.Decode(body); err == nil && o.Cancel != nil {
				o.Cancel(m.ProcessID, m.SecretKey)
			}
			return nil, ErrCancelRequest
		default:
			return parseStartup(body)
		}
	}
}

// readStartup reads a packet without a type byte.
func (c *Conn) readStartup() ([]byte, error) {
	if err := c.fill(4, false, time.Time{}); err != nil {
		return nil, err
	}
	size := int64(int32(binary.BigEndian.Uint32(c.in.buf[c.in.r:]))) - 4
	if size < 4 || size > maxStartup {
		return nil, pgerr.New(pgerr.ProtocolViolation, "invalid length of startup packet")
	}
	if err := c.fill(int(size)+4, false, time.Time{}); err != nil {
		return nil, err
	}
	body := c.in.buf[c.in.r+4 : c.in.r+4+int(size)]
	c.in.r += 4 + int(size)
	return body, nil
}

// answer writes the one byte that answers SSLRequest and GSSENCRequest. Bytes that have come after such a request were
// sent without waiting for its answer: under encryption they would be plain text that somebody slipped in.
func (c *Conn) answer(b byte) error {
	if b != 'N' && len(c.in.buffered()) > 0 {
		return pgerr.New(pgerr.ProtocolViolation, "received unencrypted data after SSL request").
			WithDetail("This could be either a client-software bug or evidence of an attempted man-in-the-middle attack.")
	}
	_, err := c.nc.Write([]byte{b})
	return err
}

// refuse tells the client why it is not let in, where it can be told, and closes.
func (c *Conn) refuse(ctx context.Context, s *Startup, err error) error {
	var e *pgerr.Error
	switch {
	case errors.As(err, &e):
		e = e.AsFatal()
	case errors.Is(err, ErrCancelRequest):
		_ = c.Close()
		return err
	case errors.Is(ctx.Err(), context.DeadlineExceeded) && s != nil:
		e = pgerr.New(pgerr.QueryCanceled, "canceling authentication due to timeout").AsFatal()
	case errors.Is(err, io.ErrUnexpectedEOF):
		e = pgerr.New(pgerr.ProtocolViolation, "incomplete startup packet").AsFatal()
	case errors.Is(err, io.EOF), errors.Is(err, net.ErrClosed), errors.Is(err, os.ErrDeadlineExceeded):
		_ = c.Close()
		return errors.Join(errQuiet, err)
	default:
		_ = c.Close()
		return err
	}
	c.sayLast(e)
	return e
}

// sayLast sends a FATAL error and closes so that it arrives: closing a socket that holds unread bytes would make the
// kernel throw away what was just sent.
func (c *Conn) sayLast(e *pgerr.Error) {
	end := time.Now().Add(lastWords)
	_ = c.nc.SetDeadline(end)
	if c.sendError(e) == nil {
		if h, ok := c.nc.(interface{ CloseWrite() error }); ok && h.CloseWrite() == nil {
			c.in = reader{timed: true}
			c.swallow(end)
		}
	}
	_ = c.Close()
}

// swallow reads and forgets what a refused client still sends, for a bounded time and amount.
func (c *Conn) swallow(end time.Time) {
	_ = c.raw.SetReadDeadline(end)
	b := make([]byte, readBuf)
	for range 4096 {
		if _, err := c.raw.Read(b); err != nil {
			return
		}
	}
}

func isTCP(nc net.Conn) bool {
	_, ok := nc.(*net.TCPConn)
	return ok
}

// tune sets what finds peers that have died without a word.
func tune(nc net.Conn, o StartupOptions) {
	setUserTimeout(nc, o.UserTimeout)
	tc, ok := nc.(*net.TCPConn)
	if !ok {
		return
	}
	_ = tc.SetNoDelay(true)
	idle := o.KeepAlive
	if idle == 0 {
		idle = time.Minute
	}
	_ = tc.SetKeepAliveConfig(net.KeepAliveConfig{Enable: idle > 0, Idle: idle, Interval: 10 * time.Second, Count: 6})
}
