SELECT $LAKE AS constraint_catalog, c.nspname AS constraint_schema, s.oid || '_' || c.attrelid || '_' || c.attnum || '_not_null' AS constraint_name, $LAKE AS table_catalog, c.nspname AS table_schema,
       c.relname AS table_name, 'CHECK' AS constraint_type, 'NO' AS is_deferrable, 'NO' AS initially_deferred, 'YES' AS enforced
FROM shim.pgc.lw_col c JOIN shim.pgc.lw_sch s ON s.nspname = c.nspname WHERE c.attnotnull AND c.relkind = 'r'
UNION ALL BY NAME
SELECT $LAKE AS constraint_catalog, nspname AS constraint_schema, name AS constraint_name, $LAKE AS table_catalog, nspname AS table_schema, relname AS table_name,
       CASE kind WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' WHEN 'f' THEN 'FOREIGN KEY' ELSE 'CHECK' END AS constraint_type, CASE WHEN condeferrable THEN 'YES' ELSE 'NO' END AS is_deferrable,
       CASE WHEN condeferred THEN 'YES' ELSE 'NO' END AS initially_deferred, 'NO' AS enforced, CASE WHEN kind = 'u' THEN CASE WHEN nullsequal THEN 'NO' ELSE 'YES' END END AS nulls_distinct
FROM shim.pgc.lw_declared WHERE kind IN ('p', 'u', 'f', 'c')
