package sessiontest

import (
	"time"

	"lakewire/internal/catalog"
	"lakewire/internal/guc"
	"lakewire/internal/pgerr"
)

// Version and the methods below answer catalog.Live, as package server does in earnest.
func (s *Server) Version() string    { return "test" }
func (s *Server) Started() time.Time { return time.Time{} }

func (s *Server) Activity() []catalog.Activity {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []catalog.Activity
	for pid, b := range s.conns {
		st := b.c.Status()
		out = append(out, catalog.Activity{PID: int32(pid), User: "lakewire", Database: "lake", BackendStart: b.began,
			State: st.State, Query: st.Query, ApplicationName: st.Application, XactStart: st.XactStart,
			QueryStart: st.QueryStart, StateChange: st.StateChange, BackendType: "client backend",
			WaitEventType: st.WaitEventType, WaitEvent: st.WaitEvent})
	}
	return out
}

func (s *Server) Cancel(pid int32) bool {
	s.mu.Lock()
	b, ok := s.conns[uint32(pid)]
	s.mu.Unlock()
	if ok {
		b.c.CancelRunning(pgerr.New(pgerr.QueryCanceled, "canceling statement due to user request"))
	}
	return ok
}

func (s *Server) Terminate(pid int32) bool {
	s.mu.Lock()
	b, ok := s.conns[uint32(pid)]
	s.mu.Unlock()
	if ok {
		b.c.Terminate(pgerr.New(pgerr.AdminShutdown, "terminating connection due to administrator command").AsFatal())
	}
	return ok
}

func (s *Server) Show(pid int32, name string) (string, error) { return s.Hub.Show(pid, name) }
func (s *Server) SetConfig(pid int32, name, value string, local bool) (string, error) {
	return s.Hub.SetConfig(pid, name, value, local)
}
func (s *Server) Settings(pid int32) []guc.Row          { return s.Hub.Settings(pid) }
func (s *Server) Prepared(pid int32) []catalog.Prepared { return s.Hub.Prepared(pid) }
func (s *Server) Cursors(pid int32) []catalog.Cursor    { return s.Hub.Cursors(pid) }
func (s *Server) Copies() []catalog.Copy                { return s.Hub.Copies() }
func (s *Server) Locks() []catalog.Lock                 { return s.Hub.Locks() }
func (s *Server) Blocking(pid int32) []int32            { return s.Hub.Blocking(pid) }
func (s *Server) AdvisoryUnlockAll(pid int32)           { s.Hub.AdvisoryUnlockAll(pid) }
func (s *Server) Advisory(pid int32, v catalog.AdvisoryVerb, k catalog.AdvisoryKey) (bool, error) {
	return s.Hub.Advisory(pid, v, k)
}
func (s *Server) Listening(pid int32) []string   { return s.Hub.Listening(pid) }
func (s *Server) Warn(pid int32, e *pgerr.Error) { s.Hub.Warn(pid, e) }
func (s *Server) Notify(pid int32, channel, payload string) error {
	return s.Hub.Notify(pid, channel, payload)
}
