package server_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"lakewire/internal/server"
)

func TestSession(t *testing.T) {
	h := run(t, nil)
	c := h.must(t, "u")
	require.Equal(t, "15.0", c.ParameterStatus("server_version"))
	require.NoError(t, exec(c, "hello"))
	require.NotZero(t, c.PID())
	require.NoError(t, c.Close(context.Background()))
	require.Equal(t, "u", <-h.ended)
	_, err := h.connect(t, "u", "none")
	require.Equal(t, "3D000", sqlstate(t, err))
}

func TestTakenPort(t *testing.T) {
	h := run(t, nil)
	s := server.New(server.Options{Listen: []string{"127.0.0.1:0", h.addr}})
	err := s.Listen(context.Background())
	require.EqualError(t, err, "could not listen on "+h.addr+": address already in use; is another server running there?")
}

func TestUnixSocket(t *testing.T) {
	dir, err := os.MkdirTemp("", "lw")
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	h := run(t, func(o *server.Options) { o.UnixSocket = dir })
	_, port, _ := net.SplitHostPort(h.addr)
	cfg, err := pgconn.ParseConfig("host=" + dir + " port=" + port + " user=u")
	require.NoError(t, err)
	c, err := pgconn.ConnectConfig(context.Background(), cfg)
	require.NoError(t, err)
	require.NoError(t, exec(c, "x"))
	rows := h.Activity()
	require.Len(t, rows, 1)
	require.Equal(t, "", rows[0].ClientAddr)
	require.Equal(t, int32(-1), rows[0].ClientPort)
	require.NoError(t, c.Close(context.Background()))
	h.Fast()
	require.NoFileExists(t, filepath.Join(dir, ".s.PGSQL."+port))

	// A socket that a killed server has left is taken over, one that lives is not.
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, ".s.PGSQL.5432"), Net: "unix"})
	require.NoError(t, err)
	alone := server.New(server.Options{UnixSocket: dir})
	require.ErrorContains(t, alone.Listen(context.Background()), "already in use")
	l.SetUnlinkOnClose(false)
	require.NoError(t, l.Close())
	require.NoError(t, alone.Listen(context.Background()))
	alone.Fast()
}

func TestConnectionLimit(t *testing.T) {
	h := run(t, func(o *server.Options) { o.MaxConnections, o.Reserved = 3, 1 })
	a := h.must(t, "u")
	h.must(t, "u")
	_, err := h.connect(t, "u", "d")
	require.Equal(t, "53300", sqlstate(t, err))
	require.ErrorContains(t, err, "remaining connection slots are reserved")
	h.must(t, "boss")
	_, err = h.connect(t, "boss", "d")
	require.Equal(t, "53300", sqlstate(t, err))
	require.ErrorContains(t, err, "sorry, too many clients already")
	require.NoError(t, a.Close(context.Background()))
	require.Eventually(t, func() bool { return len(h.Activity()) == 2 }, 5*time.Second, 5*time.Millisecond)
	h.SetMaxConnections(4, 1)
	h.must(t, "u")
}

// Sockets that say nothing cannot pile up.
func TestSilentSockets(t *testing.T) {
	h := run(t, func(o *server.Options) { o.MaxConnections, o.StartupTimeout = 1, time.Second })
	for range 18 {
		nc, err := net.Dial("tcp", h.addr)
		require.NoError(t, err)
		t.Cleanup(func() { _ = nc.Close() })
	}
	_, err := h.connect(t, "u", "d")
	require.Equal(t, "53300", sqlstate(t, err))
	require.Eventually(t, func() bool {
		c, err := h.connect(t, "u", "d")
		return err == nil && c.Close(context.Background()) == nil
	}, 5*time.Second, 50*time.Millisecond)
}

func TestCancelRequest(t *testing.T) {
	h := run(t, nil)
	c := h.must(t, "u")
	other := h.must(t, "u")
	done := make(chan error, 1)
	go func() { done <- exec(c, "wait") }()
	require.Eventually(t, func() bool { return h.state(c) == "active" }, 5*time.Second, time.Millisecond)

	require.NoError(t, other.CancelRequest(context.Background())) // nothing runs there
	forged(t, h.addr, c.PID(), []byte{0, 0, 0, 0})
	forged(t, h.addr, c.PID(), nil)
	forged(t, h.addr, c.PID(), make([]byte, 200))
	forged(t, h.addr, 1<<30, []byte{0, 0, 0, 0})
	select {
	case err := <-done:
		t.Fatal("cancelled without the key", err)
	case <-time.After(100 * time.Millisecond):
	}
	require.NoError(t, c.CancelRequest(context.Background()))
	require.Equal(t, "57014", sqlstate(t, <-done))
	require.NoError(t, exec(c, "x"))
	require.NoError(t, exec(other, "x"))
}

// forged sends a cancel request with a key of its own.
func forged(t *testing.T, addr string, pid uint32, key []byte) {
	nc, err := net.Dial("tcp", addr)
	require.NoError(t, err)
	b := []byte{0, 0, 0, byte(12 + len(key)), 0x04, 0xd2, 0x16, 0x2e, byte(pid >> 24), byte(pid >> 16), byte(pid >> 8), byte(pid)}
	_, err = nc.Write(append(b, key...))
	require.NoError(t, err)
	_ = nc.SetReadDeadline(time.Now().Add(5 * time.Second))
	_, err = nc.Read(make([]byte, 1))
	require.Error(t, err)
	_ = nc.Close()
}

func (h *house) state(c *pgconn.PgConn) string {
	for _, r := range h.Activity() {
		if r.PID == int32(c.PID()) {
			return r.State
		}
	}
	return "gone"
}

func TestCancelAndTerminateByPID(t *testing.T) {
	h := run(t, nil)
	require.False(t, h.Cancel(1))
	require.False(t, h.Terminate(-1))
	c := h.must(t, "u")
	for _, x := range []struct {
		do   func(int32) bool
		code string
	}{{h.Cancel, "57014"}, {h.Terminate, "57P01"}} {
		done := make(chan error, 1)
		go func() { done <- exec(c, "wait") }()
		require.Eventually(t, func() bool { return h.state(c) == "active" }, 5*time.Second, time.Millisecond)
		require.True(t, x.do(int32(c.PID())))
		require.Equal(t, x.code, sqlstate(t, <-done))
	}
	require.Eventually(t, func() bool { return h.state(c) == "gone" }, 5*time.Second, time.Millisecond)
	idle := h.must(t, "u")
	require.True(t, h.Terminate(int32(idle.PID())))
	require.Equal(t, "57P01", sqlstate(t, exec(idle, "x")))
}

func TestActivity(t *testing.T) {
	h := run(t, nil)
	before := time.Now()
	host, port, _ := net.SplitHostPort(h.addr)
	cfg, err := pgconn.ParseConfig("host=" + host + " port=" + port + " user=u dbname=d application_name=app sslmode=disable")
	require.NoError(t, err)
	c, err := pgconn.ConnectConfig(context.Background(), cfg)
	require.NoError(t, err)
	r := h.Activity()[0]
	require.Equal(t, int32(c.PID()), r.PID)
	require.Equal(t, []string{"u", "d", "app", "127.0.0.1", "idle", "Client", "ClientRead", "", "client backend"},
		[]string{r.User, r.Database, r.ApplicationName, r.ClientAddr, r.State, r.WaitEventType, r.WaitEvent, r.Query, r.BackendType})
	require.Equal(t, c.Conn().LocalAddr().(*net.TCPAddr).Port, int(r.ClientPort))
	require.WithinRange(t, r.BackendStart, before, time.Now())
	require.True(t, r.XactStart.IsZero() && r.QueryStart.IsZero())
	require.NoError(t, exec(c, "begin"))
	r = h.Activity()[0]
	require.Equal(t, "idle in transaction", r.State)
	require.Equal(t, "begin", r.Query)
	require.Equal(t, r.XactStart, r.QueryStart)
	start := r.XactStart
	require.NoError(t, exec(c, "x"))
	r = h.Activity()[0]
	require.Equal(t, start, r.XactStart)
	require.True(t, r.QueryStart.After(start))
	require.NoError(t, exec(c, "commit"))
	r = h.Activity()[0]
	require.True(t, r.XactStart.IsZero())
	require.Equal(t, "idle", r.State)
	require.NoError(t, c.Close(context.Background()))
}

func TestPanicEndsOneClient(t *testing.T) {
	h := run(t, nil)
	c, other := h.must(t, "u"), h.must(t, "v")
	require.Equal(t, "XX000", sqlstate(t, exec(c, "panic")))
	require.Equal(t, "u", <-h.ended, "the session is cleaned up")
	require.NoError(t, exec(other, "x"))
	require.Equal(t, 1, h.logs.FilterMessage("panic in a session").Len())
	require.Eventually(t, func() bool { return len(h.Activity()) == 1 }, 5*time.Second, time.Millisecond)
}

func TestDrain(t *testing.T) {
	h := run(t, nil)
	idle, busy, tx, stuck := h.must(t, "idle"), h.must(t, "busy"), h.must(t, "tx"), h.must(t, "stuck")
	half, err := net.Dial("tcp", h.addr)
	require.NoError(t, err)
	defer func() { _ = half.Close() }()
	require.NoError(t, exec(tx, "begin"))
	var wg sync.WaitGroup
	var errBusy, errStuck error
	wg.Go(func() { errBusy = exec(busy, "short") })
	wg.Go(func() { errStuck = exec(stuck, "wait") })
	require.Eventually(t, func() bool { return h.state(busy) == "active" && h.state(stuck) == "active" }, 5*time.Second, time.Millisecond)
	began := time.Now()
	gone := make(chan struct{})
	go func() { h.Shutdown(context.Background(), time.Second); close(gone) }()
	require.Equal(t, "idle", <-h.ended)
	require.Less(t, time.Since(began), 200*time.Millisecond)
	require.Equal(t, "57P01", sqlstate(t, exec(idle, "x")))
	_, err = net.Dial("tcp", h.addr)
	require.Error(t, err, "nobody listens")
	require.NoError(t, exec(tx, "x"))
	require.NoError(t, exec(tx, "commit"))
	require.Equal(t, "tx", <-h.ended)
	require.Equal(t, "busy", <-h.ended)
	require.NoError(t, <-h.done)
	<-gone
	wg.Wait()
	require.NoError(t, errBusy, "what ran has finished")
	require.Equal(t, "57P01", sqlstate(t, errStuck), "what did not finish was told so")
	require.WithinDuration(t, began.Add(time.Second), time.Now(), 700*time.Millisecond)
}

func TestFast(t *testing.T) {
	h := run(t, nil)
	idle, stuck := h.must(t, "u"), h.must(t, "u")
	done := make(chan error, 1)
	go func() { done <- exec(stuck, "wait") }()
	require.Eventually(t, func() bool { return h.state(stuck) == "active" }, 5*time.Second, time.Millisecond)
	began := time.Now()
	h.Fast()
	require.Less(t, time.Since(began), time.Second)
	require.Equal(t, "57P01", sqlstate(t, <-done))
	require.Equal(t, "57P01", sqlstate(t, exec(idle, "x")))
	require.NoError(t, <-h.done)
}

// A statement that does not hear holds up a shutdown for a bounded time, not for ever.
func TestDeafSession(t *testing.T) {
	h := run(t, nil)
	c := h.must(t, "u")
	done := make(chan error, 1)
	go func() { done <- exec(c, "deaf") }()
	require.Eventually(t, func() bool { return h.state(c) == "active" }, 5*time.Second, time.Millisecond)
	h.Fast()
	require.Equal(t, "u", <-h.ended)
	require.NoError(t, <-h.done)
	require.Error(t, <-done)
}

// Clients that come, work, cancel and vanish at once leave nothing behind.
func TestStorm(t *testing.T) {
	h := run(t, nil)
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Go(func() {
			for j := range 5 {
				c, err := h.connect(t, "u", "d")
				if err != nil {
					continue // the limit of 100 is not reached, but the slot of one that vanished may be
				}
				switch (i + j) % 4 {
				case 0:
					_ = exec(c, "x")
					_ = c.Close(context.Background())
				case 1:
					go func() { time.Sleep(time.Millisecond); _ = c.CancelRequest(context.Background()) }()
					ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
					_, _ = c.Exec(ctx, "wait").ReadAll()
					cancel()
					_ = c.Conn().Close() // pgconn itself would wait for the server first
				case 2:
					_, _ = c.Conn().Write([]byte{'Q', 0, 0, 0, 9, 'w', 'a', 'i', 't', 0})
					_ = c.Conn().Close()
				case 3:
					h.Terminate(int32(c.PID()))
				}
			}
		})
	}
	wg.Wait()
	require.Eventually(t, func() bool { return len(h.Activity()) == 0 }, 10*time.Second, 10*time.Millisecond)
}
