package soak

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

// TestKill: an embedded lake is killed at a random moment of COPY, commits and VACUUM, again and again. It opens each
// time, and holds what was acknowledged, and of what was under way all or nothing.
func TestKill(t *testing.T) {
	w := newWorld(t, nil)
	ctx := context.Background()
	w.furnish(ctx)
	for n := range *killings {
		stop := make(chan struct{})
		var wg sync.WaitGroup
		for id, does := range [][]func(*tx) error{
			{copyIn}, {insertTransaction, pair}, {insertOne, deleteEvents, upsertItem}, {vacuum, transfer, checkpoint},
		} {
			wg.Go(func() {
				c := &client{w: w, id: id, rand: rand.New(rand.NewPCG(*soakSeed+uint64(n), uint64(id))), mode: pgx.QueryExecModeExec}
				for c.until(ctx, stop) {
					c.do(ctx, "under fire", does[c.rand.IntN(len(does))])
				}
			})
		}
		time.Sleep(time.Duration(30+w.rand.IntN(700)) * time.Millisecond)
		close(stop)
		w.crash()
		wg.Wait()
		w.last()
		require.Equal(t, n+1, w.done["last look"])
	}
	w.report()
	require.Positive(t, w.done["under fire"])
	require.Positive(t, w.states["lost"])
}

// until connects, and tells whether the client may go on.
func (c *client) until(ctx context.Context, stop <-chan struct{}) bool {
	select {
	case <-stop:
		return false
	default:
	}
	if c.c == nil {
		var err error
		if c.c, err = c.w.connect(ctx, c.mode); err != nil {
			return false
		}
	}
	return !c.c.IsClosed()
}
