package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestColumnsArePostgres holds that every system relation has PostgreSQL's columns, in order and of a fitting type.
func TestColumnsArePostgres(t *testing.T) {
	e, _ := open(t)
	c := session(t, e)
	rels, err := relations()
	require.NoError(t, err)
	require.Greater(t, len(rels), 190)
	for _, r := range rels {
		st, err := c.Prepare(t.Context(), "SELECT * FROM shim."+shimSchema(r.schema)+"."+r.name)
		require.NoError(t, err, r.name)
		var got, want []string
		for _, col := range st.Columns() {
			got = append(got, col.Name)
		}
		for _, col := range r.columns {
			want = append(want, col.name)
		}
		require.Equal(t, want, got, r.name)
		st.Close()
	}
}

// TestOnlyTheLake: nothing of the shim, of the engine's own schemas or of DuckLake's metadata is in any list.
func TestOnlyTheLake(t *testing.T) {
	e, _ := open(t)
	c := session(t, e)
	for _, q := range []string{"select nspname from pg_namespace", "select schema_name from shim.pgi.schemata"} {
		rows, err := query(c, q+" order by 1")
		require.NoError(t, err)
		require.Equal(t, "information_schema,pg_catalog,pg_toast,public", join(rows))
	}
	for _, q := range []string{"select count(*) from pg_class where relname like 'lw%' or relname like 'duck%'", "select count(*) from shim.pgi.columns where table_name like 'lw%' or table_name like 'duck%'", "select count(*) from pg_proc where proname like 'lw%'"} {
		rows, err := query(c, q)
		require.NoError(t, err)
		require.Equal(t, "0", join(rows), q)
	}
}
