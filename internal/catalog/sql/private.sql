-- What the views of pg_catalog stand on. The lake is read here and nowhere else: as an image (image.sql), or, by a session that
-- has temporary objects or DDL of its own that is not committed, live. duckdb_columns() and duckdb_views() see the transaction's own
-- DDL and cost little; duckdb_tables() reads statistics of every table and is not used. The metadata tables give the ids that
-- last: an object that is not committed yet has none, and an OID above 2^31 that ends with its transaction.

CREATE VIEW shim.pgc.lw_role AS
SELECT 10::BIGINT AS oid, coalesce(getvariable('lakewire_user')::VARCHAR, 'lakewire') AS rolname, true AS rolsuper;

CREATE VIEW shim.pgc.lw_live_sch AS
SELECT CASE WHEN d.schema_name = 'public' THEN 2200 WHEN s.schema_id IS NULL THEN 2147483648 + d.oid ELSE 16384 + 4 * s.schema_id END::BIGINT AS oid,
       d.schema_name AS nspname
FROM duckdb_schemas() d LEFT JOIN $META.ducklake_schema s ON s.schema_name = d.schema_name AND s.end_snapshot IS NULL
WHERE d.database_name = $LAKE AND NOT d.internal AND (d.schema_name <> 'main' OR EXISTS (SELECT 1 FROM duckdb_columns() c WHERE c.database_name = $LAKE AND c.schema_name = 'main' AND NOT c.internal))
UNION ALL SELECT 11, 'pg_catalog' UNION ALL SELECT 13207, 'information_schema' UNION ALL SELECT 99, 'pg_toast'
UNION ALL SELECT 16380, 'pg_temp_1' WHERE EXISTS (SELECT 1 FROM duckdb_columns() WHERE database_name = 'temp' AND NOT internal);

CREATE VIEW shim.pgc.lw_live_rel AS
SELECT CASE WHEN coalesce(t.table_id, w.view_id) IS NULL THEN 2147483648 + c.table_oid ELSE 16384 + 4 * coalesce(t.table_id, w.view_id) END::BIGINT AS oid,
       c.nspname, s.oid AS nspoid, c.table_name AS relname, CASE WHEN coalesce(g.value, v.comment) LIKE '%lakewire:{%"matview":{%' THEN 'm' WHEN v.view_name IS NULL THEN 'r' ELSE 'v' END AS relkind,
       CASE WHEN c.database_name = 'temp' THEN 't' ELSE 'p' END AS relpersistence, c.natts,
       nullif(regexp_replace(coalesce(g.value, v.comment), '(^|\n)lakewire:\{[^\n]*$', ''), '') AS comment,
       nullif(regexp_extract(coalesce(g.value, v.comment), '(?:^|\n)lakewire:(\{[^\n]*)$', 1), '') AS kept,
       coalesce(json_extract_string(nullif(regexp_extract(coalesce(g.value, v.comment), '(?:^|\n)lakewire:(\{[^\n]*)$', 1), ''), '$.matview.query'), regexp_replace(v.sql, '^CREATE VIEW\s+("([^"]|"")*"|[^\s("])+(\s*\([^)]*\))?\s+AS\s+', '')) AS viewdef
FROM (SELECT database_name, CASE WHEN database_name = 'temp' THEN 'pg_temp_1' ELSE schema_name END AS nspname, schema_name, table_name, max(table_oid) AS table_oid, count(*) AS natts
      FROM duckdb_columns() WHERE database_name IN ($LAKE, 'temp') AND NOT internal GROUP BY ALL) c
JOIN shim.pgc.lw_live_sch s ON s.nspname = c.nspname
LEFT JOIN (SELECT * FROM duckdb_views() WHERE NOT internal) v ON v.database_name = c.database_name AND v.schema_name = c.schema_name AND v.view_name = c.table_name
LEFT JOIN (SELECT t.table_id, t.table_name, s.schema_name FROM $META.ducklake_table t JOIN $META.ducklake_schema s USING (schema_id)
           WHERE t.end_snapshot IS NULL AND s.end_snapshot IS NULL) t ON c.database_name = $LAKE AND t.schema_name = c.schema_name AND t.table_name = c.table_name
LEFT JOIN (SELECT w.view_id, w.view_name, s.schema_name FROM $META.ducklake_view w JOIN $META.ducklake_schema s USING (schema_id)
           WHERE w.end_snapshot IS NULL AND s.end_snapshot IS NULL) w ON c.database_name = $LAKE AND w.schema_name = c.schema_name AND w.view_name = c.table_name
LEFT JOIN $META.ducklake_tag g ON g.object_id = t.table_id AND g.key = 'comment' AND g.end_snapshot IS NULL;

CREATE VIEW shim.pgc.lw_live_col AS
SELECT r.oid AS attrelid, r.nspname, r.relname, r.relkind, c.column_name AS attname, c.column_index::SMALLINT AS attnum, NOT c.is_nullable AS attnotnull,
       shim.pgc.lw_default(c.column_default, e.oid) AS def, c.comment,
       CASE WHEN c.data_type LIKE '%]' THEN e.typarray ELSE e.oid END AS atttypid,
       CASE WHEN c.data_type LIKE '%]' THEN len(c.data_type) - len(replace(c.data_type, '[', '')) ELSE 0 END::SMALLINT AS attndims,
       CASE WHEN shim.pgc.lw_kept_oid(shim.pgc.lw_kept_type(r.kept, c.column_name)) = e.oid THEN coalesce(shim.pgc.lw_kept_mod(shim.pgc.lw_kept_type(r.kept, c.column_name)), -1) WHEN e.oid = 1700 AND c.data_type LIKE 'DECIMAL%' THEN (regexp_extract(c.data_type, '\((\d+),', 1)::INTEGER << 16) + regexp_extract(c.data_type, ',\s*(\d+)\)', 1)::INTEGER + 4 ELSE -1 END AS atttypmod,
       CASE WHEN c.data_type LIKE '%]' THEN -1 ELSE e.typlen END AS typlen, c.data_type NOT LIKE '%]' AND e.typbyval AS typbyval, e.typalign,
       CASE WHEN c.data_type LIKE '%]' THEN 'x' ELSE e.typstorage END AS typstorage, e.typcollation, false AS attisdropped
FROM (SELECT *, CASE WHEN database_name = 'temp' THEN 'pg_temp_1' ELSE schema_name END AS nspname,
             shim.pgc.lw_base_type(regexp_replace(data_type, '(\[\d*\])+$', '')) AS base
      FROM duckdb_columns() WHERE database_name IN ($LAKE, 'temp') AND NOT internal) c
JOIN shim.pgc.lw_live_rel r ON r.nspname = c.nspname AND r.relname = c.table_name
JOIN shim.pgc.lw_pg_type e ON e.oid = CASE WHEN c.data_type LIKE '%]' THEN c.base ELSE coalesce(shim.pgc.lw_kept_oid(shim.pgc.lw_kept_type(r.kept, c.column_name)), c.base) END;

CREATE VIEW shim.pgc.lw_live_func AS
SELECT 3221225472 + f.function_oid AS oid, s.oid AS nspoid, f.function_name AS proname, f.parameters, f.macro_definition AS prosrc, f.function_type LIKE 'table%' AS proretset
FROM duckdb_functions() f JOIN shim.pgc.lw_live_sch s ON s.nspname = f.schema_name
WHERE f.database_name = $LAKE AND NOT f.internal;

-- What a session sees: the image that its variable names, or, where it has none, what the engine shows in its own transaction.
CREATE VIEW shim.pgc.lw_sch AS
SELECT * EXCLUDE image FROM shim.img.sch WHERE image = getvariable('lakewire_image')::BIGINT
UNION ALL SELECT oid, nspname FROM shim.pgc.lw_live_sch WHERE getvariable('lakewire_image') IS NULL;

CREATE VIEW shim.pgc.lw_rel AS
SELECT r.*, x.rows, x.bytes FROM (
  SELECT * EXCLUDE image FROM shim.img.rel WHERE image = getvariable('lakewire_image')::BIGINT
  UNION ALL SELECT oid, nspname, nspoid, relname, relkind, relpersistence, natts, comment, kept, viewdef FROM shim.pgc.lw_live_rel WHERE getvariable('lakewire_image') IS NULL) r
LEFT JOIN shim.img.stat x ON x.oid = r.oid;

-- lw_att has the dropped columns too, which only pg_attribute shows.
CREATE VIEW shim.pgc.lw_att AS
SELECT * EXCLUDE image FROM shim.img.col WHERE image = getvariable('lakewire_image')::BIGINT
UNION ALL SELECT attrelid, nspname, relname, relkind, attname, attnum, attnotnull, def, comment, atttypid, attndims, atttypmod, typlen, typbyval, typalign, typstorage, typcollation, attisdropped
FROM shim.pgc.lw_live_col WHERE getvariable('lakewire_image') IS NULL;
CREATE VIEW shim.pgc.lw_col AS SELECT * FROM shim.pgc.lw_att WHERE NOT attisdropped;

CREATE VIEW shim.pgc.lw_con AS
SELECT * EXCLUDE image FROM shim.img.con WHERE image = getvariable('lakewire_image')::BIGINT
UNION ALL SELECT oid, nspoid, nspname, relname, unnest(from_json(kept, '{"constraints": ["JSON"]}').constraints) FROM shim.pgc.lw_live_rel WHERE kept IS NOT NULL AND getvariable('lakewire_image') IS NULL;

CREATE VIEW shim.pgc.lw_func AS
SELECT * EXCLUDE image FROM shim.img.func WHERE image = getvariable('lakewire_image')::BIGINT
UNION ALL SELECT oid, nspoid, proname, parameters, prosrc, proretset FROM shim.pgc.lw_live_func WHERE getvariable('lakewire_image') IS NULL;
