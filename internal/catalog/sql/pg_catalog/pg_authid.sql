SELECT oid, rolname, rolsuper, true AS rolinherit, true AS rolcreaterole, true AS rolcreatedb, true AS rolcanlogin, true AS rolreplication, true AS rolbypassrls, -1 AS rolconnlimit FROM shim.pgc.lw_role
UNION ALL BY NAME SELECT * FROM shim.pgc.lw_pg_authid
