package session_test

import (
	"context"
	"testing"
	"time"

	"lakewire/internal/encode"
	"lakewire/internal/engine"
	"lakewire/internal/session/sessiontest"
	"lakewire/test/discard"
)

// scanRows is how many rows the scan has; they are shaped like TPC-H's lineitem.
const scanRows = 1_000_000

const makeScan = `create table scan as select i::bigint as orderkey, (i % 200000)::bigint as partkey, (i % 10000)::bigint as suppkey,
	i % 7 + 1 as linenumber, (i % 50 + 1)::decimal(15,2) as quantity, (i % 100000 / 100.0)::decimal(15,2) as extendedprice,
	(i % 11 / 100.0)::decimal(15,2) as discount, (i % 9 / 100.0)::decimal(15,2) as tax, 'N' as returnflag, 'O' as linestatus,
	date '1992-01-01' + (i % 2500)::int as shipdate, date '1992-02-01' + (i % 2500)::int as commitdate, date '1992-03-01' + (i % 2500)::int as receiptdate,
	'DELIVER IN PERSON' as shipinstruct, 'TRUCK' as shipmode, 'carefully final packages ' || i as comment
	from range(1000000) r(i)`

// BenchmarkScan reads a table to its end, in turn by engine and encoder alone and through session and socket by a client
// that discards, and reports how many times longer the latter takes: what the house adds to the engine's work.
func BenchmarkScan(b *testing.B) {
	s := sessiontest.Start(b)
	c, err := discard.Connect(context.Background(), s.DSN())
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	if r, err := c.Query(makeScan, nil); err != nil || r.SQLState != "" {
		b.Fatal(err, r.SQLState)
	}
	var alone, wired time.Duration
	for b.Loop() {
		began := time.Now()
		scanAlone(b, s.Engine)
		alone += time.Since(began)
		began = time.Now()
		scanWired(b, c)
		wired += time.Since(began)
	}
	rate := func(d time.Duration) float64 { return float64(b.N) * scanRows / d.Seconds() }
	b.ReportMetric(rate(alone), "alone-rows/s")
	b.ReportMetric(rate(wired), "wire-rows/s")
	b.ReportMetric(wired.Seconds()/alone.Seconds(), "wire/alone")
}

// scanAlone runs the scan and encodes its rows into a buffer that nobody reads.
func scanAlone(b *testing.B, e *engine.Engine) {
	ctx := context.Background()
	c, err := e.Conn(ctx)
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	st, err := c.Prepare(ctx, "select * from public.scan")
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	str, err := st.Run(ctx)
	if err != nil {
		b.Fatal(err)
	}
	defer str.Close()
	rows, err := encode.NewRows(str.Columns(), nil, nil, &encode.Settings{Zone: time.UTC, ExtraFloatDigits: 1})
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for buf := make([]byte, 0, 1<<20); ; {
		chunk, err := str.Next(ctx)
		if err != nil {
			b.Fatal(err)
		}
		if chunk == nil {
			break
		}
		if buf, err = rows.Append(buf[:0], chunk, 0, chunk.Len()); err != nil {
			b.Fatal(err)
		}
		n += chunk.Len()
		chunk.Release()
	}
	if n != scanRows {
		b.Fatalf("%d rows", n)
	}
}

// scanWired lets a client read the scan that looks at nothing but the lengths of messages.
func scanWired(b *testing.B, c *discard.Client) {
	r, err := c.Query("select * from scan", nil)
	if err != nil {
		b.Fatal(err)
	}
	if r.Rows != scanRows {
		b.Fatalf("%d rows", r.Rows)
	}
}
