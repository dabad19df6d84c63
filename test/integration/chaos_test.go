package integration

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"lakewire/test/discard"
	"lakewire/test/lakeserver"
)

// TestChaos runs 64 sessions that do everything at once on a server built with the race detector: reads, writes,
// transactions, cursors, listeners, clients killed in the middle of a result or a transaction, storms of cancels. The
// server stays up, finds no race, and afterwards nothing of it is left.
func TestChaos(t *testing.T) {
	const sessions, lasts = 64, 15 * time.Second
	s := lakeserver.Run(t, lakeserver.Options{Race: true, Env: []string{"GORACE=halt_on_error=0"}})
	c := connect(t, s)
	exec1(t, c, "create table chaos (a int8, b text)")
	exec1(t, c, "insert into chaos select i, 'row ' || i from generate_series(1, 10000) as g(i)")
	ctx, cancel := context.WithTimeout(context.Background(), lasts)
	defer cancel()
	end, _ := ctx.Deadline() // a dial meets it before ctx does
	var rounds atomic.Int64
	var wg sync.WaitGroup
	for k := range sessions {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(k), 42))
			for ctx.Err() == nil {
				if err := mischief[(k+r.IntN(2))%len(mischief)](ctx, s, r); err != nil && ctx.Err() == nil && time.Now().Before(end) {
					t.Errorf("session %d: %v", k, err)
					return
				}
				rounds.Add(1)
			}
		})
	}
	wg.Wait()
	t.Logf("%d rounds", rounds.Load())
	require.Greater(t, rounds.Load(), int64(sessions))
	eventually(t, 15*time.Second, "pg_stat_activity holds only the one who asks", func() bool {
		return count(t, c, "select count(*) from pg_stat_activity where backend_type = 'client backend'") == 1
	})
	require.Positive(t, count(t, c, "select count(*) from chaos"))
	out := s.Output()
	if i := strings.Index(out, "DATA RACE"); i >= 0 {
		t.Errorf("the race detector found:\n%s", out[max(0, i-100):min(len(out), i+4000)])
	}
	require.NotContains(t, out, "panic:")
}

// mischief is what a chaos session may do in a round; an error it returns is one that the server should not have given.
var mischief = []func(context.Context, *lakeserver.Server, *rand.Rand) error{
	reads, writes, transaction, cursor, killedInResult, killedInTransaction, cancelStorm, badStatements, listener, pipeline,
}

func with(ctx context.Context, s *lakeserver.Server, f func(*pgx.Conn) error) error {
	c, err := pgx.Connect(ctx, s.URL())
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer func() { _ = c.Close(context.Background()) }()
	return f(c)
}

// tolerated takes away the errors that concurrency may bring.
func tolerated(err error, states ...string) error {
	for _, s := range append(states, "40001", "40P01", "57014") {
		if state(err) == s {
			return nil
		}
	}
	return err
}

func reads(ctx context.Context, s *lakeserver.Server, r *rand.Rand) error {
	return with(ctx, s, func(c *pgx.Conn) error {
		for range 5 {
			var n, m int64
			if err := c.QueryRow(ctx, "select count(*), $1::int8 from chaos where a > $1", r.IntN(10000)).Scan(&n, &m); err != nil {
				return err
			}
		}
		return nil
	})
}

func writes(ctx context.Context, s *lakeserver.Server, r *rand.Rand) error {
	return with(ctx, s, func(c *pgx.Conn) error {
		if _, err := c.Exec(ctx, "insert into chaos values ($1, 'new')", r.IntN(1<<30)); tolerated(err) != nil {
			return fmt.Errorf("insert: %w", err)
		}
		if _, err := c.Exec(ctx, "delete from chaos where a = $1", r.IntN(10000)); tolerated(err) != nil {
			return fmt.Errorf("delete: %w", err)
		}
		return nil
	})
}

func transaction(ctx context.Context, s *lakeserver.Server, r *rand.Rand) error {
	return with(ctx, s, func(c *pgx.Conn) error {
		sql := fmt.Sprintf("begin; insert into chaos values (%d, 'tx'); select count(*) from chaos; %s", r.IntN(1<<30), []string{"commit", "rollback"}[r.IntN(2)])
		_, err := c.PgConn().Exec(ctx, sql).ReadAll()
		return tolerated(err)
	})
}

func cursor(ctx context.Context, s *lakeserver.Server, r *rand.Rand) error {
	return with(ctx, s, func(c *pgx.Conn) error {
		sql := fmt.Sprintf("begin; declare k scroll cursor for select * from chaos; fetch %d from k; move 100 in k; fetch prior from k; select 1; fetch 10 from k; commit", r.IntN(500))
		_, err := c.PgConn().Exec(ctx, sql).ReadAll()
		return tolerated(err)
	})
}

func killedInResult(ctx context.Context, s *lakeserver.Server, r *rand.Rand) error {
	c, err := discard.Connect(ctx, s.URL())
	if err != nil {
		return err
	}
	defer func() { _ = c.Conn.Close() }()
	stop := int64(r.IntN(5000))
	_, err = c.Query("select i, i::varchar from range(10000000) as r(i)", func(x *discard.Result) bool { return x.Rows < stop })
	if err == io.EOF {
		return nil
	}
	return err
}

func killedInTransaction(ctx context.Context, s *lakeserver.Server, _ *rand.Rand) error {
	c, err := discard.Connect(ctx, s.URL())
	if err != nil {
		return err
	}
	_, err = c.Query("begin; insert into chaos values (-1, 'lost'); select count(*) from chaos", nil)
	_ = c.Conn.Close()
	return err
}

func cancelStorm(ctx context.Context, s *lakeserver.Server, r *rand.Rand) error {
	c, err := discard.Connect(ctx, s.URL())
	if err != nil {
		return err
	}
	defer c.Close()
	for range 3 {
		start := time.Now()
		if err := c.Send("select sum(a.i) from range(100000) as a(i), range(100000) as b(i)"); err != nil {
			return err
		}
		var wg sync.WaitGroup
		for range 5 {
			wait := time.Duration(r.IntN(30)) * time.Millisecond
			wg.Go(func() {
				time.Sleep(wait)
				_ = c.Cancel()
			})
		}
		_ = c.Conn.SetReadDeadline(time.Now().Add(20 * time.Second))
		x, err := c.Read(start, nil)
		wg.Wait()
		if err != nil {
			return fmt.Errorf("after a cancel: %w", err)
		}
		if x.SQLState != "57014" && x.SQLState != "" {
			return fmt.Errorf("cancel answered %s", x.SQLState)
		}
	}
	return nil
}

func badStatements(ctx context.Context, s *lakeserver.Server, _ *rand.Rand) error {
	return with(ctx, s, func(c *pgx.Conn) error {
		for sql, want := range map[string]string{"selec": "42601", "select * from nowhere": "42P01", "select 'x'::int4": "22P02", "begin; select 'x'::int4; select 1": "22P02"} {
			if _, err := c.PgConn().Exec(ctx, sql).ReadAll(); tolerated(err, want) != nil || err == nil {
				return fmt.Errorf("%s: %w", sql, err)
			}
			if _, err := c.Exec(ctx, "rollback"); err != nil {
				return fmt.Errorf("rollback: %w", err)
			}
		}
		return nil
	})
}

func listener(ctx context.Context, s *lakeserver.Server, r *rand.Rand) error {
	return with(ctx, s, func(c *pgx.Conn) error {
		_, err := c.PgConn().Exec(ctx, fmt.Sprintf("listen chaos%d; notify chaos%d, 'x'; unlisten *", r.IntN(3), r.IntN(3))).ReadAll()
		return err
	})
}

func pipeline(ctx context.Context, s *lakeserver.Server, r *rand.Rand) error {
	return with(ctx, s, func(c *pgx.Conn) error {
		b := &pgx.Batch{}
		for i := range 20 {
			b.Queue("select $1::int8 + a from chaos limit $2", i, r.IntN(50))
		}
		return tolerated(c.SendBatch(ctx, b).Close())
	})
}
