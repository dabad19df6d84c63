SELECT $LAKE AS collation_catalog, 'pg_catalog' AS collation_schema, collname AS collation_name, 'UTF8' AS character_set_name FROM shim.pgc.lw_pg_collation
