package session

import (
	"context"
	"slices"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgtypes"
)

// declaredTypes gives the columns of a relation the types that they were declared with, where the lake forgets a part of them.
func (s *Session) declaredTypes(ctx context.Context, n dialect.Name, rel *dialect.Relation) {
	types, key := s.keptOf(ctx, n)
	rel.Key = key
	if len(types) == 0 {
		return
	}
	for i := range rel.Columns {
		c := &rel.Columns[i]
		if oid, mod, ok := pgtypes.Declared(types[c.Name]); ok && (forgetful(*c) || !rel.Plain && c.Type == oid) {
			c.Type, c.Mod = oid, mod
		}
	}
}

// forgetful tells the columns whose types may have been declared as more than the engine keeps.
func forgetful(c dialect.Column) bool {
	switch c.Type {
	case pgtypes.OIDText, pgtypes.OIDJSON, pgtypes.OIDTime, pgtypes.OIDTimeTZ, pgtypes.OIDTimestamp, pgtypes.OIDTimestampTZ:
		return true
	}
	return false
}

// keptOf finds what is kept of the types of the relation that a name stands for, and its primary key. The statement is only read yet: the lake is
// not asked on its connection.
func (s *Session) keptOf(ctx context.Context, n dialect.Name) (types map[string]string, key []string) {
	name := strings.ToLower(n.Name)
	if n.Schema == "" || strings.HasPrefix(n.Schema, "pg_temp") {
		if t := s.ownTemps[name]; t != nil && s.hasTemp(ctx, n.Name) {
			return t.kept.types(), t.kept.primary()
		}
	}
	schemas := s.ec.schemas
	if n.Schema != "" {
		schemas = []string{n.Schema}
	}
	for i := len(s.tx.comments) - 1; i >= 0; i-- { // of the transaction's own
		c := s.tx.comments[i]
		if strings.EqualFold(c.name, name) && slices.Contains(schemas, c.schema) {
			_, k := splitComment(c.text)
			return k.types(), k.primary()
		}
	}
	if s.d.Images == nil {
		return nil, nil
	}
	tables, err := s.d.Images.Comments(ctx, n.Name)
	if err != nil {
		return nil, nil
	}
	for _, schema := range schemas {
		for _, t := range tables {
			if strings.EqualFold(t[0], schema) {
				_, k := splitComment(t[1])
				return k.types(), k.primary()
			}
		}
	}
	return nil, nil
}

// primary gives the columns of the primary key.
func (k *kept) primary() []string {
	for _, c := range k.Constraints {
		if c.Kind == "p" {
			return c.Columns
		}
	}
	return nil
}

// hasTemp tells whether there still is a temporary table of a name.
func (s *Session) hasTemp(ctx context.Context, name string) bool {
	es, err := s.ec.Prepare(ctx, "SELECT 1 FROM temp.main."+ident(name))
	if err == nil {
		es.Close()
	}
	return err == nil
}

// types gives what is known of the columns' types: of a view all of them.
func (k *kept) types() map[string]string {
	if k.View == nil || len(k.View.Columns) == 0 {
		return k.Types
	}
	out := map[string]string{}
	for _, c := range k.View.Columns {
		out[c[0]] = c[1]
	}
	return out
}
