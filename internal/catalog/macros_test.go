package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestFunctions compares with what PostgreSQL 15.18 answers; arguments that are called as columns of ours are must not be
// taken for them.
func TestFunctions(t *testing.T) {
	e, live := open(t)
	c := session(t, e)
	exec(t, c, "CREATE SCHEMA other")
	exec(t, c, "CREATE TABLE t(a INTEGER NOT NULL DEFAULT 3, b VARCHAR DEFAULT 'x', c DECIMAL(10,2)[])")
	exec(t, c, `CREATE TABLE other."Odd Name"(x BOOLEAN DEFAULT true)`)
	exec(t, c, "CREATE VIEW v AS SELECT a FROM t")
	exec(t, c, "COMMENT ON TABLE t IS 'a table'")
	exec(t, c, "COMMENT ON COLUMN t.a IS 'a column'")
	for _, x := range [][2]string{
		{"select format_type(oid, null) from pg_type y where y.oid in (23, 1009) order by oid", "integer,text[]"},
		{"select pg_get_function_result(p.oid) from pg_proc p where p.oid = 1397", "integer"},
		{"select pg_get_function_arguments(oid) from pg_proc where proname = 'pg_get_viewdef' and oid = 1641", "oid"},
		{"select format_type(1700, 655366), format_type(1043, 14), format_type(1184, 3), format_type(0, null), format_type(999999, null)", "numeric(10,2)|character varying(10)|timestamp(3) with time zone|-|???"},
		{"select attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid) from pg_attribute a left join pg_attrdef d on adrelid = attrelid and adnum = attnum where attrelid = lw_regclass('t') and attnum > 0 order by attnum", "a|integer|true|3,b|text|false|'x'::text,c|numeric(10,2)[]|false|∅"},
		{`select lw_regclass_text(' "other" . "Odd Name" ')`, `other."Odd Name"`},
		{`select lw_regclass_text('other."Odd Name"'), lw_regclass_text('public.t'), lw_regclass_text('pg_catalog.pg_class'), lw_regclass_text(424242)`, `other."Odd Name"|t|pg_class|424242`},
		{"select to_regclass('nope'), to_regtype('int'), to_regtype('timestamptz[]'), lw_regtype_text('character varying(10)')", "∅|23|1185|character varying"},
		{"select relname from pg_class c where pg_table_is_visible(c.oid) and relnamespace > 2000 and relnamespace <> 13207 order by 1", "t,v"},
		{"select obj_description(oid), obj_description(oid, 'pg_class'), col_description(oid, 1) from pg_class where relname = 't'", "a table|a table|a column"},
		{"select pg_get_userbyid(relowner) from pg_class r where relname = 't'", "lakewire"},
		{"select pg_get_viewdef(oid, true) from pg_class where relname = 'v'", " SELECT a FROM t;"},
		{"select pg_size_pretty(10239), pg_size_pretty(10240), pg_size_pretty(10485247), pg_size_pretty(10485248), pg_size_pretty(-20000)", "10239 bytes|10 kB|10239 kB|10 MB|-20 kB"},
		{"select quote_ident('a b'), quote_ident('select'), quote_ident('abc'), quote_literal('it''s')", `"a b"|"select"|abc|'it''s'`},
		{"select current_schema(), current_schemas(false), current_database(), current_user, pg_backend_pid(), inet_client_addr()", "public|[public]|lake|lakewire|7|127.0.0.1"},
		{"select current_setting('work_mem'), current_setting('nope', true), set_config('work_mem', '1MB', false), pg_cancel_backend(7), pg_terminate_backend(8)", "4MB|∅|1MB|true|false"},
		{"select name, setting, unit from pg_settings where name = 'work_mem'", "work_mem|1024|kB"},
		{"select name, parameter_types from pg_prepared_statements", "p|[integer]"},
		{"select pid, state, client_port from pg_stat_activity", "7|active|-1"},
		{"select pid, datname, command, type, bytes_processed, tuples_processed from pg_stat_progress_copy", "7|lake|COPY FROM|PIPE|100|10"},
		{"select pg_listening_channels from pg_listening_channels()", "news"},
		{"select pg_try_advisory_lock(1), pg_try_advisory_lock(1, 2), pg_advisory_unlock(1), pg_advisory_unlock(1)", "true|true|true|false"},
		{"select table_name, column_name, data_type, is_nullable, numeric_precision from shim.pgi.columns where table_schema = 'public' and table_name = 't' order by ordinal_position", "t|a|integer|NO|32,t|b|text|YES|∅,t|c|ARRAY|YES|∅"},
	} {
		rows, err := query(c, x[0])
		require.NoError(t, err, x[0])
		require.Equal(t, x[1], join(rows), x[0])
	}
	require.Equal(t, []int32{7}, live.cancelled)
	exec(t, c, "BEGIN")
	exec(t, c, "CREATE TABLE fresh(z INTEGER)")
	rows, err := query(c, "select attname from pg_attribute where attrelid = lw_regclass('fresh') and attnum > 0")
	require.NoError(t, err)
	require.Equal(t, "z", join(rows), "DDL of the transaction itself is seen")
	exec(t, c, "ROLLBACK")
}
