package engine

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

func TestScalarFunction(t *testing.T) {
	e := opened(t)
	text, integer := pgtypes.Logical{Kind: pgtypes.Varchar}, pgtypes.Logical{Kind: pgtypes.Integer}
	require.NoError(t, e.RegisterScalar("lw_up", []pgtypes.Logical{text}, false, text, false, func(a []any) (any, error) {
		if a[0] == nil {
			return nil, nil
		}
		return strings.ToUpper(a[0].(string)), nil
	}))
	var calls atomic.Int64
	require.NoError(t, e.RegisterScalar("lw_sum", []pgtypes.Logical{integer}, true, pgtypes.Logical{Kind: pgtypes.BigInt}, true, func(a []any) (any, error) {
		calls.Add(1)
		n := int64(0)
		for _, v := range a {
			n += v.(int64)
		}
		return n, nil
	}))
	require.NoError(t, e.RegisterScalar("lw_fail", []pgtypes.Logical{integer}, false, integer, true, func(a []any) (any, error) {
		switch a[0] {
		case int64(1):
			return nil, pgerr.New(pgerr.InsufficientPrivilege, "must be a superuser")
		case int64(2):
			return nil, errors.New("plain")
		}
		panic("oh")
	}))
	list := pgtypes.Logical{Kind: pgtypes.List, Elem: &text}
	require.NoError(t, e.RegisterScalar("lw_list", nil, false, list, true, func([]any) (any, error) { return []string{"a", "b"}, nil }))
	c := leased(t, e)
	require.Equal(t, [][]any{{"ABC", nil}}, rows(t, c, "select lw_up('abc'), lw_up(null)"))
	require.Equal(t, [][]any{{"X", int64(5000)}}, rows(t, c, "select any_value(lw_up('x' || (i*0)::varchar)[1]), count(*) from range(5000) r(i)"))
	require.Equal(t, [][]any{{int64(6), int64(0)}}, rows(t, c, "select lw_sum(1,2,3), lw_sum()"))
	calls.Store(0)
	rows(t, c, "select lw_sum(1) from range(100)")
	require.Equal(t, int64(100), calls.Load(), "a volatile function is called for each row")
	require.Equal(t, [][]any{{[]any{"a", "b"}}, {[]any{"a", "b"}}}, rows(t, c, "select lw_list() from range(2)"))
	for i, want := range map[string]struct {
		code pgerr.Code
		text string
	}{"1": {pgerr.InsufficientPrivilege, "must be a superuser"}, "2": {pgerr.InternalError, "plain"}, "3": {pgerr.InternalError, "a server function failed: oh"}} {
		_, err := c.Rows(context.Background(), "select lw_fail("+i+")")
		require.Equal(t, want.code, pgerr.From(err).Code)
		require.Equal(t, want.text, pgerr.From(err).Message)
	}
}

func TestTableFunction(t *testing.T) {
	e := opened(t)
	n := 0
	require.NoError(t, e.RegisterTable("lw_live", []Column{
		{Name: "pid", Type: &pgtypes.Logical{Kind: pgtypes.Integer}},
		{Name: "name", Type: &pgtypes.Logical{Kind: pgtypes.Varchar}},
	}, func() [][]any {
		n++
		out := make([][]any, n*3000)
		for i := range out {
			out[i] = []any{i, "n"}
		}
		out[0][1] = nil
		return out
	}))
	c := leased(t, e)
	require.Equal(t, [][]any{{int64(3000), int64(2999), int64(2999)}}, rows(t, c, "select count(*), max(pid), count(name) from lw_live()"))
	require.Equal(t, [][]any{{int64(6000)}}, rows(t, c, "select count(*) from lw_live()"), "asked anew")
}

func TestReplacedInstance(t *testing.T) {
	e := opened(t)
	ctx := context.Background()
	require.NoError(t, e.RegisterScalar("lw_one", nil, false, pgtypes.Logical{Kind: pgtypes.Integer}, true, func([]any) (any, error) { return 1, nil }))
	hooks := 0
	e.OnReplace(func(ctx context.Context, e *Engine) error { hooks++; return e.Admin(ctx, "ATTACH ':memory:' AS shim") })
	require.NoError(t, e.LockDown(ctx))
	c := leased(t, e)
	exec(t, c, "create table t as select 5 i")
	busy := leased(t, e)
	st, err := busy.Prepare(ctx, "select count(*) from range(100000000) a, range(100000000) b")
	require.NoError(t, err)
	ended := make(chan error)
	go func() { _, err := st.Run(context.Background()); ended <- err }()

	err = c.outcome(ctx, pgerr.New(pgerr.InternalError, "boom").WithCause(fatalCause{"FATAL"}))
	require.True(t, pgerr.Is(err, pgerr.InternalError))
	require.Error(t, <-ended, "what ran on the old instance is interrupted")

	next := leased(t, e)
	require.Equal(t, [][]any{{int64(5), int64(1)}}, rows(t, next, "select i, lw_one() from t"))
	require.Equal(t, uint64(2), e.Generation())
	require.Equal(t, 1, hooks)
	require.True(t, c.Lost())
	require.True(t, busy.Lost())
	_, err = c.Prepare(ctx, "select 1")
	require.True(t, pgerr.Is(err, pgerr.InternalError))
	_, err = next.Exec(ctx, "set threads = 1")
	require.Error(t, err, "the new instance is locked down too")
}

func TestFatalErrorsAreSeen(t *testing.T) {
	e := &Engine{}
	e.scr = newScrubber(e)
	err := e.errorOf(0, `{"exception_type":"FATAL","exception_message":"Failed: database has been invalidated because of a previous fatal error. The database must be restarted"}`, "select 1")
	require.Equal(t, pgerr.InternalError, err.Code)
	require.IsType(t, fatalCause{}, err.Unwrap())
}
