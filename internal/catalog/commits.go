package catalog

import "context"

// Committed tells whether a commit that carries a token in its extra information has happened.
func (m *Images) Committed(ctx context.Context, token string) (bool, error) {
	conn, err := m.e.AdminConn(ctx)
	if err != nil {
		return false, err
	}
	defer conn.Close()
	rows, err := conn.Rows(ctx, m.fill("SELECT 1 FROM $META.ducklake_snapshot_changes WHERE contains(commit_extra_info, "+literal(token)+") LIMIT 1"))
	return len(rows) > 0, err
}

// OID gives the OID that pg_class has for a relation of the lake now, 0 when there is none.
func (m *Images) OID(ctx context.Context, schema, name string) (int64, error) {
	conn, err := m.e.AdminConn(ctx)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	rows, err := conn.Rows(ctx, m.fill("SELECT 16384 + 4 * coalesce(shim.pgc.lw_first(g.value), t.table_id) FROM $META.ducklake_table t JOIN $META.ducklake_schema s USING (schema_id) LEFT JOIN $META.ducklake_tag g ON g.object_id = t.table_id AND g.key = 'comment' AND g.end_snapshot IS NULL WHERE t.end_snapshot IS NULL AND s.end_snapshot IS NULL AND lower(s.schema_name) = "+
		literal(schema)+" AND lower(t.table_name) = "+literal(name)))
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0][0].(int64), nil
}
