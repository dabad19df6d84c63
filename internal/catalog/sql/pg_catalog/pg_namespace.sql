SELECT oid, nspname, 10 AS nspowner FROM shim.pgc.lw_sch
