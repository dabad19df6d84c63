SELECT oid AS relid, nspname AS schemaname, relname, 0 AS heap_blks_read, 0 AS heap_blks_hit FROM shim.pgc.lw_rel WHERE relkind IN ('r', 'm')
