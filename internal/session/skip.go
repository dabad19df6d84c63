package session

import (
	"context"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// noteSkips says what IF EXISTS and IF NOT EXISTS are about to pass over. It looks in the transaction of the statement.
func (s *Session) noteSkips(ctx context.Context, st *dialect.Statement) error {
	s.passed = false
	for _, n := range st.IfExists {
		if err := s.noteMissing(ctx, st, n); err != nil {
			return err
		}
	}
	for _, n := range st.IfNotExists {
		if st.Kind == dialect.KindCreateSchema {
			if is, err := s.hasSchema(ctx, n.Name); err != nil {
				return err
			} else if is {
				s.noteThere(pgerr.DuplicateSchema, "schema", n.Name)
			}
			continue
		}
		if is, err := s.hasRelation(ctx, s.madeAs(st, n)); err != nil {
			return err
		} else if is {
			s.noteThere(pgerr.DuplicateTable, "relation", n.Name)
		}
	}
	return nil
}

// madeAs names the one place where a statement would make a relation: what other schemas hold under the name does not count.
func (s *Session) madeAs(st *dialect.Statement, n dialect.Name) dialect.Name {
	switch {
	case n.Schema != "":
	case !st.Writes:
		n.Catalog, n.Schema = "temp", "main"
	case len(s.ec.schemas) > 0:
		n.Schema = s.ec.schemas[0]
	}
	return n
}

// taken is what a relation's name gets that another one has: a notice with IF NOT EXISTS, else the error.
func (s *Session) taken(name string, ifNotExists bool) error {
	if ifNotExists {
		s.noteThere(pgerr.DuplicateTable, "relation", name)
		return nil
	}
	return pgerr.Newf(pgerr.DuplicateTable, `relation "%s" already exists`, name)
}

func (s *Session) noteThere(code pgerr.Code, what, name string) {
	s.passed = true
	e := pgerr.Noticef(`%s "%s" already exists, skipping`, what, name)
	e.Code = code
	s.notice(e)
}

// droppedKinds are PostgreSQL's words for what DROP … IF EXISTS does not find; ALTER calls them all relations.
var droppedKinds = map[dialect.Kind]string{dialect.KindDropTable: "table", dialect.KindDropView: "view"}

func (s *Session) noteMissing(ctx context.Context, st *dialect.Statement, n dialect.Name) error {
	switch st.Kind {
	case dialect.KindDropSchema:
		n = dialect.Name{Schema: n.Name}
	case dialect.KindDropTable, dialect.KindDropView, dialect.KindAlterTable, dialect.KindAlterView:
		if is, err := s.hasRelation(ctx, n); err != nil || is {
			return err
		}
	default:
		return nil
	}
	if n.Schema != "" {
		is, err := s.hasSchema(ctx, n.Schema)
		if err != nil {
			return err
		}
		if !is {
			s.notice(pgerr.Noticef(`schema "%s" does not exist, skipping`, n.Schema))
			return nil
		}
	}
	if n.Name == "" {
		return nil
	}
	what := droppedKinds[st.Kind]
	if what == "" {
		what = "relation"
	}
	s.notice(pgerr.Noticef(`%s "%s" does not exist, skipping`, what, n))
	return nil
}

// hasRelation tells whether a name is a table's or a view's. To prepare a query on it is the cheapest question.
func (s *Session) hasRelation(ctx context.Context, n dialect.Name) (bool, error) {
	name := ident(n.Name)
	if n.Schema != "" {
		name = ident(n.Schema) + "." + name
	}
	if n.Catalog != "" {
		name = ident(n.Catalog) + "." + name
	}
	return s.reads(ctx, name)
}

// reads tells whether something can be read from, under the engine's name for it.
func (s *Session) reads(ctx context.Context, name string) (bool, error) {
	es, err := s.ec.Prepare(ctx, "SELECT 1 FROM "+name)
	if err == nil {
		es.Close()
		return true, nil
	}
	if ctx.Err() != nil {
		return false, err
	}
	return false, nil
}

func (s *Session) hasSchema(ctx context.Context, name string) (bool, error) {
	rows, err := s.ask(ctx, "SELECT 1 FROM duckdb_schemas() WHERE database_name = "+literal(s.d.Lake)+
		" AND lower(schema_name) = lower("+literal(name)+")")
	return len(rows) > 0, err
}
