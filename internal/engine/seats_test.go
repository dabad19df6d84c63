package engine

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSeats: a quarter of the connections is kept back, who waits gets what another frees, and may give up.
func TestSeats(t *testing.T) {
	s := newSeats(8)
	var free []func()
	for range 6 {
		f, err := s.take(context.Background())
		require.NoError(t, err)
		free = append(free, f)
	}
	ctx, cancel := context.WithCancel(context.Background())
	got := make(chan error, 1)
	go func() { _, err := s.take(ctx); got <- err }()
	cancel()
	require.Error(t, <-got)
	go func() { _, err := s.take(context.Background()); got <- err }()
	free[0]()
	require.NoError(t, <-got)
}
