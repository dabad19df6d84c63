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
