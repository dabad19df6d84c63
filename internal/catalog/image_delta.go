package catalog

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"lakewire/internal/engine"
)

// delta is how an image is made out of an older one: what has not changed is copied.
type delta struct {
	base int64   // the image that is copied; -1: none, everything is read
	ids  []int64 // DuckLake's ids of the objects that have changed since
	all  bool    // a relation of the base has changed, so any view's columns may have
}

// deltaMost bounds the changes that are worth a copy.
const deltaMost = 1000

// since finds out what has changed between the newest image that stands below a version and a snapshot.
func (m *Images) since(ctx context.Context, conn *engine.Conn, version, snapshot int64) (delta, error) {
	none := delta{base: -1, all: true}
	base, from := m.below(version, snapshot)
	if base < 0 {
		return none, nil
	}
	changed := fmt.Sprintf("(begin_snapshot > %[1]d AND begin_snapshot <= %[2]d OR end_snapshot > %[1]d AND end_snapshot <= %[2]d)", from, snapshot)
	rows, err := conn.Rows(ctx, m.fill(strings.ReplaceAll(`SELECT DISTINCT id FROM (
		SELECT -1::BIGINT AS id FROM $META.ducklake_schema WHERE $CHANGED
		UNION ALL SELECT table_id FROM $META.ducklake_table WHERE $CHANGED UNION ALL SELECT table_id FROM $META.ducklake_column WHERE $CHANGED
		UNION ALL SELECT view_id FROM $META.ducklake_view WHERE $CHANGED UNION ALL SELECT macro_id FROM $META.ducklake_macro WHERE $CHANGED
		UNION ALL SELECT object_id FROM $META.ducklake_tag WHERE $CHANGED UNION ALL SELECT table_id FROM $META.ducklake_column_tag WHERE $CHANGED)`, "$CHANGED", changed)))
	if err != nil || len(rows) > deltaMost {
		return none, err
	}
	d := delta{base: base}
	for _, r := range rows {
		if r[0].(int64) < 0 {
			return none, nil // a schema: everything below it may be another's
		}
		d.ids = append(d.ids, r[0].(int64))
	}
	old, err := conn.Rows(ctx, fmt.Sprintf("SELECT count(*) FROM shim.img.rel WHERE image = %d AND %s", base, d.among("(oid - 16384) // 4")))
	if err != nil {
		return none, err
	}
	d.all = old[0][0].(int64) > 0
	return d, nil
}

// below gives the newest image that stands under a version, and its snapshot; -1 when there is none.
func (m *Images) below(version, snapshot int64) (base, from int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	base = -1
	for v, im := range m.held {
		select {
		case <-im.ready:
			if im.err == nil && v < version && v > base && im.snapshot < snapshot {
				base, from = v, im.snapshot
			}
		default:
		}
	}
	if base >= 0 {
		m.held[base].used = time.Now() // it must stand until it is copied
	}
	return base, from
}

// among is a condition that holds for the objects that have changed.
func (d delta) among(id string) string {
	if d.base < 0 {
		return "true"
	}
	if len(d.ids) == 0 {
		return "false"
	}
	list := make([]string, len(d.ids))
	for i, n := range d.ids {
		list[i] = strconv.FormatInt(n, 10)
	}
	return id + " IN (" + strings.Join(list, ", ") + ")"
}

// copies gives the statements that bring over what has not changed.
func (d delta) copies(version int64) []string {
	if d.base < 0 {
		return nil
	}
	var out []string
	for _, t := range [][2]string{{"rel", "oid"}, {"col", "attrelid"}, {"func", "oid"}} {
		kept := "NOT (" + d.among("("+t[1]+" - 16384) // 4") + ")"
		if t[0] == "col" && d.all {
			kept += " AND relkind <> 'v'"
		}
		out = append(out, fmt.Sprintf("INSERT INTO shim.img.%s SELECT %d, * EXCLUDE image FROM shim.img.%s WHERE image = %d AND %s", t[0], version, t[0], d.base, kept))
	}
	return out
}

var onlyCall = regexp.MustCompile(`\$ONLY\(([\w.]+)\)`)

// only restricts the statements of build.sql to what has changed.
func (d delta) only(sql string) string {
	return onlyCall.ReplaceAllStringFunc(sql, func(call string) string {
		return d.among(onlyCall.FindStringSubmatch(call)[1])
	})
}
