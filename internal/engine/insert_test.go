package engine

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

// TestShortInsert fills rows that are shorter than the table, as PostgreSQL does: with defaults.
func TestShortInsert(t *testing.T) {
	c := leased(t, opened(t))
	exec(t, c, `create table t(a int, b varchar default 'd', "c d" int)`,
		`insert into t values (1)`, `insert into public.t values (2, 'x')`, `INSERT INTO "t" AS q SELECT 3, 'y' || 'z'`,
		`insert into t (select 4)`, `insert into t with w as (select 5 as a) select * from w`, `insert into t values (6, 'f', 6)`)
	require.Equal(t, [][]any{
		{int64(1), "d", nil}, {int64(2), "x", nil}, {int64(3), "yz", nil}, {int64(4), "d", nil}, {int64(5), "d", nil}, {int64(6), "f", int64(6)},
	}, rows(t, c, `select * from t order by a`))

	_, err := c.Exec(context.Background(), `insert into t values ('x')`)
	require.Equal(t, 23, pgerr.From(err).Position)
	_, err = c.Exec(context.Background(), `insert into t values (nope)`)
	require.Equal(t, 23, pgerr.From(err).Position)
	_, err = c.Exec(context.Background(), `insert into t (a, b) values (1)`)
	require.Equal(t, pgerr.SyntaxError, pgerr.From(err).Code)
}
