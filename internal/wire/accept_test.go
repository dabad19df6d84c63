package wire_test

import (
	"context"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
	"lakewire/internal/tlsutil"
	"lakewire/internal/wire"
)

const (
	v30    = 3 << 16
	ssl    = 80877103
	gss    = 80877104
	cancel = 80877102
)

func TestStartup(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	c := d.dial(t)
	c.raw(startup(v30, "user", "u", "application_name", "psql", "options", "-c a=b"))
	c.expect("R K Z:I")
	f := <-d.fakes
	require.Equal(t, map[string]string{"user": "u", "database": "u", "application_name": "psql", "options": "-c a=b"},
		f.c.Startup())
	require.Equal(t, "psql", f.c.Status().Application)
}

func TestStartupRefused(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	long := strings.Repeat("x", 10000)
	for name, x := range map[string]struct {
		packet []byte
		want   string
	}{
		"length too small":   {[]byte{0, 0, 0, 4, 0, 0, 0, 0}, "FATAL:08P01 EOF"},
		"negative length":    {[]byte{0xff, 0xff, 0xff, 0xff, 0, 3, 0, 0}, "FATAL:08P01 EOF"},
		"oversized":          {startup(v30, "user", long), "FATAL:08P01 EOF"},
		"http":               {[]byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), "FATAL:08P01 EOF"},
		"protocol 2":         {startup(2<<16, "user", "u"), "FATAL:0A000 EOF"},
		"protocol 4":         {startup(4<<16, "user", "u"), "FATAL:0A000 EOF"},
		"no terminator":      {append([]byte{0, 0, 0, 15, 0, 3, 0, 0}, "user\x00u\x00"...), "FATAL:08P01 EOF"},
		"value without end":  {append([]byte{0, 0, 0, 14, 0, 3, 0, 0}, "user\x00u"...), "FATAL:08P01 EOF"},
		"bytes after":        {append([]byte{0, 0, 0, 17, 0, 3, 0, 0}, "user\x00u\x00\x00z"...), "FATAL:08P01 EOF"},
		"no user":            {startup(v30, "database", "d"), "FATAL:28000 EOF"},
		"empty":              {startup(v30), "FATAL:28000 EOF"},
		"not UTF-8":          {startup(v30, "user", "\xff"), "FATAL:22021 EOF"},
		"replication":        {startup(v30, "user", "u", "replication", "database"), "FATAL:0A000 EOF"},
		"bad replication":    {startup(v30, "user", "u", "replication", "maybe"), "FATAL:22023 EOF"},
		"second SSLRequest":  {append(fixed(ssl), fixed(ssl)...), ""},
		"unfinished startup": {startup(v30, "user", "u")[:10], "FATAL:08P01 EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			c := d.dial(t)
			c.raw(x.packet)
			require.NoError(t, c.nc.(*net.TCPConn).CloseWrite())
			if x.want != "" {
				c.expect(x.want)
			}
			require.Error(t, <-d.ends)
		})
	}
}

// fixed is a request packet: length 8 and a code.
func fixed(code uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{0, 0, 0, 8}, code)
}

func TestNegotiation(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	for _, x := range []struct {
		version uint32
		params  []string
		want    string
	}{
		{v30 + 2, nil, "v:196608: R K Z:I"},
		{v30 + 9999, []string{"_pq_.grease", "1"}, "v:196608:_pq_.grease R K Z:I"},
		{v30, []string{"_pq_.a", "1", "_pq_.b", "2"}, "v:196608:_pq_.a,_pq_.b R K Z:I"},
	} {
		c := d.dial(t)
		c.raw(startup(x.version, append([]string{"user", "u"}, x.params...)...))
		c.expect(x.want)
	}
}

func certificate(t testing.TB) *tlsutil.Manager {
	m, err := tlsutil.SelfSigned(t.TempDir(), "127.0.0.1")
	require.NoError(t, err)
	return m
}

func answer(t testing.TB, nc net.Conn) string {
	b := make([]byte, 1)
	_, err := io.ReadFull(nc, b)
	require.NoError(t, err)
	return string(b)
}

var insecure = &tls.Config{InsecureSkipVerify: true}

func TestEncryptionRequests(t *testing.T) {
	t.Run("no TLS", func(t *testing.T) {
		d := open(t, wire.StartupOptions{}, nil)
		c := d.dial(t)
		c.raw(fixed(gss))
		require.Equal(t, "N", answer(t, c.nc))
		c.raw(fixed(ssl))
		require.Equal(t, "N", answer(t, c.nc))
		c.raw(startup(v30, "user", "u"))
		c.expect("R K Z:I")
	})
	d := open(t, wire.StartupOptions{TLS: certificate(t).Config}, nil)
	t.Run("GSS then TLS", func(t *testing.T) {
		c := d.dial(t)
		c.raw(fixed(gss))
		require.Equal(t, "N", answer(t, c.nc))
		c.raw(fixed(ssl))
		require.Equal(t, "S", answer(t, c.nc))
		tc := on(t, tls.Client(c.nc, insecure))
		tc.raw(startup(v30, "user", "u"))
		tc.expect("R K Z:I")
		f := <-d.fakes
		require.NotNil(t, f.c.TLS())
		require.NotNil(t, f.c.Certificate())
		f.mu.Lock()
		f.notes = []string{"under_TLS"}
		f.mu.Unlock()
		f.c.Wake()
		tc.expect("A:under_TLS")
	})
	t.Run("injection", func(t *testing.T) {
		c := d.dial(t)
		c.raw(append(fixed(ssl), startup(v30, "user", "u")...))
		c.expect("FATAL:08P01 EOF")
	})
	t.Run("plain is allowed", func(t *testing.T) {
		c := d.dial(t)
		c.raw(startup(v30, "user", "u"))
		c.expect("R K Z:I")
	})
	t.Run("required", func(t *testing.T) {
		d := open(t, wire.StartupOptions{TLS: certificate(t).Config, RequireTLS: true}, nil)
		c := d.dial(t)
		c.raw(startup(v30, "user", "u"))
		c.expect("FATAL:28000 EOF")
	})
}

func TestDirectTLS(t *testing.T) {
	d := open(t, wire.StartupOptions{TLS: certificate(t).Config}, nil)
	t.Run("postgresql", func(t *testing.T) {
		nc, err := tls.Dial("tcp", d.addr, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"postgresql"}})
		require.NoError(t, err)
		c := on(t, nc)
		c.raw(startup(v30, "user", "u"))
		c.expect("R K Z:I")
		c.send(q("rows 300"), q("x"))
		for {
			m, err := c.fe.Receive()
			require.NoError(t, err)
			if m, ok := m.(*pgproto3.CommandComplete); ok && string(m.CommandTag) == "OK x" {
				break
			}
		}
	})
	t.Run("no ALPN", func(t *testing.T) {
		nc, err := tls.Dial("tcp", d.addr, insecure)
		require.NoError(t, err)
		on(t, nc).expect("FATAL:08P01 EOF")
	})
	t.Run("another protocol", func(t *testing.T) {
		_, err := tls.Dial("tcp", d.addr, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}})
		require.ErrorContains(t, err, "no application protocol")
	})
	t.Run("old TLS", func(t *testing.T) {
		_, err := tls.Dial("tcp", d.addr, &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11,
			NextProtos: []string{"postgresql"}})
		require.Error(t, err)
	})
}

func TestLostClientUnderTLS(t *testing.T) {
	d := open(t, wire.StartupOptions{TLS: certificate(t).Config}, nil)
	nc, err := tls.Dial("tcp", d.addr, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"postgresql"}})
	require.NoError(t, err)
	c := on(t, nc)
	c.raw(startup(v30, "user", "u"))
	c.expect("R K Z:I")
	f := <-d.fakes
	c.send(q("wait"))
	<-f.started
	_ = nc.NetConn().Close()
	require.True(t, pgerr.Is(<-f.cause, pgerr.ConnectionFailure))
}

func TestCancelRequest(t *testing.T) {
	got := make(chan uint32, 1)
	d := open(t, wire.StartupOptions{Cancel: func(pid uint32, key []byte) {
		require.Equal(t, []byte{9, 8, 7, 6}, key)
		got <- pid
	}}, nil)
	c := d.dial(t)
	c.raw([]byte{0, 0, 0, 16, 0x04, 0xd2, 0x16, 0x2e, 0, 0, 0, 5, 9, 8, 7, 6})
	require.Equal(t, uint32(5), <-got)
	require.ErrorIs(t, <-d.ends, wire.ErrCancelRequest)
	c.expect("EOF")
	for _, bad := range [][]byte{fixed(cancel), {0, 0, 0, 12, 0x04, 0xd2, 0x16, 0x2e, 0, 0, 0, 5}} {
		c = d.dial(t)
		c.raw(bad)
		c.expect("EOF")
		require.ErrorIs(t, <-d.ends, wire.ErrCancelRequest)
	}
}

// Start-ups that stop half way end by themselves, wherever they stop.
func TestHalfOpen(t *testing.T) {
	d := open(t, wire.StartupOptions{TLS: certificate(t).Config, Timeout: 150 * time.Millisecond}, nil)
	for name, packet := range map[string][]byte{
		"silence":       nil,
		"half a length": {0, 0},
		"half a packet": startup(v30, "user", "u")[:12],
		"no handshake":  fixed(ssl),
		"half a hello":  {0x16, 3, 1, 2, 0},
	} {
		t.Run(name, func(t *testing.T) {
			c := d.dial(t)
			c.raw(packet)
			select {
			case err := <-d.ends:
				require.Error(t, err)
			case <-time.After(5 * time.Second):
				t.Fatal("still waiting")
			}
		})
	}
	t.Run("authentication", func(t *testing.T) {
		d := open(t, wire.StartupOptions{Timeout: 150 * time.Millisecond, Auth: asking{}}, nil)
		c := d.dial(t)
		c.raw(startup(v30, "user", "u"))
		c.expect("AuthenticationSASL FATAL:57014 EOF")
	})
	t.Run("the deadline does not outlive it", func(t *testing.T) {
		c, _ := d.login(t)
		time.Sleep(300 * time.Millisecond)
		c.send(q("x"))
		c.expect("C:OK_x Z:I")
	})
}

// asking is an authenticator that wants a SASL message.
type asking struct{}

func (asking) Authenticate(_ context.Context, c *wire.Conn, _ *wire.Startup) error {
	_, _, err := c.SASL([]string{"SCRAM-SHA-256"})
	return err
}

func TestMessagesBeforeAuthentication(t *testing.T) {
	d := open(t, wire.StartupOptions{Auth: asking{}}, nil)
	for name, b := range map[string][]byte{
		"query":           frame('Q', 6, "x\x00"),
		"oversized":       frame('p', 10005, "x"),
		"negative":        frame('p', -5, "x"),
		"no end of name":  frame('p', 5, "x"),
		"no length":       frame('p', 6, "x\x00"),
		"wrong length":    frame('p', 11, "x\x00\x00\x00\x00\x09z"),
		"negative length": frame('p', 11, "x\x00\xff\xff\xff\xff"+"z"),
	} {
		t.Run(name, func(t *testing.T) {
			c := d.dial(t)
			c.raw(startup(v30, "user", "u"))
			c.expect("AuthenticationSASL")
			c.raw(b)
			c.expect("FATAL:08P01 EOF")
		})
	}
}

func TestAdmit(t *testing.T) {
	d := open(t, wire.StartupOptions{Auth: asking{}, Admit: func(s *wire.Startup) error {
		if s.Database == "full" {
			return pgerr.New(pgerr.TooManyConnections, "sorry, too many clients already")
		}
		return errors.New("plain")
	}}, nil)
	c := d.dial(t)
	c.raw(startup(v30, "user", "u", "database", "full"))
	c.expect("FATAL:53300 EOF")
}
