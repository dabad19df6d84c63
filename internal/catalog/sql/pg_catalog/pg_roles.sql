SELECT rolname, rolsuper, true AS rolinherit, true AS rolcreaterole, true AS rolcreatedb, true AS rolcanlogin, true AS rolreplication, -1 AS rolconnlimit, '********' AS rolpassword, true AS rolbypassrls, oid FROM shim.pgc.lw_role
UNION ALL BY NAME SELECT *, '********' AS rolpassword FROM shim.pgc.lw_pg_authid
