SELECT attrelid, attname, atttypid, -1 AS attstattarget, typlen AS attlen, attnum, attndims, -1 AS attcacheoff, atttypmod, typbyval AS attbyval, typalign AS attalign, typstorage AS attstorage,
       '' AS attcompression, attnotnull, def IS NOT NULL AS atthasdef, false AS atthasmissing, '' AS attidentity, '' AS attgenerated, attisdropped, true AS attislocal, 0 AS attinhcount, typcollation AS attcollation
FROM shim.pgc.lw_att
UNION ALL BY NAME SELECT attrelid, attname, atttypid, -1 AS attstattarget, typlen AS attlen, attnum, attndims, -1 AS attcacheoff, atttypmod, typbyval AS attbyval, typalign AS attalign, typstorage AS attstorage,
       '' AS attcompression, false AS attnotnull, false AS atthasdef, false AS atthasmissing, '' AS attidentity, '' AS attgenerated, false AS attisdropped, true AS attislocal, 0 AS attinhcount, typcollation AS attcollation
FROM shim.pgc.lw_index_att
UNION ALL BY NAME SELECT * FROM shim.pgc.lw_pg_attribute
