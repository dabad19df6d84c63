SELECT $LAKE AS table_catalog, CASE WHEN kind = 'f' THEN refschema ELSE nspname END AS table_schema, CASE WHEN kind = 'f' THEN reftable ELSE relname END AS table_name, $LAKE AS constraint_catalog, nspname AS constraint_schema, name AS constraint_name
FROM shim.pgc.lw_declared WHERE kind IN ('p', 'u', 'f')
UNION ALL BY NAME
SELECT $LAKE AS table_catalog, 'pg_catalog' AS table_schema, k.relname AS table_name, $LAKE AS constraint_catalog, 'pg_catalog' AS constraint_schema, c.conname AS constraint_name
FROM shim.pgc.lw_pg_constraint c JOIN shim.pgc.lw_pg_class k ON k.oid = c.conrelid WHERE c.contype IN ('p', 'u')
