SELECT u.rolname AS grantor, p.grantee, $LAKE AS specific_catalog, s.nspname AS specific_schema, f.proname || '_' || f.oid AS specific_name, $LAKE AS routine_catalog, s.nspname AS routine_schema, f.proname AS routine_name,
       'EXECUTE' AS privilege_type, CASE WHEN p.grantee = 'PUBLIC' THEN 'NO' ELSE 'YES' END AS is_grantable
FROM shim.pgc.lw_func f JOIN shim.pgc.lw_sch s ON s.oid = f.nspoid, shim.pgc.lw_role u, (SELECT rolname AS grantee FROM shim.pgc.lw_role UNION ALL SELECT 'PUBLIC') p
