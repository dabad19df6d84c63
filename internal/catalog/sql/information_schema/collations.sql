SELECT $LAKE AS collation_catalog, 'pg_catalog' AS collation_schema, collname AS collation_name, 'NO PAD' AS pad_attribute FROM shim.pgc.lw_pg_collation WHERE collname <> 'default' OR true
