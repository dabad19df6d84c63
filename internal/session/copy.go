package session

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"

	"lakewire/internal/copyio"
	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// progress is how far a COPY is, for whoever looks.
type progress struct {
	command, schema, table  string
	bytes, tuples, excluded atomic.Int64
}

// copyVerb is COPY. All of it happens here: what comes back has nothing more to say than its tag.
func (s *Session) copyVerb(ctx context.Context, st *dialect.Statement, n *dialect.Copy) (*execution, error) {
	p := &progress{command: "COPY TO", table: n.Table.Name}
	if n.Table.Name != "" {
		if err := s.ready(ctx); err != nil {
			return nil, err
		}
		p.schema = s.schemaOf(ctx, n.Table)
	}
	s.progress.Store(p)
	defer s.progress.Store(nil)
	if n.From {
		p.command = "COPY FROM"
		return s.copyFrom(ctx, st, n)
	}
	return s.copyTo(ctx, st, n)
}

// copyOptions reads the options of a COPY.
func copyOptions(n *dialect.Copy) (*copyio.Options, error) {
	list := make([]copyio.Option, len(n.Options))
	for i, o := range n.Options {
		list[i] = copyio.Option{Name: o.Name, Has: o.Has, Value: o.Value, Number: o.Number, Star: o.Star, List: o.List, Pos: o.Pos}
	}
	return copyio.ParseOptions(list, n.From)
}

// formatCode is the format as messages tell it.
func formatCode(o *copyio.Options) int16 {
	if o.Format == copyio.Binary {
		return 1
	}
	return 0
}

// target names the table of a COPY for the engine.
func target(n dialect.Name) string {
	var parts []string
	for _, p := range []string{n.Catalog, n.Schema, n.Name} {
		if p != "" {
			parts = append(parts, ident(p))
		}
	}
	return strings.Join(parts, ".")
}

// copied finds the columns that a COPY names, nil for all, among those of its table.
func copied(table string, all, names []string) ([]int, error) {
	if names == nil {
		out := make([]int, len(all))
		for i := range out {
			out[i] = i
		}
		return out, nil
	}
	var out []int
	for _, name := range names {
		i := slices.Index(all, name)
		if i < 0 {
			return nil, pgerr.Newf(pgerr.UndefinedColumn, `column "%s" of relation "%s" does not exist`, name, table)
		}
		if slices.Contains(out, i) {
			return nil, pgerr.Newf(pgerr.DuplicateColumn, `column "%s" specified more than once`, name)
		}
		out = append(out, i)
	}
	return out, nil
}

// forced tells for each column of a COPY whether a FORCE option names it.
func forced(option, table string, all, copied, names []string) ([]bool, error) {
	if names == nil {
		return nil, nil
	}
	out := make([]bool, len(copied))
	for _, name := range names {
		i := slices.Index(copied, name)
		if i >= 0 && out[i] {
			return nil, pgerr.Newf(pgerr.DuplicateColumn, `column "%s" specified more than once`, name)
		}
		if i >= 0 {
			out[i] = true
			continue
		}
		if slices.Contains(all, name) {
			return nil, pgerr.Newf(pgerr.InvalidColumnReference, `%s column "%s" not referenced by COPY`, option, name)
		}
		if table == "" {
			return nil, pgerr.Newf(pgerr.UndefinedColumn, `column "%s" does not exist`, name)
		}
		return nil, pgerr.Newf(pgerr.UndefinedColumn, `column "%s" of relation "%s" does not exist`, name, table)
	}
	return out, nil
}

// relationOf gives the columns of the table that a COPY names. A view of the lake is no table; the system's are.
func (s *Session) relationOf(ctx context.Context, n *dialect.Copy) ([]string, error) {
	from := "FROM duckdb_views() WHERE database_name = " + literal(s.d.Lake) + " AND NOT internal AND lower(view_name) = lower(" +
		literal(n.Table.Name) + ")"
	schemas := s.ec.schemas
	if n.Table.Schema != "" {
		schemas = []string{n.Table.Schema}
	}
	quoted := make([]string, len(schemas))
	for i, schema := range schemas {
		quoted[i] = literal(strings.ToLower(schema))
	}
	if len(quoted) > 0 {
		rows, err := s.ask(ctx, "SELECT 1 "+from+" AND lower(schema_name) IN ("+strings.Join(quoted, ", ")+")")
		if err != nil {
			return nil, err
		}
		switch {
		case len(rows) > 0 && n.From:
			return nil, pgerr.Newf(pgerr.WrongObjectType, `cannot copy to view "%s"`, n.Table.Name).
				WithHint("To enable copying to a view, provide an INSTEAD OF INSERT trigger.")
		case len(rows) > 0:
			return nil, pgerr.Newf(pgerr.WrongObjectType, `cannot copy from view "%s"`, n.Table.Name).
				WithHint("Try the COPY (SELECT ...) TO variant.")
		}
	}
	es, err := s.ec.Prepare(ctx, "SELECT * FROM "+target(n.Table))
	if err != nil {
		return nil, pgerr.From(err).WithPosition(0)
	}
	defer es.Close()
	var names []string
	for _, c := range es.Columns() {
		names = append(names, c.Name)
	}
	return names, nil
}

// schemaOf gives the schema of a COPY's table, as an error tells it.
func (s *Session) schemaOf(ctx context.Context, n dialect.Name) string {
	if n.Schema != "" {
		return n.Schema
	}
	return s.homes(ctx, n)[0]
}
