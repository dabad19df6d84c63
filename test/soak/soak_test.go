package soak

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"lakewire/test/pgserver"
)

// TestEmbedded: sixteen clients do everything at once on an embedded lake whose server is killed every few seconds.
func TestEmbedded(t *testing.T) {
	w := newWorld(t, nil)
	w.live(*soakFor, 5*time.Second, w.crash)
}

// TestPostgres: the same with the catalog in a PostgreSQL, which is restarted too.
func TestPostgres(t *testing.T) {
	pg, err := pgserver.Start(pgserver.Options{})
	require.NoError(t, err)
	t.Cleanup(pg.Stop)
	w := newWorld(t, pg)
	turn := 0
	w.live(*soakFor, 5*time.Second, func() {
		if turn++; turn%2 == 0 {
			w.crash()
		} else {
			w.bounce()
		}
	})
}

// live lets the clients go on for a time, lets disaster strike every so often, and judges.
func (w *world) live(lasts, peace time.Duration, disaster func()) {
	w.furnish(context.Background())
	peace = min(peace, lasts/2)
	ctx, over := context.WithCancel(context.Background())
	defer over()
	var wg sync.WaitGroup
	stop := make(chan struct{})
	var warm sync.WaitGroup
	warm.Add(clients)
	for id := range clients {
		wg.Go(func() {
			mode := []pgx.QueryExecMode{pgx.QueryExecModeSimpleProtocol, pgx.QueryExecModeExec}[id%2]
			c := &client{w: w, id: id, rand: rand.New(rand.NewPCG(*soakSeed, uint64(id)+2)), mode: mode}
			for k := id; k < len(deeds); k += clients { // each once with success, whatever happens later
				for try := 0; try < 20 && !w.has(deeds[k].name); try++ {
					c.do(ctx, deeds[k].name, deeds[k].do)
				}
			}
			warm.Done()
			for {
				select {
				case <-stop:
					if c.c != nil {
						_ = c.c.Close(ctx)
					}
					return
				default:
				}
				d := pick(c.rand)
				c.do(ctx, d.name, d.do)
			}
		})
	}
	warm.Wait()
	end := time.Now().Add(lasts)
	for {
		wait := peace/2 + time.Duration(w.rand.Int64N(int64(peace)))
		if time.Now().Add(wait).After(end) {
			break
		}
		time.Sleep(wait)
		disaster()
	}
	time.Sleep(time.Until(end))
	close(stop)
	quiet := make(chan struct{})
	go func() { wg.Wait(); close(quiet) }()
	select {
	case <-quiet:
	case <-time.After(60 * time.Second):
		w.t.Error("clients still wait for answers after 60 s")
		over()
		<-quiet
	}
	w.crash()
	w.last()
	require.Equal(w.t, 1, w.done["last look"])
	w.report()
	for _, d := range deeds {
		require.Positive(w.t, w.done[d.name], d.name)
	}
}

// has tells whether something has been done.
func (w *world) has(name string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.done[name] > 0
}

// last reads everything once more, when nothing happens any more.
func (w *world) last() {
	c := &client{w: w, id: -1, rand: w.rand, mode: pgx.QueryExecModeSimpleProtocol}
	c.do(context.Background(), "last look", func(t *tx) error {
		if err := t.begin(); err != nil {
			return err
		}
		for _, x := range [][2]string{{"events", "v"}, {"items", "v"}, {"accounts", "balance"}, {"counters", "n"}, {"left_side", "v"}, {"right_side", "v"}} {
			if err := t.see(x[0], x[1], "", nil); err != nil {
				return err
			}
		}
		return t.commit()
	})
}
