-- What the lake has no place for is kept in the last line of a table's comment (session/relation.go): lw_rel has it as kept.

-- The comments of the lake's tables and views, as committed.
CREATE VIEW shim.pgc.lw_comment AS
SELECT s.schema_name, t.table_name, g.value AS comment, t.table_id AS id
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

CREATE MACRO shim.pgc.lw_plain(x) AS lw_quote_ident(x);
CREATE MACRO shim.pgc.lw_name_list(l) AS array_to_string([shim.pgc.lw_plain(x) FOR x IN l], ', ');
CREATE MACRO shim.pgc.lw_fk_action(lead, c) AS CASE c WHEN 'c' THEN lead || 'CASCADE' WHEN 'n' THEN lead || 'SET NULL' WHEN 'd' THEN lead || 'SET DEFAULT' WHEN 'r' THEN lead || 'RESTRICT' ELSE '' END;

-- The definitions that pg_get_constraintdef and pg_get_indexdef give: nsp is the schema before a name that the search path does not find.
-- The schema before the name of an index's table, where a temporary one has the name by which every session calls its own.
CREATE MACRO shim.pgc.lw_index_place(nsp) AS CASE WHEN nsp = 'pg_temp_1' THEN 'pg_temp.' ELSE shim.pgc.lw_plain(nsp) || '.' END;
CREATE MACRO shim.pgc.lw_qualifier(nsp, always) AS CASE WHEN NOT always AND (nsp = 'pg_temp_1' OR list_contains(shim.pgc.lw_path(), nsp)) THEN '' ELSE shim.pgc.lw_index_place(nsp) END;
-- The keys of an index, what follows each of them, and what follows all.
CREATE MACRO shim.pgc.lw_key_text(x, wrapped) AS CASE WHEN wrapped THEN '(' || x || ')' ELSE x END;
CREATE MACRO shim.pgc.lw_key_order(coll, class, opt) AS CASE WHEN coll <> '' THEN ' COLLATE ' || lw_quote_ident(coll) ELSE '' END || CASE WHEN class <> '' THEN ' ' || lw_quote_ident(class) ELSE '' END
  || CASE opt WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC' ELSE '' END;
CREATE MACRO shim.pgc.lw_index_end(include, nullsequal, predicate) AS ')' || CASE WHEN len(include) > 0 THEN ' INCLUDE (' || shim.pgc.lw_name_list(include) || ')' ELSE '' END || CASE WHEN nullsequal THEN ' NULLS NOT DISTINCT' ELSE '' END
  || coalesce(' WHERE ' || predicate, '');
CREATE VIEW shim.pgc.lw_defined AS
SELECT k.*, CASE k.kind WHEN 'p' THEN 'PRIMARY KEY ' WHEN 'u' THEN CASE WHEN k.nullsequal THEN 'UNIQUE NULLS NOT DISTINCT ' ELSE 'UNIQUE ' END WHEN 'f' THEN 'FOREIGN KEY ' ELSE '' END ||
       CASE WHEN k.kind = 'c' THEN 'CHECK (' || k.shown || ')' ELSE '(' || shim.pgc.lw_name_list(k.cols) || ')' END ||
       CASE WHEN len(k.include) > 0 THEN ' INCLUDE (' || shim.pgc.lw_name_list(k.include) || ')' ELSE '' END ||
       CASE WHEN k.kind = 'f' THEN ' REFERENCES ' || CASE WHEN coalesce(lw_book_visible(k.refoid, shim.pgc.lw_book(), shim.pgc.lw_path_text()), false) THEN '' ELSE shim.pgc.lw_qualifier(k.refschema, k.refschema <> 'pg_temp_1') END || shim.pgc.lw_plain(k.reftable) || '(' || shim.pgc.lw_name_list(k.refcols) || ')' ||
            CASE WHEN k.match = 'f' THEN ' MATCH FULL' ELSE '' END || shim.pgc.lw_fk_action(' ON UPDATE ', k.onupdate) || shim.pgc.lw_fk_action(' ON DELETE ', k.ondelete) ELSE '' END ||
       CASE WHEN k.condeferrable THEN ' DEFERRABLE' ELSE '' END || CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END || CASE WHEN k.notvalid THEN ' NOT VALID' ELSE '' END AS def,
       CASE WHEN k.kind IN ('p', 'u', 'i', 'n') THEN 'CREATE ' || CASE WHEN k.kind = 'n' THEN '' ELSE 'UNIQUE ' END || 'INDEX ' || shim.pgc.lw_plain(k.name) || ' ON ' END AS indexhead,
       ' USING ' || k.method || ' (' || array_to_string([shim.pgc.lw_key_text(x.e, x.w) || shim.pgc.lw_key_order(x.c, x.k, x.o) FOR x IN k.keyed], ', ') || shim.pgc.lw_index_end(k.include, k.nullsequal, k.shown) AS indextail,
       ' USING ' || k.method || ' (' || array_to_string([shim.pgc.lw_key_text(x.p, x.w) || shim.pgc.lw_key_order(x.c, x.k, x.o) FOR x IN k.keyed], ', ') || shim.pgc.lw_index_end(k.include, k.nullsequal, k.brief) AS indexbrief
FROM shim.pgc.lw_declared k;

-- The columns of keys, in their order.
CREATE VIEW shim.pgc.lw_declared_col AS
SELECT oid, indexoid, relid, kind, name, nspname, relname, unnest(cols) AS attname, generate_subscripts(cols, 1) AS n, unnest(conkey) AS attnum, refoid, unnest(CASE WHEN kind = 'f' AND confkey IS NOT NULL THEN confkey ELSE conkey END) AS refnum FROM shim.pgc.lw_declared;

-- The operators by which btrees tell that keys are equal.
CREATE VIEW shim.pgc.lw_equals AS
SELECT amoplefttype, amoprighttype, min(amopopr) AS amopopr FROM shim.pgc.lw_pg_amop o JOIN shim.pgc.lw_pg_opclass c ON c.opcfamily = o.amopfamily AND c.opcmethod = 403 AND c.opcdefault AND c.opcintype = o.amoplefttype
WHERE amopmethod = 403 AND amopstrategy = 3 GROUP BY ALL;
