SELECT 1259 AS classid, indexoid AS objid, 0 AS objsubid, 2606 AS refclassid, oid AS refobjid, 0 AS refobjsubid, 'i' AS deptype, relid AS obj FROM $NEW_CON WHERE kind IN ('p', 'u')
UNION ALL SELECT DISTINCT 1259, i.indexoid, 0, 1259, i.relid, c.attnum, 'a', i.relid
FROM (SELECT indexoid, relid, indkey, array_to_string(keys, ' ') || ' ' || predicate AS texts, len(list_filter(keyed, lambda k: k.y > 0)) > 0 OR predicate <> '' AS more FROM $NEW_CON WHERE kind IN ('i', 'n')) i
JOIN $NEW_COL c ON c.attrelid = i.relid AND (list_contains(i.indkey, c.attnum) OR i.more AND regexp_matches(i.texts, '(?i)(^|\W)' || regexp_escape(c.attname) || '(\W|$)'))
UNION ALL SELECT 1259, indexoid, 0, 1259, relid, 0, 'a', relid FROM $NEW_CON WHERE kind IN ('i', 'n') AND len(list_filter(indkey, lambda n: n > 0)) = 0
UNION ALL SELECT 2606, oid, 0, 1259, relid, n.num, 'n', relid FROM (SELECT oid, relid, kind, unnest(conkey) AS num FROM $NEW_CON) n WHERE kind = 'c' AND num > 0
UNION ALL SELECT 2606, oid, 0, 1259, relid, n.num, 'a', relid FROM (SELECT oid, relid, kind, unnest(conkey) AS num FROM $NEW_CON) n WHERE kind IN ('p', 'u', 'f', 'c') AND num > 0
UNION ALL SELECT 2606, oid, 0, 1259, refoid, n.num, 'n', relid FROM (SELECT oid, relid, refoid, kind, unnest(confkey) AS num FROM $NEW_CON) n WHERE kind = 'f' AND refoid IS NOT NULL
UNION ALL SELECT 2606, d.oid, 0, 1259, k.indexoid, 0, 'n', d.relid FROM $NEW_CON d JOIN shim.pgc.lw_declared k ON k.relid = d.refoid AND k.kind IN ('p', 'u') AND k.cols = d.refcols WHERE d.kind = 'f'
UNION ALL SELECT 2618, oid + 3, 0, 1259, oid, 0, k.t, oid FROM $NEW_REL, (VALUES ('i'), ('n')) k(t) WHERE relkind IN ('v', 'm')
UNION ALL SELECT 1259, oid, 0, 2615, nspoid, 0, 'n', oid FROM $NEW_REL
UNION ALL SELECT 2604, 1073741824 + (attrelid * 512 + attnum) % 1073741824, 0, 1259, attrelid, attnum, 'a', attrelid FROM $NEW_COL WHERE def IS NOT NULL
UNION ALL SELECT 1247, oid + 1, 0, 1259, oid, 0, 'i', oid FROM $NEW_REL
UNION ALL SELECT 1247, oid + 2, 0, 1247, oid + 1, 0, 'i', oid FROM $NEW_REL
UNION ALL SELECT DISTINCT 2618, oid + 3, 0, 1259, refoid, refnum, 'n', oid FROM $NEW_USE
UNION ALL SELECT 1255, oid, 0, 2615, nspoid, 0, 'n', oid FROM $NEW_FUNC
