-- What the lake has no place for is kept in the last line of a table's comment (session/relation.go): lw_rel has it as kept.

-- The comments of the lake's tables, as committed.
CREATE VIEW shim.pgc.lw_comment AS
SELECT s.schema_name, t.table_name, g.value AS comment
FROM $META.ducklake_table t JOIN $META.ducklake_schema s USING (schema_id) JOIN $META.ducklake_tag g ON g.object_id = t.table_id AND g.key = 'comment'
WHERE t.end_snapshot IS NULL AND s.end_snapshot IS NULL AND g.end_snapshot IS NULL;

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
