package integration

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
)

// scale is the TPC-H scale factor of the shared lake: small enough for CI, big enough for several chunks.
const scale = "0.05"

var lake struct {
	once sync.Once
	dir  string
	s    *lakeserver.Server
	err  error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if lake.s != nil {
		if err := lake.s.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
		if code != 0 {
			fmt.Fprintf(os.Stderr, "server log:\n%s\n", lakeserver.Tail(lake.s.Output(), 8000))
		}
	}
	if lake.dir != "" {
		_ = os.RemoveAll(lake.dir)
	}
	os.Exit(code)
}

// shared is the server that most tests use. Its lake was filled by the demo command before it started.
func shared(t testing.TB) *lakeserver.Server {
	t.Helper()
	lake.once.Do(func() {
		lake.dir, lake.err = os.MkdirTemp("", "lakewire-integration-")
		if lake.err == nil {
			lake.err = demo(lake.dir)
		}
		if lake.err == nil {
			lake.s, lake.err = lakeserver.Start(lakeserver.Options{Dir: lake.dir, Args: []string{"--max-connections", "1200"}})
		}
	})
	require.NoError(t, lake.err)
	return lake.s
}

// demo fills a lake with TPC-H as a user would: with the command.
func demo(dir string) error {
	bin, err := lakeserver.Build(false)
	if err != nil {
		return err
	}
	ext, err := lakeserver.Extensions()
	if err != nil {
		return err
	}
	out, err := exec.Command(bin, "demo", "tpch", "--sf", scale, "--dir", dir, "--extension-dir", ext).CombinedOutput()
	if err != nil {
		return fmt.Errorf("demo: %w\n%s", err, out)
	}
	if found, err := filepath.Glob(filepath.Join(dir, "*.ducklake")); err != nil || len(found) == 0 {
		return fmt.Errorf("demo made no catalog: %w", err)
	}
	return nil
}

func connect(t testing.TB, s *lakeserver.Server) *pgx.Conn {
	t.Helper()
	c, err := pgx.Connect(context.Background(), s.URL())
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

func exec1(t testing.TB, c *pgx.Conn, sql string, args ...any) pgconn.CommandTag {
	t.Helper()
	tag, err := c.Exec(context.Background(), sql, args...)
	require.NoError(t, err, sql)
	return tag
}

func count(t testing.TB, c *pgx.Conn, sql string) (n int64) {
	t.Helper()
	require.NoError(t, c.QueryRow(context.Background(), sql).Scan(&n), sql)
	return n
}

// state is the SQLSTATE of an error, or what it is else.
func state(err error) string {
	var pe *pgconn.PgError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &pe):
		return pe.Code
	default:
		return err.Error()
	}
}

// eventually waits for what the server does after a client has gone.
func eventually(t testing.TB, patience time.Duration, what string, f func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !f(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Errorf("not within %v: %s", patience, what)
			return
		}
	}
}
