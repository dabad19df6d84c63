SELECT d.oid, d.name AS conname, d.nspoid AS connamespace, d.kind AS contype, d.condeferrable, d.condeferred, NOT d.notvalid AS convalidated, d.relid AS conrelid, 0 AS contypid,
       CASE WHEN d.kind IN ('p', 'u') THEN d.indexoid WHEN d.kind = 'f' THEN coalesce(k.indexoid, 0) ELSE 0 END AS conindid, 0 AS conparentid, coalesce(d.refoid, 0) AS confrelid,
       CASE WHEN d.kind = 'f' THEN d.onupdate ELSE ' ' END AS confupdtype, CASE WHEN d.kind = 'f' THEN d.ondelete ELSE ' ' END AS confdeltype, CASE WHEN d.kind = 'f' THEN d.match ELSE ' ' END AS confmatchtype,
       true AS conislocal, 0 AS coninhcount, d.kind <> 'c' OR d.noinherit AS connoinherit, d.conkey, d.confkey,
       CASE WHEN d.kind = 'f' THEN e.pf END AS conpfeqop, CASE WHEN d.kind = 'f' THEN e.pp END AS conppeqop, CASE WHEN d.kind = 'f' THEN e.ff END AS conffeqop,
       CASE WHEN d.kind = 'c' THEN d.shown END AS conbin, d.relid AS obj
FROM $NEW_CON d LEFT JOIN shim.pgc.lw_declared k ON d.kind = 'f' AND k.relid = d.refoid AND k.kind IN ('p', 'u') AND k.cols = d.refcols
LEFT JOIN (
  SELECT oid, list(coalesce(pf.amopopr, 96) ORDER BY i) AS pf, list(coalesce(pp.amopopr, 96) ORDER BY i) AS pp, list(coalesce(ff.amopopr, 96) ORDER BY i) AS ff FROM (
    SELECT x.oid, x.i, CASE f.atttypid WHEN 1043 THEN 25 ELSE f.atttypid END AS ft, CASE p.atttypid WHEN 1043 THEN 25 ELSE p.atttypid END AS pt
    FROM (SELECT oid, relid, refoid, generate_subscripts(conkey, 1) AS i, unnest(conkey) AS fk, unnest(confkey) AS pk FROM $NEW_CON WHERE kind = 'f' AND refoid IS NOT NULL) x
    LEFT JOIN shim.pgc.lw_col f ON f.attrelid = x.relid AND f.attnum = x.fk LEFT JOIN shim.pgc.lw_col p ON p.attrelid = x.refoid AND p.attnum = x.pk)
  LEFT JOIN shim.pgc.lw_equals pf ON pf.amoplefttype = pt AND pf.amoprighttype = ft LEFT JOIN shim.pgc.lw_equals pp ON pp.amoplefttype = pt AND pp.amoprighttype = pt LEFT JOIN shim.pgc.lw_equals ff ON ff.amoplefttype = ft AND ff.amoprighttype = ft
  GROUP BY oid) e ON e.oid = d.oid
WHERE d.kind IN ('p', 'u', 'f', 'c')
