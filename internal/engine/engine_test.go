package engine

import (
	"context"
	"fmt"
	"os"
	osexec "os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

func TestNewLake(t *testing.T) {
	e := opened(t)
	c := leased(t, e)
	require.True(t, e.Created())
	require.Equal(t, `"lake"."public","lake"."main"`, e.SearchPath())
	exec(t, c, "create table t(i int, s varchar)", "insert into t values (1, 'one'), (2, null)")
	require.Equal(t, [][]any{{int64(1), "one"}, {int64(2), nil}}, rows(t, c, "select * from t order by i"))
	require.Equal(t, [][]any{{"public"}}, rows(t, c, "select schema_name from duckdb_tables() where table_name = 't'"))
	require.Equal(t, [][]any{{"0"}}, rows(t, c, "select value from lake.options() where option_name = 'data_inlining_row_limit'"))
	files := rows(t, c, "select count(*) from ducklake_list_files('lake', 't', schema => 'public')")
	require.Equal(t, int64(1), files[0][0], "two rows are already a Parquet file: nothing is inlined")
}

func TestReopen(t *testing.T) {
	dir := t.TempDir()
	at := func(o *Options) { o.Dir = dir }
	e := opened(t, at)
	exec(t, leased(t, e), "create table t as select 42 i")
	require.NoError(t, e.Close())
	require.NoError(t, e.Close(), "twice is harmless")
	_, err := e.Conn(context.Background())
	require.True(t, pgerr.Is(err, pgerr.CannotConnectNow))

	e = opened(t, at)
	require.False(t, e.Created())
	require.Equal(t, [][]any{{int64(42)}}, rows(t, leased(t, e), "from t"))
}

// DROP SCHEMA public CASCADE; CREATE SCHEMA public; is how a database is emptied.
func TestConnWithoutPublic(t *testing.T) {
	e := opened(t)
	c := leased(t, e)
	exec(t, c, "drop schema lake.public cascade")
	for e.SearchPath() != `"lake"."main"` { // first, perhaps, connections that were ready before
		exec(t, leased(t, e), "select 1")
	}
	exec(t, leased(t, e), "create schema lake.public")
	exec(t, leased(t, e), "create table lake.public.t(i int)")
}

func TestExistingLakeIsNotChanged(t *testing.T) {
	dir := t.TempDir()
	foreign := opened(t, func(o *Options) { o.Dir = filepath.Join(dir, "other") })
	path := filepath.Join(dir, "theirs.ducklake")
	require.NoError(t, foreign.Admin(context.Background(), fmt.Sprintf("ATTACH 'ducklake:%s' AS theirs (DATA_PATH '%s/files')", path, dir)))
	require.NoError(t, foreign.Admin(context.Background(), "CREATE TABLE theirs.t AS SELECT 7 i"))
	require.NoError(t, foreign.Close())

	e := opened(t, func(o *Options) { o.Dir, o.Catalog = filepath.Join(dir, "ours"), path })
	c := leased(t, e)
	require.False(t, e.Created())
	require.Equal(t, `"lake"."main"`, e.SearchPath(), "no schema public was added")
	require.Equal(t, [][]any{{int64(7)}}, rows(t, c, "from t"))
	require.Empty(t, rows(t, c, "select * from lake.options() where option_name = 'data_inlining_row_limit'"))
	exec(t, c, "insert into t values (8)")
	require.Equal(t, [][]any{{int64(1)}}, rows(t, c, "select count(*) from ducklake_list_files('lake', 't')"), "their row is inlined, ours is not")
}

// TestSecondProcess is run twice: the outer run holds the folder and starts the inner one, which wants it too.
func TestSecondProcess(t *testing.T) {
	if dir := os.Getenv("LAKEWIRE_TEST_SECOND"); dir != "" {
		_, err := Open(context.Background(), Options{Dir: dir, ExtensionDir: extensionDir(t)})
		fmt.Println(pgerr.From(err).Code, pgerr.From(err).Message)
		return
	}
	e := opened(t)
	e.Note("127.0.0.1:5432")
	cmd := osexec.Command(os.Args[0], "-test.run=^TestSecondProcess$")
	cmd.Env = append(os.Environ(), "LAKEWIRE_TEST_SECOND="+e.o.Dir, "LAKEWIRE_EXTENSION_DIR="+extensionDir(t))
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	require.Equal(t, fmt.Sprintf("F0001 folder %q is already served by process %d, which listens on 127.0.0.1:5432", e.o.Dir, os.Getpid()),
		strings.SplitN(string(out), "\n", 2)[0])
}

func TestOpenFailures(t *testing.T) {
	ctx := context.Background()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := Open(ctx, Options{Dir: filepath.Join(file, "x"), ExtensionDir: extensionDir(t)})
	require.True(t, pgerr.Is(err, pgerr.IoError), "%v", err)
	require.Contains(t, err.Error(), "could not write to")

	_, err = Open(ctx, Options{Dir: t.TempDir(), ExtensionDir: t.TempDir()})
	require.True(t, pgerr.Is(err, pgerr.UndefinedFile), "%v", err)
	require.Contains(t, pgerr.From(err).Message, `extension "ducklake" could not be loaded`)

	dir := t.TempDir()
	e := opened(t, func(o *Options) { o.Dir = dir })
	require.NoError(t, e.Admin(ctx, fmt.Sprintf("UPDATE %s.ducklake_metadata SET value = '0.3' WHERE key = 'version'", e.MetadataName())))
	require.NoError(t, e.Close())
	_, err = Open(ctx, Options{Dir: dir, ExtensionDir: extensionDir(t)})
	require.True(t, pgerr.Is(err, pgerr.ObjectNotInPrerequisiteState), "%v", err)
	_, err = Open(ctx, Options{Dir: dir, ExtensionDir: extensionDir(t)})
	require.True(t, pgerr.Is(err, pgerr.ObjectNotInPrerequisiteState), "the lock was given free: %v", err)
}
