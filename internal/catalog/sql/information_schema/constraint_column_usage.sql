SELECT $LAKE AS table_catalog, nspname AS table_schema, relname AS table_name, unnest(cols) AS column_name, $LAKE AS constraint_catalog, nspname AS constraint_schema, name AS constraint_name
FROM shim.pgc.lw_declared WHERE kind IN ('p', 'u')
UNION ALL BY NAME
SELECT $LAKE AS table_catalog, refschema AS table_schema, reftable AS table_name, unnest(refcols) AS column_name, $LAKE AS constraint_catalog, nspname AS constraint_schema, name AS constraint_name
FROM shim.pgc.lw_declared WHERE kind = 'f'
