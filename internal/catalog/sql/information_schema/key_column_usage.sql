SELECT $LAKE AS constraint_catalog, c.nspname AS constraint_schema, c.name AS constraint_name, $LAKE AS table_catalog, c.nspname AS table_schema, c.relname AS table_name, c.attname AS column_name,
       c.n AS ordinal_position, CASE WHEN c.kind = 'f' THEN c.n END AS position_in_unique_constraint
FROM shim.pgc.lw_declared_col c WHERE c.kind IN ('p', 'u', 'f')
