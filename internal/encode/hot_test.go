package encode

import (
	"fmt"
	"lakewire/internal/pgtypes/datetime"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPutDate: every day of the years 1 to 9999 is written as the plain algorithm says, and no other.
func TestPutDate(t *testing.T) {
	var b field
	for day := int32(firstDay - dayShift); day <= lastDay-dayShift; day++ {
		y, m, d := datetime.Civil(int64(day))
		var want [10]byte
		if got := b[:putDate(&b, day)]; string(got) != string(appendYMD(want[:0], y, m, d, Defaults())) {
			t.Fatalf("day %d: %s", day, got)
		}
	}
	require.Zero(t, putDate(&b, firstDay-dayShift-1))
	require.Zero(t, putDate(&b, lastDay-dayShift+1))
	require.Zero(t, putDate(&b, dateInf))
	require.Zero(t, putDate(&b, dateNegInf))
	require.Equal(t, "9999-12-31", string(b[:putDate(&b, lastDay-dayShift)]))
}

// TestHotAsWriters: what Append writes itself is what the cells' writers write, whatever room dst has.
func TestHotAsWriters(t *testing.T) {
	const extremes = `SELECT i, (case i%5 when 0 then 9223372036854775807 when 1 then -9223372036854775807-1 else i*i*i*i*i-7*i end)::BIGINT a,
 (case i%4 when 0 then -2147483648 else i*1000003 end)::INT b, (case i%3 when 0 then -9999999999999.99 else i*i/100 end)::DECIMAL(15,2) c,
 (case i%3 when 0 then -0.000000000000000001 else i/1000000 end)::DECIMAL(18,18) d, (i*1234567)::DECIMAL(18,0) e,
 (case i%7 when 0 then 'infinity' when 1 then '-infinity' when 2 then '0044-03-15 (BC)' when 3 then '12345-01-02' else '2024-02-29' end)::DATE f,
 case i%6 when 0 then NULL when 1 then '' when 2 then 'twelve bytes' when 3 then 'thirteen here' else repeat('ü', (i*i*i%4000)::BIGINT) end g,
 (i/7)::DOUBLE h, make_timestamp(i*86399999999) j FROM (SELECT k::BIGINT i FROM range(600) t(k))`
	c := opened(t)
	chunk, cols, done, err := run(t, c, extremes, nil)
	require.NoError(t, err)
	defer done()
	for format := range int16(2) {
		r, err := NewRows(cols, nil, []int16{format}, nil)
		require.NoError(t, err)
		slow, err := NewRows(cols, nil, []int16{format}, nil)
		require.NoError(t, err)
		ops := map[op]bool{}
		for k := range slow.hot {
			ops[r.hot[k].op] = true
			slow.hot[k].op = opOther
		}
		require.Greater(t, len(ops), 3)
		want, err := slow.Append(nil, chunk, 0, chunk.Len())
		require.NoError(t, err)
		for _, room := range []int{0, 1, 100, 5000, 1 << 20} {
			got, err := r.Append(append(make([]byte, 0, room), 'x'), chunk, 0, chunk.Len())
			require.NoError(t, err)
			require.True(t, string(got) == "x"+string(want), fmt.Sprint(format, room))
		}
	}
}
