package bench

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"lakewire/test/discard"
	"lakewire/test/lakeserver"
	"lakewire/test/reference"
)

// BenchmarkTPCH asks each of TPC-H's 22 queries in turn over the wire and of bare DuckDB in process, on the same Parquet files with
// as many threads: what macros, settings, translation and the wire cost. It compares the least of five runs each. The bound is that
// of their geometric mean: no slow-down that can be measured, which on such a machine is a tenth.
func BenchmarkTPCH(b *testing.B) {
	dir := demo(b)
	ref := reference.Open(b, "0")
	queries := ref.Rows(b, "select query_nr, query from tpch_queries() order by 1")
	ref.Attach(b, dir)
	lake := lakeserver.Run(b, lakeserver.Options{Dir: dir, Args: []string{"--threads", "2"}})
	c, err := discard.Connect(b.Context(), lake.URL())
	check(b, err)
	defer c.Close()

	var sum, wired, bare float64
	for _, q := range queries {
		sql := strings.TrimRight(strings.TrimSpace(q[1]), ";")
		w, p := math.Inf(1), math.Inf(1)
		for range 5 {
			r, err := c.Query(sql, nil)
			check(b, err)
			if r.SQLState != "" {
				b.Fatalf("query %s: %s", q[0], r.SQLState)
			}
			w = min(w, r.Took.Seconds())
			began := time.Now()
			n := ref.Count(b, sql)
			p = min(p, time.Since(began).Seconds())
			if n != r.Rows {
				b.Fatalf("query %s: %d rows over the wire, %d in process", q[0], r.Rows, n)
			}
		}
		fmt.Printf("query %2s: wire %6.1f ms, in process %6.1f ms, %.2f\n", q[0], w*1e3, p*1e3, w/p)
		sum, wired, bare = sum+math.Log(w/p), wired+w, bare+p
	}
	mean := math.Exp(sum / float64(len(queries)))
	table = append(table, fmt.Sprintf("%-44s %14s %14s %8.2f  ≤ 1.10 (beside bare DuckDB)", "TPC-H, 22 queries, geometric mean", number(wired*1e3)+"ms", number(bare*1e3)+"ms", mean))
	b.ReportMetric(mean, "wire/bare")
	if mean > 1.1 {
		b.Errorf("TPC-H takes %.2f times as long as in process", mean)
	}
}
