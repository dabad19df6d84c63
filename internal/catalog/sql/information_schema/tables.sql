SELECT $LAKE AS table_catalog, nspname AS table_schema, relname AS table_name, CASE WHEN relpersistence = 't' THEN 'LOCAL TEMPORARY' WHEN relkind = 'v' THEN 'VIEW' ELSE 'BASE TABLE' END AS table_type,
       CASE WHEN relkind = 'r' THEN 'YES' ELSE 'NO' END AS is_insertable_into, 'NO' AS is_typed
FROM shim.pgc.lw_rel WHERE relkind IN ('r', 'v')
UNION ALL BY NAME
SELECT $LAKE AS table_catalog, CASE WHEN relnamespace = 11 THEN 'pg_catalog' ELSE 'information_schema' END AS table_schema, relname AS table_name,
       CASE WHEN relkind = 'v' THEN 'VIEW' ELSE 'BASE TABLE' END AS table_type, CASE WHEN relkind = 'r' THEN 'YES' ELSE 'NO' END AS is_insertable_into, 'NO' AS is_typed
FROM shim.pgc.lw_pg_class WHERE relkind IN ('r', 'v') AND relnamespace <> 99
