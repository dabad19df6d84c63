SELECT oid AS objoid, 1259 AS classoid, 0 AS objsubid, comment AS description, oid AS obj FROM $NEW_REL WHERE comment IS NOT NULL
UNION ALL SELECT attrelid, 1259, attnum, comment, attrelid FROM $NEW_COL WHERE comment IS NOT NULL
UNION ALL SELECT oid, 2606, 0, comment, relid FROM $NEW_CON WHERE comment IS NOT NULL
UNION ALL SELECT indexoid, 1259, 0, onindex, relid FROM $NEW_CON WHERE onindex IS NOT NULL
UNION ALL SELECT oid + 3, 2618, 0, json_extract_string(kept, '$.comments."rule:_RETURN"'), oid FROM $NEW_REL WHERE kept LIKE '%"rule:_RETURN":%'
UNION ALL SELECT c.attrelid, 1259, c.attnum, r.comments['column:' || c.attname], r.oid
  FROM (SELECT oid, json_extract(kept, '$.comments')::MAP(VARCHAR, VARCHAR) AS comments FROM $NEW_REL WHERE kept LIKE '%"column:%') r JOIN $NEW_COL c ON c.attrelid = r.oid WHERE r.comments['column:' || c.attname] IS NOT NULL
UNION ALL SELECT objoid, classoid, 0, description, 16380 FROM shim.pgc.lw_kept_comment WHERE $OTHERS AND description IS NOT NULL AND classoid NOT IN (1213, 1260, 1262)
UNION ALL SELECT *, 16380 FROM shim.pgc.lw_pg_description d WHERE $OTHERS AND (d.objsubid > 0 OR NOT EXISTS (SELECT 1 FROM shim.pgc.lw_kept_comment k WHERE k.objoid = d.objoid AND k.classoid = d.classoid))
