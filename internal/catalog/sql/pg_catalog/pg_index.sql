SELECT d.indexoid AS indexrelid, d.relid AS indrelid, len(d.indkey) AS indnatts, len(d.cols) AS indnkeyatts, d.kind <> 'n' AS indisunique, d.nullsequal AS indnullsnotdistinct, d.kind = 'p' AS indisprimary,
       false AS indisexclusion, NOT d.condeferrable AS indimmediate, false AS indisclustered, true AS indisvalid, false AS indcheckxmin, true AS indisready, true AS indislive, false AS indisreplident, d.indkey,
       [CASE d.keyed[i].c WHEN 'C' THEN 950 WHEN 'POSIX' THEN 951 WHEN '' THEN CASE WHEN x > 0 THEN coalesce(k.colls[list_position(k.nums, x)], 100) WHEN d.keyed[i].y = 0 THEN 100 ELSE coalesce(t.colls[d.keyed[i].y], 0) END ELSE 100 END FOR x, i IN d.conkey]::BIGINT[] AS indcollation,
       [coalesce(n.classes[d.method || '/' || d.keyed[i].k], o.classes[shim.pgc.lw_method(d.method) << 32 | CASE CASE WHEN x > 0 THEN k.types[list_position(k.nums, x)] ELSE d.keyed[i].y END WHEN 1043 THEN 25 ELSE CASE WHEN x > 0 THEN k.types[list_position(k.nums, x)] ELSE d.keyed[i].y END END], o.classes[shim.pgc.lw_method(d.method) << 32 | 2277], 3126) FOR x, i IN d.conkey]::BIGINT[] AS indclass,
       [x.o FOR x IN d.keyed]::SMALLINT[] AS indoption,
       CASE WHEN list_contains(d.indkey, 0) THEN replace(array_to_string([d.keyed[i].e FOR x, i IN d.conkey IF x = 0], ', '), ', ' || chr(10), ',' || chr(10)) END AS indexprs, CASE WHEN d.predicate <> '' THEN d.shown END AS indpred, d.relid AS obj
FROM $NEW_CON d JOIN (SELECT attrelid, list(attnum) AS nums, list(atttypid) AS types, list(typcollation) AS colls FROM $NEW_COL GROUP BY attrelid) k ON k.attrelid = d.relid,
(SELECT map(list(opcmethod << 32 | opcintype), list(oid)) AS classes FROM shim.pgc.lw_pg_opclass WHERE opcdefault) o,
(SELECT map(list(m.amname || '/' || c.opcname), list(c.oid)) AS classes FROM shim.pgc.lw_pg_opclass c JOIN shim.pgc.lw_pg_am m ON m.oid = c.opcmethod) n, (SELECT map(list(oid), list(typcollation)) AS colls FROM shim.pgc.lw_pg_type WHERE typcollation <> 0) t
WHERE d.kind IN ('p', 'u', 'i', 'n')
