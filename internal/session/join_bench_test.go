package session_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"lakewire/internal/session/sessiontest"
)

// BenchmarkWriters is sessions that each insert one row a statement, as their own transactions, into one table or into one
// each: rows a second, and how long the slowest of a hundred waits.
func BenchmarkWriters(b *testing.B) {
	for _, writers := range []int{1, 8, 64} {
		for _, apart := range []bool{false, true} {
			for _, protocol := range []string{"simple", "extended"} {
				b.Run(fmt.Sprintf("writers=%d/apart=%v/%s", writers, apart, protocol), func(b *testing.B) {
					s := sessiontest.Start(b)
					ctx := context.Background()
					var mu sync.Mutex
					var took []time.Duration
					var conns []*pgconn.PgConn
					for w := range writers {
						c, err := pgconn.Connect(ctx, s.DSN())
						if err != nil {
							b.Fatal(err)
						}
						conns = append(conns, c)
						if w == 0 || apart {
							if _, err := c.Exec(ctx, fmt.Sprintf("create table t%d (i int, s text, at timestamptz, n numeric(10,2))", w)).ReadAll(); err != nil {
								b.Fatal(err)
							}
						}
					}
					for w, c := range conns { // a session's first statement does more than the others
						table := 0
						if apart {
							table = w
						}
						if _, err := c.Exec(ctx, fmt.Sprintf("insert into t%d values (0)", table)).ReadAll(); err != nil {
							b.Fatal(err)
						}
					}
					b.ResetTimer()
					began := time.Now()
					var wg sync.WaitGroup
					for w, c := range conns {
						table := 0
						if apart {
							table = w
						}
						wg.Go(func() {
							var own []time.Duration
							for i := w; i < b.N; i += writers {
								at := time.Now()
								var err error
								if protocol == "simple" {
									_, err = c.Exec(ctx, fmt.Sprintf("insert into t%d values (%d, 'some text', '2026-01-02 03:04:05+00', 12.34)", table, i)).ReadAll()
								} else {
									err = c.ExecParams(ctx, fmt.Sprintf("insert into t%d values ($1, $2, $3, $4)", table),
										[][]byte{[]byte(strconv.Itoa(i)), []byte("some text"), []byte("2026-01-02 03:04:05+00"), []byte("12.34")}, nil, nil, nil).Read().Err
								}
								if err != nil {
									b.Error(err)
									return
								}
								own = append(own, time.Since(at))
							}
							mu.Lock()
							took = append(took, own...)
							mu.Unlock()
						})
					}
					wg.Wait()
					b.ReportMetric(float64(b.N)/time.Since(began).Seconds(), "rows/s")
					slices.Sort(took)
					if len(took) > 0 {
						b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
					}
				})
			}
		}
	}
}
