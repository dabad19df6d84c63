package server

import (
	"cmp"
	"crypto/tls"
	"net"
	"slices"
	"strings"

	"lakewire/internal/catalog"
)

// cancelByKey serves a cancel request; a wrong key is not answered in any way, nor logged with the key.
func (s *Server) cancelByKey(pid uint32, key []byte) {
	if c := s.reg.byKey(pid, key); c != nil {
		c.CancelRunning(errCanceled)
		return
	}
	s.log.Debug("cancel request with a wrong key or for no session")
}

// Cancel is pg_cancel_backend: false when there is no such session.
func (s *Server) Cancel(pid int32) bool {
	c := s.reg.find(uint32(pid))
	if c == nil {
		return false
	}
	c.CancelRunning(errCanceled)
	return true
}

// Terminate is pg_terminate_backend: false when there is no such session.
func (s *Server) Terminate(pid int32) bool {
	c := s.reg.find(uint32(pid))
	if c == nil {
		return false
	}
	c.Terminate(errShutdown)
	return true
}

// Activity gives the rows of pg_stat_activity, by pid.
func (s *Server) Activity() []catalog.Activity {
	es := s.reg.snapshot()
	slices.SortFunc(es, func(a, b entry) int { return cmp.Compare(a.pid, b.pid) })
	rows := make([]catalog.Activity, len(es))
	for i, e := range es {
		st := e.conn.Status()
		rows[i] = catalog.Activity{
			PID: int32(e.pid), User: e.user, Database: e.database, ApplicationName: st.Application,
			BackendStart: e.began, XactStart: st.XactStart, QueryStart: st.QueryStart, StateChange: st.StateChange,
			WaitEventType: st.WaitEventType, WaitEvent: st.WaitEvent, State: st.State, Query: st.Query,
			BackendType: "client backend", ClientPort: -1,
		}
		if t, ok := e.conn.RemoteAddr().(*net.TCPAddr); ok {
			rows[i].ClientAddr, rows[i].ClientPort = t.IP.String(), int32(t.Port)
		}
		if t := e.conn.TLS(); t != nil {
			rows[i].TLSVersion = strings.Replace(tls.VersionName(t.Version), "TLS ", "TLSv", 1) // as OpenSSL says it
			rows[i].TLSCipher, rows[i].TLSBits = tls.CipherSuiteName(t.CipherSuite), 128
			if strings.Contains(rows[i].TLSCipher, "256_") || strings.Contains(rows[i].TLSCipher, "CHACHA20") {
				rows[i].TLSBits = 256
			}
		}
	}
	return rows
}
