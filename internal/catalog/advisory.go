package catalog

import (
	"sync"

	"lakewire/internal/pgerr"
)

// Advisory are the advisory locks of a server: session-level, exclusive or shared, counted as PostgreSQL counts them.
// They hold between the sessions of this process only.
type Advisory struct {
	alive func(pid int32) bool // a session that ended without a word holds nothing
	mu    sync.Mutex
	locks map[advisoryKey]map[advisoryHold]int
}

// advisoryKey is the one bigint or the two integers that name a lock; the two kinds never meet.
type advisoryKey struct {
	a, b int64
	pair bool
}

type advisoryHold struct {
	pid    int32
	shared bool
}

// NewAdvisory makes an empty table of locks; alive tells which sessions still are.
func NewAdvisory(alive func(pid int32) bool) *Advisory {
	return &Advisory{alive: alive, locks: map[advisoryKey]map[advisoryHold]int{}}
}

// try takes a lock if nobody else holds it in a way that conflicts.
func (l *Advisory) try(pid int32, k advisoryKey, shared bool) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for h := range l.locks[k] {
		if h.pid == pid || shared && h.shared {
			continue
		}
		if l.alive(h.pid) {
			return false
		}
		delete(l.locks[k], h)
	}
	if l.locks[k] == nil {
		l.locks[k] = map[advisoryHold]int{}
	}
	l.locks[k][advisoryHold{pid, shared}]++
	return true
}

// unlock gives one hold back; false when there is none.
func (l *Advisory) unlock(pid int32, k advisoryKey, shared bool) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	h := advisoryHold{pid, shared}
	if l.locks[k][h] == 0 {
		return false
	}
	if l.locks[k][h]--; l.locks[k][h] == 0 {
		delete(l.locks[k], h)
	}
	if len(l.locks[k]) == 0 {
		delete(l.locks, k)
	}
	return true
}

// release gives back all that a session holds.
func (l *Advisory) release(pid int32) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for k, holds := range l.locks {
		for h := range holds {
			if h.pid == pid {
				delete(holds, h)
			}
		}
		if len(holds) == 0 {
			delete(l.locks, k)
		}
	}
}

// call is lw_advisory(pid, verb, a, b): b is NULL where one key was given.
func (l *Advisory) call(a []any) (any, error) {
	pid, verb := int32(integer(a[0])), str(a[1])
	if verb == "release" {
		l.release(pid)
		return true, nil
	}
	if a[2] == nil {
		return nil, nil
	}
	k := advisoryKey{a: integer(a[2]), b: integer(a[3]), pair: a[3] != nil}
	switch verb {
	case "try", "try_shared":
		return l.try(pid, k, verb == "try_shared"), nil
	case "unlock", "unlock_shared":
		return l.unlock(pid, k, verb == "unlock_shared"), nil
	}
	if l.try(pid, k, verb == "lock_shared") {
		return true, nil
	}
	// A function inside the engine cannot be interrupted, so it must not wait.
	return nil, pgerr.New(pgerr.LockNotAvailable, "could not obtain advisory lock").WithHint("Waiting for an advisory lock is not supported: use pg_try_advisory_lock.")
}
