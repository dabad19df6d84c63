package session

import (
	"context"
	"slices"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"lakewire/internal/catalog"
	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// relationKey says where a relation was looked for, and when: after a change of schemas it is looked for anew.
type relationKey struct {
	name dialect.Name
	path string // "" where the name has a schema
	ddl  uint64
}

// relationEntry is a relation and until when another process cannot have changed it unseen for too long.
type relationEntry struct {
	rel   *dialect.Relation
	until time.Time
}

// relationsMost bounds how many relations are remembered for all sessions, and for one with a schema of its own.
const (
	relationsMost    = 4096
	ownRelationsMost = 256
)

func newRelationCache() *lru.Cache[relationKey, relationEntry] {
	c, _ := lru.New[relationKey, relationEntry](relationsMost) // the size is positive
	return c
}

// relations is what a session sees: the dialect's Schema. It asks the engine to prepare a query on the relation, which
// tells the columns of tables, views, temporary tables and the catalog alike, in the transaction of the statement.
type relations struct {
	s   *Session
	ctx context.Context
}

// Relation gives what a name stands for, nil when it stands for nothing.
func (r relations) Relation(n dialect.Name) *dialect.Relation {
	s := r.s
	if sys := catalog.Relation(n.Schema, n.Name); sys != nil {
		return sys // PostgreSQL, too, looks into pg_catalog first
	}
	key := relationKey{name: n, ddl: s.d.Hub.ddl.Load()}
	if n.Schema == "" {
		key.path = s.pathKey()
	}
	if s.private() {
		if rel, ok := s.own[key]; ok {
			return rel
		}
	} else if e, ok := s.d.Hub.relations.Get(key); ok && time.Now().Before(e.until) {
		return e.rel
	}
	rel := s.describeRelation(r.ctx, n)
	switch {
	case rel == nil: // a mistake of the client's, or of the moment
	case s.private():
		if s.own == nil || len(s.own) >= ownRelationsMost {
			s.own = map[relationKey]*dialect.Relation{}
		}
		s.own[key] = rel
	default:
		s.d.Hub.relations.Add(key, relationEntry{rel, time.Now().Add(schemaTTL)})
	}
	return rel
}

// private tells whether the session may see relations that others do not: its temporary ones, and those of a transaction
// that has changed schemas.
func (s *Session) private() bool { return s.temps || s.tx.ddl }

func (s *Session) describeRelation(ctx context.Context, n dialect.Name) *dialect.Relation {
	es, err := s.ec.Prepare(ctx, "SELECT * FROM "+qualified(n)+" LIMIT 0") // without rows it is planned without a look at files and statistics
	if err != nil {
		return nil
	}
	defer es.Close()
	rel := &dialect.Relation{}
	id := s.identityOf(ctx, n)
	for i, c := range es.Columns() {
		col := dialect.Column{Name: c.Name, Mod: -1}
		if known(c.Type) {
			d := pgtypes.Describe(c.Type)
			col.Type, col.Mod, col.Deep = d.OID, d.Mod, deep(c.Type)
		}
		switch at := slices.Index(id.Columns, c.Name); {
		case at >= 0:
			col.Num = id.Numbers[at]
		case id.Columns == nil && i < len(id.Numbers):
			col.Num = id.Numbers[i]
		}
		rel.Columns = append(rel.Columns, col)
	}
	rel.OID, rel.Plain, rel.Catalog, rel.Schema = pgtypes.OID(id.OID), id.Plain, id.Catalog, id.Schema
	s.declaredTypes(ctx, n, rel)
	if rel.Schema == "" && s.tx.ddl {
		rel.Schema = s.schemaHolding(ctx, n)
	}
	return rel
}

// deep gives in how many other lists the elements of a list lie.
func deep(t *pgtypes.Logical) int {
	n := -1
	for ; t.Kind == pgtypes.List || t.Kind == pgtypes.Array; t = t.Elem {
		n++
	}
	return max(n, 0)
}

// identityOf asks the lake for the OID of a relation and the numbers of its columns; nothing where it is not yet committed.
func (s *Session) identityOf(ctx context.Context, n dialect.Name) catalog.Identity {
	places := s.ec.schemas
	switch {
	case s.d.Images == nil:
		return catalog.Identity{}
	case n.Schema == "pg_temp" || n.Catalog == "temp":
		return s.tempIdentity(n.Name)
	case n.Schema != "":
		places = []string{n.Schema}
	case s.temps && s.hasTemp(ctx, n.Name):
		return s.tempIdentity(n.Name)
	}
	if s.tx.ddl {
		if id, found := s.ownIdentity(places, n.Name); found {
			return id
		}
	}
	id, err := s.d.Images.Identity(ctx, places, n.Name)
	if err != nil {
		return catalog.Identity{} // what a client is told of its result's origin is worth no error
	}
	return id
}

// schemaHolding finds the schema of a relation that may not be committed yet.
func (s *Session) schemaHolding(ctx context.Context, n dialect.Name) string {
	switch {
	case n.Schema != "" && n.Schema != "pg_temp":
		return n.Schema
	case n.Schema != "" || s.temps && s.hasTemp(ctx, n.Name):
		return ""
	}
	for _, schema := range s.ec.schemas {
		if es, err := s.ec.Prepare(ctx, "SELECT 1 FROM "+qualified(dialect.Name{Catalog: s.d.Lake, Schema: schema, Name: n.Name})); err == nil {
			es.Close()
			return schema
		}
	}
	return ""
}

// qualified spells a relation's name for the engine.
func qualified(n dialect.Name) string {
	name := ident(n.Name)
	switch n.Schema {
	case "":
		return name
	case "pg_temp":
		return "temp.main." + name
	}
	name = ident(n.Schema) + "." + name
	if n.Catalog != "" {
		name = ident(n.Catalog) + "." + name
	}
	return name
}

// analysed gives a statement as it means on the relations that the session sees.
func (s *Session) analysed(ctx context.Context, st *dialect.Statement, oids []uint32) (*dialect.Statement, error) {
	if err := s.unrestricted(ctx, st); err != nil {
		return nil, err
	}
	if !st.Analysable() {
		return st, nil
	}
	if err := s.readyFor(ctx, st); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(oids, func(o uint32) bool { return o != 0 }) {
		oids = nil
	}
	return st.Analyse(relations{s, ctx}, oids)
}

// unrestricted refuses a statement on views of the lake where restrict_nonsystem_relation_kind closes them: pg_dump sets it,
// so that what it reads runs nobody's code.
func (s *Session) unrestricted(ctx context.Context, st *dialect.Statement) error {
	kinds, err := s.set.Show("restrict_nonsystem_relation_kind")
	if err != nil || !strings.Contains(strings.ToLower(kinds), "view") {
		return err
	}
	for _, n := range st.Relations {
		if r, err := s.relation(ctx, n); err != nil {
			return err
		} else if r != nil && r.view {
			return pgerr.Newf(pgerr.ObjectNotInPrerequisiteState, `access to non-system view "%s" is restricted`, n.Name)
		}
	}
	return nil
}
