package wire_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
	"lakewire/internal/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fake is a session without an engine. Its statements are words: see run.
type fake struct {
	c       *wire.Conn
	mu      sync.Mutex
	calls   []string
	tx      byte
	stmts   map[string]string
	idles   int
	notes   []string
	limit   time.Time
	started chan struct{}
	cause   chan error
}

func newFake(c *wire.Conn) *fake {
	return &fake{c: c, tx: 'I', stmts: map[string]string{}, started: make(chan struct{}, 16), cause: make(chan error, 16)}
}

func (f *fake) call(format string, args ...any) {
	f.mu.Lock()
	f.calls = append(f.calls, fmt.Sprintf(format, args...))
	f.mu.Unlock()
}

func (f *fake) seen() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return strings.Join(f.calls, " ")
}

func (f *fake) run(ctx context.Context, sql string) error {
	word, arg, _ := strings.Cut(sql, " ")
	switch word {
	case "":
		f.c.EmptyQuery()
	case "begin":
		f.tx = 'T'
		f.c.CommandComplete("BEGIN")
	case "commit":
		f.tx = 'I'
		f.c.CommandComplete("COMMIT")
	case "fail":
		return pgerr.New(pgerr.DivisionByZero, "division by zero").WithDetail("d").WithHint("h").WithPosition(7)
	case "dirty":
		f.c.RowDescription([]wire.Field{{Name: "a\x00b"}})
		return pgerr.New(pgerr.InternalError, "nul \x00 and \xff").WithDetail("\x00")
	case "fatal":
		return pgerr.New(pgerr.AdminShutdown, "that is all").AsFatal()
	case "notice":
		f.c.Notice(pgerr.Noticef("look"))
		f.c.CommandComplete("NOTICE")
	case "wait":
		f.started <- struct{}{}
		<-ctx.Done()
		f.cause <- context.Cause(ctx)
		return context.Cause(ctx)
	case "rows":
		n, _ := strconv.Atoi(arg)
		f.c.RowDescription([]wire.Field{{Name: "x", Desc: pgtypes.Desc{OID: 25, Len: -1, Mod: -1}}})
		cell := strings.Repeat("v", 1000)
		for i := range n {
			if i == 1 {
				f.started <- struct{}{}
			}
			err := f.c.Append(func(dst []byte) ([]byte, error) {
				dst = append(dst, 'D')
				dst = binary.BigEndian.AppendUint32(dst, uint32(4+2+4+len(cell)))
				dst = binary.BigEndian.AppendUint16(dst, 1)
				dst = binary.BigEndian.AppendUint32(dst, uint32(len(cell)))
				return append(dst, cell...), nil
			})
			if err != nil {
				f.cause <- err
				return err
			}
		}
		f.c.CommandComplete("SELECT " + arg)
	default:
		f.c.CommandComplete("OK " + sql)
	}
	return nil
}

func (f *fake) Query(ctx context.Context, sql string) error {
	f.call("Q:%s", sql)
	return f.run(ctx, sql)
}
func (f *fake) Parse(_ context.Context, name, sql string, oids []uint32) error {
	f.call("P:%s", sql)
	if sql == "bad" {
		return pgerr.New(pgerr.SyntaxError, "syntax error")
	}
	f.stmts[name] = sql
	f.c.ParseComplete()
	return nil
}
func (f *fake) Bind(_ context.Context, b *wire.Bind) error {
	f.call("B:%d", len(b.Params))
	if err := b.CheckFormats(); err != nil {
		return err
	}
	f.stmts["portal "+b.Portal] = f.stmts[b.Statement]
	f.c.BindComplete()
	return nil
}
func (f *fake) DescribeStatement(_ context.Context, name string) error {
	f.call("DS:%s", name)
	f.c.ParameterDescription([]uint32{23})
	f.c.NoData()
	return nil
}
func (f *fake) DescribePortal(_ context.Context, name string) error {
	f.call("DP:%s", name)
	f.c.NoData()
	return nil
}
func (f *fake) Execute(ctx context.Context, portal string, maxRows uint32) error {
	f.call("E:%d", maxRows)
	if maxRows == 1 {
		f.c.PortalSuspended()
		return nil
	}
	return f.run(ctx, f.stmts["portal "+portal])
}
func (f *fake) CloseStatement(_ context.Context, name string) error {
	f.call("CS:%s", name)
	f.c.CloseComplete()
	return nil
}
func (f *fake) ClosePortal(_ context.Context, name string) error {
	f.call("CP:%s", name)
	f.c.CloseComplete()
	return nil
}
func (f *fake) Sync(context.Context) error {
	f.call("S")
	if f.stmts[""] == "failsync" {
		f.stmts[""] = ""
		return pgerr.New(pgerr.TRSerializationFailure, "could not serialize access")
	}
	return nil
}
func (f *fake) Failed(e *pgerr.Error) {
	f.call("!%s", e.Code)
	if f.tx == 'T' {
		f.tx = 'E'
	}
}
func (f *fake) TxStatus() byte { return f.tx }
func (f *fake) Idle(context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.idles++
	if !f.limit.IsZero() && time.Now().After(f.limit) {
		return pgerr.New(pgerr.IdleSessionTimeout, "terminating connection due to idle-session timeout").AsFatal()
	}
	for _, n := range f.notes {
		f.c.Notification(7, "chan", n)
	}
	f.notes = nil
	return nil
}
func (f *fake) IdleDeadline() (time.Time, bool) { return f.limit, !f.limit.IsZero() }

// door is a listener whose connections are served by fakes.
type door struct {
	addr  string
	fakes chan *fake
	ends  chan error
	opts  wire.StartupOptions
	prep  func(*fake)
}

func open(t testing.TB, o wire.StartupOptions, prep func(*fake)) *door {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	d := &door{addr: l.Addr().String(), fakes: make(chan *fake, 64), ends: make(chan error, 64), opts: o, prep: prep}
	var wg sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	wg.Go(func() {
		for {
			nc, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() { d.ends <- d.serve(ctx, nc) })
		}
	})
	t.Cleanup(func() { cancel(); _ = l.Close(); wg.Wait() })
	return d
}

func (d *door) serve(ctx context.Context, nc net.Conn) error {
	c, _, err := wire.Accept(ctx, nc, d.opts)
	if err != nil {
		return err
	}
	f := newFake(c)
	if d.prep != nil {
		d.prep(f)
	}
	d.fakes <- f
	c.BackendKeyData(42, []byte{1, 2, 3, 4})
	return wire.Serve(ctx, c, f)
}

// client speaks the protocol by hand.
type client struct {
	t  testing.TB
	nc net.Conn
	fe *pgproto3.Frontend
}

func (d *door) dial(t testing.TB) *client {
	t.Helper()
	nc, err := net.Dial("tcp", d.addr)
	require.NoError(t, err)
	return on(t, nc)
}

func on(t testing.TB, nc net.Conn) *client {
	t.Cleanup(func() { _ = nc.Close() })
	require.NoError(t, nc.SetDeadline(time.Now().Add(20*time.Second)))
	return &client{t: t, nc: nc, fe: pgproto3.NewFrontend(nc, nc)}
}

// login is dial and start-up, up to the first ReadyForQuery.
func (d *door) login(t testing.TB) (*client, *fake) {
	t.Helper()
	c := d.dial(t)
	c.raw(startup(3<<16, "user", "u"))
	c.expect("R K Z:I")
	return c, <-d.fakes
}

func (c *client) raw(b []byte) {
	c.t.Helper()
	_, err := c.nc.Write(b)
	require.NoError(c.t, err)
}

func (c *client) send(ms ...pgproto3.FrontendMessage) {
	c.t.Helper()
	for _, m := range ms {
		c.fe.Send(m)
	}
	require.NoError(c.t, c.fe.Flush())
}

// expect reads as many messages as the words name, in the form of describe.
func (c *client) expect(want string) {
	c.t.Helper()
	var got []string
	for range strings.Fields(want) {
		m, err := c.fe.Receive()
		if err != nil {
			got = append(got, eof(err))
			break
		}
		got = append(got, describe(m))
	}
	require.Equal(c.t, want, strings.Join(got, " "))
}

func eof(err error) string {
	if err == io.EOF || strings.Contains(err.Error(), "unexpected EOF") {
		return "EOF"
	}
	return err.Error()
}

func describe(m pgproto3.BackendMessage) string {
	switch m := m.(type) {
	case *pgproto3.AuthenticationOk:
		return "R"
	case *pgproto3.BackendKeyData:
		return "K"
	case *pgproto3.ReadyForQuery:
		return "Z:" + string(m.TxStatus)
	case *pgproto3.ErrorResponse:
		return m.Severity + ":" + m.Code
	case *pgproto3.NoticeResponse:
		return "N:" + m.Code
	case *pgproto3.CommandComplete:
		return "C:" + strings.ReplaceAll(string(m.CommandTag), " ", "_")
	case *pgproto3.NegotiateProtocolVersion:
		return fmt.Sprintf("v:%d:%s", m.NewestMinorProtocol, strings.Join(m.UnrecognizedOptions, ","))
	case *pgproto3.NotificationResponse:
		return "A:" + m.Payload
	default:
		s := fmt.Sprintf("%T", m)
		return s[strings.LastIndexByte(s, '.')+1:]
	}
}

// startup frames a start-up packet.
func startup(version uint32, params ...string) []byte {
	b := binary.BigEndian.AppendUint32(make([]byte, 4), version)
	for _, p := range params {
		b = append(append(b, p...), 0)
	}
	b = append(b, 0)
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	return b
}

// frame makes a message with the given length field.
func frame(typ byte, length int32, body string) []byte {
	b := binary.BigEndian.AppendUint32([]byte{typ}, uint32(length))
	return append(b, body...)
}
