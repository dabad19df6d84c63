package session

import (
	"context"

	"lakewire/internal/catalog"
	"lakewire/internal/dialect"
	"lakewire/internal/engine"
)

// systemPath is the search path of statements that read nothing but the catalog. With the lake on its path the engine looks
// there for each name first, and loads the lake's whole schema after every DDL of anybody: seconds where there are
// thousands of tables, for statements whose answers lie in the image.
const systemPath = catalog.ImagePath

// imagePath gives that of this session.
func (s *Session) imagePath() string {
	if s.temps {
		return catalog.OwnPath
	}
	return systemPath
}

// systemPath tells whether the lake is not on the connection's path.
func (l *leased) systemPath() bool {
	return l.path == systemPath || l.path == catalog.OwnPath || l.path == shimSchemas
}

// systemOnly tells whether a statement reads system relations and nothing else. PostgreSQL, too, looks for names in
// pg_catalog before anywhere else.
func (s *Session) systemOnly(st *dialect.Statement) bool {
	if !st.Tree || st.Kind != dialect.KindSelect || st.Writes || s.tx.ddl {
		return false
	}
	for _, n := range st.Relations {
		if catalog.Relation(n.Schema, n.Name) == nil {
			return false
		}
	}
	return catalog.Reads(st) // last: a look at every name in the statement
}

// keeps tells whether the connection may keep the plan of a statement that reads the catalog, for its next run by the same image: what a
// plan takes from the session are variables, and where one of these is set the connection forgets its plans.
func (s *Session) keeps(st *dialect.Statement) bool {
	return !s.tx.ddl && s.systemOnly(st) && catalog.Keeps(st.SQL)
}

// readyFor makes the connection fit for a statement, without the lake where it is not needed.
func (s *Session) readyFor(ctx context.Context, st *dialect.Statement) error {
	if !s.systemOnly(st) {
		return s.ready(ctx)
	}
	if err := s.connect(ctx); err != nil {
		return err
	}
	path := s.imagePath()
	if s.told() && s.ec.path == path {
		return nil
	}
	epoch, ddl := s.set.Epoch(), s.d.Hub.ddl.Load()
	if err := s.tellZone(ctx); err != nil {
		return err
	}
	want := s.pathOf(s.set.SearchPath())
	found, err := s.existing(ctx, want)
	if err != nil {
		return err
	}
	s.ec.schemas, s.ec.partial = found, len(found) < len(want)
	// The path comes first: a list, too, is a function's, which the engine looks for on it.
	if err := s.ec.Setup(ctx, setPath(path)); err != nil {
		return err
	}
	s.ec.path, s.ec.told, s.ec.epoch, s.ec.ddl = path, true, epoch, ddl
	return s.tellSchemas(ctx)
}

// orOnLake prepares a statement, and once more with the lake on the path when it calls something of the lake's.
func (s *Session) orOnLake(ctx context.Context, sql string, prepare func(context.Context, string) (*engine.Stmt, error)) (*engine.Stmt, error) {
	es, err := prepare(ctx, sql)
	if err == nil || !s.ec.systemPath() || ctx.Err() != nil {
		return es, err
	}
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	return prepare(ctx, sql)
}
