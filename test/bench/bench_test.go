package bench

import (
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"lakewire/test/discard"
	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
	"lakewire/test/reference"
)

var table []string

func TestMain(m *testing.M) {
	code := lakeserver.Main(m)
	if len(table) > 0 {
		fmt.Printf("\n%d CPUs, %s\n%-44s %14s %14s %8s  %s\n", runtime.NumCPU(), time.Now().UTC().Format(time.DateOnly), "", "lakewire", "PostgreSQL", "ratio", "bound")
		for _, l := range table {
			fmt.Println(l)
		}
		fmt.Println("repeat: make bench, or go test ./test/bench -run '^$' -bench .")
	}
	os.Exit(code)
}

// compare notes a pair of measurements. atLeast bounds the ratio lakewire / PostgreSQL from below, atMost from above; 0
// is no bound.
func compare(b *testing.B, what, unit string, lake, pg, atLeast, atMost float64) {
	b.Helper()
	ratio, bound := lake/pg, ""
	if atLeast > 0 {
		bound = fmt.Sprintf("≥ %.2f", atLeast)
	}
	if atMost > 0 {
		bound = fmt.Sprintf("≤ %.2f", atMost)
	}
	if (atLeast > 0 && ratio < atLeast) || (atMost > 0 && ratio > atMost) {
		bound += "  BROKEN"
		b.Errorf("%s: ratio %.2f, bound %s", what, ratio, bound)
	}
	table = append(table, fmt.Sprintf("%-44s %14s %14s %8.2f  %s", what, number(lake)+unit, number(pg)+unit, ratio, bound))
	b.ReportMetric(lake, "lakewire"+unit)
	b.ReportMetric(pg, "postgresql"+unit)
	b.ReportMetric(ratio, "ratio")
}

func number(f float64) string {
	switch {
	case f >= 100:
		return fmt.Sprintf("%.0f ", f)
	case f >= 1:
		return fmt.Sprintf("%.2f ", f)
	default:
		return fmt.Sprintf("%.4f ", f)
	}
}

func scale() string {
	if s := os.Getenv("SF"); s != "" {
		return s
	}
	return "1"
}

// demo makes a lake that holds TPC-H, and gives its folder.
func demo(b *testing.B) string {
	dir := b.TempDir()
	bin, err := lakeserver.Build(false)
	check(b, err)
	ext, err := lakeserver.Extensions()
	check(b, err)
	if out, err := exec.Command(bin, "demo", "tpch", "--sf", scale(), "--dir", dir, "--extension-dir", ext).CombinedOutput(); err != nil {
		b.Fatalf("demo: %v\n%s", err, out)
	}
	return dir
}

// BenchmarkLineitemScan: `select * from lineitem` in text, read by a client that keeps nothing.
func BenchmarkLineitemScan(b *testing.B) {
	dir := demo(b)
	lake := lakeserver.Run(b, lakeserver.Options{Dir: dir})
	pg, err := pgserver.Start(pgserver.Options{Settings: []string{"shared_buffers=2GB", "max_parallel_workers_per_gather=0"}})
	check(b, err)
	defer pg.Stop()
	loadLineitem(b, pg)

	const sql = "select * from lineitem"
	l := best(b, lake.URL(), sql, func(*discard.Client) int { return lake.PID() })
	p := best(b, pg.URL(), sql, func(c *discard.Client) int { return int(c.PID) })
	if l.rows != p.rows {
		b.Fatalf("lakewire sent %d rows, PostgreSQL %d", l.rows, p.rows)
	}
	compare(b, "lineitem scan, text, rows a second", "/s", l.perSecond, p.perSecond, 1.5, 0)
	compare(b, "lineitem scan, text, server CPU a row", "µs", l.cpuPerRow, p.cpuPerRow, 0, 0.5)
	compare(b, "lineitem scan, text, first row", "ms", l.first, p.first, 0, 0)
	if l.first > 25 {
		b.Errorf("first row after %.1f ms, bound 25 ms", l.first)
	}
}

func loadLineitem(b *testing.B, pg *pgserver.Server) {
	ref := reference.Open(b, scale())
	file := ref.File(b, "lineitem")
	c, err := pgconn.Connect(b.Context(), pg.URL())
	check(b, err)
	defer func() { _ = c.Close(context.Background()) }()
	for _, sql := range []string{
		`create table lineitem (l_orderkey int8 not null, l_partkey int8 not null, l_suppkey int8 not null, l_linenumber int8 not null,
			l_quantity numeric(15,2) not null, l_extendedprice numeric(15,2) not null, l_discount numeric(15,2) not null, l_tax numeric(15,2) not null,
			l_returnflag varchar not null, l_linestatus varchar not null, l_shipdate date not null, l_commitdate date not null,
			l_receiptdate date not null, l_shipinstruct varchar not null, l_shipmode varchar not null, l_comment varchar not null)`,
		"copy lineitem from '" + file + "' csv",
		"vacuum analyze lineitem",
	} {
		_, err := c.Exec(b.Context(), sql).ReadAll()
		check(b, err)
	}
}

type scan struct {
	rows                        int64
	perSecond, cpuPerRow, first float64
}

// best runs the statement three times after one for warmth and takes the best of each figure: what else the machine does
// meanwhile hits both servers.
func best(b *testing.B, url, sql string, pid func(*discard.Client) int) scan {
	c, err := discard.Connect(b.Context(), url)
	check(b, err)
	defer c.Close()
	s := scan{cpuPerRow: math.Inf(1), first: math.Inf(1)}
	for i := range 4 {
		before, err := discard.CPU(pid(c))
		check(b, err)
		r, err := c.Query(sql, nil)
		check(b, err)
		if r.SQLState != "" {
			b.Fatalf("%s: %s", sql, r.SQLState)
		}
		after, err := discard.CPU(pid(c))
		check(b, err)
		if i > 0 {
			s.rows = r.Rows
			s.perSecond = max(s.perSecond, float64(r.Rows)/r.Took.Seconds())
			s.cpuPerRow = min(s.cpuPerRow, float64((after-before).Microseconds())/float64(r.Rows))
			s.first = min(s.first, float64(r.First.Microseconds())/1000)
		}
	}
	return s
}

// BenchmarkConnect: SCRAM without TLS, one select 1, good-bye.
func BenchmarkConnect(b *testing.B) {
	run := func(url string) float64 {
		return each(b, 1, func() (func() error, func()) {
			return func() error {
				c, err := pgconn.Connect(context.Background(), url)
				if err != nil {
					return err
				}
				defer func() { _ = c.Close(context.Background()) }()
				_, err = c.Exec(context.Background(), "select 1").ReadAll()
				return err
			}, func() {}
		})
	}
	l, p := inTurn(run, lakeserver.Shared(b).URL(), pgserver.Shared(b).URL())
	compare(b, "connect (SCRAM, no TLS) and select 1", "ms", l, p, 0, 2)
}

// BenchmarkSelect1 in the three ways to send a statement, with one client and with eight.
func BenchmarkSelect1(b *testing.B) {
	ways := map[string]func(*pgconn.PgConn) error{
		"simple": func(c *pgconn.PgConn) error {
			_, err := c.Exec(context.Background(), "select 1").ReadAll()
			return err
		},
		"extended": func(c *pgconn.PgConn) error {
			return c.ExecParams(context.Background(), "select 1", nil, nil, nil, nil).Read().Err
		},
		"prepared": func(c *pgconn.PgConn) error {
			return c.ExecPrepared(context.Background(), "one", nil, nil, nil).Read().Err
		},
	}
	for _, name := range []string{"simple", "extended", "prepared"} {
		for _, clients := range []int{1, 8} {
			b.Run(fmt.Sprintf("%s/%d", name, clients), func(b *testing.B) {
				run := func(url string) float64 {
					return each(b, clients, func() (func() error, func()) {
						c, err := pgconn.Connect(context.Background(), url)
						check(b, err)
						_, err = c.Prepare(context.Background(), "one", "select 1", nil)
						check(b, err)
						return func() error { return ways[name](c) }, func() { _ = c.Close(context.Background()) }
					})
				}
				l, p := inTurn(run, lakeserver.Shared(b).URL(), pgserver.Shared(b).URL())
				compare(b, fmt.Sprintf("select 1, %s, %d client(s)", name, clients), "ms", l, p, 0, 2)
			})
		}
	}
}

// inTurn measures both servers three times, one after the other, and takes the best of each: what else the machine does
// meanwhile hits both.
func inTurn(run func(url string) float64, lake, pg string) (l, p float64) {
	l, p = run(lake), run(pg)
	for range 2 {
		l, p = min(l, run(lake)), min(p, run(pg))
	}
	return l, p
}

// each runs a piece of work for a second on so many clients and returns the milliseconds a piece takes a client.
func each(b *testing.B, clients int, open func() (work func() error, done func())) float64 {
	const lasts = time.Second
	var mu sync.Mutex
	var wg sync.WaitGroup
	total := 0
	for range clients {
		work, done := open()
		wg.Go(func() {
			defer done()
			if err := work(); err != nil { // once for warmth
				b.Error(err)
				return
			}
			n, start := 0, time.Now()
			for ; time.Since(start) < lasts; n++ {
				if err := work(); err != nil {
					b.Error(err)
					return
				}
			}
			mu.Lock()
			total += n
			mu.Unlock()
		})
	}
	wg.Wait()
	return float64(clients) * float64(lasts.Milliseconds()) / float64(max(total, 1))
}

func check(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
