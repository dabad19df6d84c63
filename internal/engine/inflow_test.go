package engine

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

var inflowColumns = []Column{
	{Name: "a", Type: &pgtypes.Logical{Kind: pgtypes.Integer}},
	{Name: "b", Type: &pgtypes.Logical{Kind: pgtypes.Varchar}},
	{Name: "c", Type: &pgtypes.Logical{Kind: pgtypes.List, Elem: &pgtypes.Logical{Kind: pgtypes.Varchar}}},
}

// pour sends rows from..to into an inflow.
func pour(t testing.TB, in *Inflow, from, to int) {
	var b *Batch
	for i := from; i < to; i++ {
		if b == nil {
			if b = in.Batch(); b == nil {
				b = <-in.Free()
			}
		}
		k := b.N
		b.Cols[0].SetInt32(k, int32(i))
		if i%3 == 0 {
			b.Cols[1].SetNull(k)
		} else {
			b.Cols[1].SetBytes(k, fmt.Appendf(nil, "a value that is long %d", i))
		}
		elems, at := b.Cols[2].SetList(k, i%3)
		for j := range i % 3 {
			elems.SetBytes(at+j, fmt.Appendf(nil, "element %d of the row %d", j, i))
		}
		if b.N++; b.Full() {
			in.Send(b)
			b = nil
		}
	}
	if b != nil {
		in.Send(b)
	}
}

// TestInflow: what is sent is what the statement reads, in order, while it is being sent.
func TestInflow(t *testing.T) {
	c := leased(t, opened(t))
	exec(t, c, "CREATE TABLE t (a INTEGER, b VARCHAR, c VARCHAR[])")
	in := c.NewInflow(t.Context(), inflowColumns)
	defer in.Close()
	const n = 100_000
	done := make(chan error, 1)
	go func() { // a statement that rows keep waiting ends: on a slow machine several share them, as in the session
		var err error
		for total, got := int64(0), int64(0); total < n && err == nil; total += got {
			got, err = c.Exec(context.Background(), "INSERT INTO t SELECT * FROM "+in.SQL())
		}
		done <- err
	}()
	pour(t, in, 0, n)
	in.End()
	require.NoError(t, <-done)
	require.Equal(t, [][]any{{int64(n), int64(n - 1), int64(33334), int64(0)}}, rows(t, c, `SELECT count(*), max(a)::BIGINT,
		count(*) FILTER (b IS NULL), count(*) FILTER (b IS NOT NULL AND b <> 'a value that is long ' || a OR len(c) <> a % 3 OR
		len(c) = 2 AND c <> ['element 0 of the row ' || a, 'element 1 of the row ' || a]) FROM t`))
	require.Equal(t, [][]any{{int64(0)}}, rows(t, c, "SELECT count(*) FROM (SELECT a, row_number() OVER () - 1 AS r FROM t) WHERE a <> r"))
}

// TestInflowStalls: a statement does not wait for rows that do not come; it ends with those that it has had, and another
// one reads what comes then.
func TestInflowStalls(t *testing.T) {
	c := leased(t, opened(t))
	exec(t, c, "CREATE TABLE t (a INTEGER, b VARCHAR, c VARCHAR[])")
	in := c.NewInflow(t.Context(), inflowColumns)
	defer in.Close()
	for i := range 3 {
		pour(t, in, i*10, i*10+10)
		begun := time.Now()
		n, err := c.Exec(context.Background(), "INSERT INTO t SELECT * FROM "+in.SQL())
		require.NoError(t, err)
		require.EqualValues(t, 10, n)
		require.Less(t, time.Since(begun), 10*time.Second)
	}
	require.Equal(t, [][]any{{int64(30)}}, rows(t, c, "SELECT count(*) FROM t"))
}

// TestInflowAbandoned: the statement fails, and leaves nothing.
func TestInflowAbandoned(t *testing.T) {
	c := leased(t, opened(t))
	exec(t, c, "CREATE TABLE t (a INTEGER, b VARCHAR, c VARCHAR[])")
	in := c.NewInflow(t.Context(), inflowColumns)
	defer in.Close()
	pour(t, in, 0, 3000)
	in.Abandon()
	_, err := c.Exec(context.Background(), "INSERT INTO t SELECT * FROM "+in.SQL())
	require.True(t, pgerr.Is(err, pgerr.QueryCanceled), "%v", err)
	require.Equal(t, [][]any{{int64(0)}}, rows(t, c, "SELECT count(*) FROM t"))
	_, err = c.Exec(context.Background(), "INSERT INTO t SELECT * FROM lw_inflow(-1)")
	require.True(t, pgerr.Is(err, pgerr.QueryCanceled), "%v", err)
}

// BenchmarkInflow: rows a second into a DuckLake table, from memory.
func BenchmarkInflow(b *testing.B) {
	c := leased(b, opened(b))
	exec(b, c, "CREATE TABLE t (a INTEGER, b VARCHAR, c VARCHAR[])")
	for b.Loop() {
		in := c.NewInflow(b.Context(), inflowColumns)
		done := make(chan error, 1)
		go func() {
			_, err := c.Exec(context.Background(), "INSERT INTO t SELECT * FROM "+in.SQL())
			done <- err
		}()
		pour(b, in, 0, 500_000)
		in.End()
		if err := <-done; err != nil {
			b.Fatal(err)
		}
		in.Close()
	}
	b.ReportMetric(500_000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
