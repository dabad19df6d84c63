package catalog

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
)

// viewColumns gives the statement that adds the columns of the lake's views to an image: those that are kept with a view, or, since
// DuckLake keeps a view's text only, what the engine tells when it prepares it. A view that cannot be prepared, as one whose table
// is gone, has none.
func (m *Images) viewColumns(ctx context.Context, conn *engine.Conn, d delta, snapshot int64) ([]string, error) {
	which := "true"
	if !d.alone {
		which = among("v.view_id", d.ids)
	}
	rows, err := conn.Rows(ctx, m.fill(fmt.Sprintf(`SELECT coalesce(f.first, v.view_id), s.schema_name, v.view_name, g.value FROM $META.ducklake_view v LEFT JOIN shim.img.first f ON f.id = v.view_id JOIN $META.ducklake_schema s USING (schema_id)
		LEFT JOIN $META.ducklake_tag g ON g.object_id = v.view_id AND g.key = 'comment' AND g.begin_snapshot <= %[1]d AND coalesce(g.end_snapshot > %[1]d, true)
		WHERE %[2]s AND v.begin_snapshot <= %[1]d AND coalesce(v.end_snapshot > %[1]d, true) AND s.begin_snapshot <= %[1]d AND coalesce(s.end_snapshot > %[1]d, true)`, snapshot, which)))
	if err != nil {
		return nil, err
	}
	var values []string
	if len(rows) > 0 { // what views call of ours is found there
		if _, err := conn.Exec(ctx, "SET search_path = 'shim.pgc'"); err != nil {
			return nil, err
		}
	}
	known := int64(-1)
	for _, r := range rows {
		id, schema, name := r[0].(int64), r[1].(string), r[2].(string)
		for i, c := range toldColumns(str(r[3])) {
			oid, mod, _ := pgtypes.Declared(c[1])
			dims := 0
			if pgtypes.IsArray(oid) {
				dims = 1
			}
			values = append(values, viewColumn(id, schema, name, c[0], i, oid, mod, dims))
			known = id
		}
		if known == id {
			continue
		}
		st, err := conn.Prepare(ctx, "SELECT * FROM "+identifier(m.e.Lake())+"."+identifier(schema)+"."+identifier(name))
		if err != nil {
			if ctx.Err() != nil {
				return nil, err
			}
			continue
		}
		for i, c := range st.Columns() {
			d := pgtypes.Describe(c.Type)
			dims := 0
			for t := c.Type; t != nil && (t.Kind == pgtypes.List || t.Kind == pgtypes.Array); t = t.Elem {
				dims++
			}
			values = append(values, viewColumn(id, schema, name, c.Name, i, d.OID, d.Mod, dims))
		}
		st.Close()
	}
	if len(values) == 0 {
		return nil, nil
	}
	list := strings.Join(values, ", ")
	return []string{
		fmt.Sprintf(`INSERT INTO shim.img.col SELECT $IMAGE, $UNTIL, v.o, v.s, v.r, 'v', v.a, v.n, false, NULL, NULL, v.t, v.d, v.m, y.typlen, y.typbyval, y.typalign, y.typstorage, y.typcollation, false
			FROM (VALUES %s) v(o, s, r, a, n, t, d, m) LEFT JOIN shim.pgc.lw_pg_type y ON y.oid = v.t`, list),
		fmt.Sprintf("UPDATE shim.img.rel SET natts = v.n FROM (SELECT o, max(n) AS n FROM (VALUES %s) v(o, s, r, a, n, t, d, m) GROUP BY o) v WHERE since = $IMAGE AND oid = v.o", list),
	}, nil
}

func viewColumn(view int64, schema, name, column string, i int, oid pgtypes.OID, mod int32, dims int) string {
	return fmt.Sprintf("(%d, %s, %s, %s, %d, %d, %d, %d)", 16384+4*view, literal(schema), literal(name), literal(column), i+1, oid, dims, mod)
}

// toldColumns reads the names and types of a view's columns that session (made.go) keeps in its comment.
func toldColumns(comment string) [][2]string {
	var kept struct {
		View struct {
			Columns [][2]string `json:"columns"`
		} `json:"view"`
	}
	if i := strings.LastIndex(comment, "lakewire:{"); i >= 0 {
		_ = json.Unmarshal([]byte(comment[i+len("lakewire:"):]), &kept) // what is not ours tells nothing
	}
	return kept.View.Columns
}
