-- What the views of pg_catalog stand on. The lake is read here and nowhere else: as an image (image.sql), or, by a session that
-- has DDL of its own that is not committed, live. Temporary objects are told by the session (own.go). duckdb_columns() and duckdb_views() see the transaction's own
-- DDL and cost little; duckdb_tables() reads statistics of every table and is not used. The metadata tables give the ids that
-- last: an object that is not committed yet has none, and an OID above 2^31 that ends with its transaction.

-- Who owns all there is. It is no subquery: the engine plans and runs one also for a column that nobody asks for.
CREATE MACRO shim.pgc.lw_owner() AS coalesce(getvariable('lakewire_user')::VARCHAR, 'lakewire');
CREATE VIEW shim.pgc.lw_role AS
SELECT 10::BIGINT AS oid, shim.pgc.lw_owner() AS rolname, true AS rolsuper;

CREATE VIEW shim.pgc.lw_live_sch AS
SELECT CASE WHEN d.schema_name = 'public' THEN 2200 WHEN s.schema_id IS NULL THEN 2147483648 + d.oid ELSE 16384 + 4 * s.schema_id END::BIGINT AS oid,
       d.schema_name AS nspname
FROM duckdb_schemas() d LEFT JOIN $META.ducklake_schema s ON s.schema_name = d.schema_name AND s.end_snapshot IS NULL
WHERE d.database_name = $LAKE AND NOT d.internal AND (d.schema_name <> 'main' OR EXISTS (SELECT 1 FROM duckdb_columns() c WHERE c.database_name = $LAKE AND c.schema_name = 'main') OR EXISTS (SELECT 1 FROM duckdb_functions() f WHERE f.database_name = $LAKE AND f.schema_name = 'main' AND NOT f.internal AND NOT starts_with(f.function_name, 'lakewire:comment:')))
UNION ALL SELECT 11, 'pg_catalog' UNION ALL SELECT 13207, 'information_schema' UNION ALL SELECT 99, 'pg_toast';

-- The comment of a relation as its owner wrote it, and what is kept in its last line.
CREATE MACRO shim.pgc.lw_own_comment(t) AS nullif(regexp_replace(t, '(^|\n)lakewire:\{[^\n]*$', ''), '');
CREATE MACRO shim.pgc.lw_kept_part(t) AS nullif(regexp_extract(t, '(?:^|\n)lakewire:(\{[^\n]*)$', 1), '');

CREATE VIEW shim.pgc.lw_live_rel AS
SELECT oid, nspname, nspoid, relname, CASE WHEN kept LIKE '%"matview":{%' THEN 'm' ELSE relkind END AS relkind, 'p' AS relpersistence, greatest(natts, CASE WHEN kept LIKE '{"was":{%' THEN (kept->>'$.was.last')::BIGINT END) AS natts, comment, kept, coalesce(shim.pgc.lw_kept_view(kept), rtrim(viewdef, ';')) AS viewdef FROM (SELECT coalesce(16384 + 4 * nullif(CASE WHEN o.told.was IS NOT NULL THEN (o.told.was->>'$.id')::BIGINT ELSE coalesce(shim.pgc.lw_first(CASE WHEN o.told IS NULL THEN coalesce(g.value, v.comment) ELSE o.told.text END), t.table_id, w.view_id) END, 0), 2147483648 + 4 * c.table_oid)::BIGINT AS oid,
       c.schema_name AS nspname, s.oid AS nspoid, c.table_name AS relname, CASE WHEN v.view_name IS NULL THEN 'r' ELSE 'v' END AS relkind, greatest(c.natts, (o.told.was->>'$.last')::BIGINT, y.natts) AS natts,
       shim.pgc.lw_own_comment(CASE WHEN o.told IS NULL THEN coalesce(g.value, v.comment) ELSE o.told.text END) AS comment,
       shim.pgc.lw_kept_part(CASE WHEN o.told IS NULL THEN coalesce(g.value, v.comment) ELSE o.told.text END) AS kept,
       regexp_replace(v.sql, '^CREATE VIEW\s+("([^"]|"")*"|[^\s("])+(\s*\([^)]*\))?\s+AS\s+', '') AS viewdef
FROM (SELECT schema_name, table_name, max(table_oid) AS table_oid, count(*) AS natts FROM duckdb_columns() WHERE database_name = $LAKE AND NOT internal GROUP BY ALL) c
JOIN shim.pgc.lw_live_sch s ON s.nspname = c.schema_name
LEFT JOIN (SELECT * FROM duckdb_views() WHERE database_name = $LAKE AND NOT internal) v ON v.schema_name = c.schema_name AND v.view_name = c.table_name
LEFT JOIN (SELECT t.table_id, t.table_name, s.schema_name FROM $META.ducklake_table t JOIN $META.ducklake_schema s USING (schema_id)
           WHERE t.end_snapshot IS NULL AND s.end_snapshot IS NULL) t ON t.schema_name = c.schema_name AND t.table_name = c.table_name
LEFT JOIN (SELECT w.view_id, w.view_name, s.schema_name FROM $META.ducklake_view w JOIN $META.ducklake_schema s USING (schema_id)
           WHERE w.end_snapshot IS NULL AND s.end_snapshot IS NULL) w ON w.schema_name = c.schema_name AND w.view_name = c.table_name
LEFT JOIN $META.ducklake_tag g ON g.object_id = coalesce(t.table_id, w.view_id) AND g.key = 'comment' AND g.end_snapshot IS NULL
LEFT JOIN (SELECT table_id, count(DISTINCT column_id) AS natts FROM $META.ducklake_column WHERE parent_column IS NULL AND table_id IN (SELECT table_id FROM $META.ducklake_column WHERE end_snapshot IS NOT NULL) GROUP BY table_id) y ON y.table_id = t.table_id
-- the transaction's own comments, which the metadata have not yet
LEFT JOIN (SELECT unnest(getvariable('lakewire_told')::shim.pgc.lw_told_row[]) AS told) o ON lower(o.told.nspname) = lower(c.schema_name) AND lower(o.told.relname) = lower(c.table_name));

-- The numbers of columns where they are not those of their order: what the transaction has told, what is kept of tables that were written anew, and
-- those of tables that have lost a column.
CREATE VIEW shim.pgc.lw_live_num AS
WITH told AS (SELECT unnest(getvariable('lakewire_told')::shim.pgc.lw_told_row[], max_depth := 2)),
given AS (SELECT lower(nspname) AS nspname, lower(relname) AS relname, unnest(map_entries(json_extract(was, '$.nums')::MAP(VARCHAR, SMALLINT))) AS e FROM told WHERE was LIKE '%"nums":{%'
  UNION ALL SELECT lower(nspname), lower(relname), unnest(map_entries(json_extract(kept, '$.was.nums')::MAP(VARCHAR, SMALLINT))) FROM shim.pgc.lw_live_rel
  WHERE kept LIKE '{"was":{"id":%,"nums":{%' AND (lower(nspname), lower(relname)) NOT IN (SELECT (lower(nspname), lower(relname)) FROM told WHERE was IS NOT NULL)),
ranked AS (SELECT lower(s.schema_name) AS nspname, lower(t.table_name) AS relname, c.column_name, c.end_snapshot, dense_rank() OVER (PARTITION BY t.table_id ORDER BY c.column_id) AS num
  FROM $META.ducklake_column c JOIN $META.ducklake_table t ON t.table_id = c.table_id AND t.end_snapshot IS NULL JOIN $META.ducklake_schema s ON s.schema_id = t.schema_id AND s.end_snapshot IS NULL
  WHERE c.parent_column IS NULL AND c.table_id IN (SELECT table_id FROM $META.ducklake_column WHERE end_snapshot IS NOT NULL))
SELECT nspname, relname, e.key AS attname, e.value AS num FROM given
UNION ALL SELECT nspname, relname, column_name, num::SMALLINT FROM ranked r WHERE end_snapshot IS NULL
  AND (nspname, relname) NOT IN (SELECT (nspname, relname) FROM given) AND (nspname, relname) NOT IN (SELECT (lower(nspname), lower(relname)) FROM told WHERE was IS NOT NULL);

CREATE VIEW shim.pgc.lw_live_col AS $COLUMNS;

CREATE VIEW shim.pgc.lw_macro_id AS
SELECT s.schema_name, m.macro_name, coalesce(shim.pgc.lw_macro_first(i.sql), m.macro_id) AS id FROM $META.ducklake_macro m JOIN $META.ducklake_macro_impl i USING (macro_id) JOIN $META.ducklake_schema s USING (schema_id)
WHERE m.end_snapshot IS NULL AND s.end_snapshot IS NULL;

CREATE VIEW shim.pgc.lw_live_func AS
SELECT coalesce(16384 + 4 * coalesce(shim.pgc.lw_macro_first(f.macro_definition), i.id), 3221225472 + f.function_oid)::BIGINT AS oid, coalesce(s.oid, 0) AS nspoid, f.function_name AS proname, f.parameters, list_transform(f.parameters, lambda lw_p78: shim.pgc.lw_macro_cast(f.macro_definition, lw_p78)) AS argtypes, shim.pgc.lw_macro_result(f.macro_definition) AS rettype, f.macro_definition AS prosrc, f.function_type LIKE 'table%' AS proretset, shim.pgc.lw_macro_kept(f.macro_definition) AS kept
FROM duckdb_functions() f LEFT JOIN shim.pgc.lw_live_sch s ON s.nspname = f.schema_name LEFT JOIN shim.pgc.lw_macro_id i ON i.schema_name = f.schema_name AND i.macro_name = f.function_name
WHERE f.database_name = $LAKE AND NOT f.internal;

CREATE VIEW shim.pgc.lw_live_con AS $CONSTRAINTS;

-- What a session sees: the image that its variable names, or, where it has none, what it has put into variables of its own.
CREATE VIEW shim.pgc.lw_sch AS
SELECT * EXCLUDE (since, until) FROM shim.img.sch WHERE shim.img.seen(since, until)
UNION ALL SELECT unnest(getvariable('lakewire_sch')::shim.pgc.lw_sch_row[], max_depth := 2);

CREATE VIEW shim.pgc.lw_rel AS
SELECT r.*, x.rows, x.bytes FROM (
  SELECT * EXCLUDE (since, until) FROM shim.img.rel WHERE shim.img.seen(since, until)
  UNION ALL SELECT unnest(getvariable('lakewire_rel')::shim.pgc.lw_rel_row[], max_depth := 2)) r
LEFT JOIN shim.img.stat x ON x.oid = r.oid;

CREATE VIEW shim.pgc.lw_declared AS
SELECT * EXCLUDE (since, until) FROM shim.img.con WHERE shim.img.seen(since, until)
UNION ALL SELECT unnest(getvariable('lakewire_con')::shim.pgc.lw_con_row[], max_depth := 2);

CREATE VIEW shim.pgc.lw_made AS
SELECT snapshot FROM shim.img.made WHERE image = getvariable('lakewire_image')::BIGINT
UNION ALL SELECT max(snapshot_id)::BIGINT FROM $META.ducklake_snapshot WHERE getvariable('lakewire_image') IS NULL;

-- lw_att has the dropped columns too, which only pg_attribute shows.
CREATE VIEW shim.pgc.lw_att AS
SELECT * EXCLUDE (since, until) FROM shim.img.col WHERE shim.img.seen(since, until)
UNION ALL SELECT unnest(getvariable('lakewire_col')::shim.pgc.lw_col_row[], max_depth := 2);
CREATE VIEW shim.pgc.lw_col AS SELECT * FROM shim.pgc.lw_att WHERE NOT attisdropped;

-- What views stand on: a row for each relation, and one for each column that is named of it.
CREATE VIEW shim.pgc.lw_use AS
SELECT v.oid, v.nspname, v.relname, v.relkind, t.oid AS refoid, u.schema AS refnsp, u.relation AS refrel, c.attname AS refcol, coalesce(c.attnum, 0) AS refnum
FROM (SELECT oid, nspname, relname, relkind, unnest(from_json(json_extract(kept, '$.view.uses'), '[{"schema":"VARCHAR","relation":"VARCHAR","columns":["VARCHAR"]}]')) AS u
      FROM shim.pgc.lw_rel WHERE kept LIKE '%"uses":[{%') v
JOIN (SELECT oid, nspname, relname FROM shim.pgc.lw_rel UNION ALL SELECT oid, nspname, relname FROM shim.pgc.lw_own_name) t ON t.nspname = v.u.schema AND t.relname = v.u.relation
LEFT JOIN (SELECT attrelid, attname, attnum FROM shim.pgc.lw_att UNION ALL SELECT attrelid, attname, attnum FROM shim.pgc.lw_pg_attribute) c ON c.attrelid = t.oid AND list_contains(u.columns, c.attname);

CREATE VIEW shim.pgc.lw_macro AS
SELECT * EXCLUDE (since, until) FROM shim.img.func WHERE shim.img.seen(since, until)
UNION ALL SELECT unnest(getvariable('lakewire_func')::shim.pgc.lw_func_row[], max_depth := 2);

-- Functions, as they were declared through lakewire; of another client's macros what their text tells.
CREATE VIEW shim.pgc.lw_func AS
SELECT oid, nspoid, proname, prosrc, proretset, parameters, argoids, k, ins, every,
  retoid,
  array_to_string(list_transform(list_filter(every, lambda lw_a77: lw_a77.mode <> 't'), lambda lw_a76: CASE WHEN lw_a76.mode = 'o' THEN 'OUT ' ELSE '' END || CASE WHEN lw_a76.name = '' THEN '' ELSE lw_quote_ident(lw_a76.name) || ' ' END || lw_type_name(lw_a76.type)
    || CASE WHEN lw_a76."default" = '' THEN '' ELSE ' DEFAULT ' || lw_a76."default" END), ', ') AS args,
  array_to_string(list_transform(list_filter(every, lambda lw_a75: lw_a75.mode <> 't'), lambda lw_a74: CASE WHEN lw_a74.mode = 'o' THEN 'OUT ' ELSE '' END || CASE WHEN lw_a74.name = '' THEN '' ELSE lw_quote_ident(lw_a74.name) || ' ' END || lw_type_name(lw_a74.type)), ', ') AS identity,
  array_to_string(list_transform(argoids, lambda lw_o73: lw_type_name(lw_o73)), ',') AS argtypes,
  CASE WHEN len(list_filter(every, lambda lw_a72: lw_a72.mode = 't')) > 0 THEN 'TABLE(' || array_to_string(list_transform(list_filter(every, lambda lw_a71: lw_a71.mode = 't'), lambda lw_a70: lw_quote_ident(lw_a70.name) || ' ' || lw_type_name(lw_a70.type)), ', ') || ')'
    ELSE CASE WHEN proretset THEN 'SETOF ' ELSE '' END || coalesce(nullif(lw_quote_ident(k."of"), ''), lw_type_name(retoid)) END AS result
FROM (SELECT *, CASE WHEN k.returns <> 0 THEN k.returns ELSE coalesce((SELECT min(r.oid) + 1 FROM shim.pgc.lw_rel r WHERE r.relname = k."of" AND r.nspname = k.schema), shim.pgc.lw_engine_type(rettype), 2249) END AS retoid,
        list_transform(ins, lambda lw_a69: lw_a69.type) AS argoids,
        list_concat(ins, list_filter(coalesce(k.args, []), lambda lw_a68: lw_a68.mode <> 'i')) AS every
  FROM (SELECT oid, nspoid, proname, coalesce(k.body, prosrc) AS prosrc, coalesce(k."set", proretset) AS proretset, coalesce(parameters, []) AS parameters, rettype, k,
          list_transform(coalesce(parameters, []), lambda lw_p66, lw_i67: {'name': coalesce(list_filter(k.args, lambda lw_a65: lw_a65.mode = 'i')[lw_i67].name, ''), 'type': coalesce(nullif(list_filter(k.args, lambda lw_a64: lw_a64.mode = 'i')[lw_i67].type, 0), shim.pgc.lw_engine_type(argtypes[lw_i67]), 25)::BIGINT,
            'mode': 'i', 'default': coalesce(list_filter(k.args, lambda lw_a63: lw_a63.mode = 'i')[lw_i67]."default", '')}) AS ins
    FROM (SELECT * EXCLUDE kept, from_json(kept, '{"body": "VARCHAR", "volatile": "VARCHAR", "parallel": "VARCHAR", "strict": "BOOLEAN", "leakproof": "BOOLEAN", "definer": "BOOLEAN", "cost": "FLOAT", "rows": "FLOAT", "returns": "BIGINT", "of": "VARCHAR", "schema": "VARCHAR", "set": "BOOLEAN",
            "args": [{"name": "VARCHAR", "type": "BIGINT", "mode": "VARCHAR", "default": "VARCHAR"}]}') AS k
      FROM shim.pgc.lw_macro WHERE NOT starts_with(proname, 'lakewire:comment:'))));

-- The comments on what is no relation (session's define_comment.go): of PostgreSQL's own objects by their OIDs, else by a name.
-- One without a text says that PostgreSQL's own is gone.
CREATE VIEW shim.pgc.lw_kept_comment AS
WITH k AS (SELECT split_part(proname, ':', 3)::BIGINT AS classoid, lower(regexp_extract(proname, '^lakewire:comment:[0-9]+:(.*)$', 1)) AS key, nullif(shim.pgc.lw_macro_comment(prosrc), '') AS description
  FROM shim.pgc.lw_macro WHERE starts_with(proname, 'lakewire:comment:'))
SELECT CASE WHEN classoid = 1262 THEN $DATABASE ELSE try_cast(key AS BIGINT) END AS objoid, classoid, description FROM k WHERE NOT starts_with(key, '=')
UNION ALL SELECT s.oid, classoid, description FROM k JOIN shim.pgc.lw_sch s ON key = '="' || replace(lower(s.nspname), '"', '""') || '"' WHERE classoid = 2615
UNION ALL SELECT f.oid, classoid, description FROM k JOIN (SELECT f.oid, s.nspname, f.proname FROM shim.pgc.lw_macro f JOIN shim.pgc.lw_sch s ON s.oid = f.nspoid) f
  ON key = '="' || replace(lower(f.nspname), '"', '""') || '"."' || replace(lower(f.proname), '"', '""') || '"' WHERE classoid = 1255;
