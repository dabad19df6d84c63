package catalog

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// Identity is how clients know a relation of the lake again: its OID, and the attnums of the columns that it has now, in
// their order.
type Identity struct {
	Schema  string
	OID     uint32
	Plain   bool // a table
	Catalog bool // a view, and there are views that read the catalog
	Numbers []int16
	Columns []string // of a table
	Last    int16    // the highest number that one of them ever had
}

// Identity finds a relation in the first of some schemas that has it, as committed; there may be none. Like the engine it does not
// tell cases apart.
func (m *Images) Identity(ctx context.Context, schemas []string, name string) (Identity, error) {
	if len(schemas) == 0 {
		return Identity{}, nil
	}
	conn, err := m.e.AdminConn(ctx)
	if err != nil {
		return Identity{}, err
	}
	defer conn.Close()
	list := make([]string, len(schemas))
	for i, s := range schemas {
		list[i] = "lower(" + literal(s) + ")"
	}
	places := strings.Join(list, ", ")
	rows, err := conn.Rows(ctx, m.fill(fmt.Sprintf(`SELECT 16384 + 4 * coalesce(shim.pgc.lw_first(g.value), r.id) AS oid, r.plain,
		CASE WHEN r.plain THEN (SELECT to_json({'names': list(c.column_name ORDER BY c.column_order) FILTER (c.end_snapshot IS NULL), 'nums': list(c.n ORDER BY c.column_order) FILTER (c.end_snapshot IS NULL), 'last': max(c.n)})::VARCHAR
			FROM (SELECT column_name, column_order, end_snapshot, dense_rank() OVER (ORDER BY column_id) AS n FROM $META.ducklake_column WHERE table_id = r.id AND parent_column IS NULL) c) END,
		NOT r.plain AND (SELECT coalesce(bool_or(regexp_matches(sql, 'pg_|pgc|pgi|lw_')), false) FROM $META.ducklake_view WHERE end_snapshot IS NULL), s.schema_name, shim.pgc.lw_kept_part(g.value)
		FROM (SELECT table_id AS id, schema_id, true AS plain FROM $META.ducklake_table WHERE end_snapshot IS NULL AND lower(table_name) = lower(%[1]s)
			UNION ALL SELECT view_id, schema_id, false FROM $META.ducklake_view WHERE end_snapshot IS NULL AND lower(view_name) = lower(%[1]s)) r
		JOIN $META.ducklake_schema s ON s.schema_id = r.schema_id AND s.end_snapshot IS NULL AND lower(s.schema_name) IN (%[2]s)
		LEFT JOIN $META.ducklake_tag g ON g.object_id = r.id AND g.key = 'comment' AND g.end_snapshot IS NULL
		ORDER BY list_position([%[2]s], lower(s.schema_name)) LIMIT 1`, literal(name), places)))
	if err != nil || len(rows) == 0 {
		return Identity{}, err
	}
	id := Identity{OID: uint32(rows[0][0].(int64)), Plain: rows[0][1].(bool), Catalog: rows[0][3].(bool), Schema: str(rows[0][4])}
	if !id.Plain {
		id.Numbers = InOrder() // a view's columns cannot be dropped
		return id, nil
	}
	return id, id.number(str(rows[0][2]), str(rows[0][5]))
}

// number fills in the columns of a table: as the lake has them, or, of one that was written anew, as they are kept.
func (id *Identity) number(columns, kept string) error {
	var is struct {
		Names []string `json:"names"`
		Nums  []int16  `json:"nums"`
		Last  int16    `json:"last"`
	}
	var k struct {
		Was struct {
			Nums map[string]int16 `json:"nums"`
			Last int16            `json:"last"`
		} `json:"was"`
	}
	if err := json.Unmarshal([]byte(columns), &is); err != nil {
		return err
	}
	if kept != "" && json.Unmarshal([]byte(kept), &k) == nil && k.Was.Nums != nil {
		for i, c := range is.Names {
			n, ok := k.Was.Nums[c]
			if !ok { // another client's
				n = k.Was.Last + is.Nums[i]
			}
			is.Nums[i], is.Last = n, max(n, k.Was.Last)
		}
	}
	id.Columns, id.Numbers, id.Last = is.Names, is.Nums, is.Last
	return nil
}

// InOrder are the attnums of columns of which none has been dropped: as many as a relation may have.
var InOrder = sync.OnceValue(func() []int16 {
	out := make([]int16, 1600)
	for i := range out {
		out[i] = int16(i + 1)
	}
	return out
})
