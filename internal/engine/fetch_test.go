package engine

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

// TestFetchedAhead: chunks that were fetched before they are asked for come in order, before the error that followed
// them, and are freed when nobody asks for them.
func TestFetchedAhead(t *testing.T) {
	c := leased(t, opened(t))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	const most = 40000
	st, err := c.Prepare(ctx, "select case when i = 1500000 then error('boom') else i end from range(3000000) r(i)")
	require.NoError(t, err)
	s, err := st.Run(ctx)
	require.NoError(t, err)
	for want := int64(0); ; {
		ch, err := s.Next(ctx)
		if err != nil {
			require.Equal(t, "boom", pgerr.From(err).Message)
			break
		}
		require.NotNil(t, ch)
		for _, v := range ch.Vector(0).Int64s() {
			require.Equal(t, want, v)
			want++
		}
		ch.Release()
	}
	require.Zero(t, c.chunks.Load())

	for stop := range 12 {
		s, err := prepared(t, c, "select i from range(3000000) r(i)").Run(ctx)
		require.NoError(t, err)
		n := 0
		for range stop {
			ch, err := s.Next(ctx)
			require.NoError(t, err)
			require.Equal(t, int64(n), ch.Vector(0).Int64s()[0])
			n += ch.Len()
			ch.Release()
		}
		require.LessOrEqual(t, n, most)
		s.Close()
		require.Zero(t, c.chunks.Load(), "after %d chunks", stop)
	}
}

func prepared(t *testing.T, c *Conn, sql string) *Stmt {
	t.Helper()
	st, err := c.Prepare(context.Background(), sql)
	require.NoError(t, err)
	t.Cleanup(st.Close)
	return st
}
