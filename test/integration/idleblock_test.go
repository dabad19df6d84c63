package integration

import (
	"context"
	"net/url"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"lakewire/test/pgserver"
)

// TestIdleBlockLosesCatalog: a block that idles while its connection to the catalog dies lets go of its locks as soon as somebody
// waits for them, and its client is told at its next statement. One that is alive keeps them.
func TestIdleBlockLosesCatalog(t *testing.T) {
	pg, err := pgserver.Start(pgserver.Options{})
	require.NoError(t, err)
	t.Cleanup(pg.Stop)
	s := onPostgres(t, pg, (*url.Userinfo)(nil), "&options=-c%20application_name%3Dlakes")
	own, a, b := direct(t, pg), connect(t, s), connect(t, s)
	exec1(t, a, "create table t (i int4)")
	exec1(t, a, "insert into t values (1), (2)")
	for _, next := range []string{"commit", "insert into t values (4)"} {
		exec1(t, a, "begin")
		exec1(t, a, "insert into t values (3)")
		exec1(t, b, "set lock_timeout = '1500ms'")
		_, err = b.Exec(context.Background(), "delete from t where i = 1")
		require.ErrorContains(t, err, "55P03", "the other block is alive")
		exec1(t, b, "reset lock_timeout")
		exec1(t, own, "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lakes' and state = 'idle in transaction'")
		exec1(t, b, "delete from t where i = 1")
		_, err = a.Exec(context.Background(), next)
		var e *pgconn.PgError
		require.ErrorAs(t, err, &e)
		require.Equal(t, "08006", e.Code, e.Message)
		_, err = a.Exec(context.Background(), "rollback")
		require.NoError(t, err)
		require.EqualValues(t, 1, count(t, b, "select count(*) from t"), "nothing of the block is there")
	}
}
