SELECT $LAKE AS constraint_catalog, c.nspname AS constraint_schema, c.name AS constraint_name, $LAKE AS table_catalog, c.nspname AS table_schema, c.relname AS table_name, c.attname AS column_name,
       c.n AS ordinal_position, CASE WHEN c.kind = 'f' THEN c.n END AS position_in_unique_constraint
FROM shim.pgc.lw_declared_col c WHERE c.kind IN ('p', 'u', 'f')
UNION ALL BY NAME
SELECT $LAKE AS constraint_catalog, 'pg_catalog' AS constraint_schema, c.conname AS constraint_name, $LAKE AS table_catalog, 'pg_catalog' AS table_schema, k.relname AS table_name, a.attname AS column_name, c.n AS ordinal_position
FROM (SELECT conname, conrelid, contype, unnest(conkey) AS num, generate_subscripts(conkey, 1) AS n FROM shim.pgc.lw_pg_constraint) c JOIN shim.pgc.lw_pg_class k ON k.oid = c.conrelid
JOIN shim.pgc.lw_pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.num WHERE c.contype IN ('p', 'u')
