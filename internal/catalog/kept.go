package catalog

import (
	"context"
	"strings"
)

// Comments gives the tables of one name in the lake's schemas, as they are committed: schema and comment, which may be "". The lake's metadata is asked on a connection of its own, so that a session may ask while it
// reads a statement.
func (m *Images) Comments(ctx context.Context, name string) ([][2]string, error) {
	conn, err := m.e.AdminConn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	rows, err := conn.Rows(ctx, m.fill("SELECT s.schema_name, g.value FROM (SELECT table_id, table_name, schema_id, end_snapshot FROM $META.ducklake_table UNION ALL SELECT view_id, view_name, schema_id, end_snapshot FROM $META.ducklake_view) t JOIN $META.ducklake_schema s ON s.schema_id = t.schema_id AND s.end_snapshot IS NULL "+
		"LEFT JOIN $META.ducklake_tag g ON g.object_id = t.table_id AND g.key = 'comment' AND g.end_snapshot IS NULL "+
		"WHERE t.end_snapshot IS NULL AND lower(t.table_name) = lower("+literal(name)+")"))
	return texts(rows), err
}

// ViewsNaming gives the lake's name, the schema, the name and the text in small letters of the committed views whose texts hold one
// of the names, in the order in which they were made.
func (m *Images) ViewsNaming(ctx context.Context, names []string) ([][]string, error) {
	conn, err := m.e.AdminConn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	holds := make([]string, len(names))
	for i, n := range names {
		holds[i] = "contains(lower(v.sql), lower(" + literal(n) + "))"
	}
	rows, err := conn.Rows(ctx, m.fill("SELECT s.schema_name, v.view_name, lower(v.sql) FROM $META.ducklake_view v JOIN $META.ducklake_schema s ON s.schema_id = v.schema_id AND s.end_snapshot IS NULL "+
		"WHERE v.end_snapshot IS NULL AND ("+strings.Join(holds, " OR ")+") ORDER BY v.view_id"))
	var out [][]string
	for _, r := range rows {
		out = append(out, []string{m.e.Lake(), str(r[0]), str(r[1]), str(r[2])})
	}
	return out, err
}

// Tables gives the names of the tables and views in a schema, as they are committed. Schemas are found whatever their case.
func (m *Images) Tables(ctx context.Context, schema string) ([]string, error) {
	conn, err := m.e.AdminConn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	rows, err := conn.Rows(ctx, m.fill("SELECT t.table_name FROM (SELECT table_name, schema_id, end_snapshot FROM $META.ducklake_table UNION ALL SELECT view_name, schema_id, end_snapshot FROM $META.ducklake_view) t "+
		"JOIN $META.ducklake_schema s ON s.schema_id = t.schema_id AND s.end_snapshot IS NULL WHERE t.end_snapshot IS NULL AND lower(s.schema_name) = lower("+literal(schema)+")"))
	var out []string
	for _, r := range rows {
		out = append(out, str(r[0]))
	}
	return out, err
}

func texts(rows [][]any) [][2]string {
	var out [][2]string
	for _, r := range rows {
		out = append(out, [2]string{str(r[0]), str(r[1])})
	}
	return out
}
