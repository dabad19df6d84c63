SELECT $LAKE AS table_catalog, nspname AS table_schema, relname AS table_name, attname AS column_name, $LAKE AS constraint_catalog, nspname AS constraint_schema, name AS constraint_name FROM shim.pgc.lw_declared_col WHERE kind IN ('p', 'u', 'c') AND attnum > 0
UNION ALL BY NAME
SELECT $LAKE AS table_catalog, d.refschema AS table_schema, d.reftable AS table_name, d.col AS column_name, $LAKE AS constraint_catalog, d.nspname AS constraint_schema, d.name AS constraint_name FROM (SELECT *, unnest(refcols) AS col FROM shim.pgc.lw_declared WHERE kind = 'f') d
UNION ALL BY NAME
SELECT $LAKE AS table_catalog, 'pg_catalog' AS table_schema, k.relname AS table_name, a.attname AS column_name, $LAKE AS constraint_catalog, 'pg_catalog' AS constraint_schema, c.conname AS constraint_name
FROM (SELECT conname, conrelid, contype, unnest(conkey) AS num FROM shim.pgc.lw_pg_constraint) c JOIN shim.pgc.lw_pg_class k ON k.oid = c.conrelid
JOIN shim.pgc.lw_pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.num WHERE c.contype IN ('p', 'u')
