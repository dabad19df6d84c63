package catalog

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"lakewire/internal/engine"
)

// build makes an image in one transaction: it ends what no longer holds of the image before it and adds what has changed.
func (m *Images) build(ctx context.Context, conn *engine.Conn, im *image, version, snapshot int64) error {
	// Others wait for it, whoever asked first.
	ctx = context.WithoutCancel(ctx)
	m.writing.Lock()
	defer m.writing.Unlock()
	d, err := m.since(ctx, conn, version, snapshot)
	if err != nil {
		return err
	}
	views, err := m.viewColumns(ctx, conn, d, snapshot)
	if err != nil {
		return err
	}
	w := writer{ctx: ctx, conn: conn, fill: strings.NewReplacer("$IMAGE", strconv.FormatInt(d.key, 10), "$UNTIL", strconv.FormatInt(d.until, 10),
		"$VERSION", strconv.FormatInt(version, 10), "$SNAPSHOT", strconv.FormatInt(snapshot, 10), "$META", m.e.Metadata(),
		"$OTHERS", strconv.FormatBool(d.alone || slices.Contains(d.ids, others)))}
	w.exec("BEGIN", "SET VARIABLE lakewire_image = $IMAGE")
	w.exec(m.sweep()...)
	if !d.alone && !slices.Contains(d.ids, others) && !w.any("SELECT 1 FROM shim.img.rel WHERE "+among("oid", d.oids())+" UNION ALL SELECT 1 FROM shim.img.func WHERE "+among("oid", d.oids())) {
		w.exec(d.endsOf([][2]string{{"sch", ""}})...) // what is new ends nothing
	} else {
		w.exec(d.ends()...)
	}
	w.add(d, views)
	w.exec("COMMIT")
	if w.err != nil {
		conn.Reset(ctx)
		return w.err
	}
	b, err := w.writeBook(d)
	if err != nil {
		return err
	}
	shelf.Store(d.key, b)
	m.mu.Lock()
	im.key, im.snapshot = d.key, snapshot
	m.books[d.key] = version
	m.mu.Unlock()
	return nil
}

// writer runs the statements that make an image, up to the first error.
type writer struct {
	ctx  context.Context
	conn *engine.Conn
	fill *strings.Replacer
	err  error
}

// exec runs statements and tells how many rows the last one changed.
func (w *writer) exec(sqls ...string) (rows int64) {
	for _, sql := range sqls {
		if w.err == nil {
			rows, w.err = w.conn.Exec(w.ctx, w.fill.Replace(sql))
		}
	}
	return rows
}

// any tells whether a query has rows.
func (w *writer) any(sql string) bool {
	if w.err != nil {
		return false
	}
	rows, err := w.conn.Rows(w.ctx, w.fill.Replace(sql))
	w.err = err
	return len(rows) > 0
}

// add adds what an image does not share with another. views are the statements for the columns of views.
func (w *writer) add(d delta, views []string) {
	text, err := sqlFS.ReadFile("sql/build.sql")
	if err != nil {
		w.err = err
		return
	}
	build := d.only(string(text))
	if !d.alone && !w.any("SELECT 1 FROM $META.ducklake_column WHERE column_type = 'list' AND "+among("table_id", d.ids)+" LIMIT 1") {
		build = ofLists.ReplaceAllString(build, "")
	}
	statements := split(build)
	last := len(statements) - 1 // for functions
	w.exec(statements[:last]...)
	functions := (d.alone || w.any("SELECT 1 FROM $META.ducklake_macro WHERE "+among("macro_id", d.ids))) && w.exec(statements[last]) > 0
	w.exec(views...)
	constraints, err := constraintsOf("(SELECT * FROM shim.img.rel WHERE since = $IMAGE)", "shim.pgc.lw_rel", "shim.pgc.lw_col")
	if err != nil {
		w.err = err
		return
	}
	declared := w.any(`SELECT 1 FROM shim.img.rel WHERE since = $IMAGE AND kept LIKE '%"constraints":%' LIMIT 1`)
	if declared {
		w.exec("INSERT INTO shim.img.con SELECT $IMAGE, $UNTIL, * FROM (" + constraints + ")")
	}
	rels, err := relations()
	if err != nil {
		w.err = err
		return
	}
	skip, absent := w.lacks(d, declared, functions)
	for _, r := range rels {
		if r.stored() && !slices.Contains(skip, r.name) {
			w.exec(r.storedRows(absent))
		}
	}
	if declared { // they may refer to tables that have not changed
		w.exec("UPDATE shim.img.pg_class SET relhastriggers = true WHERE NOT relhastriggers AND oid IN (SELECT refoid FROM shim.img.con WHERE since = $IMAGE)")
	}
}

// ofLists is the part of build.sql that goes down into lists: a recursion, which costs as much as all the rest where there is none.
var ofLists = regexp.MustCompile(`(?s)\n *-- lists\n.*?-- end of lists`)

// lacks tells what need not be looked for, since nothing that is new has it: the stored relations that get no rows, and what bodies say of
// the rows that are not there.
func (w *writer) lacks(d delta, declared, functions bool) (skip, absent []string) {
	if !functions {
		skip, absent = append(skip, "pg_proc"), append(absent, "$NEW_FUNC")
	}
	if !declared {
		skip, absent = append(skip, "pg_constraint", "pg_index"), append(absent, "$NEW_CON")
	}
	if d.alone {
		return skip, nil
	}
	if !w.any("SELECT 1 FROM shim.img.rel WHERE since = $IMAGE AND relkind IN ('v', 'm') LIMIT 1") {
		absent = append(absent, "$NEW_USE", "relkind IN ('v', 'm')")
	}
	if !w.any("SELECT 1 FROM shim.img.col WHERE since = $IMAGE AND def IS NOT NULL LIMIT 1") {
		skip, absent = append(skip, "pg_attrdef"), append(absent, "def IS NOT NULL")
	}
	if !slices.Contains(d.ids, others) && !w.any("SELECT 1 FROM shim.img.rel WHERE since = $IMAGE AND (comment IS NOT NULL OR kept LIKE '%\"comment%' OR kept LIKE '%\"onindex\"%') UNION ALL SELECT 1 FROM shim.img.col WHERE since = $IMAGE AND comment IS NOT NULL LIMIT 1") {
		skip = append(skip, "pg_description")
	}
	return skip, absent
}

// owners are the tables of an image, with the column that says which object of the lake a row belongs to; "" is none.
func owners() [][2]string {
	out := [][2]string{{"sch", ""}, {"rel", "oid"}, {"col", "attrelid"}, {"func", "oid"}, {"con", "relid"}}
	for _, s := range stored {
		out = append(out, [2]string{s, "obj"})
	}
	return out
}

// sweepAfter is how many images are forgotten before their rows are looked for, which takes longer than to make an image.
const sweepAfter = 32

// sweep forgets the images that nobody has asked for lately, and gives the statements that take away what no image sees any more.
func (m *Images) sweep() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	lines := len(m.firsts())
	m.forget()
	firsts := m.firsts()
	if m.gone < sweepAfter && len(firsts) == lines {
		return nil
	}
	m.gone = 0
	m.closeBooks()
	seen := []string{"since = 0", "since = $IMAGE", "until < 0"}
	for line, first := range firsts {
		seen = append(seen, fmt.Sprintf("(since >= %d AND since < %d AND until > %d)", keyOf(line, 0), keyOf(line+1, 0), first))
	}
	var out []string
	for _, t := range owners() {
		out = append(out, fmt.Sprintf("DELETE FROM shim.img.%s WHERE NOT (%s)", t[0], strings.Join(seen, " OR ")))
	}
	return out
}

// firsts gives the oldest image of each line that is held.
func (m *Images) firsts() map[int64]int64 {
	out := map[int64]int64{}
	for _, im := range m.held {
		line := im.key >> lineBits
		if first, ok := out[line]; im.key != 0 && (!ok || im.key < first) {
			out[line] = im.key
		}
	}
	return out
}

// forget takes the images out that nobody has asked for lately.
func (m *Images) forget() {
	for len(m.held) > imagesMost {
		oldest, at := int64(-1), time.Now().Add(-imageRest)
		for v, im := range m.held {
			if im.key != 0 && im.used.Before(at) {
				oldest, at = v, im.used
			}
		}
		if oldest < 0 {
			return
		}
		delete(m.held, oldest)
		m.gone++
	}
}
