package catalog

import (
	"context"

	"lakewire/internal/engine"
)

// learn notes which objects of the lake go on under the OIDs of others (session's identity.go): of those with the ids, or of all. It stays true
// for ever, since the lake gives no id twice.
func (m *Images) learn(ctx context.Context, conn *engine.Conn, objects, macros string) error {
	_, err := conn.Exec(ctx, m.fill(`INSERT INTO shim.img.first SELECT DISTINCT id, first FROM (
		SELECT object_id AS id, shim.pgc.lw_first(value) AS first FROM $META.ducklake_tag WHERE key = 'comment' AND value LIKE '%lakewire:{"was":{"id":%' AND `+objects+`
		UNION ALL SELECT macro_id, shim.pgc.lw_macro_first(sql) FROM $META.ducklake_macro_impl WHERE contains(sql, 'lakewire:function:') AND `+macros+`)
		WHERE first IS NOT NULL AND id NOT IN (SELECT id FROM shim.img.first)`))
	return err
}

// wider adds to changed objects those under whose OIDs they go, and those that go under theirs.
func (m *Images) wider(ctx context.Context, conn *engine.Conn, ids []int64) ([]int64, error) {
	if len(ids) == 0 {
		return ids, nil
	}
	more, err := m.ids(ctx, conn, "SELECT id FROM (SELECT first AS id FROM shim.img.first WHERE "+among("id", ids)+" UNION SELECT id FROM shim.img.first WHERE "+among("first", ids)+
		") WHERE NOT ("+among("id", ids)+")")
	return append(ids, more...), err
}
