SELECT oid AS relid, nspname AS schemaname, relname, rows AS n_live_tup FROM shim.pgc.lw_rel WHERE relkind = 'r'
