SELECT $LAKE AS catalog_name, nspname AS schema_name, (SELECT min(rolname) FROM shim.pgc.lw_role) AS schema_owner FROM shim.pgc.lw_sch
