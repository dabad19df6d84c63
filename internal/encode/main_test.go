package encode

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
)

// opened gives a connection to an engine on a fresh lake.
func opened(t testing.TB) *engine.Conn {
	t.Helper()
	dir := os.Getenv("LAKEWIRE_EXTENSION_DIR")
	if dir == "" {
		dir, _ = filepath.Abs("../../.cache/extensions")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Fatalf("no extensions in %s: run \"make extensions\" or set LAKEWIRE_EXTENSION_DIR", dir)
	}
	e, err := engine.Open(context.Background(), engine.Options{Dir: t.TempDir(), ExtensionDir: dir, MemoryLimit: 2 << 30, Threads: 2, Warm: 1})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	c, err := e.Conn(context.Background())
	require.NoError(t, err)
	t.Cleanup(c.Close)
	_, err = c.Exec(context.Background(), "SET TimeZone = 'UTC'")
	require.NoError(t, err)
	return c
}

// run gives the one chunk of a statement and its columns; bind may be nil.
func run(t testing.TB, c *engine.Conn, sql string, bind func(*engine.Stmt) error) (*engine.Chunk, []engine.Column, func(), error) {
	t.Helper()
	ctx := context.Background()
	st, err := c.Prepare(ctx, sql)
	if err != nil {
		return nil, nil, nil, err
	}
	if bind != nil {
		if err := bind(st); err != nil {
			st.Close()
			return nil, nil, nil, err
		}
	}
	stream, err := st.Run(ctx)
	if err != nil {
		st.Close()
		return nil, nil, nil, err
	}
	chunk, err := stream.Next(ctx)
	if err != nil {
		stream.Close()
		st.Close()
		return nil, nil, nil, err
	}
	require.NotNil(t, chunk, sql)
	return chunk, stream.Columns(), func() { chunk.Release(); stream.Close(); st.Close() }, nil
}

// cellOf encodes row i, which has one column, and gives the cell: nil for NULL.
func cellOf(cols []engine.Column, chunk *engine.Chunk, desc []pgtypes.Desc, format int16, s *Settings, i int) ([]byte, error) {
	r, err := NewRows(cols, desc, []int16{format}, s)
	if err != nil {
		return nil, err
	}
	b, err := r.Append(nil, chunk, i, i+1)
	if err != nil {
		return nil, err
	}
	return firstCell(b), nil
}

// firstCell takes a framed DataRow of one column apart.
func firstCell(b []byte) []byte {
	if b[0] != 'D' || int(binary.BigEndian.Uint32(b[1:])) != len(b)-1 || b[5] != 0 || b[6] != 1 {
		panic("not one framed DataRow of one column")
	}
	n := int32(binary.BigEndian.Uint32(b[7:]))
	if n < 0 {
		return nil
	}
	return append([]byte{}, b[11:11+n]...)
}
