SELECT oid, relname, nspoid AS relnamespace, 0 AS reltype, 0 AS reloftype, 10 AS relowner, CASE WHEN relkind IN ('r', 'm') THEN 2 ELSE 0 END AS relam, oid AS relfilenode, 0 AS reltablespace,
       coalesce(ceil(bytes / 8192.0), 0)::INTEGER AS relpages, CASE WHEN relkind = 'v' THEN -1 ELSE coalesce(rows, 0) END::FLOAT AS reltuples, 0 AS relallvisible, 0 AS reltoastrelid, oid IN (SELECT relid FROM shim.pgc.lw_declared WHERE kind IN ('p', 'u', 'i', 'n')) AS relhasindex,
       false AS relisshared, relpersistence, relkind, natts AS relnatts, (SELECT count(*) FROM shim.pgc.lw_declared d WHERE d.kind = 'c' AND d.relid = lw_rel.oid) AS relchecks, relkind IN ('v', 'm') AS relhasrules, oid IN (SELECT relid FROM shim.pgc.lw_declared WHERE kind = 'f') OR (nspname, relname) IN (SELECT (refschema, reftable) FROM shim.pgc.lw_declared WHERE kind = 'f') AS relhastriggers, false AS relhassubclass,
       false AS relrowsecurity, false AS relforcerowsecurity, coalesce(relkind <> 'm' OR kept LIKE '%"populated":true%', true) AS relispopulated, CASE WHEN relkind IN ('r', 'm') THEN 'd' ELSE 'n' END AS relreplident, false AS relispartition, 0 AS relrewrite,
       0 AS relfrozenxid, 0 AS relminmxid
FROM shim.pgc.lw_rel
UNION ALL BY NAME
SELECT indexoid AS oid, name AS relname, nspoid AS relnamespace, 0 AS reltype, 0 AS reloftype, 10 AS relowner, 403 AS relam, indexoid AS relfilenode, 0 AS reltablespace, 0 AS relpages, 0 AS reltuples, 0 AS relallvisible,
       0 AS reltoastrelid, false AS relhasindex, false AS relisshared, 'p' AS relpersistence, 'i' AS relkind, len(cols) + len(include) AS relnatts, 0 AS relchecks, false AS relhasrules, false AS relhastriggers, false AS relhassubclass,
       false AS relrowsecurity, false AS relforcerowsecurity, true AS relispopulated, 'n' AS relreplident, false AS relispartition, 0 AS relrewrite, 0 AS relfrozenxid, 0 AS relminmxid
FROM shim.pgc.lw_declared WHERE kind IN ('p', 'u', 'i', 'n')
UNION ALL BY NAME SELECT * FROM shim.pgc.lw_pg_class
