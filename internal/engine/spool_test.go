package engine

import (
	"context"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// every selects one column of each kind that a vector can have, nulls and long strings in between.
const every = `select i,
	i % 3 = 0 b, i::tinyint ti, i::smallint si, i::utinyint uti, i::usmallint usi, i::uinteger ui, i::ubigint ubi,
	i::hugeint hi, i::uhugeint uhi, i::float f, i::double d, i::decimal(4,1) d4, i::decimal(9,2) d9, i::decimal(18,3) d18, i::decimal(38,4) d38,
	case when i % 5 <> 0 then repeat('x', i % 40) end s, repeat('y', i % 40)::blob bl, date '2000-01-01' + i::int dt,
	make_time(i % 24, 0, 0) tm, timestamp '2000-01-01' + interval (i) second ts, (timestamp '2000-01-01' + interval (i) second)::timestamptz tz,
	interval (i) day iv, ('00000000-0000-0000-0000-' || lpad(i::varchar, 12, '0'))::uuid u, ('1' || repeat('0', i % 70))::bit bt,
	(['a', 'bb'])[1 + i % 2]::enum('a', 'bb') en,
	case when i % 4 <> 0 then [j::varchar || ' long enough to leave the string' for j in range(i % 5)] end ls,
	[[i], [], null] ll, {'a': i, 'b': case when i % 2 = 0 then 'text that is longer than inline ' || i end} st,
	map([i, i + 1], ['k' || i, 'a value beyond the inline length']) mp, [i, null, i]::bigint[3] ar,
	union_value(num := i) un, null nu
	from range(100) r(i)`

func TestSpoolKeepsEveryType(t *testing.T) {
	c := leased(t, opened(t))
	ctx := context.Background()
	want := rows(t, c, every)
	for name, limit := range map[string]int64{"memory": 1 << 20, "file": 0} {
		st, err := c.Prepare(ctx, every)
		require.NoError(t, err)
		s, err := st.Run(ctx)
		require.NoError(t, err)
		dir := t.TempDir()
		sp := NewSpool(s.Columns(), limit, dir)
		for {
			ch, err := s.Next(ctx)
			require.NoError(t, err)
			if ch == nil {
				break
			}
			require.NoError(t, sp.AppendRows(ch, 0, 33))
			require.NoError(t, sp.AppendRows(ch, 33, ch.Len()))
			ch.Release()
		}
		require.Equal(t, int64(100), sp.Rows())
		require.Equal(t, limit == 0, sp.Spilled() > 0)
		left, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.Empty(t, left, "the file has no name")
		for _, step := range []int{1, 7, 1000} {
			for at := int64(0); at < sp.Rows(); {
				ch, err := sp.Chunk(at, step)
				require.NoError(t, err)
				for r := range ch.Len() {
					for col := range ch.Width() {
						require.Equal(t, want[at+int64(r)][col], ch.Vector(col).Any(r), "%s: row %d column %s", name, at+int64(r), s.Columns()[col].Name)
					}
				}
				at += int64(ch.Len())
				ch.Release()
			}
		}
		for _, at := range []int64{99, 0, 64, 32} {
			ch, err := sp.Chunk(at, 1)
			require.NoError(t, err)
			require.Equal(t, at, ch.Vector(0).Int64s()[0])
		}
		ch, err := sp.Chunk(100, 1)
		require.NoError(t, err)
		require.Nil(t, ch)
		sp.Close()
		sp.Close()
		st.Close()
	}
}

func TestSpoolOfASpool(t *testing.T) {
	c := leased(t, opened(t))
	ctx := context.Background()
	st, err := c.Prepare(ctx, every)
	require.NoError(t, err)
	s, err := st.Run(ctx)
	require.NoError(t, err)
	ch, err := s.Next(ctx)
	require.NoError(t, err)
	a := NewSpool(s.Columns(), 1<<20, t.TempDir())
	require.NoError(t, a.Append(ch))
	b := NewSpool(s.Columns(), 0, t.TempDir())
	part, err := a.Chunk(50, 10)
	require.NoError(t, err)
	require.NoError(t, b.Append(part))
	back, err := b.Chunk(3, 1)
	require.NoError(t, err)
	for col := range ch.Width() {
		require.Equal(t, ch.Vector(col).Any(53), back.Vector(col).Any(0))
	}
	ch.Release()
	a.Close()
	b.Close()
}
