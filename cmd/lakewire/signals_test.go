package main

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/stretchr/testify/require"
)

// long runs for many seconds unless it is cancelled; some for about half a second to two.
const (
	long = "select sum(a.i * b.i)::text from range(1000000) a(i), range(1000000) b(i)"
	some = "select sum(a.i * b.i)::text from range(20000) a(i), range(20000) b(i)"
)

// query runs a statement beside the test and gives its error when it has ended.
func (r *running) query(sql string) <-chan error {
	c, done := r.connect(), make(chan error, 1)
	go func() {
		var s string
		done <- c.QueryRow(context.Background(), sql).Scan(&s)
	}()
	time.Sleep(100 * time.Millisecond) // until it runs
	return done
}

func TestSIGTERMLetsWorkFinish(t *testing.T) {
	r := start(t, t.TempDir(), withPassword(), "--drain-timeout", "30s")
	idle, busy := r.connect(), r.query(some)
	r.signal(syscall.SIGTERM)
	require.NoError(t, <-busy)
	require.Equal(t, "57P01", sqlState(idle.Ping(context.Background())))
	require.Zero(t, r.exit(20*time.Second))
}

func TestSIGTERMEndsWorkAfterTheDrainTimeout(t *testing.T) {
	r := start(t, t.TempDir(), withPassword(), "--drain-timeout", "300ms")
	busy := r.query(long)
	r.signal(syscall.SIGTERM)
	require.Equal(t, "57P01", sqlState(<-busy))
	require.Zero(t, r.exit(20*time.Second))
}

func TestSIGINTEndsAtOnceAlsoWhileDraining(t *testing.T) {
	r := start(t, t.TempDir(), withPassword(), "--drain-timeout", "10min")
	busy := r.query(long)
	r.signal(syscall.SIGTERM)
	r.logs("draining")
	require.Empty(t, busy)
	r.signal(syscall.SIGINT)
	require.Equal(t, "57P01", sqlState(<-busy))
	require.Zero(t, r.exit(20*time.Second))
}

func TestSIGHUPTakesWhatCanBeTaken(t *testing.T) {
	file := filepath.Join(t.TempDir(), "lakewire.yaml")
	write := func(text string) { require.NoError(t, os.WriteFile(file, []byte(text), 0o600)) }
	write("statement-timeout: 1h\n")
	r := start(t, t.TempDir(), withPassword(), "--config", file)
	show := func() (value string) {
		require.NoError(t, r.connect().QueryRow(context.Background(), "show statement_timeout").Scan(&value))
		return value
	}
	require.Equal(t, "1h", show())

	write("statement-timeout: 5min\nlog-level: debug\nmax-connections: 7\n")
	r.signal(syscall.SIGHUP)
	r.logs("settings reloaded")
	r.logs(`"setting":"max-connections"`)
	require.Equal(t, "5min", show())

	write("statement-timeout: 6min\nno-such-key: 1\n")
	r.signal(syscall.SIGHUP)
	r.logs("unknown key no-such-key")
	require.Equal(t, "5min", show())
}

// TestASecondSIGINTLeavesAtOnce holds up the fast shutdown with a client that has asked for much and does not read: its
// session has some seconds for its last words.
func TestASecondSIGINTLeavesAtOnce(t *testing.T) {
	dir := t.TempDir()
	r := start(t, dir, withPassword())
	c := r.connect().PgConn()
	c.Frontend().SendQuery(&pgproto3.Query{String: "select * from range(100000000)"})
	require.NoError(t, c.Frontend().Flush())
	time.Sleep(500 * time.Millisecond) // until the socket's buffers are full
	r.signal(syscall.SIGINT)
	r.logs("fast shutdown")
	r.signal(syscall.SIGINT)
	require.Equal(t, 130, r.exit(2*time.Second))

	// The folder is free again, and whole.
	start(t, dir, withPassword()).connect()
}
