SELECT $LAKE AS catalog_name, nspname AS schema_name, CASE WHEN nspname = 'public' THEN 'pg_database_owner' ELSE shim.pgc.lw_owner() END AS schema_owner FROM shim.pgc.lw_sch
