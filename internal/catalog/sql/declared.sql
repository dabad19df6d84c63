-- What the lake has no place for is kept in the last line of a table's comment (session/relation.go): lw_rel has it as kept.

-- The comments of the lake's tables and views, as committed.
CREATE VIEW shim.pgc.lw_comment AS
SELECT s.schema_name, t.table_name, g.value AS comment
FROM (SELECT table_id, table_name, schema_id, end_snapshot FROM $META.ducklake_table UNION ALL SELECT view_id, view_name, schema_id, end_snapshot FROM $META.ducklake_view) t JOIN $META.ducklake_schema s USING (schema_id) JOIN $META.ducklake_tag g ON g.object_id = t.table_id AND g.key = 'comment'
WHERE t.end_snapshot IS NULL AND s.end_snapshot IS NULL AND g.end_snapshot IS NULL;

-- The comments of their columns, and the names of the lake's views.
CREATE VIEW shim.pgc.lw_column_comment AS
SELECT s.schema_name, t.table_name, c.column_name, g.value AS comment
FROM $META.ducklake_table t JOIN $META.ducklake_schema s USING (schema_id) JOIN $META.ducklake_column c ON c.table_id = t.table_id AND c.end_snapshot IS NULL
JOIN $META.ducklake_column_tag g ON g.table_id = t.table_id AND g.column_id = c.column_id AND g.key = 'comment' AND g.end_snapshot IS NULL
WHERE t.end_snapshot IS NULL AND s.end_snapshot IS NULL;

CREATE VIEW shim.pgc.lw_view_name AS
SELECT s.schema_name, v.view_name FROM $META.ducklake_view v JOIN $META.ducklake_schema s USING (schema_id) WHERE v.end_snapshot IS NULL AND s.end_snapshot IS NULL;

-- How the files of tables are laid out, as the lists of SET PARTITIONED BY and SET SORTED BY.
CREATE VIEW shim.pgc.lw_layout AS
SELECT s.schema_name, t.table_name, p.partition_by, o.sort_by
FROM $META.ducklake_table t JOIN $META.ducklake_schema s USING (schema_id)
LEFT JOIN (SELECT i.table_id, string_agg(CASE WHEN c.transform = 'identity' THEN q.name WHEN c.transform LIKE 'bucket(%' THEN replace(c.transform, ')', ', ' || q.name || ')') ELSE c.transform || '(' || q.name || ')' END, ', ' ORDER BY c.partition_key_index) AS partition_by
           FROM $META.ducklake_partition_info i JOIN $META.ducklake_partition_column c USING (partition_id, table_id)
           JOIN (SELECT table_id, column_id, '"' || replace(column_name, '"', '""') || '"' AS name FROM $META.ducklake_column WHERE end_snapshot IS NULL) q ON q.table_id = i.table_id AND q.column_id = c.column_id
           WHERE i.end_snapshot IS NULL GROUP BY i.table_id) p ON p.table_id = t.table_id
LEFT JOIN (SELECT i.table_id, string_agg(e.expression || ' ' || e.sort_direction || ' ' || replace(e.null_order, '_', ' '), ', ' ORDER BY e.sort_key_index) AS sort_by
           FROM $META.ducklake_sort_info i JOIN $META.ducklake_sort_expression e USING (sort_id, table_id) WHERE i.end_snapshot IS NULL GROUP BY i.table_id) o ON o.table_id = t.table_id
WHERE t.end_snapshot IS NULL AND s.end_snapshot IS NULL;

CREATE MACRO shim.pgc.lw_plain(x) AS CASE WHEN regexp_full_match(x, '[a-z_][a-z0-9_]*') THEN x ELSE '"' || replace(x, '"', '""') || '"' END;
CREATE MACRO shim.pgc.lw_name_list(l) AS array_to_string([shim.pgc.lw_plain(x) FOR x IN l], ', ');
CREATE MACRO shim.pgc.lw_fk_action(lead, c) AS CASE c WHEN 'c' THEN lead || 'CASCADE' WHEN 'n' THEN lead || 'SET NULL' WHEN 'd' THEN lead || 'SET DEFAULT' WHEN 'r' THEN lead || 'RESTRICT' ELSE '' END;

-- What was declared, one row a constraint or index, with the definitions that pg_get_constraintdef and pg_get_indexdef give.
CREATE VIEW shim.pgc.lw_declared AS
SELECT 2952790016 + hash(k.relid::VARCHAR || '/' || k.name) % 134217728 AS oid, 3087007744 + hash(k.relid::VARCHAR || '/' || k.name) % 134217728 AS indexoid, k.*,
       CASE k.kind WHEN 'p' THEN 'PRIMARY KEY ' WHEN 'u' THEN CASE WHEN k.nullsequal THEN 'UNIQUE NULLS NOT DISTINCT ' ELSE 'UNIQUE ' END WHEN 'f' THEN 'FOREIGN KEY ' ELSE '' END ||
       CASE WHEN k.kind = 'c' THEN 'CHECK ((' || k.expr || '))' ELSE '(' || shim.pgc.lw_name_list(k.cols) || ')' END ||
       CASE WHEN len(k.include) > 0 THEN ' INCLUDE (' || shim.pgc.lw_name_list(k.include) || ')' ELSE '' END ||
       CASE WHEN k.kind = 'f' THEN ' REFERENCES ' || CASE WHEN list_contains(shim.pgc.lw_path(), k.refschema) THEN '' ELSE shim.pgc.lw_plain(k.refschema) || '.' END || shim.pgc.lw_plain(k.reftable) || '(' || shim.pgc.lw_name_list(k.refcols) || ')' ||
            CASE WHEN k.match = 'f' THEN ' MATCH FULL' ELSE '' END || shim.pgc.lw_fk_action(' ON UPDATE ', k.onupdate) || shim.pgc.lw_fk_action(' ON DELETE ', k.ondelete) ELSE '' END ||
       CASE WHEN k.condeferrable THEN ' DEFERRABLE' ELSE '' END || CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END || CASE WHEN k.notvalid THEN ' NOT VALID' ELSE '' END AS def,
       CASE WHEN k.kind IN ('p', 'u', 'i', 'n') THEN 'CREATE ' || CASE WHEN k.kind = 'n' THEN '' ELSE 'UNIQUE ' END || 'INDEX ' || shim.pgc.lw_plain(k.name) || ' ON ' || shim.pgc.lw_plain(k.nspname) || '.' || shim.pgc.lw_plain(k.relname) ||
            ' USING btree (' || CASE WHEN len(k.keys) > 0 THEN array_to_string(k.keys, ', ') ELSE shim.pgc.lw_name_list(k.cols) END || ')' ||
            CASE WHEN len(k.include) > 0 THEN ' INCLUDE (' || shim.pgc.lw_name_list(k.include) || ')' ELSE '' END || CASE WHEN k.predicate <> '' THEN ' WHERE (' || k.predicate || ')' ELSE '' END END AS indexdef
FROM (SELECT r.relid, r.nspoid, r.nspname, r.relname, json_extract_string(one, '$.name') AS name, json_extract_string(one, '$.kind') AS kind, coalesce(from_json(json_extract(one, '$.columns'), '["VARCHAR"]'), []) AS cols,
             coalesce(from_json(json_extract(one, '$.keys'), '["VARCHAR"]'), []) AS keys, coalesce(from_json(json_extract(one, '$.include'), '["VARCHAR"]'), []) AS include, coalesce(json_extract_string(one, '$.expr'), '') AS expr, coalesce(json_extract_string(one, '$.predicate'), '') AS predicate,
             coalesce(json_extract_string(one, '$.refschema'), '') AS refschema, coalesce(json_extract_string(one, '$.reftable'), '') AS reftable, coalesce(from_json(json_extract(one, '$.refcolumns'), '["VARCHAR"]'), []) AS refcols,
             coalesce(json_extract_string(one, '$.onupdate'), '') AS onupdate, coalesce(json_extract_string(one, '$.ondelete'), '') AS ondelete, coalesce(json_extract_string(one, '$.match'), '') AS match,
             coalesce((json_extract_string(one, '$.deferrable'))::BOOLEAN, false) AS condeferrable, coalesce((json_extract_string(one, '$.deferred'))::BOOLEAN, false) AS condeferred, coalesce((json_extract_string(one, '$.notvalid'))::BOOLEAN, false) AS notvalid,
             coalesce((json_extract_string(one, '$.noinherit'))::BOOLEAN, false) AS noinherit, coalesce((json_extract_string(one, '$.nullsequal'))::BOOLEAN, false) AS nullsequal
      FROM shim.pgc.lw_con r) k;

-- Their columns, in the order of the key.
CREATE VIEW shim.pgc.lw_declared_col AS
SELECT d.oid, d.indexoid, d.relid, d.kind, d.name, d.nspname, d.relname, d.col AS attname, d.n AS n, c.attnum
FROM (SELECT *, unnest(cols) AS col, generate_subscripts(cols, 1) AS n FROM shim.pgc.lw_declared) d JOIN shim.pgc.lw_col c ON c.attrelid = d.relid AND c.attname = d.col;

-- The columns of indexes, which pg_attribute shows as PostgreSQL does.
CREATE VIEW shim.pgc.lw_index_att AS
SELECT d.indexoid AS attrelid, d.col AS attname, d.n AS attnum, c.atttypid, c.typlen, c.attndims, c.atttypmod, c.typbyval, c.typalign, c.typstorage, c.typcollation
FROM (SELECT indexoid, relid, unnest(cols || include) AS col, generate_subscripts(cols || include, 1) AS n FROM shim.pgc.lw_declared WHERE kind IN ('p', 'u', 'i', 'n')) d
JOIN shim.pgc.lw_col c ON c.attrelid = d.relid AND c.attname = d.col;

-- Every relation by name, with its place on the search path: temporary ones come first, then pg_catalog unless named.
CREATE VIEW shim.pgc.lw_name AS
SELECT oid, nspname, relname, CASE WHEN nspname = 'pg_temp_1' THEN -1 ELSE list_position(shim.pgc.lw_path(), nspname) END AS pos FROM shim.pgc.lw_rel
UNION ALL
SELECT indexoid, nspname, name, list_position(shim.pgc.lw_path(), nspname) FROM shim.pgc.lw_declared WHERE kind IN ('p', 'u', 'i', 'n')
UNION ALL
SELECT oid, CASE WHEN relnamespace = 11 THEN 'pg_catalog' ELSE 'information_schema' END, relname, CASE WHEN relnamespace = 11 THEN 0 END FROM shim.pgc.lw_pg_class;

CREATE VIEW shim.pgc.lw_visible AS
SELECT arg_min(oid, pos) AS oid FROM shim.pgc.lw_name WHERE pos IS NOT NULL GROUP BY relname;
