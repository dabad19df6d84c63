SELECT r.oid, r.relname, r.nspoid AS relnamespace, r.oid + 1 AS reltype, 0 AS reloftype, 10 AS relowner, CASE WHEN r.relkind IN ('r', 'm') THEN 2 ELSE 0 END AS relam, CASE WHEN r.relkind = 'v' THEN 0 ELSE r.oid END AS relfilenode, 0 AS reltablespace,
       coalesce(ceil(r.bytes / 8192.0), 0)::INTEGER AS relpages, CASE WHEN r.relkind = 'v' THEN -1 ELSE coalesce(r.rows, 0) END::FLOAT AS reltuples, 0 AS relallvisible, 0 AS reltoastrelid, coalesce(k.indexes > 0, false) AS relhasindex,
       false AS relisshared, r.relpersistence, r.relkind, r.natts AS relnatts, coalesce(k.checks, 0) AS relchecks, r.relkind IN ('v', 'm') AS relhasrules, coalesce(k.fks > 0, false) OR f.refoid IS NOT NULL AS relhastriggers, false AS relhassubclass,
       false AS relrowsecurity, false AS relforcerowsecurity, r.kept IS NULL OR r.kept NOT LIKE '%"populated":false%' AS relispopulated, CASE WHEN r.relkind IN ('r', 'm') THEN 'd' ELSE 'n' END AS relreplident, false AS relispartition, 0 AS relrewrite,
       0 AS relfrozenxid, 0 AS relminmxid, r.oid AS obj
FROM $NEW_REL r
LEFT JOIN (SELECT relid, count(*) FILTER (kind IN ('p', 'u', 'i', 'n')) AS indexes, count(*) FILTER (kind = 'c') AS checks, count(*) FILTER (kind = 'f') AS fks FROM shim.pgc.lw_declared GROUP BY relid) k ON k.relid = r.oid
LEFT JOIN (SELECT DISTINCT refoid FROM shim.pgc.lw_declared WHERE kind = 'f') f ON f.refoid = r.oid
UNION ALL BY NAME
SELECT indexoid AS oid, name AS relname, nspoid AS relnamespace, 0 AS reltype, 0 AS reloftype, 10 AS relowner, shim.pgc.lw_method(method) AS relam, indexoid AS relfilenode, 0 AS reltablespace, 1 AS relpages, 0 AS reltuples, 0 AS relallvisible,
       0 AS reltoastrelid, false AS relhasindex, false AS relisshared, CASE WHEN nspname = 'pg_temp_1' THEN 't' ELSE 'p' END AS relpersistence, 'i' AS relkind, len(indkey) AS relnatts, 0 AS relchecks, false AS relhasrules, false AS relhastriggers, false AS relhassubclass,
       false AS relrowsecurity, false AS relforcerowsecurity, true AS relispopulated, 'n' AS relreplident, false AS relispartition, 0 AS relrewrite, 0 AS relfrozenxid, 0 AS relminmxid, relid AS obj
FROM $NEW_CON WHERE kind IN ('p', 'u', 'i', 'n')
