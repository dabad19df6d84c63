SELECT relid, indexoid AS indexrelid, nspname AS schemaname, relname, name AS indexrelname, 0 AS idx_blks_read, 0 AS idx_blks_hit FROM shim.pgc.lw_declared WHERE kind IN ('p', 'u', 'i', 'n')
