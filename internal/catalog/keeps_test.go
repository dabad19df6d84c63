package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestKeeps: what DuckLake's metadata hold is asked anew each time, also through views and macros.
func TestKeeps(t *testing.T) {
	for _, sql := range []string{"SELECT txid_current()", "SELECT pg_database_size('x')", "SELECT lw_xmin() FROM pgc.pg_class", "SELECT * FROM commits"} {
		require.False(t, Keeps(sql), sql)
	}
	for _, sql := range []string{"SELECT relname FROM pgc.pg_class WHERE relname = 'x'", "SELECT lw_format_type(a.atttypid, 1), pg_get_expr(d.adbin, d.adrelid) FROM pgc.pg_attribute a, pgc.pg_attrdef d",
		"SELECT col_description(1, 2), pg_table_is_visible(3)", "SELECT lw_regclass_text(lw_regclass('x'))", "SELECT * FROM pgi.columns, pgi.table_constraints"} {
		require.True(t, Keeps(sql), sql)
	}
}
