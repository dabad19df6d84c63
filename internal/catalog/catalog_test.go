package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFirstLook(t *testing.T) {
	e, _ := open(t)
	c := session(t, e)
	exec(t, c, "CREATE TABLE t(a INTEGER NOT NULL DEFAULT 3, b VARCHAR, c DECIMAL(10,2), d INTEGER[], e TIMESTAMPTZ)")
	exec(t, c, "CREATE VIEW v AS SELECT a FROM t")
	for _, q := range []string{"select oid, relname, relkind, relnamespace from pg_class where relnamespace = 2200", "select attname, format_type(atttypid, atttypmod), attnotnull from pg_attribute where attrelid = lw_regclass('t')",
		"select version(), current_schema(), current_schemas(true), current_user, current_database()", "select nspname from pg_namespace", "select lw_regclass_text(1259), lw_regclass_text(lw_regclass('public.v')), lw_regtype('int4[]'), lw_regtype_text(1114), lw_typeof(1), lw_typeof([1.5]), lw_current_schemas(true), lw_version(), lw_regprocedure_text(1242), lw_regoper_text(96)",
		"select * from pg_stat_activity", "select name, setting from pg_settings where name in ('work_mem','TimeZone')", "select pg_get_viewdef(lw_regclass('v'))", "select current_setting('work_mem'), set_config('work_mem','1MB',false)",
		"select table_name, column_name, data_type from shim.pgi.columns where table_schema = 'public'", "select pg_table_is_visible(oid) from pg_class where relname = 't'", "select pg_size_pretty(123456789)", "select lw_regclass('nope')"} {
		rows, err := query(c, q)
		t.Log(q, rows, err)
	}
	require.NotNil(t, c)
}
