package session_test

import (
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// What is asked again, in the same words or as a prepared statement, must not be answered by a plan that was made for what the engine's
// own tables held before: temporary ones, and the lake's metadata behind lakewire.commits.
func TestSameQuestionAfterAChange(t *testing.T) {
	s := sessiontest.Start(t)
	for _, mode := range []pgx.QueryExecMode{pgx.QueryExecModeSimpleProtocol, pgx.QueryExecModeCacheStatement} {
		c := connect(t, s, mode)
		number := func(sql string) (n int64) {
			t.Helper()
			require.NoError(t, c.QueryRow(ctx(t), sql).Scan(&n), "%s %s", mode, sql)
			return n
		}
		do := func(sql string) {
			t.Helper()
			_, err := c.Exec(ctx(t), sql)
			require.NoError(t, err, sql)
		}
		do("create temp table tt (k int, s text)")
		do("insert into tt select i % 10, 'a' from generate_series(1, 100) t(i)")
		const (
			beyond = "select count(*) from tt where k > 50"
			groups = "select count(*) from (select k, count(*) from tt group by k) x"
			joined = "select count(*) from tt a join tt b on a.k = b.k where a.k > 50"
			later  = "select count(*) from tt where s > 'b'"
			commit = "select count(*) from (select snapshot_id, count(*) from lakewire.commits group by 1) x"
		)
		require.Equal(t, int64(0), number(beyond))
		require.Equal(t, int64(10), number(groups))
		require.Equal(t, int64(0), number(joined))
		require.Equal(t, int64(0), number(later))
		commits := number(commit)
		do("insert into tt select i, 'c' from generate_series(1, 100) t(i)")
		do(fmt.Sprintf("create table of%d (i int)", mode))
		for range 16 {
			do(fmt.Sprintf("insert into of%d values (1)", mode))
		}
		require.Equal(t, int64(50), number(beyond))
		require.Equal(t, int64(101), number(groups))
		require.Equal(t, int64(50), number(joined))
		require.Equal(t, int64(100), number(later))
		require.Equal(t, commits+17, number(commit))
		do("update tt set k = 1000 where k = 100")
		require.Equal(t, int64(1), number("select count(*) from tt where k > 500"))
		do("update tt set k = 2000 where k = 1000")
		require.Equal(t, int64(1), number("select count(*) from tt where k > 500"))
		do("copy tt to stdout") // changes nothing
	}
}
