package catalog

import (
	"time"

	"lakewire/internal/engine"
)

// activityColumns are the columns of pg_stat_activity that come from Live.
func activityColumns() []engine.Column {
	return []engine.Column{
		{Name: "pid", Type: &intType}, {Name: "usename", Type: &textType}, {Name: "datname", Type: &textType}, {Name: "application_name", Type: &textType},
		{Name: "client_addr", Type: &textType}, {Name: "client_hostname", Type: &textType}, {Name: "client_port", Type: &intType},
		{Name: "backend_start", Type: &timeType}, {Name: "xact_start", Type: &timeType}, {Name: "query_start", Type: &timeType}, {Name: "state_change", Type: &timeType},
		{Name: "wait_event_type", Type: &textType}, {Name: "wait_event", Type: &textType}, {Name: "state", Type: &textType}, {Name: "query", Type: &textType}, {Name: "backend_type", Type: &textType},
		{Name: "tls_version", Type: &textType}, {Name: "tls_cipher", Type: &textType}, {Name: "tls_bits", Type: &intType},
	}
}

func activityRows(live Live) [][]any {
	var out [][]any
	for _, a := range live.Activity() {
		port := any(a.ClientPort)
		if a.ClientAddr == "" {
			port = int32(-1) // as PostgreSQL says of a Unix socket
		}
		kind := a.BackendType
		if kind == "" {
			kind = "client backend"
		}
		bits := any(a.TLSBits)
		if a.TLSBits == 0 {
			bits = nil
		}
		out = append(out, []any{a.PID, a.User, a.Database, a.ApplicationName, orNull(a.ClientAddr), orNull(a.ClientHostname), port,
			when(a.BackendStart), when(a.XactStart), when(a.QueryStart), when(a.StateChange), orNull(a.WaitEventType), orNull(a.WaitEvent), orNull(a.State), a.Query, kind, orNull(a.TLSVersion), orNull(a.TLSCipher), bits})
	}
	return out
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func when(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}
