-- Builds the image $IMAGE from DuckLake's metadata as of the snapshot $SNAPSHOT. The columns of views are added by image.go,
-- which asks the engine what they are. $ONLY(x) is "true", or picks the objects that have changed since the image that was copied.

-- The schema main, which every lake has, shows when something is in it.
INSERT INTO shim.img.sch
SELECT $IMAGE, CASE WHEN schema_name = 'public' THEN 2200 ELSE 16384 + 4 * schema_id END, schema_name
FROM $META.ducklake_schema WHERE begin_snapshot <= $SNAPSHOT AND coalesce(end_snapshot > $SNAPSHOT, true)
  AND (schema_name <> 'main' OR schema_id IN (SELECT schema_id FROM $META.ducklake_table WHERE begin_snapshot <= $SNAPSHOT AND coalesce(end_snapshot > $SNAPSHOT, true)
    UNION ALL SELECT schema_id FROM $META.ducklake_view WHERE begin_snapshot <= $SNAPSHOT AND coalesce(end_snapshot > $SNAPSHOT, true)
    UNION ALL SELECT schema_id FROM $META.ducklake_macro WHERE begin_snapshot <= $SNAPSHOT AND coalesce(end_snapshot > $SNAPSHOT, true)))
UNION ALL SELECT $IMAGE, 11, 'pg_catalog' UNION ALL SELECT $IMAGE, 13207, 'information_schema' UNION ALL SELECT $IMAGE, 99, 'pg_toast';

-- Every column that a table ever had keeps its number; one that has been dropped shows as PostgreSQL shows it.
INSERT INTO shim.img.col
WITH RECURSIVE c AS (
  SELECT table_id, column_id, parent_column, column_type, column_name, nulls_allowed, default_value, default_value_type, begin_snapshot, end_snapshot
  FROM $META.ducklake_column WHERE begin_snapshot <= $SNAPSHOT AND $ONLY(table_id)),
last AS (SELECT * FROM c WHERE parent_column IS NULL QUALIFY row_number() OVER (PARTITION BY table_id, column_id ORDER BY begin_snapshot DESC) = 1),
base AS (
  SELECT table_id, column_id, column_id AS at, column_type, 0 AS dims FROM last
  UNION ALL
  SELECT b.table_id, b.column_id, e.column_id, e.column_type, b.dims + 1 FROM base b JOIN c e ON e.table_id = b.table_id AND e.parent_column = b.at
  WHERE b.column_type = 'list' AND coalesce(e.end_snapshot > $SNAPSHOT, true)),
typed AS (SELECT table_id, column_id, dims, column_type, shim.pgc.lw_lake_type(column_type) AS typ FROM base WHERE column_type <> 'list'),
kept AS (SELECT object_id AS table_id, col AS column_name, shim.pgc.lw_kept_oid(declared) AS typ, shim.pgc.lw_kept_mod(declared) AS typmod FROM (
  SELECT object_id, col, shim.pgc.lw_kept_type(kept, col) AS declared FROM (
    SELECT object_id, kept, unnest(json_keys(kept, '$.types')) AS col FROM (
      SELECT object_id, regexp_extract(value, '(?:^|\n)lakewire:(\{[^\n]*)$', 1) AS kept FROM $META.ducklake_tag
      WHERE key = 'comment' AND contains(value, '"types":{') AND begin_snapshot <= $SNAPSHOT AND coalesce(end_snapshot > $SNAPSHOT, true) AND $ONLY(object_id)) WHERE kept <> ''))),
numbered AS (SELECT *, row_number() OVER (PARTITION BY table_id ORDER BY column_id) AS attnum, coalesce(end_snapshot <= $SNAPSHOT, false) AS gone FROM last)
SELECT $IMAGE, 16384 + 4 * t.table_id, s.schema_name, t.table_name, CASE WHEN m.table_id IS NULL THEN 'r' ELSE 'm' END, CASE WHEN n.gone THEN '........pg.dropped.' || n.attnum || '........' ELSE n.column_name END, n.attnum, NOT n.nulls_allowed AND NOT n.gone,
  CASE WHEN n.gone THEN NULL WHEN n.default_value_type = 'literal' AND n.default_value <> 'NULL' THEN shim.pgc.lw_default('''' || replace(n.default_value, '''', '''''') || '''', coalesce(k.typ, y.typ))
    WHEN n.default_value_type <> 'literal' THEN shim.pgc.lw_default(n.default_value, coalesce(k.typ, y.typ)) END,
  g.value, CASE WHEN n.gone THEN 0 WHEN y.dims > 0 THEN e.typarray ELSE e.oid END, y.dims,
  CASE WHEN k.typ IS NOT NULL THEN coalesce(k.typmod, -1) WHEN y.column_type LIKE 'decimal(%' THEN (regexp_extract(y.column_type, '\((\d+)', 1)::INTEGER << 16) + regexp_extract(y.column_type, ',\s*(\d+)\)', 1)::INTEGER + 4 ELSE -1 END,
  CASE WHEN y.dims > 0 THEN -1 ELSE e.typlen END, y.dims = 0 AND e.typbyval, e.typalign, CASE WHEN y.dims > 0 THEN 'x' ELSE e.typstorage END, e.typcollation, n.gone
FROM numbered n JOIN $META.ducklake_table t ON t.table_id = n.table_id AND t.begin_snapshot <= $SNAPSHOT AND coalesce(t.end_snapshot > $SNAPSHOT, true)
JOIN $META.ducklake_schema s ON s.schema_id = t.schema_id AND s.begin_snapshot <= $SNAPSHOT AND coalesce(s.end_snapshot > $SNAPSHOT, true)
JOIN typed y ON y.table_id = n.table_id AND y.column_id = n.column_id
LEFT JOIN (SELECT object_id AS table_id FROM $META.ducklake_tag WHERE key = 'comment' AND value LIKE '%lakewire:{%"matview":{%' AND begin_snapshot <= $SNAPSHOT AND coalesce(end_snapshot > $SNAPSHOT, true)) m ON m.table_id = n.table_id
LEFT JOIN kept k ON k.table_id = n.table_id AND k.column_name = n.column_name AND NOT n.gone AND y.dims = 0
JOIN shim.pgc.lw_pg_type e ON e.oid = coalesce(k.typ, y.typ)
LEFT JOIN $META.ducklake_column_tag g ON g.table_id = n.table_id AND g.column_id = n.column_id AND g.key = 'comment' AND g.begin_snapshot <= $SNAPSHOT AND coalesce(g.end_snapshot > $SNAPSHOT, true)
-- in the order of the columns: many clients ask without ORDER BY and count on PostgreSQL's habit
ORDER BY n.table_id, n.attnum;

INSERT INTO shim.img.rel
WITH v AS (SELECT * FROM $META.ducklake_view WHERE $ONLY(view_id) AND begin_snapshot <= $SNAPSHOT AND coalesce(end_snapshot > $SNAPSHOT, true)),
r AS (
  SELECT t.table_id AS id, t.schema_id, t.table_name AS name, 'r' AS kind, NULL AS def FROM $META.ducklake_table t WHERE $ONLY(table_id) AND begin_snapshot <= $SNAPSHOT AND coalesce(end_snapshot > $SNAPSHOT, true)
  UNION ALL SELECT view_id, schema_id, view_name, 'v', replace(sql, '{DUCKLAKE_CATALOG}.', '') FROM v)
SELECT $IMAGE, 16384 + 4 * r.id, s.schema_name, CASE WHEN s.schema_name = 'public' THEN 2200 ELSE 16384 + 4 * s.schema_id END, r.name, CASE WHEN m.query IS NULL THEN r.kind ELSE 'm' END, 'p', n.natts, nullif(regexp_replace(g.value, '(^|\n)lakewire:\{[^\n]*$', ''), ''), nullif(regexp_extract(g.value, '(?:^|\n)lakewire:(\{[^\n]*)$', 1), ''), coalesce(m.query, r.def)
FROM r JOIN $META.ducklake_schema s ON s.schema_id = r.schema_id AND s.begin_snapshot <= $SNAPSHOT AND coalesce(s.end_snapshot > $SNAPSHOT, true)
LEFT JOIN (SELECT attrelid, max(attnum) AS natts FROM shim.img.col WHERE image = $IMAGE GROUP BY ALL) n ON n.attrelid = 16384 + 4 * r.id
LEFT JOIN $META.ducklake_tag g ON g.object_id = r.id AND g.key = 'comment' AND g.begin_snapshot <= $SNAPSHOT AND coalesce(g.end_snapshot > $SNAPSHOT, true)
LEFT JOIN (SELECT object_id, json_extract_string(regexp_extract(value, '(?:^|\n)lakewire:(\{[^\n]*)$', 1), '$.matview.query') AS query FROM $META.ducklake_tag
  WHERE key = 'comment' AND value LIKE '%lakewire:{%"matview":{%' AND begin_snapshot <= $SNAPSHOT AND coalesce(end_snapshot > $SNAPSHOT, true)) m ON m.object_id = r.id;

INSERT INTO shim.img.con
SELECT $IMAGE, r.oid, r.nspoid, r.nspname, r.relname, unnest(from_json(r.kept, '{"constraints": ["JSON"]}').constraints)
FROM (SELECT *, (oid - 16384) // 4 AS id FROM shim.img.rel WHERE image = $IMAGE AND kept IS NOT NULL) r WHERE $ONLY(r.id);

INSERT INTO shim.img.func
SELECT $IMAGE, 16384 + 4 * m.macro_id, CASE WHEN s.schema_name = 'public' THEN 2200 ELSE 16384 + 4 * s.schema_id END, m.macro_name,
  (SELECT list(p.parameter_name ORDER BY p.column_id) FROM $META.ducklake_macro_parameters p WHERE p.macro_id = m.macro_id AND p.impl_id = i.impl_id), i.sql, i.type <> 'scalar'
FROM $META.ducklake_macro m JOIN $META.ducklake_macro_impl i ON i.macro_id = m.macro_id
JOIN $META.ducklake_schema s ON s.schema_id = m.schema_id AND s.begin_snapshot <= $SNAPSHOT AND coalesce(s.end_snapshot > $SNAPSHOT, true)
WHERE $ONLY(m.macro_id) AND m.begin_snapshot <= $SNAPSHOT AND coalesce(m.end_snapshot > $SNAPSHOT, true);
