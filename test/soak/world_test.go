package soak

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"lakewire/test/history"
	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

const (
	clients  = 16
	items    = 40  // keys that are upserted, updated and deleted
	accounts = 12  // keys between which money moves
	money    = 100 // on each of them at first
	counters = 4
	pairs    = 8
)

// world is a lake with its server, which may die at any moment, and the history of what its clients do.
type world struct {
	*history.History
	t      *testing.T
	rand   *rand.Rand
	dir    string
	args   []string
	env    []string
	fair   []string         // errors that its disasters make fair
	pg     *pgserver.Server // its catalog; nil: embedded
	server atomic.Pointer[lakeserver.Server]
	keys   atomic.Int64
	past   []string // logs of the servers that were killed

	mu       sync.Mutex
	done     map[string]int    // acknowledged transactions by name
	states   map[string]int    // SQLSTATEs that clients were told
	surprise map[string]string // those that they should not have been
}

func newWorld(t *testing.T, pg *pgserver.Server) *world { return newWorldIn(t, t.TempDir(), pg, nil) }

// newWorldIn makes one whose lake is in a folder, and whose server gets flags and an environment.
func newWorldIn(t *testing.T, dir string, pg *pgserver.Server, env []string, args ...string) *world {
	w := &world{
		History: history.New(), t: t, rand: rand.New(rand.NewPCG(*soakSeed, 1)), dir: dir, pg: pg, args: args, env: env,
		done: map[string]int{}, states: map[string]int{}, surprise: map[string]string{},
	}
	t.Logf("seed %d", *soakSeed)
	if pg != nil && len(args) == 0 {
		w.args = append(w.args, "--catalog", pg.URL(), "--data-path", t.TempDir())
	}
	w.start()
	t.Cleanup(func() {
		w.server.Load().Kill()
		if t.Failed() {
			for _, log := range append(w.past, w.server.Load().Output()) {
				t.Logf("server log:\n%s", lakeserver.Tail(log, 6000))
			}
		}
	})
	return w
}

// start brings the server up. What its own patience cannot bridge fails the test.
func (w *world) start() {
	s, err := lakeserver.Start(lakeserver.Options{Dir: w.dir, Args: w.args, Env: w.env})
	require.NoError(w.t, err)
	w.server.Store(s)
}

// crash kills the server as a power cut does, and brings it up again. Clients have heard of it before what was under way
// counts as ended.
func (w *world) crash() { w.crashBefore(func() {}) }

// crashBefore does something before the server comes up again.
func (w *world) crashBefore(do func()) {
	s := w.server.Load()
	select {
	case <-s.Done():
		w.t.Errorf("the server ended by itself:\n%s", lakeserver.Tail(s.Output(), 8000))
	default:
	}
	s.Kill()
	w.past = append(w.past, s.Output())
	time.Sleep(200 * time.Millisecond)
	w.Died()
	do()
	w.start()
}

// bounce restarts the catalog's PostgreSQL under the server's feet.
func (w *world) bounce() {
	sig := []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT}[w.rand.IntN(2)]
	require.NoError(w.t, w.pg.Halt(sig))
	time.Sleep(time.Duration(w.rand.IntN(700)) * time.Millisecond)
	require.NoError(w.t, w.pg.Resume())
}

// connect tries until there is a server.
func (w *world) connect(ctx context.Context, mode pgx.QueryExecMode) (*pgx.Conn, error) {
	for {
		cfg, err := pgx.ParseConfig(w.server.Load().URL())
		if err != nil {
			return nil, err
		}
		cfg.DefaultQueryExecMode = mode
		c, err := pgx.ConnectConfig(ctx, cfg)
		if err == nil || ctx.Err() != nil {
			return c, err
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// furnish makes the tables and what is in them at first.
func (w *world) furnish(ctx context.Context) {
	c, err := w.connect(ctx, pgx.QueryExecModeSimpleProtocol)
	require.NoError(w.t, err)
	defer func() { _ = c.Close(ctx) }()
	for _, sql := range []string{
		"create table events (k int8, v int8, note text)",
		"create table items (k int8 primary key, v int8)",
		"create table accounts (k int8, balance int8)",
		"create table counters (k int8, n int8)",
		"create table left_side (k int8, v int8)",
		"create table right_side (k int8, v int8)",
		fmt.Sprintf("insert into accounts select g, %d from generate_series(1, %d) as g", money, accounts),
		fmt.Sprintf("insert into counters select g, 0 from generate_series(1, %d) as g", counters),
		fmt.Sprintf("insert into left_side select g, 0 from generate_series(1, %d) as g", pairs),
		fmt.Sprintf("insert into right_side select g, 0 from generate_series(1, %d) as g", pairs),
	} {
		_, err := c.Exec(ctx, sql)
		require.NoError(w.t, err, sql)
	}
	for k := range int64(accounts) {
		w.Initial("accounts", history.Row{Key: k + 1, Amount: money})
	}
	for k := range int64(counters) {
		w.Initial("counters", history.Row{Key: k + 1})
	}
	for k := range int64(pairs) {
		w.Initial("left_side", history.Row{Key: k + 1})
		w.Initial("right_side", history.Row{Key: k + 1})
	}
}

// fresh gives so many keys that nobody has used, and where they begin.
func (w *world) fresh(n int) int64 { return w.keys.Add(int64(n)) - int64(n) + 1 }

// report says what happened, and fails the test for what must not have happened.
func (w *world) report() {
	all, acknowledged := w.Len()
	w.t.Logf("%d transactions, %d acknowledged: %s; told: %s", all, acknowledged, counts(w.done), counts(w.states))
	for state, text := range w.surprise {
		w.t.Errorf("clients were told %s: %s", state, text)
	}
	for _, a := range w.Check() {
		w.t.Error(a)
	}
}

func counts(m map[string]int) string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, fmt.Sprintf("%s %d", k, m[k]))
	}
	return strings.Join(out, ", ")
}
