SELECT $LAKE AS constraint_catalog, c.nspname AS constraint_schema, s.oid || '_' || c.attrelid || '_' || c.attnum || '_not_null' AS constraint_name, c.attname || ' IS NOT NULL' AS check_clause
FROM shim.pgc.lw_col c JOIN shim.pgc.lw_sch s ON s.nspname = c.nspname WHERE c.attnotnull AND c.relkind = 'r'
UNION ALL BY NAME SELECT $LAKE AS constraint_catalog, nspname AS constraint_schema, name AS constraint_name, '(' || shown || ')' AS check_clause FROM shim.pgc.lw_declared WHERE kind = 'c'
UNION ALL BY NAME SELECT $LAKE AS constraint_catalog, CASE WHEN k.relnamespace = 11 THEN 'pg_catalog' ELSE 'information_schema' END AS constraint_schema, k.relnamespace || '_' || a.attrelid || '_' || a.attnum || '_not_null' AS constraint_name, a.attname || ' IS NOT NULL' AS check_clause
FROM shim.pgc.lw_pg_attribute a JOIN shim.pgc.lw_pg_class k ON k.oid = a.attrelid WHERE a.attnotnull AND a.attnum > 0 AND k.relkind = 'r' AND k.relnamespace <> 99
