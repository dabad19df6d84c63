package session

import (
	"context"

	"lakewire/internal/catalog"
	"lakewire/internal/locks"
)

// table gives the locks, which all sessions share; nil when there is no session.
func (h *Hub) table() locks.Table {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, s := range h.sessions {
		return s.d.Locks
	}
	return nil
}

// Locks gives the rows of pg_locks.
func (h *Hub) Locks() (out []catalog.Lock) {
	t := h.table()
	if t == nil {
		return nil
	}
	for _, r := range t.Rows() {
		l := catalog.Lock{PID: r.PID, Mode: r.Mode.String(), Granted: r.Granted, Type: "relation", Schema: r.Key.Schema, Name: r.Key.Name}
		switch r.Key.Kind {
		case locks.Lake:
			l.Type = "database"
		case locks.Upkeep:
			l.Type = "object"
		case locks.Advisory, locks.AdvisoryPair:
			l.Type, l.Advisory = "advisory", catalog.AdvisoryKey{A: r.Key.A, B: r.Key.B, Pair: r.Key.Kind == locks.AdvisoryPair}
		}
		out = append(out, l)
	}
	return out
}

// Blocking is pg_blocking_pids().
func (h *Hub) Blocking(pid int32) []int32 {
	if t := h.table(); t != nil {
		return t.Blocking(pid)
	}
	return nil
}

// Advisory is the family of pg_advisory_lock(). It runs, and waits, on one of the engine's threads, which the end of the
// statement's context gives free.
func (h *Hub) Advisory(pid int32, v catalog.AdvisoryVerb, k catalog.AdvisoryKey) (bool, error) {
	s := h.session(pid)
	if s == nil {
		return false, errNoSession
	}
	key, mode, scope := locks.Key{Kind: locks.Advisory, A: k.A}, locks.Exclusive, locks.Session
	if k.Pair {
		key = locks.Key{Kind: locks.AdvisoryPair, A: k.A, B: k.B}
	}
	if v.Shared {
		mode = locks.Share
	}
	if v.Xact {
		scope = locks.Transaction
	}
	switch v.Do {
	case "unlock":
		return s.locks.Unlock(key, mode), nil
	case "try":
		return s.locks.Try(key, mode, scope), nil
	}
	ctx := context.Background()
	if running := s.running.Load(); running != nil {
		ctx = *running
	}
	return true, s.lockKey(ctx, key, mode, scope)
}

// AdvisoryUnlockAll is pg_advisory_unlock_all().
func (h *Hub) AdvisoryUnlockAll(pid int32) {
	if s := h.session(pid); s != nil {
		s.locks.UnlockAll()
	}
}
