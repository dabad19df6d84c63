package engine

import (
	"context"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// TestPreparedSeesOthersCommits: a statement prepared once must not go on seeing the lake as it was then.
func TestPreparedSeesOthersCommits(t *testing.T) {
	e := opened(t)
	a, b := leased(t, e), leased(t, e)
	ctx := context.Background()
	exec(t, a, "create table t as select 1 i")
	get := func() [][]any {
		st, err := b.PrepareCached(ctx, "select * from t order by 1")
		require.NoError(t, err)
		defer st.Close()
		s, err := st.Run(ctx)
		require.NoError(t, err)
		defer s.Close()
		var out [][]any
		for {
			ch, err := s.Next(ctx)
			require.NoError(t, err)
			if ch == nil {
				return out
			}
			for r := range ch.Len() {
				row := make([]any, ch.Width())
				for k := range row {
					row[k] = ch.Vector(k).Any(r)
				}
				out = append(out, row)
			}
			ch.Release()
		}
	}
	require.Equal(t, [][]any{{int64(1)}}, get())
	exec(t, a, "insert into t values (2)")
	require.Equal(t, [][]any{{int64(1)}, {int64(2)}}, get())
	exec(t, a, "delete from t where i = 1")
	require.Equal(t, [][]any{{int64(2)}}, get())
	exec(t, a, "alter table t add column s varchar default 'x'")
	require.Equal(t, [][]any{{int64(2), "x"}}, get())
	exec(t, a, "drop table t", "create table t as select 'text' i")
	require.Equal(t, [][]any{{"text"}}, get())
	exec(t, b, "create temp table t as select true i")
	exec(t, b, "set search_path = 'temp.main,lake.public'")
	require.Equal(t, [][]any{{true}}, get())
	exec(t, a, "drop table t")
	exec(t, b, "set search_path = 'lake.public,lake.main'", "drop table temp.t")
	_, err := b.PrepareCached(ctx, "select * from t order by 1")
	require.True(t, pgerr.Is(err, pgerr.UndefinedTable), "%v", err)
}

func TestParameters(t *testing.T) {
	c := leased(t, opened(t))
	ctx := context.Background()
	bigint := &pgtypes.Logical{Kind: pgtypes.BigInt}
	for _, x := range []struct {
		sql  string
		bind func(st *Stmt) error
		want any
	}{
		{"select $1::bool", func(st *Stmt) error { return st.BindBool(1, true) }, true},
		{"select $1::int2", func(st *Stmt) error { return st.BindInt16(1, -3) }, int64(-3)},
		{"select $1::int4", func(st *Stmt) error { return st.BindInt32(1, math.MinInt32) }, int64(math.MinInt32)},
		{"select $1::int8", func(st *Stmt) error { return st.BindInt64(1, math.MaxInt64) }, int64(math.MaxInt64)},
		{"select $1::hugeint", func(st *Stmt) error { return st.BindHuge(1, 5, -1) }, Huge{5, -1}},
		{"select $1::decimal(5,2)", func(st *Stmt) error { return st.BindDecimal(1, 5, 2, 12345, 0) }, int64(12345)},
		{"select $1::double", func(st *Stmt) error { return st.BindDouble(1, 1.5) }, 1.5},
		{"select $1::varchar", func(st *Stmt) error { return st.BindText(1, []byte("a\x00b é")) }, "a\x00b é"},
		{"select $1::varchar", func(st *Stmt) error { return st.BindText(1, nil) }, ""},
		{"select $1::blob", func(st *Stmt) error { return st.BindBlob(1, []byte{0, 255}) }, []byte{0, 255}},
		{"select $1::date", func(st *Stmt) error { return st.BindDate(1, 10) }, int64(10)},
		{"select $1::timestamptz", func(st *Stmt) error { return st.BindTimestampTZ(1, 77) }, int64(77)},
		{"select $1::interval", func(st *Stmt) error { return st.BindInterval(1, 1, 2, 3) }, Interval{1, 2, 3}},
		{"select $1::uuid::varchar", func(st *Stmt) error { return st.BindUUID(1, [16]byte{0xa0, 15: 1}) }, "a0000000-0000-0000-0000-000000000001"},
		{"select $1::bigint[]", func(st *Stmt) error {
			return st.BindValue(1, NewList(bigint, []Value{NewInt64(1), NewNull(), NewInt64(3)}))
		}, []any{int64(1), nil, int64(3)}},
		{"select $1::int", func(st *Stmt) error { return st.BindNull(1) }, nil},
	} {
		st, err := c.Prepare(ctx, x.sql)
		require.NoError(t, err, x.sql)
		require.Equal(t, 1, st.NumParams())
		require.NoError(t, x.bind(st), x.sql)
		s, err := st.Run(ctx)
		require.NoError(t, err, x.sql)
		ch, err := s.Next(ctx)
		require.NoError(t, err, x.sql)
		require.Equal(t, x.want, ch.Vector(0).Any(0), x.sql)
		ch.Release()
		s.Close()
		st.Close()
	}
	st, err := c.Prepare(ctx, "select $1 + 1::int, $2")
	require.NoError(t, err)
	require.Equal(t, pgtypes.Invalid, st.ParamType(2).Kind)
	require.True(t, pgerr.Is(st.BindInt32(3, 1), pgerr.UndefinedParameter))
	st.Close()
}

// TestCallLeftBehind: building a string of 400 MB looks at no interrupt; the client does not wait for it.
func TestCallLeftBehind(t *testing.T) {
	e := opened(t)
	c := leased(t, e)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, err := c.Exec(ctx, "select length(repeat('x', 200000000) || repeat('y', 200000000))")
	require.True(t, pgerr.Is(err, pgerr.QueryCanceled), "%v", err)
	require.Less(t, time.Since(begun), grace+time.Second)
	t.Logf("returned after %v, lost: %v", time.Since(begun), c.Lost())
	c.Close()
	require.Equal(t, [][]any{{int64(1)}}, rows(t, leased(t, e), "select 1"))
	require.Eventually(t, func() bool { return !slices.Contains(e.cur.all(), c) }, 3*time.Minute, 20*time.Millisecond, "it is taken apart when it comes back")
}
