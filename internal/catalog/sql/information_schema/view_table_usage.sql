SELECT DISTINCT $LAKE AS view_catalog, nspname AS view_schema, relname AS view_name, $LAKE AS table_catalog, refnsp AS table_schema, refrel AS table_name
FROM shim.pgc.lw_use WHERE relkind = 'v'
