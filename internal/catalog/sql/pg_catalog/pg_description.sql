SELECT oid AS objoid, 1259 AS classoid, 0 AS objsubid, comment AS description FROM shim.pgc.lw_rel WHERE comment IS NOT NULL
UNION ALL SELECT attrelid, 1259, attnum, comment FROM shim.pgc.lw_col WHERE comment IS NOT NULL
UNION ALL SELECT oid, 2606, 0, comment FROM shim.pgc.lw_declared WHERE comment IS NOT NULL
UNION ALL SELECT indexoid, 1259, 0, onindex FROM shim.pgc.lw_declared WHERE onindex IS NOT NULL
UNION ALL SELECT oid + 3, 2618, 0, json_extract_string(kept, '$.comments."rule:_RETURN"') FROM shim.pgc.lw_rel WHERE kept LIKE '%"rule:_RETURN":%'
UNION ALL SELECT c.attrelid, 1259, c.attnum, r.comments['column:' || c.attname]
  FROM (SELECT oid, json_extract(kept, '$.comments')::MAP(VARCHAR, VARCHAR) AS comments FROM shim.pgc.lw_rel WHERE kept LIKE '%"column:%') r JOIN shim.pgc.lw_col c ON c.attrelid = r.oid WHERE r.comments['column:' || c.attname] IS NOT NULL
UNION ALL SELECT objoid, classoid, 0, description FROM shim.pgc.lw_kept_comment WHERE description IS NOT NULL AND classoid NOT IN (1213, 1260, 1262)
UNION ALL SELECT * FROM shim.pgc.lw_pg_description d WHERE d.objsubid > 0 OR NOT EXISTS (SELECT 1 FROM shim.pgc.lw_kept_comment k WHERE k.objoid = d.objoid AND k.classoid = d.classoid)
