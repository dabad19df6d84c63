package catalog

import (
	"context"
	"strconv"
	"sync"

	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
)

// versions remembers which schema version a snapshot has, which never changes, and which snapshot was the newest.
type versions struct {
	mu      sync.Mutex
	of      map[int64]int64
	latest  int64
	changes uint64 // of the engine when latest was asked for
	asked   bool
}

// versionsMost bounds the snapshots that are remembered; then it is begun anew.
const versionsMost = 1000

type version struct{ snapshot, version int64 }

// known gives a snapshot's schema version without a question, where that is possible.
func (m *Images) known(snapshot int64, changes uint64) (v version, known bool) {
	k := &m.versions
	k.mu.Lock()
	defer k.mu.Unlock()
	if snapshot == Latest {
		if !k.asked || k.changes != changes || m.e.Shared() {
			return v, false
		}
		snapshot = k.latest
	}
	v.snapshot = snapshot
	v.version, known = k.of[snapshot]
	return v, known
}

// ask asks DuckLake's metadata. changes was counted before.
func (m *Images) ask(ctx context.Context, conn *engine.Conn, snapshot int64, changes uint64) (v version, err error) {
	which := "(SELECT max(snapshot_id) FROM $META.ducklake_snapshot)"
	if snapshot != Latest {
		which = strconv.FormatInt(snapshot, 10)
	}
	rows, err := conn.Rows(ctx, m.fill("SELECT snapshot_id, schema_version FROM $META.ducklake_snapshot WHERE snapshot_id = "+which))
	if err != nil {
		return v, err
	}
	if len(rows) == 0 {
		return v, pgerr.Newf(pgerr.InternalError, "the lake's snapshot %d has expired", snapshot)
	}
	v = version{rows[0][0].(int64), rows[0][1].(int64)}
	k := &m.versions
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.of == nil || len(k.of) >= versionsMost {
		k.of = map[int64]int64{}
	}
	k.of[v.snapshot] = v.version
	if snapshot == Latest {
		k.latest, k.changes, k.asked = v.snapshot, changes, true
	}
	return v, nil
}
