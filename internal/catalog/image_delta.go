package catalog

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"lakewire/internal/engine"
)

// delta is how an image is made: alone, at the beginning of a line, or out of the image before it in a line.
type delta struct {
	key   int64   // the image's
	until int64   // the key of the next image in the line, which stands already; else of the next line
	base  int64   // the key of the image that it is made out of, 0 for none
	alone bool    // nothing is shared, everything is read
	ids   []int64 // DuckLake's ids of the objects that have changed since, or whose rows name such
}

// deltaMost bounds the changes that are worth a comparison.
const deltaMost = 1000

// since finds out what has changed between the newest image that stands below a version and a snapshot.
func (m *Images) since(ctx context.Context, conn *engine.Conn, version, snapshot int64) (delta, error) {
	base, from, d := m.below(version, snapshot)
	if base < 0 {
		return m.begin(version), m.learn(ctx, conn, "true", "true")
	}
	d.base = base
	changed := fmt.Sprintf("(begin_snapshot > %[1]d AND begin_snapshot <= %[2]d OR end_snapshot > %[1]d AND end_snapshot <= %[2]d)", from, snapshot)
	var err error
	if d.ids, err = m.ids(ctx, conn, strings.NewReplacer("$CHANGED", changed, "$OTHERS", strconv.Itoa(others)).Replace(`SELECT DISTINCT id FROM (
		SELECT table_id AS id FROM $META.ducklake_table WHERE $CHANGED UNION ALL SELECT table_id FROM $META.ducklake_column WHERE $CHANGED
		UNION ALL SELECT view_id FROM $META.ducklake_view WHERE $CHANGED UNION ALL SELECT macro_id FROM $META.ducklake_macro WHERE $CHANGED
		UNION ALL SELECT object_id FROM $META.ducklake_tag WHERE $CHANGED UNION ALL SELECT table_id FROM $META.ducklake_column_tag WHERE $CHANGED
		UNION ALL SELECT $OTHERS FROM $META.ducklake_macro WHERE $CHANGED UNION ALL SELECT $OTHERS FROM $META.ducklake_schema WHERE $CHANGED)`)); err != nil {
		return d, err
	}
	if len(d.ids) > 0 && len(d.ids) <= deltaMost {
		if err := m.learn(ctx, conn, among("object_id", d.ids), among("macro_id", d.ids)); err != nil {
			return d, err
		}
		if d.ids, err = m.wider(ctx, conn, d.ids); err != nil {
			return d, err
		}
		if err := m.concerned(ctx, conn, base, &d); err != nil {
			return d, err
		}
		if d.ids, err = m.wider(ctx, conn, d.ids); err != nil {
			return d, err
		}
	}
	if len(d.ids) > deltaMost {
		return m.begin(version), m.learn(ctx, conn, "true", "true")
	}
	return d, nil
}

// concerned adds the objects whose rows name what has changed: keys that refer to it and what it refers to, views that stand on it,
// functions that return its rows, and views whose columns nobody keeps.
func (m *Images) concerned(ctx context.Context, conn *engine.Conn, base int64, d *delta) error {
	r := strings.NewReplacer("$REL", fmt.Sprintf("(SELECT * FROM shim.img.rel WHERE since <= %[1]d AND until > %[1]d)", base), "$CON", fmt.Sprintf("(SELECT * FROM shim.img.con WHERE since <= %[1]d AND until > %[1]d)", base),
		"$FUNC", fmt.Sprintf("(SELECT * FROM shim.img.func WHERE since <= %[1]d AND until > %[1]d)", base), "$CHANGED", among("oid", d.oids()), "$OF", among("relid", d.oids()), "$TABLES", among("table_id", d.ids), "$VIEWS", among("view_id", d.ids), "$NOT", among("id", d.oids()))
	naming, err := conn.Rows(ctx, r.Replace(`SELECT 1 FROM $REL WHERE relkind IN ('v', 'm') UNION ALL SELECT 1 FROM $CON WHERE kind = 'f' UNION ALL SELECT 1 FROM $FUNC WHERE kept LIKE '%"of":"_%' LIMIT 1`))
	if err != nil || len(naming) == 0 {
		return err // nothing names anything
	}
	more, err := m.ids(ctx, conn, r.Replace(`WITH named AS (
			SELECT nspname, relname FROM $REL WHERE $CHANGED
			UNION ALL SELECT s.schema_name, t.table_name FROM $META.ducklake_table t JOIN $META.ducklake_schema s USING (schema_id) WHERE $TABLES
			UNION ALL SELECT s.schema_name, t.view_name FROM $META.ducklake_view t JOIN $META.ducklake_schema s USING (schema_id) WHERE $VIEWS)
		SELECT (id - 16384) // 4 FROM (
			SELECT relid AS id FROM $CON WHERE kind = 'f' AND (refschema, reftable) IN (FROM named)
			UNION SELECT refoid FROM $CON WHERE kind = 'f' AND $OF AND refoid IS NOT NULL
			UNION SELECT oid FROM $REL WHERE relkind IN ('v', 'm') AND kept LIKE '%"uses":[{%' AND EXISTS (SELECT 1 FROM named n WHERE contains(kept, '"' || n.relname || '"') OR NOT regexp_full_match(n.relname, '[\w $]*'))
			UNION SELECT oid FROM $REL WHERE relkind = 'v' AND coalesce(kept NOT LIKE '%"columns":[[%', true) AND EXISTS (SELECT 1 FROM $REL WHERE $CHANGED)
			UNION SELECT oid FROM $FUNC WHERE kept LIKE '%"of":"_%' AND EXISTS (FROM named))
		WHERE NOT ($NOT)`))
	d.ids = append(d.ids, more...)
	return err
}

// lines numbers the lines of images, in all engines of the process: books are found by an image's key.
var lines atomic.Int64

// begin gives what an image is made of that begins a line.
func (m *Images) begin(version int64) delta {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.line = lines.Add(1)
	return delta{key: keyOf(m.line, version), until: keyOf(m.line+1, 0), alone: true}
}

// below gives the newest image that stands under a version, -1 when there is none, with its snapshot, and the place after it.
func (m *Images) below(version, snapshot int64) (base, from int64, d delta) {
	m.mu.Lock()
	defer m.mu.Unlock()
	base, d.until = -1, keyOf(m.line+1, 0)
	d.key = keyOf(m.line, version)
	var last *image
	for v, im := range m.held {
		switch {
		case im.key == 0 || im.key>>lineBits != m.line: // being made, or elsewhere
		case v > version:
			d.until = min(d.until, im.key)
		case im.key > base && im.snapshot < snapshot:
			base, from, last = im.key, im.snapshot, im
		}
	}
	if last != nil {
		last.used = time.Now() // it must stand until its successor does
	}
	return base, from, d
}

func (m *Images) ids(ctx context.Context, conn *engine.Conn, sql string) ([]int64, error) {
	rows, err := conn.Rows(ctx, m.fill(sql))
	out := make([]int64, len(rows))
	for i, r := range rows {
		out[i] = r[0].(int64)
	}
	return out, err
}

// oids gives the OIDs of the changed objects.
func (d delta) oids() []int64 {
	out := make([]int64, len(d.ids))
	for i, id := range d.ids {
		out[i] = 16384 + 4*id
	}
	return out
}

// among is a condition that holds for the numbers of a list.
func among(x string, list []int64) string {
	if len(list) == 0 {
		return "false"
	}
	texts := make([]string, len(list))
	for i, n := range list {
		texts[i] = strconv.FormatInt(n, 10)
	}
	return x + " IN (" + strings.Join(texts, ", ") + ")"
}

// ends gives the statements that end what has changed in the image before. Where a later one stands already, what it sees is
// split off first.
func (d delta) ends() []string { return d.endsOf(owners()) }

func (d delta) endsOf(tables [][2]string) []string {
	if d.alone {
		return nil
	}
	var out []string
	for _, t := range tables {
		of := "true"
		if t[1] != "" {
			of = among(t[1], d.oids())
		}
		if d.until != keyOf(d.key>>lineBits+1, 0) {
			out = append(out, fmt.Sprintf("INSERT INTO shim.img.%s SELECT * REPLACE (%d AS since) FROM shim.img.%[1]s WHERE %[3]s AND since < $IMAGE AND until > %[2]d AND since >= %[4]d", t[0], d.until, of, keyOf(d.key>>lineBits, 0)))
		}
		out = append(out, fmt.Sprintf("UPDATE shim.img.%s SET until = $IMAGE WHERE %s AND since < $IMAGE AND until > $IMAGE AND since >= %d", t[0], of, keyOf(d.key>>lineBits, 0)))
	}
	return out
}

var onlyCall = regexp.MustCompile(`\$ONLY\(([\w.]+)\)`)

// only restricts the statements of build.sql to what has changed.
func (d delta) only(sql string) string {
	return onlyCall.ReplaceAllStringFunc(sql, func(call string) string {
		if d.alone {
			return "true"
		}
		return among(onlyCall.FindStringSubmatch(call)[1], d.ids)
	})
}
