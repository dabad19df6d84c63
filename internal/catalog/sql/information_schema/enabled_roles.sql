SELECT rolname AS role_name FROM shim.pgc.lw_role UNION ALL SELECT rolname FROM shim.pgc.lw_pg_authid
