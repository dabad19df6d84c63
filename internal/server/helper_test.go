package server_test

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"lakewire/internal/pgerr"
	"lakewire/internal/server"
	"lakewire/internal/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fake is a session without an engine; its statements are words.
type fake struct {
	c  *wire.Conn
	tx byte
}

func (f *fake) Query(ctx context.Context, sql string) error {
	switch sql {
	case "begin":
		f.tx = 'T'
	case "commit":
		f.tx = 'I'
	case "wait":
		<-ctx.Done()
		return context.Cause(ctx)
	case "short":
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(300 * time.Millisecond):
		}
	case "deaf": // does not listen to being cancelled
		time.Sleep(2 * time.Second)
	case "panic":
		panic("at the disco")
	}
	f.c.CommandComplete(strings.ToUpper(sql))
	return nil
}
func (f *fake) Parse(context.Context, string, string, []uint32) error {
	f.c.ParseComplete()
	return nil
}
func (f *fake) Bind(context.Context, *wire.Bind) error          { f.c.BindComplete(); return nil }
func (f *fake) DescribeStatement(context.Context, string) error { f.c.NoData(); return nil }
func (f *fake) DescribePortal(context.Context, string) error    { f.c.NoData(); return nil }
func (f *fake) Execute(context.Context, string, uint32) error {
	f.c.CommandComplete("EXECUTE")
	return nil
}
func (f *fake) CloseStatement(context.Context, string) error { f.c.CloseComplete(); return nil }
func (f *fake) ClosePortal(context.Context, string) error    { f.c.CloseComplete(); return nil }
func (f *fake) Sync(context.Context) error                   { return nil }
func (f *fake) Failed(*pgerr.Error)                          {}
func (f *fake) TxStatus() byte                               { return f.tx }
func (f *fake) Idle(context.Context) error                   { return nil }
func (f *fake) IdleDeadline() (time.Time, bool)              { return time.Time{}, false }

// house is a running server.
type house struct {
	*server.Server
	addr  string
	logs  *observer.ObservedLogs
	done  chan error
	ended chan string // users whose session's end function was called
}

func run(t testing.TB, change func(*server.Options)) *house {
	t.Helper()
	core, logs := observer.New(zap.DebugLevel)
	h := &house{logs: logs, done: make(chan error, 1), ended: make(chan string, 4096)}
	o := server.Options{Listen: []string{"127.0.0.1:0"}, Log: zap.New(core),
		IsSuperuser: func(u string) bool { return u == "boss" },
		NewSession: func(_ context.Context, c *wire.Conn, user, database string) (wire.Handler, func(), error) {
			if database == "none" {
				return nil, nil, pgerr.New(pgerr.InvalidCatalogName, "database \"none\" does not exist")
			}
			c.ParameterStatus("server_version", "15.0")
			return &fake{c: c, tx: 'I'}, func() { h.ended <- user }, nil
		}}
	if change != nil {
		change(&o)
	}
	h.Server = server.New(o)
	require.NoError(t, h.Listen(context.Background()))
	h.addr = h.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	go func() { h.done <- h.Serve(ctx); close(h.done) }()
	t.Cleanup(func() { cancel(); <-h.done })
	return h
}

func (h *house) connect(t testing.TB, user, database string) (*pgconn.PgConn, error) {
	t.Helper()
	host, port, _ := net.SplitHostPort(h.addr)
	cfg, err := pgconn.ParseConfig("host=" + host + " port=" + port + " sslmode=disable user=" + user + " dbname=" + database)
	require.NoError(t, err)
	c, err := pgconn.ConnectConfig(context.Background(), cfg)
	if err == nil {
		t.Cleanup(func() { _ = c.Close(context.Background()) })
	}
	return c, err
}

func (h *house) must(t testing.TB, user string) *pgconn.PgConn {
	t.Helper()
	c, err := h.connect(t, user, "d")
	require.NoError(t, err)
	return c
}

func exec(c *pgconn.PgConn, sql string) error {
	_, err := c.Exec(context.Background(), sql).ReadAll()
	return err
}

func sqlstate(t testing.TB, err error) string {
	t.Helper()
	var e *pgconn.PgError
	require.ErrorAs(t, err, &e)
	return e.Code
}
