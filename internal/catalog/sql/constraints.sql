-- What was declared, one row a constraint or index: out of the relations $NEW, whose comments keep it, all relations $REL, and the columns $COL.
-- Few relations have any, so that only the columns of those, and of what they refer to, are looked at.
WITH k AS (SELECT r.oid AS relid, r.nspoid, r.nspname, r.relname, r.relkind, json_extract_string(one, '$.name') AS name, json_extract_string(one, '$.kind') AS kind, coalesce(from_json(json_extract(one, '$.columns'), '["VARCHAR"]'), []) AS cols,
             coalesce(from_json(json_extract(one, '$.keys'), '["VARCHAR"]'), []) AS keys, coalesce(from_json(json_extract(one, '$.include'), '["VARCHAR"]'), []) AS include, coalesce(json_extract_string(one, '$.expr'), '') AS expr, coalesce(json_extract_string(one, '$.predicate'), '') AS predicate,
             coalesce(json_extract_string(one, '$.refschema'), '') AS refschema, coalesce(json_extract_string(one, '$.reftable'), '') AS reftable, coalesce(from_json(json_extract(one, '$.refcolumns'), '["VARCHAR"]'), []) AS refcols,
             coalesce(json_extract_string(one, '$.onupdate'), '') AS onupdate, coalesce(json_extract_string(one, '$.ondelete'), '') AS ondelete, coalesce(json_extract_string(one, '$.match'), '') AS match,
             coalesce((json_extract_string(one, '$.deferrable'))::BOOLEAN, false) AS condeferrable, coalesce((json_extract_string(one, '$.deferred'))::BOOLEAN, false) AS condeferred, coalesce((json_extract_string(one, '$.notvalid'))::BOOLEAN, false) AS notvalid,
             coalesce((json_extract_string(one, '$.noinherit'))::BOOLEAN, false) AS noinherit, coalesce((json_extract_string(one, '$.nullsequal'))::BOOLEAN, false) AS nullsequal,
             coalesce(json_extract_string(one, '$.method'), 'btree') AS method, json_extract_string(one, '$.comment') AS comment, json_extract_string(one, '$.onindex') AS onindex
      FROM (SELECT *, unnest(from_json(kept, '{"constraints": ["JSON"]}').constraints) AS one FROM $NEW WHERE kept IS NOT NULL) r),
f AS (SELECT oid, nspname, relname FROM $REL WHERE (nspname, relname) IN (SELECT (refschema, reftable) FROM k WHERE kind = 'f')),
c AS (SELECT attrelid, list(attname ORDER BY attnum) AS names, list(attnum ORDER BY attnum) AS nums, list(CASE atttypid WHEN 1043 THEN 25 ELSE atttypid END ORDER BY attnum) AS types, to_json(list({'n': attname, 't': atttypid, 'm': atttypmod} ORDER BY attnum))::VARCHAR AS typed FROM $COL
      WHERE NOT attisdropped AND attrelid IN (SELECT relid FROM k UNION ALL SELECT oid FROM f) GROUP BY attrelid)
SELECT 2952790016 + hash(k.relid::VARCHAR || '/' || k.name) % 134217728 AS oid, 3087007744 + hash(k.relid::VARCHAR || '/' || k.name) % 134217728 AS indexoid, k.* EXCLUDE (method),
       list_transform(k.cols, lambda x: coalesce(n.nums[list_position(n.names, x)], 0))::SMALLINT[] AS conkey, list_transform(k.cols || k.include, lambda x: coalesce(n.nums[list_position(n.names, x)], 0))::SMALLINT[] AS indkey,
       f.oid AS refoid, CASE WHEN f.oid IS NOT NULL THEN list_transform(k.refcols, lambda x: coalesce(m.nums[list_position(m.names, x)], 0)) END::SMALLINT[] AS confkey,
       CASE WHEN k.kind = 'c' THEN lw_check_text(k.expr, n.typed, false) WHEN k.predicate <> '' THEN lw_check_text(k.predicate, n.typed, false) END AS shown, CASE WHEN k.kind = 'c' THEN lw_check_text(k.expr, n.typed, true) WHEN k.predicate <> '' THEN lw_check_text(k.predicate, n.typed, true) END AS brief,
       CASE WHEN len(k.keys) > 0 THEN from_json(lw_index_keys(to_json(k.keys)::VARCHAR, n.typed), '[{"e": "VARCHAR", "p": "VARCHAR", "w": "BOOLEAN", "n": "VARCHAR", "y": "BIGINT", "m": "INTEGER", "c": "VARCHAR", "k": "VARCHAR", "o": "SMALLINT"}]')
         WHEN k.kind IN ('p', 'u') THEN list_transform(k.cols, lambda x: {'e': lw_quote_ident(x), 'p': lw_quote_ident(x), 'w': false, 'n': x, 'y': 0, 'm': -1, 'c': '', 'k': '', 'o': 0}) END::STRUCT(e VARCHAR, p VARCHAR, w BOOLEAN, n VARCHAR, y BIGINT, m INTEGER, c VARCHAR, k VARCHAR, o SMALLINT)[] AS keyed,
       CASE WHEN f.oid IS NOT NULL THEN list_transform(k.cols, lambda x: n.types[list_position(n.names, x)]) END::BIGINT[] AS keytypes, CASE WHEN f.oid IS NOT NULL THEN list_transform(k.refcols, lambda x: m.types[list_position(m.names, x)]) END::BIGINT[] AS reftypes, k.method
FROM k
LEFT JOIN c n ON n.attrelid = k.relid
LEFT JOIN f ON k.kind = 'f' AND f.nspname = k.refschema AND f.relname = k.reftable
LEFT JOIN c m ON m.attrelid = f.oid
