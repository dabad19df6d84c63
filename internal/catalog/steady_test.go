package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAskers: every function of the engine that may answer otherwise the next time makes a text restless.
func TestAskers(t *testing.T) {
	e, _ := open(t)
	rows, err := session(t, e).Rows(t.Context(), "SELECT DISTINCT function_name FROM duckdb_functions() WHERE stability <> 'CONSISTENT'")
	require.NoError(t, err)
	ours := map[string]bool{"current_database": true, "error": true, "lw_raise": true, "lw_missing": true} // a macro of the shim's stands before it, or it is an error
	for _, r := range rows {
		require.True(t, asks(str(r[0])) || ours[str(r[0])], r[0])
	}
	for _, sql := range []string{
		"select * from pgc.pg_class c join pgc.pg_namespace n on n.oid = c.relnamespace where pg_table_is_visible(c.oid)", "select column_name from shim.pgi.\"columns\"", "select table_name from shim.pgi.tables",
		"select lw_format_type(atttypid, atttypmod), pg_get_expr(adbin, adrelid) from pgc.pg_attribute left join pgc.pg_attrdef on true", "select conname, pg_get_constraintdef(oid) from pgc.pg_constraint",
		"select obj_description(oid, 'pg_class'), lw_current_database() from pgc.pg_class", "select * from pgc.pg_type, pgc.pg_index, pgc.pg_collation, pgc.pg_am, pgc.pg_inherits",
	} {
		require.True(t, Steady(sql), sql)
	}
	for _, sql := range []string{
		"select * from pgc.pg_stat_activity", "select * from pgc.pg_settings", "select lw_current_setting('x')", "select pg_backend_pid() from pgc.pg_class", "select Now() from pgc.pg_class", "select * from pgc.pg_locks",
		"select pg_try_advisory_lock(oid) from pgc.pg_class", "select has_table_privilege(oid, 'select') from pgc.pg_class, duckdb_tables()",
		"select * from pgc.pg_stat_user_tables", "select current_user from pgc.pg_class",
	} {
		require.False(t, Steady(sql), sql)
	}
}
