package catalog

import (
	"context"
	"math"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"lakewire/internal/engine"
)

// Images keeps images of the lake: the base tables of pg_catalog as tables in memory, for each schema version that sessions
// ask for. Images that are made one after the other share the rows of what has not changed. It is safe for concurrent use.
type Images struct {
	e *engine.Engine

	writing sync.Mutex // one image is made at a time

	mu         sync.Mutex
	generation uint64 // of the engine that holds the images; a new one has none
	held       map[int64]*image
	line       int64        // the last line of images that was begun
	gone       int          // images that have been forgotten since their rows were last looked for
	statAt     atomic.Int64 // the snapshot whose sizes shim.img.stat holds
	statMade   atomic.Int64 // since when, in nanoseconds
	versions   versions
	books      map[int64]int64 // the schema versions of images that have books, by their keys
}

// image is one schema version's. ready is closed when err is set, or the image stands.
type image struct {
	ready    chan struct{}
	err      error
	key      int64 // by which sessions see it: above lineBits its line, whose images share rows, below the schema version
	snapshot int64 // that it was made for
	made     time.Time
	used     time.Time
}

const (
	lineBits = 32
	forever  = math.MaxInt64
)

func keyOf(line, version int64) int64 { return line<<lineBits | version }

// An image is kept while it is among the last imagesMost that were asked for, and in any case for imageRest: a statement
// that has been told of it must find it.
const (
	imagesMost = 4
	imageRest  = 10 * time.Second
)

// NewImages makes the keeper of an engine's images. Install must have made the shim.
func NewImages(e *engine.Engine) *Images {
	m := &Images{e: e, generation: e.Generation(), held: map[int64]*image{}, books: map[int64]int64{}}
	m.statAt.Store(-1)
	return m
}

// Latest is the snapshot that stands for whatever is the newest.
const Latest = int64(-1)

// At gives the image of the lake at a snapshot, and makes it when it is not there; made tells since when it
// stands, for a transaction that is older does not see it. It asks DuckLake's metadata wherever these may have changed, so
// that what another process has committed is seen.
func (m *Images) At(ctx context.Context, snapshot int64) (key int64, made time.Time, err error) {
	changes := m.e.Changes()
	if v, known := m.known(snapshot, changes); known {
		if im := m.standing(v.version); im != nil && m.statAt.Load() >= v.snapshot {
			return im.key, im.made, nil
		}
	}
	conn, err := m.e.AdminConn(ctx)
	if err != nil {
		return 0, made, err
	}
	defer conn.Close()
	v, err := m.ask(ctx, conn, snapshot, changes)
	if err != nil {
		return 0, made, err
	}
	im, mine := m.claim(v.version)
	if mine {
		im.err = m.build(ctx, conn, im, v.version, v.snapshot)
		m.built(v.version, im)
	}
	select {
	case <-im.ready:
	case <-ctx.Done():
		return 0, made, context.Cause(ctx)
	}
	if im.err != nil {
		return 0, made, im.err
	}
	return im.key, im.made, m.sizes(ctx, conn, v.snapshot)
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
		m.generation, m.held = g, map[int64]*image{}
		m.statAt.Store(-1)
	}
	if im = m.held[version]; im == nil {
		im, mine = &image{ready: make(chan struct{})}, true
		m.held[version] = im
	}
	im.used = time.Now()
	return im, mine
}

// standing gives an image that is there, nil when it has to be made or waited for.
func (m *Images) standing(version int64) *image {
	m.mu.Lock()
	defer m.mu.Unlock()
	im := m.held[version]
	if im == nil || m.e.Generation() != m.generation {
		return nil
	}
	select {
	case <-im.ready:
		im.used = time.Now()
		return im
	default:
		return nil
	}
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

// sizes brings the tables' sizes up to a snapshot.
func (m *Images) sizes(ctx context.Context, conn *engine.Conn, snapshot int64) error {
	if m.statAt.Load() >= snapshot {
		return nil
	}
	m.writing.Lock()
	defer m.writing.Unlock()
	if m.statAt.Load() >= snapshot {
		return nil
	}
	for _, sql := range []string{"BEGIN", "DELETE FROM shim.img.stat WHERE oid > 0",
		m.fill("INSERT INTO shim.img.stat SELECT 16384 + 4 * coalesce(f.first, t.table_id), arg_max(record_count, table_id), arg_max(file_size_bytes, table_id) FROM $META.ducklake_table_stats t LEFT JOIN shim.img.first f ON f.id = t.table_id GROUP BY 1"),
		"UPDATE shim.img.pg_class SET reltuples = x.rows, relpages = ceil(x.bytes / 8192.0) FROM shim.img.stat x WHERE x.oid = pg_class.oid AND (reltuples <> x.rows OR relpages <> ceil(x.bytes / 8192.0))", "COMMIT"} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			conn.Reset(context.WithoutCancel(ctx))
			return err
		}
	}
	m.statMade.Store(time.Now().UnixNano())
	m.statAt.Store(snapshot)
	return nil
}

// Sizes gives the snapshot of which all images tell the tables' sizes, and since when.
func (m *Images) Sizes() (snapshot int64, made time.Time) {
	snapshot = m.statAt.Load() // first: a later time than it has does no harm
	return snapshot, time.Unix(0, m.statMade.Load())
}

func (m *Images) fill(sql string) string {
	return strings.ReplaceAll(sql, "$META", m.e.Metadata())
}
