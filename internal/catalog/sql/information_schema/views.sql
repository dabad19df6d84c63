SELECT $LAKE AS table_catalog, nspname AS table_schema, relname AS table_name, shim.pgc.lw_view_shown(viewdef, false) AS view_definition, 'NONE' AS check_option, 'NO' AS is_updatable, 'NO' AS is_insertable_into,
       'NO' AS is_trigger_updatable, 'NO' AS is_trigger_deletable, 'NO' AS is_trigger_insertable_into FROM shim.pgc.lw_rel WHERE relkind = 'v'
UNION ALL BY NAME
SELECT $LAKE AS table_catalog, CASE WHEN relnamespace = 11 THEN 'pg_catalog' ELSE 'information_schema' END AS table_schema, relname AS table_name, 'NONE' AS check_option, 'NO' AS is_updatable, 'NO' AS is_insertable_into,
       'NO' AS is_trigger_updatable, 'NO' AS is_trigger_deletable, 'NO' AS is_trigger_insertable_into FROM shim.pgc.lw_pg_class WHERE relkind = 'v'
