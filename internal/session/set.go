package session

import (
	"context"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// setVerb is SET.
func (s *Session) setVerb(ctx context.Context, n *dialect.Set) error {
	if n.Local && s.tx.state == stIdle {
		s.notice(pgerr.Warningf(pgerr.NoActiveSqlTransaction, "SET LOCAL can only be used in transaction blocks"))
	}
	if handled, err := s.setRole(n); handled {
		return err
	}
	return s.change(ctx, n.Name, func() error {
		switch {
		case n.Default:
			return s.set.Reset(n.Name, n.Local)
		case len(n.Values) > 1:
			return s.set.SetList(n.Name, n.Values, n.Local)
		default:
			return s.set.Set(n.Name, n.Value, n.Local && s.tx.state != stIdle)
		}
	})
}

// change changes a setting; what only the engine can refuse is asked of it at once.
func (s *Session) change(ctx context.Context, name string, f func() error) error {
	before := s.set.TimeZoneName()
	s.mu.Lock()
	err := f()
	s.mu.Unlock()
	if err != nil || s.set.TimeZoneName() == before {
		return err
	}
	if err := s.ready(ctx); err != nil {
		s.mu.Lock()
		_ = s.set.Set("TimeZone", before, false)
		s.mu.Unlock()
		return err
	}
	return nil
}

// setRole is SET ROLE and SET SESSION AUTHORIZATION: there are no other roles to become yet.
func (s *Session) setRole(n *dialect.Set) (bool, error) {
	if n.Name != "role" && n.Name != "session_authorization" {
		return false, nil
	}
	if n.Default || n.Value == s.user || n.Name == "role" && n.Value == "none" {
		return true, nil
	}
	return true, pgerr.Newf(pgerr.InvalidParameterValue, `role "%s" does not exist`, n.Value)
}

// resetVerb is RESET.
func (s *Session) resetVerb(ctx context.Context, n *dialect.Reset) error {
	if n.Name == "role" || n.Name == "session_authorization" {
		return nil
	}
	return s.change(ctx, n.Name, func() error {
		if n.Name == "" {
			s.set.ResetAll()
			return nil
		}
		return s.set.Reset(n.Name, false)
	})
}

// discard is DISCARD. Temporary tables go with the engine's connection, which is exchanged for a fresh one.
func (s *Session) discard(ctx context.Context, n *dialect.Discard) error {
	switch n.What {
	case "PLANS", "SEQUENCES":
		return nil
	case "TEMP", "TEMPORARY":
		if s.tx.state != stIdle {
			return pgerr.New(pgerr.ActiveSqlTransaction, "DISCARD TEMP cannot run inside a transaction block")
		}
		return s.renew(ctx)
	}
	if s.tx.state != stIdle {
		return pgerr.New(pgerr.ActiveSqlTransaction, "DISCARD ALL cannot run inside a transaction block")
	}
	for name, q := range s.portals {
		if q.cur != nil {
			s.dropPortal(name)
		}
	}
	s.mu.Lock()
	s.set.ResetAll()
	s.mu.Unlock()
	s.dropStatements()
	s.tx.listens = append(s.tx.listens, listenOp{})
	return s.renew(ctx)
}

// renew exchanges the engine's connection. Parked results stay; plans are made again when they are needed.
func (s *Session) renew(ctx context.Context) error {
	if s.ec.Conn == nil {
		return nil
	}
	if err := s.parkLive(ctx); err != nil {
		return err
	}
	for _, p := range s.stmts {
		s.closePlan(p)
	}
	old := s.ec
	if err := s.lease(ctx); err != nil {
		s.ec = old
		return err
	}
	old.Close()
	return nil
}

// ready makes the engine's connection fit for the next statement: alive, free, and told of the settings in force.
func (s *Session) ready(ctx context.Context) error {
	if s.ec.Conn == nil {
		if err := s.lease(ctx); err != nil {
			return err
		}
	} else if s.ec.Lost() {
		s.closeLive()
		if err := s.renew(ctx); err != nil {
			return err
		}
	}
	if err := s.parkLive(ctx); err != nil {
		return err
	}
	epoch, ddl := s.set.Epoch(), s.d.Hub.ddl.Load()
	if s.ec.told && s.ec.epoch == epoch && (s.ec.ddl == ddl || !s.ec.partial) {
		return nil
	}
	if err := s.tellZone(ctx); err != nil {
		return err
	}
	if err := s.tellPath(ctx); err != nil {
		return err
	}
	s.ec.told, s.ec.epoch, s.ec.ddl = true, epoch, ddl
	return nil
}

func (s *Session) tellZone(ctx context.Context) error {
	zone := engineZone(s.set.TimeZoneName(), s.set.TimeZone())
	if zone == s.ec.zone {
		return nil
	}
	if _, err := s.ec.Exec(ctx, "SET TimeZone = "+literal(zone)); err != nil {
		return pgerr.Newf(pgerr.InvalidParameterValue, `invalid value for parameter "TimeZone": "%s"`, s.set.TimeZoneName()).
			WithCause(err)
	}
	s.ec.zone = zone
	return nil
}

// tellPath gives the engine the search path: the schemas of the lake that exist, as PostgreSQL passes over those that do
// not, then the shim.
func (s *Session) tellPath(ctx context.Context) error {
	var want []string
	for _, name := range s.set.SearchPath() {
		switch {
		case name == "$user":
			name = s.user
		case name == "pg_catalog" || strings.HasPrefix(name, "pg_temp"):
			continue
		}
		want = append(want, name)
	}
	found, err := s.existing(ctx, want)
	if err != nil {
		return err
	}
	s.ec.schemas, s.ec.partial = found, len(found) < len(want)
	path := s.pathSQL(found)
	if path == s.ec.path {
		return nil
	}
	if _, err := s.ec.Exec(ctx, path); err != nil {
		s.d.Hub.schemas.forget()
		return err
	}
	s.ec.path = path
	return nil
}

// existing keeps the schemas that the lake has. Trying one on the search path is the cheapest question.
func (s *Session) existing(ctx context.Context, names []string) ([]string, error) {
	var found []string
	ddl := s.d.Hub.ddl.Load()
	for _, n := range names {
		is, known := s.d.Hub.schemas.get(n, ddl)
		if !known {
			s.ec.path = ""
			_, err := s.ec.Exec(ctx, s.pathSQL([]string{n}))
			if err != nil && ctx.Err() != nil {
				return nil, err
			}
			is = err == nil
			s.d.Hub.schemas.put(n, is)
		}
		if is {
			found = append(found, n)
		}
	}
	return found, nil
}

// shimSchemas follow the client's own schemas on the engine's path.
const shimSchemas = "shim.pgc"

func (s *Session) pathSQL(schemas []string) string {
	var parts []string
	for _, n := range schemas {
		parts = append(parts, ident(s.d.Lake)+"."+ident(n))
	}
	parts = append(parts, shimSchemas)
	return "SET search_path = " + literal(strings.Join(parts, ","))
}

func ident(s string) string   { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
func literal(s string) string { return `'` + strings.ReplaceAll(s, `'`, `''`) + `'` }
