SELECT d.indexoid AS indexrelid, d.relid AS indrelid, len(d.indkey) AS indnatts, len(d.cols) AS indnkeyatts, d.kind <> 'n' AS indisunique, d.nullsequal AS indnullsnotdistinct, d.kind = 'p' AS indisprimary,
       false AS indisexclusion, NOT d.condeferrable AS indimmediate, false AS indisclustered, true AS indisvalid, false AS indcheckxmin, true AS indisready, true AS indislive, false AS indisreplident, d.indkey,
       [coalesce(k.colls[list_position(k.nums, x)], 100) FOR x IN d.conkey]::BIGINT[] AS indcollation,
       [coalesce(o.classes[CASE k.types[list_position(k.nums, x)] WHEN 1043 THEN 25 ELSE k.types[list_position(k.nums, x)] END], 3126) FOR x IN d.conkey]::BIGINT[] AS indclass,
       CASE WHEN len(d.keys) > 0 THEN [CASE WHEN upper(x) LIKE '% DESC%' THEN CASE WHEN upper(x) LIKE '%NULLS LAST%' THEN 1 ELSE 3 END WHEN upper(x) LIKE '%NULLS FIRST%' THEN 2 ELSE 0 END FOR x IN d.keys] ELSE [0 FOR x IN d.cols] END::SMALLINT[] AS indoption,
       CASE WHEN list_contains(d.indkey, 0) THEN array_to_string([e FOR e, i IN d.keys IF d.conkey[i] = 0], ', ') END AS indexprs, nullif(d.predicate, '') AS indpred, d.relid AS obj
FROM $NEW_CON d JOIN (SELECT attrelid, list(attnum) AS nums, list(atttypid) AS types, list(typcollation) AS colls FROM $NEW_COL GROUP BY attrelid) k ON k.attrelid = d.relid,
(SELECT map(list(opcintype), list(oid)) AS classes FROM shim.pgc.lw_pg_opclass WHERE opcmethod = 403 AND opcdefault) o
WHERE d.kind IN ('p', 'u', 'i', 'n')
