SELECT $LAKE AS constraint_catalog, c.nspname AS constraint_schema, s.oid || '_' || c.attrelid || '_' || c.attnum || '_not_null' AS constraint_name, $LAKE AS table_catalog, c.nspname AS table_schema,
       c.relname AS table_name, 'CHECK' AS constraint_type, 'NO' AS is_deferrable, 'NO' AS initially_deferred, 'YES' AS enforced
FROM shim.pgc.lw_col c JOIN shim.pgc.lw_sch s ON s.nspname = c.nspname WHERE c.attnotnull AND c.relkind = 'r'
UNION ALL BY NAME
SELECT $LAKE AS constraint_catalog, nspname AS constraint_schema, name AS constraint_name, $LAKE AS table_catalog, nspname AS table_schema, relname AS table_name,
       CASE kind WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' WHEN 'f' THEN 'FOREIGN KEY' ELSE 'CHECK' END AS constraint_type, CASE WHEN condeferrable THEN 'YES' ELSE 'NO' END AS is_deferrable,
       CASE WHEN condeferred THEN 'YES' ELSE 'NO' END AS initially_deferred, 'YES' AS enforced, CASE WHEN kind = 'u' THEN CASE WHEN nullsequal THEN 'NO' ELSE 'YES' END END AS nulls_distinct
FROM shim.pgc.lw_declared WHERE kind IN ('p', 'u', 'f', 'c')
UNION ALL BY NAME
SELECT $LAKE AS constraint_catalog, CASE WHEN k.relnamespace = 11 THEN 'pg_catalog' ELSE 'information_schema' END AS constraint_schema, k.relnamespace || '_' || a.attrelid || '_' || a.attnum || '_not_null' AS constraint_name, $LAKE AS table_catalog,
       CASE WHEN k.relnamespace = 11 THEN 'pg_catalog' ELSE 'information_schema' END AS table_schema, k.relname AS table_name, 'CHECK' AS constraint_type, 'NO' AS is_deferrable, 'NO' AS initially_deferred, 'YES' AS enforced
FROM shim.pgc.lw_pg_attribute a JOIN shim.pgc.lw_pg_class k ON k.oid = a.attrelid WHERE a.attnotnull AND a.attnum > 0 AND k.relkind = 'r' AND k.relnamespace <> 99
UNION ALL BY NAME
SELECT $LAKE AS constraint_catalog, 'pg_catalog' AS constraint_schema, c.conname AS constraint_name, $LAKE AS table_catalog, 'pg_catalog' AS table_schema, k.relname AS table_name, CASE c.contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END AS constraint_type,
       'NO' AS is_deferrable, 'NO' AS initially_deferred, 'YES' AS enforced, CASE WHEN c.contype = 'u' THEN 'YES' END AS nulls_distinct
FROM shim.pgc.lw_pg_constraint c JOIN shim.pgc.lw_pg_class k ON k.oid = c.conrelid WHERE c.contype IN ('p', 'u')
