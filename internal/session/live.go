package session

import (
	"lakewire/internal/catalog"
	"lakewire/internal/guc"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// The methods below are what the server's catalog.Live asks of sessions. They run on the engine's threads, while the
// session's own goroutine waits for the statement that asks.

// Show gives a setting of a session as SHOW prints it.
func (h *Hub) Show(pid int32, name string) (string, error) {
	s := h.session(pid)
	if s == nil {
		return "", errNoSession
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.set.Show(name)
}

// SetConfig is set_config(); it gives the new value.
func (h *Hub) SetConfig(pid int32, name, value string, local bool) (string, error) {
	s := h.session(pid)
	if s == nil {
		return "", errNoSession
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.set.Set(name, value, local); err != nil {
		return "", err
	}
	return s.set.Show(name)
}

// Settings gives the rows of pg_settings.
func (h *Hub) Settings(pid int32) []guc.Row {
	s := h.session(pid)
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.set.List()
}

// Prepared gives the rows of pg_prepared_statements.
func (h *Hub) Prepared(pid int32) []catalog.Prepared {
	s := h.session(pid)
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []catalog.Prepared
	for name, p := range s.stmts {
		if name == "" {
			continue
		}
		row := catalog.Prepared{Name: name, Statement: p.text, PrepareTime: p.at, FromSQL: p.fromSQL}
		for _, o := range p.oids {
			row.ParamTypes = append(row.ParamTypes, pgtypes.SQLName(pgtypes.OID(o)))
		}
		out = append(out, row)
	}
	return out
}

// Cursors gives the rows of pg_cursors.
func (h *Hub) Cursors(pid int32) []catalog.Cursor {
	s := h.session(pid)
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []catalog.Cursor
	for name, q := range s.portals {
		row := catalog.Cursor{Name: name, CreationTime: q.at}
		if q.cur != nil {
			row.Statement, row.Holdable, row.Binary, row.Scrollable = q.cur.text, q.cur.hold, q.cur.binary, q.cur.scroll
		} else if q.p != nil {
			row.Statement = q.p.text
		}
		out = append(out, row)
	}
	return out
}

// Copies gives the rows of pg_stat_progress_copy.
func (h *Hub) Copies() []catalog.Copy {
	h.mu.RLock()
	defer h.mu.RUnlock()
	var out []catalog.Copy
	for pid, s := range h.sessions {
		if p := s.progress.Load(); p != nil {
			out = append(out, catalog.Copy{PID: int32(pid), Database: s.db, Schema: p.schema, Table: p.table, Command: p.command, Bytes: p.bytes.Load(), Tuples: p.tuples.Load(), Excluded: p.excluded.Load()})
		}
	}
	return out
}

// Listening gives what pg_listening_channels() shows.
func (h *Hub) Listening(pid int32) []string {
	if s := h.session(pid); s != nil {
		return h.listening(s)
	}
	return nil
}

// Notify is pg_notify(): the note is sent when the session's transaction commits.
func (h *Hub) Notify(pid int32, channel, payload string) error {
	s := h.session(pid)
	if s == nil {
		return errNoSession
	}
	n := note{channel, payload}
	if err := checkNote(n); err != nil {
		return err
	}
	s.inbox.pend(n)
	return nil
}

// Warn gives the client of a session a warning beside the answer to the statement that runs.
func (h *Hub) Warn(pid int32, e *pgerr.Error) {
	if s := h.session(pid); s != nil {
		s.inbox.warn(e)
	}
}

var errNoSession = pgerr.New(pgerr.InternalError, "no such session")
