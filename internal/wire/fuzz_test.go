package wire_test

import (
	"context"
	"io"
	"net"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"

	"lakewire/internal/wire"
)

// fed is a connection on which everything has been sent already and nobody reads.
type fed struct {
	net.Conn
	in []byte
}

func (f *fed) Read(b []byte) (int, error) {
	if len(f.in) == 0 {
		return 0, io.EOF
	}
	n := copy(b, f.in)
	f.in = f.in[n:]
	return n, nil
}
func (f *fed) Write(b []byte) (int, error)      { return len(b), nil }
func (f *fed) Close() error                     { return nil }
func (f *fed) SetDeadline(time.Time) error      { return nil }
func (f *fed) SetReadDeadline(time.Time) error  { return nil }
func (f *fed) SetWriteDeadline(time.Time) error { return nil }
func (f *fed) RemoteAddr() net.Addr             { return &net.TCPAddr{} }

// FuzzStartup: whatever comes first is a session, a cancel request or an error, and never a panic.
func FuzzStartup(f *testing.F) {
	f.Add(startup(v30, "user", "u", "database", "d", "options", "-c x=y"))
	f.Add(startup(v30+2, "user", "u", "_pq_.x", "1"))
	f.Add(append(fixed(ssl), startup(v30, "user", "u")...))
	f.Add(append(append(fixed(gss), fixed(ssl)...), startup(v30, "user", "u", "replication", "on")...))
	f.Add([]byte{0, 0, 0, 16, 0x04, 0xd2, 0x16, 0x2e, 0, 0, 0, 5, 9, 8, 7, 6})
	f.Add([]byte{0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5})
	f.Add(append(startup(v30, "user", "u"), frame('p', 12, "SCRAM-SHA-256\x00\xff\xff\xff\xff")...))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, s, err := wire.Accept(context.Background(), &fed{in: b}, wire.StartupOptions{Auth: maybe{}})
		if err == nil && (c == nil || s == nil || s.User == "" || len(s.User) > 63 || s.Database == "") {
			t.Fatalf("let in as %+v", s)
		}
	})
}

// maybe asks for a message only of those whose name begins with "a".
type maybe struct{}

func (maybe) Authenticate(ctx context.Context, c *wire.Conn, s *wire.Startup) error {
	if s.User[0] != 'a' {
		return nil
	}
	return asking{}.Authenticate(ctx, c, s)
}

// FuzzFrontend: whatever comes after authentication is handled or ends the connection, and takes no memory that was
// only announced.
func FuzzFrontend(f *testing.F) {
	seed := func(ms ...pgproto3.FrontendMessage) {
		var b []byte
		for _, m := range ms {
			b, _ = m.Encode(b)
		}
		f.Add(b)
	}
	seed(q("x"), q("rows 3"), q("fail"), &pgproto3.Terminate{})
	seed(&pgproto3.Parse{Name: "s", Query: "x", ParameterOIDs: []uint32{23, 25}},
		&pgproto3.Bind{PreparedStatement: "s", ParameterFormatCodes: []int16{1}, Parameters: [][]byte{nil, {}, {1, 2}}, ResultFormatCodes: []int16{1, 0}},
		&pgproto3.Describe{ObjectType: 'S', Name: "s"}, &pgproto3.Describe{ObjectType: 'P'},
		&pgproto3.Execute{MaxRows: 5}, &pgproto3.Close{ObjectType: 'S', Name: "s"}, &pgproto3.Flush{}, &pgproto3.Sync{})
	seed(&pgproto3.CopyData{Data: []byte("x")}, &pgproto3.CopyDone{}, &pgproto3.CopyFail{Message: "m"}, &pgproto3.FunctionCall{})
	f.Add(frame('Q', 1<<31-1, "x"))
	f.Add(frame('B', 16, "\x00\x00\x00\x00\x00\x01\xff\xff\xff\xfe\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		in := append(startup(v30, "user", "u"), b...)
		c, _, err := wire.Accept(context.Background(), &fed{in: in}, wire.StartupOptions{MaxMessage: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		h := newFake(c)
		h.started = make(chan struct{}, len(b)+1)
		_ = wire.Serve(context.Background(), c, quick{h})
	})
}

// quick leaves out what would wait or send much.
type quick struct{ *fake }

func (q quick) Query(_ context.Context, sql string) error {
	q.c.CommandComplete("OK")
	return nil
}
func (q quick) Execute(context.Context, string, uint32) error {
	q.c.PortalSuspended()
	return nil
}
