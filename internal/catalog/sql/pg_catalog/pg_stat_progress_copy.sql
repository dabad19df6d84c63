SELECT r.pid AS pid, 5 AS datid, r.datname AS datname, 0 AS relid, r.command AS command, 'PIPE' AS type, r.bytes AS bytes_processed,
  0::BIGINT AS bytes_total, r.tuples AS tuples_processed, 0::BIGINT AS tuples_excluded
FROM (SELECT unnest(from_json(lw_live_rows(0::BIGINT, 'copies'),
  '[{"pid":"INTEGER","datname":"VARCHAR","command":"VARCHAR","bytes":"BIGINT","tuples":"BIGINT"}]')) AS r)
