SELECT c.r.pid AS pid, $DATABASE AS datid, c.r.datname AS datname, coalesce(t.oid, 0) AS relid, c.r.command AS command, 'PIPE' AS type,
  c.r.bytes AS bytes_processed, 0::BIGINT AS bytes_total, c.r.tuples AS tuples_processed, c.r.excluded AS tuples_excluded
FROM (SELECT unnest(from_json(lw_live_rows(0::BIGINT, 'copies'),
  '[{"pid":"INTEGER","datname":"VARCHAR","nspname":"VARCHAR","relname":"VARCHAR","command":"VARCHAR","bytes":"BIGINT","tuples":"BIGINT","excluded":"BIGINT"}]')) AS r) c
  LEFT JOIN shim.pgc.lw_rel t ON lower(t.nspname) = lower(c.r.nspname) AND lower(t.relname) = lower(c.r.relname)
