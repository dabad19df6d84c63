package engine

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

// TestLockDown holds both sides: what DuckDB's settings close, and what they leave open for the guard to close. A line
// that moves from one list to the other is news either way.
func TestLockDown(t *testing.T) {
	e := opened(t)
	ctx := context.Background()
	outside := filepath.Join(t.TempDir(), "outside.csv")
	require.NoError(t, os.WriteFile(outside, []byte("a\n1\n"), 0o600))
	exec(t, leased(t, e), "create table t as select i from range(10) r(i)")
	require.NoError(t, e.LockDown(ctx))
	c := leased(t, e)

	for _, sql := range []string{
		"from read_csv('" + outside + "')",
		"from read_text('/etc/passwd')",
		"from read_blob('" + e.o.Dir + "/lakewire.lock')",
		"from glob('/etc/*')",
		"copy (select 1) to '" + filepath.Dir(outside) + "/x.csv'",
		"attach '" + filepath.Dir(outside) + "/x.db' as x",
		"from read_csv('http://localhost/x.csv')",
		"install httpfs", "load httpfs",
		"export database '" + filepath.Dir(outside) + "/export'",
		"set memory_limit = '1GB'", "set threads = 1", "set temp_directory = '/tmp'",
		"set enable_external_access = true", "set lock_configuration = false",
		"set allowed_directories = ['/']", "set allowed_configs = ['threads']",
		"set ducklake_max_retry_count = 0",
		"reset memory_limit",
		"create persistent secret s (type http, bearer_token 'x')",
	} {
		_, err := c.Exec(ctx, sql)
		require.Error(t, err, sql)
		require.NotContains(t, pgerr.From(err).Message+pgerr.From(err).Detail, e.MetadataName())
		c.Reset(ctx)
	}
	for _, sql := range []string{
		"from t", "insert into t values (11)", "delete from t where i = 1", "update t set i = 100 where i = 2",
		"merge into t using (select 3 k) on i = k when matched then delete",
		"create table u as from t", "drop table u", "create temp table w(i int)",
		"set TimeZone = 'Europe/Berlin'", "set search_path = 'lake.main'", "set search_path = 'lake.public,lake.main'",
		"set enable_progress_bar = true",
	} {
		_, err := c.Exec(ctx, sql)
		require.NoError(t, err, sql)
	}
	// The holes: DuckDB lets these through. The guard refuses each of them to every client.
	for _, sql := range []string{
		"select count(*) from " + e.MetadataName() + ".ducklake_table",
		"call ducklake_set_option('lake', 'parquet_version', '2')",
		"create secret s2 (type http, bearer_token 'x')", "drop secret s2",
		"call enable_logging('QueryLog')", "call disable_logging()",
		"attach ':memory:' as another", "detach another",
		"call ducklake_expire_snapshots('lake', dry_run => true, older_than => now())",
	} {
		_, err := c.Exec(ctx, sql)
		require.NoError(t, err, sql)
	}
	names := rows(t, c, "select database_name from duckdb_databases() where database_name like 'm!_%' escape '!'")
	require.Empty(t, names, "the metadata catalog is in no listing")
}

func TestLockedDownLakeStillSpills(t *testing.T) {
	e := opened(t, func(o *Options) { o.MemoryLimit = 128 << 20 })
	require.NoError(t, e.LockDown(context.Background()))
	c := leased(t, e)
	got := rows(t, c, "select count(*), sum(n) from (select i, count(*) n from range(6000000) r(i) group by i)")
	require.Equal(t, int64(6000000), got[0][0])
}

func TestScrubber(t *testing.T) {
	e := &Engine{meta: "m_0123456789ab", o: Options{Dir: "/srv/lw", Lake: "lake", Catalog: "postgres://joe:s3cret@db:5432/cat"}}
	s := newScrubber(e)
	require.Equal(t, `no table catalog.ducklake_x`, s.clean("no table m_0123456789ab.ducklake_x"))
	require.Equal(t, `connect host=db password=… user=joe`, s.clean("connect host=db password='a \\' b' user=joe"))
	require.Equal(t, `connect to "catalog": bad "…"`, s.clean(`connect to "postgres://joe:s3cret@db:5432/cat": bad "s3cret"`))
}
