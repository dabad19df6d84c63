package engine

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// extensionDir is where the tests find DuckLake; without it nothing here can be tested.
func extensionDir(t testing.TB) string {
	dir := os.Getenv("LAKEWIRE_EXTENSION_DIR")
	if dir == "" {
		dir, _ = filepath.Abs("../../.cache/extensions")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Fatalf("no extensions in %s: run \"make extensions\" or set LAKEWIRE_EXTENSION_DIR", dir)
	}
	return dir
}

// opened gives an engine on a fresh lake, closed at the end of the test.
func opened(t testing.TB, change ...func(*Options)) *Engine {
	t.Helper()
	o := Options{Dir: t.TempDir(), ExtensionDir: extensionDir(t), MemoryLimit: 2 << 30, Threads: 2}
	for _, f := range change {
		f(&o)
	}
	e, err := Open(context.Background(), o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	return e
}

// leased gives a connection, closed at the end of the test.
func leased(t testing.TB, e *Engine) *Conn {
	t.Helper()
	c, err := e.Conn(context.Background())
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

func exec(t testing.TB, c *Conn, sqls ...string) {
	t.Helper()
	for _, sql := range sqls {
		_, err := c.Exec(context.Background(), sql)
		require.NoError(t, err, sql)
	}
}

func rows(t testing.TB, c *Conn, sql string) [][]any {
	t.Helper()
	r, err := c.Rows(context.Background(), sql)
	require.NoError(t, err, sql)
	return r
}
