-- Adds what the image $IMAGE does not share with the one before it, from DuckLake's metadata as of the snapshot $SNAPSHOT: the objects that
-- $ONLY(x) picks, or all. It holds until the image $UNTIL. The columns of views are added by image.go, which asks the engine what they are.

INSERT INTO shim.img.made SELECT $IMAGE, min(snapshot_id) FROM $META.ducklake_snapshot WHERE schema_version = $VERSION;

-- The schema that DuckLake makes in each lake is shown when something is in it.
INSERT INTO shim.img.sch
SELECT $IMAGE, $UNTIL, CASE WHEN schema_name = 'public' THEN 2200 ELSE 16384 + 4 * schema_id END, schema_name
FROM $META.ducklake_schema s WHERE begin_snapshot <= $SNAPSHOT AND coalesce(end_snapshot > $SNAPSHOT, true)
  AND (schema_name <> 'main' OR EXISTS (SELECT 1 FROM $META.ducklake_table t WHERE t.schema_id = s.schema_id AND t.end_snapshot IS NULL) OR EXISTS (SELECT 1 FROM $META.ducklake_view t WHERE t.schema_id = s.schema_id AND t.end_snapshot IS NULL) OR EXISTS (SELECT 1 FROM $META.ducklake_macro t WHERE t.schema_id = s.schema_id AND t.end_snapshot IS NULL AND NOT starts_with(t.macro_name, 'lakewire:comment:')))
UNION ALL SELECT $IMAGE, $UNTIL, 11, 'pg_catalog' UNION ALL SELECT $IMAGE, $UNTIL, 13207, 'information_schema' UNION ALL SELECT $IMAGE, $UNTIL, 99, 'pg_toast';

-- Every column that a table ever had keeps its number; one that has been dropped shows as PostgreSQL shows it.
INSERT INTO shim.img.col
WITH RECURSIVE c AS (
  SELECT table_id, column_id, parent_column, column_type, column_name, nulls_allowed, default_value, default_value_type, begin_snapshot, end_snapshot
  FROM $META.ducklake_column WHERE begin_snapshot <= $SNAPSHOT AND $ONLY(table_id)),
last AS (SELECT * FROM c WHERE parent_column IS NULL QUALIFY row_number() OVER (PARTITION BY table_id, column_id ORDER BY begin_snapshot DESC) = 1),
base AS (
  SELECT table_id, column_id, column_id AS at, column_type, 0 AS dims FROM last
  -- lists
  UNION ALL
  SELECT b.table_id, b.column_id, e.column_id, e.column_type, b.dims + 1 FROM base b JOIN c e ON e.table_id = b.table_id AND e.parent_column = b.at
  WHERE b.column_type = 'list' AND coalesce(e.end_snapshot > $SNAPSHOT, true)
  -- end of lists
  ),
kept AS (SELECT object_id AS table_id, regexp_extract(value, '(?:^|\n)lakewire:(\{[^\n]*)$', 1) AS kept FROM $META.ducklake_tag
  WHERE key = 'comment' AND $ONLY(object_id) AND value LIKE '%lakewire:{%"types":{%' AND begin_snapshot <= $SNAPSHOT AND coalesce(end_snapshot > $SNAPSHOT, true)),
typed AS (SELECT *, coalesce(CASE WHEN declared IS NOT NULL THEN lw_declared_oid(declared) END, CASE WHEN dims > 0 THEN lw_array_of(shim.pgc.lw_lake_type(column_type)) ELSE shim.pgc.lw_lake_type(column_type) END) AS typ
  FROM (SELECT b.table_id, b.column_id, b.dims, b.column_type, CASE WHEN k.kept IS NOT NULL THEN shim.pgc.lw_kept_type(k.kept, l.column_name) END AS declared
    FROM base b JOIN last l ON l.table_id = b.table_id AND l.column_id = b.column_id LEFT JOIN kept k ON k.table_id = b.table_id WHERE b.column_type <> 'list')),
-- of a table that was written anew, the numbers that its columns had
anew AS (SELECT object_id AS table_id, json_extract(j, '$.was.nums')::MAP(VARCHAR, SMALLINT) AS nums, (j->>'$.was.last')::SMALLINT AS last FROM (SELECT object_id, shim.pgc.lw_kept_part(value) AS j FROM $META.ducklake_tag
  WHERE key = 'comment' AND $ONLY(object_id) AND value LIKE '%lakewire:{"was":{"id":%,"nums":{%' AND begin_snapshot <= $SNAPSHOT AND coalesce(end_snapshot > $SNAPSHOT, true))),
numbered AS (SELECT * EXCLUDE (place, nums, last), CASE WHEN nums IS NULL THEN place ELSE coalesce(nums[column_name], last + place) END AS attnum FROM (SELECT last.*, w.nums, w.last, row_number() OVER (PARTITION BY last.table_id ORDER BY column_id) AS place, coalesce(end_snapshot <= $SNAPSHOT, false) AS gone,
    shim.pgc.lw_default_literal(CASE WHEN default_value_type <> 'literal' THEN default_value WHEN default_value <> 'NULL' THEN '''' || replace(default_value, '''', '''''') || '''' END) AS def FROM last LEFT JOIN anew w ON w.table_id = last.table_id) WHERE nums IS NULL OR NOT gone)
SELECT $IMAGE, $UNTIL, 16384 + 4 * coalesce(f.first, t.table_id), s.schema_name, t.table_name, 'r', CASE WHEN n.gone THEN '........pg.dropped.' || n.attnum || '........' ELSE n.column_name END, n.attnum, NOT n.nulls_allowed AND NOT n.gone,
  CASE WHEN NOT n.gone THEN shim.pgc.lw_default_text(n.def, y.typ) END,
  g.value, CASE WHEN n.gone THEN 0 ELSE y.typ END, y.dims, coalesce(CASE WHEN y.declared IS NOT NULL THEN lw_declared_mod(y.declared) END, shim.pgc.lw_decimal_mod(y.column_type)), e.typlen, e.typbyval, e.typalign, e.typstorage, e.typcollation, n.gone
FROM numbered n JOIN $META.ducklake_table t ON t.table_id = n.table_id AND $ONLY(t.table_id) AND t.begin_snapshot <= $SNAPSHOT AND coalesce(t.end_snapshot > $SNAPSHOT, true)
LEFT JOIN shim.img.first f ON f.id = t.table_id
JOIN $META.ducklake_schema s ON s.schema_id = t.schema_id AND s.begin_snapshot <= $SNAPSHOT AND coalesce(s.end_snapshot > $SNAPSHOT, true)
JOIN typed y ON y.table_id = n.table_id AND y.column_id = n.column_id
JOIN shim.pgc.lw_pg_type e ON e.oid = y.typ
LEFT JOIN $META.ducklake_column_tag g ON g.table_id = n.table_id AND $ONLY(g.table_id) AND g.column_id = n.column_id AND g.key = 'comment' AND g.begin_snapshot <= $SNAPSHOT AND coalesce(g.end_snapshot > $SNAPSHOT, true)
-- in the order of the columns: many clients ask without ORDER BY and count on PostgreSQL's habit
ORDER BY n.table_id, n.attnum;

INSERT INTO shim.img.rel
SELECT $IMAGE, $UNTIL, oid, nspname, nspoid, relname, CASE WHEN kept LIKE '%"matview":{%' THEN 'm' ELSE relkind END, relpersistence, natts, comment, kept, coalesce(shim.pgc.lw_kept_view(kept), viewdef) FROM (
WITH v AS (SELECT * FROM $META.ducklake_view WHERE $ONLY(view_id) AND begin_snapshot <= $SNAPSHOT AND coalesce(end_snapshot > $SNAPSHOT, true)),
r AS (
  SELECT t.table_id AS id, t.schema_id, t.table_name AS name, 'r' AS kind, NULL AS def FROM $META.ducklake_table t WHERE $ONLY(table_id) AND begin_snapshot <= $SNAPSHOT AND coalesce(end_snapshot > $SNAPSHOT, true)
  UNION ALL SELECT view_id, schema_id, view_name, 'v', replace(sql, '{DUCKLAKE_CATALOG}.', '') FROM v)
SELECT 16384 + 4 * coalesce(f.first, r.id) AS oid, s.schema_name AS nspname, CASE WHEN s.schema_name = 'public' THEN 2200 ELSE 16384 + 4 * s.schema_id END AS nspoid, r.name AS relname, r.kind AS relkind, 'p' AS relpersistence, n.natts, nullif(regexp_replace(g.value, '(^|\n)lakewire:\{[^\n]*$', ''), '') AS comment, nullif(regexp_extract(g.value, '(?:^|\n)lakewire:(\{[^\n]*)$', 1), '') AS kept, r.def AS viewdef
FROM r LEFT JOIN shim.img.first f ON f.id = r.id JOIN $META.ducklake_schema s ON s.schema_id = r.schema_id AND s.begin_snapshot <= $SNAPSHOT AND coalesce(s.end_snapshot > $SNAPSHOT, true)
LEFT JOIN (SELECT attrelid, max(attnum) AS natts FROM shim.img.col WHERE since = $IMAGE GROUP BY ALL) n ON n.attrelid = 16384 + 4 * coalesce(f.first, r.id)
LEFT JOIN $META.ducklake_tag g ON g.object_id = r.id AND g.key = 'comment' AND g.begin_snapshot <= $SNAPSHOT AND coalesce(g.end_snapshot > $SNAPSHOT, true));

UPDATE shim.img.col SET relkind = 'm' WHERE since = $IMAGE AND relkind = 'r' AND attrelid IN (SELECT oid FROM shim.img.rel WHERE since = $IMAGE AND relkind = 'm');

INSERT INTO shim.img.func
SELECT $IMAGE, $UNTIL, 16384 + 4 * coalesce(shim.pgc.lw_macro_first(i.sql), m.macro_id), CASE WHEN s.schema_name = 'public' THEN 2200 ELSE 16384 + 4 * s.schema_id END, m.macro_name,
  (SELECT list(p.parameter_name ORDER BY p.column_id) FROM $META.ducklake_macro_parameters p WHERE p.macro_id = m.macro_id AND p.impl_id = i.impl_id),
  (SELECT list(shim.pgc.lw_macro_cast(i.sql, p.parameter_name) ORDER BY p.column_id) FROM $META.ducklake_macro_parameters p WHERE p.macro_id = m.macro_id AND p.impl_id = i.impl_id), shim.pgc.lw_macro_result(i.sql), i.sql, i.type <> 'scalar', shim.pgc.lw_macro_kept(i.sql)
FROM $META.ducklake_macro m JOIN $META.ducklake_macro_impl i ON i.macro_id = m.macro_id
JOIN $META.ducklake_schema s ON s.schema_id = m.schema_id AND s.begin_snapshot <= $SNAPSHOT AND coalesce(s.end_snapshot > $SNAPSHOT, true)
WHERE $ONLY(m.macro_id) AND m.begin_snapshot <= $SNAPSHOT AND coalesce(m.end_snapshot > $SNAPSHOT, true);
