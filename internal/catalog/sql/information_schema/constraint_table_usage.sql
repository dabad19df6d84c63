SELECT $LAKE AS table_catalog, CASE WHEN kind = 'f' THEN refschema ELSE nspname END AS table_schema, CASE WHEN kind = 'f' THEN reftable ELSE relname END AS table_name,
       $LAKE AS constraint_catalog, nspname AS constraint_schema, name AS constraint_name
FROM shim.pgc.lw_declared WHERE kind IN ('p', 'u', 'f')
