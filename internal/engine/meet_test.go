package engine

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPreparedMeet runs prepared statements of many connections again and again beside each other's commits. A plan that
// was used twice found no column any more, or ended the process.
func TestPreparedMeet(t *testing.T) {
	const clients, each = 8, 4
	e := opened(t)
	c := leased(t, e)
	exec(t, c, "create table met (a int)")
	var wg sync.WaitGroup
	for range clients {
		for _, sql := range []string{"insert into met values ($1)", "select count(*) from met where a >= $1"} {
			own := leased(t, e)
			wg.Go(func() {
				for j := range each {
					if err := runOnce(own, sql, j); err != nil {
						t.Errorf("%s: %v", sql, err)
					}
				}
			})
		}
	}
	wg.Wait()
	require.Equal(t, [][]any{{int64(clients * each)}}, rows(t, c, "select count(*) from met"))
}

func runOnce(c *Conn, sql string, arg int) error {
	ctx := context.Background()
	st, err := c.PrepareCached(ctx, sql)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.BindInt32(1, int32(arg)); err != nil {
		return err
	}
	_, err = st.drain(ctx)
	return err
}

// TestSpent: a write that is run a second time is prepared anew, and its values are bound again.
func TestSpent(t *testing.T) {
	c := leased(t, opened(t))
	ctx := context.Background()
	exec(t, c, "create table t (a int)")
	st, err := c.Prepare(ctx, "insert into t values ($1)")
	require.NoError(t, err)
	defer st.Close()
	for i := range 3 {
		again, err := st.Renew(ctx)
		require.NoError(t, err)
		require.Equal(t, i > 0, again)
		require.NoError(t, st.BindInt32(1, int32(i)))
		n, err := st.drain(ctx)
		require.NoError(t, err)
		require.EqualValues(t, 1, n)
	}
	_, err = st.drain(ctx)
	require.ErrorContains(t, err, "renewed before values are bound")
	exec(t, c, "drop table t")
	_, err = st.Renew(ctx)
	require.ErrorContains(t, err, `relation "t" does not exist`)
	require.Error(t, st.BindInt32(1, 9))
	_, err = st.drain(ctx)
	require.ErrorContains(t, err, `relation "t" does not exist`)
}
