SELECT attrelid, attname, atttypid, -1 AS attstattarget, typlen AS attlen, attnum, attndims, -1 AS attcacheoff, atttypmod, typbyval AS attbyval, typalign AS attalign, typstorage AS attstorage,
       '' AS attcompression, attnotnull, def IS NOT NULL AS atthasdef, false AS atthasmissing, '' AS attidentity, '' AS attgenerated, attisdropped, true AS attislocal, 0 AS attinhcount, typcollation AS attcollation, attrelid AS obj
FROM $NEW_ATT
UNION ALL BY NAME
SELECT r.oid AS attrelid, s.name AS attname, s.typ AS atttypid, 0 AS attstattarget, s.len AS attlen, s.num AS attnum, 0 AS attndims, -1 AS attcacheoff, -1 AS atttypmod, s.len <> 6 AS attbyval, s.align AS attalign, 'p' AS attstorage,
       '' AS attcompression, true AS attnotnull, false AS atthasdef, false AS atthasmissing, '' AS attidentity, '' AS attgenerated, false AS attisdropped, true AS attislocal, 0 AS attinhcount, 0 AS attcollation, r.oid AS obj
FROM (VALUES ('tableoid', 26, 4, -6, 'i'), ('cmax', 29, 4, -5, 'i'), ('xmax', 28, 4, -4, 'i'), ('cmin', 29, 4, -3, 'i'), ('xmin', 28, 4, -2, 'i'), ('ctid', 27, 6, -1, 's')) s(name, typ, len, num, align), $NEW_REL r WHERE r.relkind IN ('r', 'm')
UNION ALL BY NAME
SELECT d.indexoid AS attrelid, coalesce(c.attname, d.name || CASE WHEN d.same > 0 THEN d.same::VARCHAR ELSE '' END) AS attname, coalesce(c.atttypid, y.oid, 25) AS atttypid, -1 AS attstattarget, coalesce(c.typlen, y.typlen, -1) AS attlen, d.n AS attnum, coalesce(c.attndims, 0) AS attndims, -1 AS attcacheoff,
       coalesce(c.atttypmod, d.mod, -1) AS atttypmod, coalesce(c.typbyval, y.typbyval, false) AS attbyval, coalesce(c.typalign, y.typalign, 'i') AS attalign, coalesce(c.typstorage, y.typstorage, 'x') AS attstorage, '' AS attcompression, false AS attnotnull, false AS atthasdef, false AS atthasmissing,
       '' AS attidentity, '' AS attgenerated, false AS attisdropped, true AS attislocal, 0 AS attinhcount, CASE d.coll WHEN 'C' THEN 950 WHEN 'POSIX' THEN 951 WHEN '' THEN coalesce(c.typcollation, y.typcollation, 100) ELSE coalesce(c.typcollation, 100) END AS attcollation, d.relid AS obj
FROM (SELECT *, keyed[n].n AS name, keyed[n].y AS typ, keyed[n].m AS mod, coalesce(keyed[n].c, '') AS coll, len(list_filter(keyed[1:n - 1], lambda k: k.n = keyed[n].n)) AS same
      FROM (SELECT indexoid, relid, keyed, unnest(indkey) AS num, generate_subscripts(indkey, 1) AS n FROM $NEW_CON WHERE kind IN ('p', 'u', 'i', 'n'))) d LEFT JOIN $NEW_ATT c ON c.attrelid = d.relid AND c.attnum = d.num LEFT JOIN shim.pgc.lw_pg_type y ON d.num = 0 AND y.oid = d.typ
