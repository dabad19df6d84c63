SELECT u.rolname AS grantor, u.rolname AS grantee, $LAKE AS specific_catalog, s.nspname AS specific_schema, f.proname || '_' || f.oid AS specific_name, $LAKE AS routine_catalog, s.nspname AS routine_schema, f.proname AS routine_name, 'EXECUTE' AS privilege_type, 'YES' AS is_grantable
FROM shim.pgc.lw_func f JOIN shim.pgc.lw_sch s ON s.oid = f.nspoid, shim.pgc.lw_role u
