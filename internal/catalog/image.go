package catalog

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
)

// Images keeps images of the lake: the base tables of pg_catalog as tables in memory, one set for each schema version that
// sessions ask for. It is safe for concurrent use.
type Images struct {
	e *engine.Engine

	mu         sync.Mutex
	generation uint64 // of the engine that holds the images; a new one has none
	held       map[int64]*image
	statAt     int64 // the snapshot whose sizes shim.img.stat holds
}

// image is one schema version's. ready is closed when err is set, or the image stands.
type image struct {
	ready    chan struct{}
	err      error
	snapshot int64 // that it was made for
	made     time.Time
	used     time.Time
}

// An image is kept while it is among the last imagesMost that were asked for, and in any case for imageRest: a statement
// that has been told of it must find it.
const (
	imagesMost = 4
	imageRest  = 10 * time.Second
)

// NewImages makes the keeper of an engine's images. Install must have made the shim.
func NewImages(e *engine.Engine) *Images {
	return &Images{e: e, generation: e.Generation(), held: map[int64]*image{}, statAt: -1}
}

// Latest is the snapshot that stands for whatever is the newest.
const Latest = int64(-1)

// At gives the image, a schema version, of the lake at a snapshot, and makes it when it is not there; made tells since when it
// stands, for a transaction that is older does not see it. It asks DuckLake's
// metadata each time, so that what another process has committed is seen.
func (m *Images) At(ctx context.Context, snapshot int64) (version int64, made time.Time, err error) {
	conn, err := m.e.AdminConn(ctx)
	if err != nil {
		return 0, made, err
	}
	defer conn.Close()
	which := "(SELECT max(snapshot_id) FROM $META.ducklake_snapshot)"
	if snapshot != Latest {
		which = strconv.FormatInt(snapshot, 10)
	}
	rows, err := conn.Rows(ctx, m.fill("SELECT snapshot_id, schema_version FROM $META.ducklake_snapshot WHERE snapshot_id = "+which))
	if err != nil {
		return 0, made, err
	}
	if len(rows) == 0 {
		return 0, made, pgerr.Newf(pgerr.InternalError, "the lake's snapshot %d has expired", snapshot)
	}
	snapshot, version = rows[0][0].(int64), rows[0][1].(int64)
	im, mine := m.claim(version)
	if mine {
		im.snapshot = snapshot
		im.err = m.build(ctx, conn, version, snapshot)
		m.built(version, im)
	}
	select {
	case <-im.ready:
	case <-ctx.Done():
		return 0, made, context.Cause(ctx)
	}
	if im.err != nil {
		return 0, made, im.err
	}
	return version, im.made, m.sizes(ctx, conn, snapshot)
}

// HasSchema tells whether the lake has a schema now. Like the engine it does not tell cases apart.
func (m *Images) HasSchema(ctx context.Context, name string) (bool, error) {
	conn, err := m.e.AdminConn(ctx)
	if err != nil {
		return false, err
	}
	defer conn.Close()
	rows, err := conn.Rows(ctx, m.fill("SELECT 1 FROM $META.ducklake_schema WHERE end_snapshot IS NULL AND lower(schema_name) = lower("+literal(name)+")"))
	return len(rows) > 0, err
}

// claim gives an image that stands or is being made, or a new one that the caller has to make.
func (m *Images) claim(version int64) (im *image, mine bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if g := m.e.Generation(); g != m.generation {
		m.generation, m.held, m.statAt = g, map[int64]*image{}, -1
	}
	if im = m.held[version]; im == nil {
		im, mine = &image{ready: make(chan struct{})}, true
		m.held[version] = im
	}
	im.used = time.Now()
	return im, mine
}

// built lets the others in; an image that could not be made is forgotten, so that the next one tries again.
func (m *Images) built(version int64, im *image) {
	m.mu.Lock()
	if im.err != nil && m.held[version] == im {
		delete(m.held, version)
	}
	im.made = time.Now()
	m.mu.Unlock()
	close(im.ready)
}

// surplus takes the images out that nobody has asked for lately.
func (m *Images) surplus() []int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []int64
	for len(m.held) > imagesMost {
		oldest, at := int64(-1), time.Now().Add(-imageRest)
		for v, im := range m.held {
			if im.used.Before(at) {
				oldest, at = v, im.used
			}
		}
		if oldest < 0 {
			break
		}
		delete(m.held, oldest)
		out = append(out, oldest)
	}
	return out
}

// build makes an image in one transaction, and drops those that are surplus.
func (m *Images) build(ctx context.Context, conn *engine.Conn, version, snapshot int64) error {
	// Others wait for it, whoever asked first.
	ctx = context.WithoutCancel(ctx)
	d, err := m.since(ctx, conn, version, snapshot)
	if err != nil {
		return err
	}
	views, err := m.viewColumns(ctx, conn, d, version, snapshot)
	if err != nil {
		return err
	}
	text, err := sqlFS.ReadFile("sql/build.sql")
	if err != nil {
		return err
	}
	constraints, err := constraintsOf("(SELECT * FROM shim.img.rel WHERE image = $IMAGE)", "(SELECT * FROM shim.img.col WHERE image = $IMAGE)")
	if err != nil {
		return err
	}
	fill := strings.NewReplacer("$IMAGE", strconv.FormatInt(version, 10), "$SNAPSHOT", strconv.FormatInt(snapshot, 10))
	stmts := append([]string{"BEGIN"}, d.copies(version)...)
	stmts = append(stmts, split(fill.Replace(m.fill(d.only(string(text)))))...)
	for _, v := range m.surplus() {
		for _, t := range append(slices.Clone(parts), "made") {
			stmts = append(stmts, fmt.Sprintf("DELETE FROM shim.img.%s WHERE image = %d", t, v))
		}
	}
	stmts = append(append(stmts, views...), fill.Replace("INSERT INTO shim.img.con SELECT $IMAGE, * FROM ("+constraints+")"), "COMMIT")
	for _, sql := range stmts {
		if _, err := conn.Exec(ctx, sql); err != nil {
			conn.Reset(ctx)
			return err
		}
	}
	return nil
}

// sizes brings the tables' sizes up to a snapshot.
func (m *Images) sizes(ctx context.Context, conn *engine.Conn, snapshot int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.statAt >= snapshot {
		return nil
	}
	for _, sql := range []string{"BEGIN", "DELETE FROM shim.img.stat",
		m.fill("INSERT INTO shim.img.stat SELECT 16384 + 4 * table_id, record_count, file_size_bytes FROM $META.ducklake_table_stats"), "COMMIT"} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			conn.Reset(context.WithoutCancel(ctx))
			return err
		}
	}
	m.statAt = snapshot
	return nil
}

func (m *Images) fill(sql string) string {
	return strings.ReplaceAll(sql, "$META", m.e.Metadata())
}
