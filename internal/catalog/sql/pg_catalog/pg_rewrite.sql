SELECT r.oid + 3 AS oid, '_RETURN' AS rulename, r.oid AS ev_class, '1' AS ev_type, 'O' AS ev_enabled, true AS is_instead, '<>' AS ev_qual,
  '({QUERY :commandType 1 :querySource 0 :canSetTag true :targetList ' || coalesce('(' || t.entries || ')', '<>') || '})' AS ev_action
FROM shim.pgc.lw_rel r
LEFT JOIN (
  SELECT v.oid, string_agg('{TARGETENTRY :expr <> :resno ' || c.attnum || ' :resname ' || regexp_replace(c.attname, '([\s(){}\\])', '\\\1', 'g') || ' :ressortgroupref 0 :resorigtbl ' || coalesce(f.oid, 0)
    || ' :resorigcol ' || coalesce(a.attnum, 0) || ' :resjunk false}', ' ' ORDER BY c.attnum) AS entries
  FROM (SELECT oid, unnest(o) AS o, unnest(range(1, len(o) + 1)) AS n
        FROM (SELECT oid, from_json(json_extract(kept, '$.view.origins'), '[{"schema":"VARCHAR","relation":"VARCHAR","column":"VARCHAR"}]') AS o FROM shim.pgc.lw_rel WHERE kept LIKE '%"origins":[{%')) v
  JOIN shim.pgc.lw_col c ON c.attrelid = v.oid AND c.attnum = v.n
  LEFT JOIN (SELECT oid, nspname, relname FROM shim.pgc.lw_rel UNION ALL SELECT oid, nspname, relname FROM shim.pgc.lw_own_name) f ON f.nspname = v.o.schema AND f.relname = v.o.relation
  LEFT JOIN (SELECT attrelid, attname, attnum FROM shim.pgc.lw_col UNION ALL SELECT attrelid, attname, attnum FROM shim.pgc.lw_pg_attribute) a ON a.attrelid = f.oid AND a.attname = v.o.column
  GROUP BY v.oid) t ON t.oid = r.oid
WHERE r.relkind IN ('v', 'm')
