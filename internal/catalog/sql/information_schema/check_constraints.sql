SELECT $LAKE AS constraint_catalog, c.nspname AS constraint_schema, s.oid || '_' || c.attrelid || '_' || c.attnum || '_not_null' AS constraint_name, c.attname || ' IS NOT NULL' AS check_clause
FROM shim.pgc.lw_col c JOIN shim.pgc.lw_sch s ON s.nspname = c.nspname WHERE c.attnotnull AND c.relkind = 'r'
