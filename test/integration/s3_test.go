package integration

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
	"lakewire/test/s3server"
)

// TestObjectStore: a lake with its catalog in a PostgreSQL and its files in S3 does what others do. When the store is held
// up or cut off statements end in time with an error, nothing acknowledged is lost, and it goes on by itself.
func TestObjectStore(t *testing.T) {
	pg, err := pgserver.Start(pgserver.Options{})
	require.NoError(t, err)
	t.Cleanup(pg.Stop)
	store := s3server.Run(t)
	s := lakeserver.Run(t, lakeserver.Options{
		Args: []string{"--catalog", pg.URL(), "--data-path", "s3://" + s3server.Bucket + "/one", "--s3-endpoint", store.Line.URL(), "--s3-region", "eu-west-1"},
		Env:  s3server.Environment(),
	})
	c := connect(t, s)
	exec1(t, c, "create table t (i int4 primary key, s text)")
	exec1(t, c, "insert into t select g, 'row ' || g from generate_series(1, 5000) as g")
	exec1(t, c, "update t set s = 'changed' where i = 5")
	exec1(t, c, "delete from t where i > 4000")
	exec1(t, c, "insert into t values (5, 'x'), (9000, 'new') on conflict do nothing")
	tag, err := c.PgConn().CopyFrom(context.Background(), strings.NewReader("10001\tcopied\n10002\tcopied\n"), "copy t from stdin")
	require.NoError(t, err)
	require.EqualValues(t, 2, tag.RowsAffected())
	exec1(t, c, "begin")
	exec1(t, c, "insert into t values (1, 'rolled back')")
	exec1(t, c, "rollback")
	require.EqualValues(t, 1, count(t, c, "select count(*) from t where s = 'changed'"))
	rows := count(t, c, "select count(*) from t")

	exec1(t, c, "set statement_timeout = '1s'")
	for _, trouble := range []func(){store.Line.Hold, store.Line.Cut} {
		trouble()
		begun := time.Now()
		_, err := c.Exec(context.Background(), "insert into t values (20000, 'in trouble')")
		require.Contains(t, []string{"57014", "58030"}, state(err), "%v", err)
		require.Less(t, time.Since(begun), 8*time.Second)
		require.EqualValues(t, 1, count(t, c, "select 1"), "the session lives on")
		store.Line.Free()
		eventually(t, 40*time.Second, "the store is there again", func() bool {
			_, err := c.Exec(context.Background(), "insert into t values (30000, 'after')")
			if err == nil {
				rows++
			}
			return err == nil
		})
		exec1(t, c, "set statement_timeout = '1s'") // a connection that was given up has taken it along
		require.EqualValues(t, rows, count(t, c, "select count(*) from (select i from t) as scanned"))
	}
	require.EqualValues(t, 0, count(t, c, "select count(*) from t where s in ('in trouble', 'rolled back')"))
	require.NotContains(t, s.Output(), "panic")
}

// TestObjectStoreWithoutCredentials: what is missing is said at the start.
func TestObjectStoreWithoutCredentials(t *testing.T) {
	dir := t.TempDir()
	_, err := lakeserver.Start(lakeserver.Options{
		Args: []string{"--data-path", "s3://nowhere/x", "--s3-endpoint", "http://127.0.0.1:1"},
		Env:  []string{"AWS_ACCESS_KEY_ID=", "AWS_PROFILE=", "AWS_EC2_METADATA_DISABLED=true", "AWS_SHARED_CREDENTIALS_FILE=" + dir + "/a", "AWS_CONFIG_FILE=" + dir + "/b"},
	})
	require.ErrorContains(t, err, "no AWS credentials")
}
