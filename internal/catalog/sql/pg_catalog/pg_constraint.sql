SELECT d.oid, d.name AS conname, d.nspoid AS connamespace, d.kind AS contype, d.condeferrable, d.condeferred, NOT d.notvalid AS convalidated, d.relid AS conrelid, 0 AS contypid,
       CASE WHEN d.kind IN ('p', 'u') THEN d.indexoid WHEN d.kind = 'f' THEN coalesce(k.indexoid, 0) ELSE 0 END AS conindid, 0 AS conparentid, coalesce(d.refoid, 0) AS confrelid,
       CASE WHEN d.kind = 'f' THEN d.onupdate ELSE ' ' END AS confupdtype, CASE WHEN d.kind = 'f' THEN d.ondelete ELSE ' ' END AS confdeltype, CASE WHEN d.kind = 'f' THEN d.match ELSE ' ' END AS confmatchtype,
       true AS conislocal, 0 AS coninhcount, d.kind <> 'c' OR d.noinherit AS connoinherit, d.conkey, d.confkey,
       CASE WHEN d.kind = 'f' THEN [coalesce(e.by[d.reftypes[i] << 32 | d.keytypes[i]], 96) FOR x, i IN d.conkey] END AS conpfeqop, CASE WHEN d.kind = 'f' THEN [coalesce(e.by[d.reftypes[i] << 32 | d.reftypes[i]], 96) FOR x, i IN d.conkey] END AS conppeqop, CASE WHEN d.kind = 'f' THEN [coalesce(e.by[d.keytypes[i] << 32 | d.keytypes[i]], 96) FOR x, i IN d.conkey] END AS conffeqop,
       CASE WHEN d.kind = 'c' THEN d.shown END AS conbin, d.relid AS obj
FROM $NEW_CON d LEFT JOIN shim.pgc.lw_declared k ON d.kind = 'f' AND k.relid = d.refoid AND k.kind IN ('p', 'u') AND k.cols = d.refcols
LEFT JOIN (SELECT map(list(amoplefttype << 32 | amoprighttype), list(amopopr)) AS by FROM shim.pgc.lw_equals) e ON d.kind = 'f'
WHERE d.kind IN ('p', 'u', 'f', 'c')
