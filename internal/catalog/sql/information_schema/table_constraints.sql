SELECT $LAKE AS constraint_catalog, c.nspname AS constraint_schema, s.oid || '_' || c.attrelid || '_' || c.attnum || '_not_null' AS constraint_name, $LAKE AS table_catalog, c.nspname AS table_schema,
       c.relname AS table_name, 'CHECK' AS constraint_type, 'NO' AS is_deferrable, 'NO' AS initially_deferred, 'YES' AS enforced
FROM shim.pgc.lw_col c JOIN shim.pgc.lw_sch s ON s.nspname = c.nspname WHERE c.attnotnull AND c.relkind = 'r'
