SELECT d.oid, d.name AS conname, d.nspoid AS connamespace, d.kind AS contype, d.condeferrable, d.condeferred, NOT d.notvalid AS convalidated, d.relid AS conrelid, 0 AS contypid,
       CASE WHEN d.kind IN ('p', 'u') THEN d.indexoid WHEN d.kind = 'f' THEN coalesce(k.indexoid, 0) ELSE 0 END AS conindid, 0 AS conparentid, coalesce(f.oid, 0) AS confrelid,
       CASE WHEN d.kind = 'f' THEN d.onupdate ELSE ' ' END AS confupdtype, CASE WHEN d.kind = 'f' THEN d.ondelete ELSE ' ' END AS confdeltype, CASE WHEN d.kind = 'f' THEN d.match ELSE ' ' END AS confmatchtype,
       true AS conislocal, 0 AS coninhcount, d.kind <> 'c' OR d.noinherit AS connoinherit,
       (SELECT list(c.attnum ORDER BY c.n) FROM shim.pgc.lw_declared_col c WHERE c.oid = d.oid) AS conkey,
       CASE WHEN d.kind = 'f' THEN (SELECT list(c.attnum ORDER BY list_position(d.refcols, c.attname)) FROM shim.pgc.lw_col c WHERE c.attrelid = f.oid AND list_contains(d.refcols, c.attname)) END AS confkey
FROM shim.pgc.lw_declared d LEFT JOIN shim.pgc.lw_rel f ON d.kind = 'f' AND f.nspname = d.refschema AND f.relname = d.reftable
LEFT JOIN shim.pgc.lw_declared k ON d.kind = 'f' AND k.relid = f.oid AND k.kind IN ('p', 'u') AND k.cols = d.refcols
WHERE d.kind IN ('p', 'u', 'f', 'c')
