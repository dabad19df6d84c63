package encode

import (
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/engine"
)

// lineitem is a stand-in with the types and the sizes of TPC-H's lineitem.
const lineitem = `SELECT (i*4)::BIGINT l_orderkey, (i*7919%200000)::BIGINT l_partkey, (i*31%10000)::BIGINT l_suppkey, (i%7)::BIGINT l_linenumber,
 (1+i%50)::DECIMAL(15,2) l_quantity, (901+i*37%100000/100)::DECIMAL(15,2) l_extendedprice, (i%11/100)::DECIMAL(15,2) l_discount, (i%9/100)::DECIMAL(15,2) l_tax,
 ['R','A','N'][1+i%3] l_returnflag, ['O','F'][1+i%2] l_linestatus, DATE '1992-01-02'+(i*13%2500)::INT l_shipdate, DATE '1992-01-31'+(i*17%2500)::INT l_commitdate,
 DATE '1992-02-02'+(i*19%2500)::INT l_receiptdate, ['DELIVER IN PERSON','COLLECT COD','NONE','TAKE BACK RETURN'][1+i%4] l_shipinstruct,
 ['TRUCK','MAIL','REG AIR','SHIP','AIR','FOB','RAIL'][1+i%7] l_shipmode, 'egular courts above the' || i%1000 l_comment FROM range(2048) t(i)`

func benchmarkLineitem(b *testing.B, format int16) {
	c := opened(b)
	chunk, cols, done, err := run(b, c, lineitem, nil)
	require.NoError(b, err)
	defer done()
	benchmarkRows(b, chunk, cols, format)
}

func benchmarkRows(b *testing.B, chunk *engine.Chunk, cols []engine.Column, format int16) {
	r, err := NewRows(cols, nil, []int16{format}, nil)
	require.NoError(b, err)
	buf, err := r.Append(nil, chunk, 0, chunk.Len())
	require.NoError(b, err)
	b.SetBytes(int64(len(buf)))
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		if buf, err = r.Append(buf[:0], chunk, 0, chunk.Len()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(chunk.Len())*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkLineitemText(b *testing.B)   { benchmarkLineitem(b, 0) }
func BenchmarkLineitemBinary(b *testing.B) { benchmarkLineitem(b, 1) }

// TestNoAllocations: rows of plain types are written into a buffer that is big enough without allocating.
func TestNoAllocations(t *testing.T) {
	c := opened(t)
	chunk, cols, done, err := run(t, c, lineitem, nil)
	require.NoError(t, err)
	defer done()
	for format := range int16(2) {
		r, err := NewRows(cols, nil, []int16{format}, nil)
		require.NoError(t, err)
		buf, err := r.Append(nil, chunk, 0, chunk.Len())
		require.NoError(t, err)
		require.Zero(t, testing.AllocsPerRun(100, func() {
			buf, _ = r.Append(buf[:0], chunk, 0, chunk.Len())
		}))
	}
}
