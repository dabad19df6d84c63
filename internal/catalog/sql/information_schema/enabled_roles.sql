SELECT rolname AS role_name FROM shim.pgc.lw_role
