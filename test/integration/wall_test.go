package integration

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestWall: what would reach files, the network, secrets or the metadata is refused to every client.
func TestWall(t *testing.T) {
	c := connect(t, shared(t))
	for _, sql := range []string{
		"select * from read_csv('/etc/passwd')",
		"select * from read_text('/etc/passwd')",
		"select * from read_blob('/etc/passwd')",
		"select * from read_parquet('/tmp/*.parquet')",
		"select * from '/etc/passwd'",
		"select * from \"/etc/passwd\"",
		"from '/etc/passwd'",
		"select * from glob('/*')",
		"attach '/tmp/other.db' as other",
		"attach ':memory:' as other",
		"detach lake",
		"use lake.main",
		"install httpfs",
		"load httpfs",
		"create secret s (type s3, key_id 'x', secret 'y')",
		"drop secret s",
		"select * from duckdb_secrets()",
		"select * from postgres_query('x', 'select 1')",
		"select * from postgres_scan('host=x', 'public', 't')",
		"select * from sqlite_scan('/tmp/x', 't')",
		"call ducklake_expire_snapshots('lake', older_than => now())",
		"call ducklake_merge_adjacent_files('lake')",
		"call ducklake_cleanup_old_files('lake', cleanup_all => true)",
		"call enable_logging()",
		"pragma database_list",
		"set memory_limit = '1GB'",
		"set enable_external_access = true",
		"set lock_configuration = false",
		"set threads = 64",
		"select getenv('HOME')",
		"select * from duckdb_settings()",
		"select current_setting('home_directory')",
		"export database '/tmp/x'",
		"import database '/tmp/x'",
		"force checkpoint",
	} {
		t.Run(sql, func(t *testing.T) {
			_, err := c.Exec(context.Background(), sql)
			require.Contains(t, []string{"42501", "0A000", "42601", "42704", "42883", "42P01", "22023"}, state(err))
		})
	}
}

// TestCopyStaysInside: COPY must not reach the engine as text, which would write to the server's own output, nor files and
// programs of the server.
func TestCopyStaysInside(t *testing.T) {
	s := shared(t)
	c := connect(t, s)
	for _, sql := range []string{"copy nation to '/tmp/lakewire-wall.csv'", "copy nation from '/etc/passwd'", "copy nation to program 'cat'", "copy (select 1) to '/tmp/lakewire-wall.csv' (format parquet)"} {
		_, err := c.Exec(context.Background(), sql)
		require.Contains(t, []string{"0A000", "42501"}, state(err), sql)
	}
	var out strings.Builder
	_, err := c.PgConn().CopyTo(context.Background(), &out, "copy nation to stdout")
	require.NoError(t, err)
	require.Contains(t, out.String(), "ALGERIA")
	require.NotContains(t, s.Output(), "ALGERIA")
}
