SELECT rolname AS usename, oid AS usesysid, true AS usecreatedb, rolsuper AS usesuper, true AS userepl, true AS usebypassrls FROM shim.pgc.lw_role
