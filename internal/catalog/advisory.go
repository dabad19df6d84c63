package catalog

import (
	"strings"

	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
)

// AdvisoryVerb is what one of the advisory functions does.
type AdvisoryVerb struct {
	Do     string // lock, try, unlock
	Shared bool
	Xact   bool // until the end of the transaction
}

// advisory is lw_advisory(pid, verb, a, b): b is NULL where one key was given. The verb is lock, try or unlock, with _xact and
// _shared behind it, or release.
func advisory(live Live, a []any) (any, error) {
	pid, verb := int32(integer(a[0])), str(a[1])
	if verb == "release" {
		live.AdvisoryUnlockAll(pid)
		return true, nil
	}
	if a[2] == nil {
		return nil, nil
	}
	v := AdvisoryVerb{Shared: strings.HasSuffix(verb, "_shared"), Xact: strings.Contains(verb, "_xact")}
	v.Do, _, _ = strings.Cut(verb, "_")
	k := AdvisoryKey{A: integer(a[2]), B: integer(a[3]), Pair: a[3] != nil}
	got, err := live.Advisory(pid, v, k)
	if err != nil {
		return nil, err
	}
	if v.Do == "unlock" && !got {
		live.Warn(pid, pgerr.Warningf(pgerr.Warning, "you don't own a lock of type %s", map[bool]string{false: "ExclusiveLock", true: "ShareLock"}[v.Shared]))
	}
	return got, nil
}

// lockColumns are those of pg_locks that come from Live.
func lockColumns() []engine.Column {
	return []engine.Column{{Name: "pid", Type: &intType}, {Name: "locktype", Type: &textType}, {Name: "nspname", Type: &textType}, {Name: "relname", Type: &textType},
		{Name: "classid", Type: &bigType}, {Name: "objid", Type: &bigType}, {Name: "objsubid", Type: &intType}, {Name: "mode", Type: &textType}, {Name: "granted", Type: &boolType}}
}

func lockRows(live Live) [][]any {
	var out [][]any
	for _, l := range live.Locks() {
		row := []any{l.PID, l.Type, orNull(l.Schema), orNull(l.Name), nil, nil, nil, l.Mode, l.Granted}
		if k := l.Advisory; l.Type == "advisory" {
			row[4], row[5], row[6] = int64(uint64(k.A)>>32), int64(uint32(k.A)), int32(1)
			if k.Pair {
				row[4], row[5], row[6] = int64(uint32(k.A)), int64(uint32(k.B)), int32(2)
			}
		}
		out = append(out, row)
	}
	return out
}
