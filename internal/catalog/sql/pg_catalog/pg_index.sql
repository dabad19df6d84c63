SELECT d.indexoid AS indexrelid, d.relid AS indrelid, len(d.cols) + len(d.include) AS indnatts, len(d.cols) AS indnkeyatts, d.kind <> 'n' AS indisunique, d.nullsequal AS indnullsnotdistinct, d.kind = 'p' AS indisprimary,
       false AS indisexclusion, NOT d.condeferrable AS indimmediate, false AS indisclustered, true AS indisvalid, false AS indcheckxmin, true AS indisready, true AS indislive, false AS indisreplident,
       list_transform(d.cols || d.include, lambda x: coalesce(k.nums[list_position(k.names, x)], 0)) AS indkey, [0::BIGINT FOR x IN d.cols] AS indcollation, [0::BIGINT FOR x IN d.cols] AS indclass, [0::SMALLINT FOR x IN d.cols] AS indoption,
       nullif(d.predicate, '') AS indpred
FROM shim.pgc.lw_declared d JOIN (SELECT attrelid, list(attname) AS names, list(attnum) AS nums FROM shim.pgc.lw_col GROUP BY attrelid) k ON k.attrelid = d.relid
WHERE d.kind IN ('p', 'u', 'i', 'n')
