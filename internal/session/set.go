package session

import (
	"context"
	"slices"
	"strings"

	"lakewire/internal/catalog"
	"lakewire/internal/dialect"
	"lakewire/internal/guc"
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
			return s.setOne(n)
		}
	})
}

// setOne sets a setting to one value.
func (s *Session) setOne(n *dialect.Set) error {
	if short := guc.Clip(n.Value); n.Name == "application_name" && short != n.Value {
		cut := pgerr.Noticef(`identifier "%s" will be truncated to "%s"`, n.Value, short)
		cut.Code = pgerr.NameTooLong
		s.notice(cut)
	}
	return s.set.Set(n.Name, n.Value, n.Local)
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
		if s.tx.open {
			return s.dropTemp(ctx)
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
	s.locks.UnlockAll()
	return s.renew(ctx)
}

// temporary gives the statements that drop what DISCARD TEMP drops.
const temporary = `SELECT 'DROP VIEW temp."' || replace(view_name, '"', '""') || '"' FROM duckdb_views() WHERE temporary AND NOT internal
UNION ALL SELECT DISTINCT 'DROP TABLE temp."' || replace(c.table_name, '"', '""') || '"' FROM duckdb_columns() c
ANTI JOIN duckdb_views() v ON v.database_name = 'temp' AND v.view_name = c.table_name WHERE c.database_name = 'temp' AND NOT c.internal`

// dropTemp is DISCARD TEMP where the engine's transaction must go on.
func (s *Session) dropTemp(ctx context.Context) error {
	drops, err := s.ask(ctx, temporary)
	if err != nil {
		return err
	}
	for _, d := range drops {
		if _, err := s.ec.Exec(ctx, d[0]); err != nil {
			return err
		}
	}
	return nil
}

// ask runs a small query of the session's own beside the client's statements.
func (s *Session) ask(ctx context.Context, sql string) ([][]string, error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	// Not a statement that is kept: the engine's plan of a list of what there is would hold on to what has gone since.
	es, err := s.ec.Prepare(ctx, sql)
	if err != nil {
		return nil, err
	}
	str, err := es.Run(ctx)
	if err != nil {
		es.Close()
		return nil, err
	}
	f := &feed{s: s, cols: str.Columns(), live: str, stmt: es}
	s.live = f
	defer f.close()
	return f.texts(ctx)
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
	if err := s.connect(ctx); err != nil {
		return err
	}
	if s.told() && !s.ec.systemPath() {
		return nil
	}
	return s.tell(ctx)
}

// connect makes sure that there is a connection to the engine that nothing streams on.
func (s *Session) connect(ctx context.Context) error {
	if s.ec.Conn == nil {
		if err := s.lease(ctx); err != nil {
			return err
		}
	} else if s.ec.Lost() {
		s.closeLive()
		if s.tx.open {
			return errTxLost
		}
		if err := s.renew(ctx); err != nil {
			return err
		}
	}
	return s.parkLive(ctx)
}

// told says whether the connection knows the settings in force, and the schemas on the search path that exist.
func (s *Session) told() bool {
	return s.ec.told && s.ec.epoch == s.set.Epoch() && (s.ec.ddl == s.d.Hub.ddl.Load() || !s.ec.partial)
}

func (s *Session) tell(ctx context.Context) error {
	epoch, ddl := s.set.Epoch(), s.d.Hub.ddl.Load()
	if err := s.tellZone(ctx); err != nil {
		return err
	}
	if err := s.tellPath(ctx); err != nil {
		return err
	}
	s.ec.told, s.ec.epoch, s.ec.ddl = true, epoch, ddl
	return nil
}

// errTxLost ends a transaction whose engine was replaced under it.
var errTxLost = pgerr.New(pgerr.InternalError, "the engine was restarted, and the transaction is lost").
	WithHint("Roll back, and run the transaction again.")

func (s *Session) tellZone(ctx context.Context) error {
	zone := s.set.EngineTimeZone()
	if zone == s.ec.zone {
		return nil
	}
	if err := s.ec.Setup(ctx, "SET TimeZone = "+literal(zone)); err != nil {
		if ctx.Err() != nil { // cancelled, which says nothing of the zone
			return err
		}
		return pgerr.Newf(pgerr.InvalidParameterValue, `invalid value for parameter "TimeZone": "%s"`, s.set.TimeZoneName()).
			WithCause(err)
	}
	s.ec.zone = zone
	return nil
}

// pathOf gives the schemas that a search path names, which need not exist.
func (s *Session) pathOf(path []string) []string {
	var want []string
	for _, name := range path {
		switch {
		case name == "$user":
			name = s.user
		case name == "pg_catalog" || strings.HasPrefix(name, "pg_temp"):
			continue
		}
		want = append(want, name)
	}
	// What other DuckLake clients make lies in the schema main, which PostgreSQL's own path does not name.
	if slices.Equal(path, []string{"$user", "public"}) {
		want = append(want, "main")
	}
	return want
}

// tellPath gives the engine the search path: the schemas of the lake that exist, as PostgreSQL passes over those that do
// not, then the shim.
func (s *Session) tellPath(ctx context.Context) error {
	want := s.pathOf(s.set.SearchPath())
	for again := true; ; again = false {
		found, err := s.existing(ctx, want)
		if err != nil {
			return err
		}
		path := s.enginePath(found)
		if path != s.ec.path {
			err = s.ec.Setup(ctx, setPath(path))
		}
		if err == nil {
			s.ec.schemas, s.ec.partial, s.ec.path = found, len(found) < len(want), path
			return s.tellSchemas(ctx)
		}
		// A schema that was remembered has gone, or has never been: its creation was rolled back.
		s.d.Hub.schemas.forget()
		if !again || ctx.Err() != nil {
			return err
		}
	}
}

// tellSchemas tells the catalog's functions which schemas are searched, since the engine's own path is another while only
// the catalog is read.
func (s *Session) tellSchemas(ctx context.Context) error {
	list := make([]string, len(s.ec.schemas))
	for i, n := range s.ec.schemas {
		list[i] = literal(n)
	}
	sql := "SET VARIABLE lakewire_path = [" + strings.Join(list, ", ") + "]::VARCHAR[]"
	if sql == s.ec.list {
		return nil
	}
	err := s.ec.Setup(ctx, sql)
	if err == nil {
		s.ec.list = sql
	}
	return err
}

// existing keeps the schemas that the lake has. The metadata tell it without the engine's loading the lake's whole schema; what a
// transaction has made itself shows when it is tried.
func (s *Session) existing(ctx context.Context, names []string) ([]string, error) {
	var found []string
	ddl := s.d.Hub.ddl.Load()
	for _, n := range names {
		is, known := s.d.Hub.schemas.get(n, ddl, s.d.Engine.Shared())
		if !known {
			var err error
			if is, err = s.schemaExists(ctx, n); err != nil {
				return nil, err
			}
		}
		if is {
			found = append(found, n)
		}
	}
	return found, nil
}

func (s *Session) schemaExists(ctx context.Context, name string) (bool, error) {
	if !s.tx.ddl {
		is, err := s.d.Images.HasSchema(ctx, name)
		if err == nil {
			s.d.Hub.schemas.put(name, is)
		}
		return is, err
	}
	s.ec.path = ""
	err := s.ec.Setup(ctx, setPath(s.enginePath([]string{name})))
	if err != nil && ctx.Err() != nil {
		return false, err
	}
	return err == nil, nil
}

// shimSchemas follow the client's own schemas on the engine's path.
const shimSchemas = catalog.LivePath

func (s *Session) enginePath(schemas []string) string {
	var parts []string
	for _, n := range schemas {
		parts = append(parts, ident(s.d.Lake)+"."+ident(n))
	}
	if len(parts) == 0 {
		// The first of the path is where the engine looks for a schema without a catalog, so it must be of the lake.
		parts = append(parts, ident(s.d.Lake)+".main")
	}
	parts = append(parts, shimSchemas)
	return strings.Join(parts, ",")
}

func setPath(path string) string { return "SET search_path = " + literal(path) }

func ident(s string) string   { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
func literal(s string) string { return `'` + strings.ReplaceAll(s, `'`, `''`) + `'` }
