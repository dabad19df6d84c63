package catalog

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/encode"
	"lakewire/internal/engine"
	"lakewire/internal/guc"
)

// TestTemplate: a shim that comes from the file is the one that was made, and a file that is not what it should be does no harm.
func TestTemplate(t *testing.T) {
	folder := t.TempDir()
	entries, err := os.ReadDir(extensionDir(t))
	require.NoError(t, err)
	for _, f := range entries {
		if f.IsDir() {
			require.NoError(t, os.Symlink(filepath.Join(extensionDir(t), f.Name()), filepath.Join(folder, f.Name())))
		}
	}
	settings, errs := guc.New(nil)
	require.Empty(t, errs)
	start := func() (all []string) {
		e, err := engine.Open(t.Context(), engine.Options{Dir: t.TempDir(), ExtensionDir: folder})
		require.NoError(t, err)
		defer e.Close()
		require.NoError(t, encode.RegisterFunctions(e))
		require.NoError(t, Install(t.Context(), e, &fakeLive{settings: settings}))
		c, err := e.AdminConn(context.Background())
		require.NoError(t, err)
		defer c.Close()
		for _, sql := range []string{
			"SELECT concat_ws(' ', schema_name, function_name, function_type, parameters::VARCHAR, macro_definition) FROM duckdb_functions() WHERE database_name = 'shim' ORDER BY 1",
			"SELECT concat_ws(' ', schema_name, view_name, sql) FROM duckdb_views() WHERE database_name = 'shim' AND schema_name <> 'meta' ORDER BY 1",
			"SELECT concat_ws(' ', schema_name, table_name, column_name, data_type, is_nullable) FROM duckdb_columns() WHERE database_name = 'shim' ORDER BY 1",
			"SELECT concat_ws(' ', schema_name, table_name, estimated_size) FROM duckdb_tables() WHERE database_name = 'shim' ORDER BY 1",
			"SELECT concat_ws(' ', schema_name, type_name, logical_type) FROM duckdb_types() WHERE database_name = 'shim' ORDER BY 1",
		} {
			rows, err := query(c, sql)
			require.NoError(t, err)
			require.NotEmpty(t, rows)
			for _, r := range rows {
				all = append(all, strings.ReplaceAll(r, `("until", since)`, `(since, "until")`)) // a set, of no order
			}
		}
		slices.Sort(all)
		return all
	}
	made := start()
	files, err := filepath.Glob(filepath.Join(folder, "shim-*"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	whole, err := os.ReadFile(files[0])
	require.NoError(t, err)
	require.Equal(t, made, start())
	for _, damaged := range [][]byte{whole[:len(whole)/3], append(append([]byte(nil), whole[:8192]...), make([]byte, len(whole)-8192)...)} {
		require.NoError(t, os.WriteFile(files[0], damaged, 0o600))
		require.Equal(t, made, start())
		again, err := os.ReadFile(files[0])
		require.NoError(t, err)
		require.Len(t, again, len(whole), "it is written anew")
	}
}
