package session

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// relation is a table or view as DDL finds it in its transaction.
type relation struct {
	temp    bool
	view    bool
	schema  string
	name    string
	columns []relColumn
	comment string // the client's own
	kept    kept
}

type relColumn struct {
	name, typ, def, comment string // def is "" without a default
	notNull                 bool
}

// kept is what a lake has no place for. It is the last line of the relation's comment, and so it is versioned and renamed
// with it, seen by every process, and gone with the relation.
type kept struct {
	Constraints []dialect.Constraint `json:"constraints,omitempty"`
	Types       map[string]string    `json:"types,omitempty"` // columns' types as declared, where the lake forgets a part of them
	Matview     *matview             `json:"matview,omitempty"`
}

type matview struct {
	Query     string `json:"query"`
	Path      string `json:"path"` // the search path that it was written for
	Populated bool   `json:"populated"`
}

// keptMark begins the line that is ours. The shim's views cut it off by the same text.
const keptMark = "lakewire:{"

func (k *kept) empty() bool {
	return len(k.Constraints) == 0 && len(k.Types) == 0 && k.Matview == nil
}

// splitComment tells the client's comment from what we keep behind it.
func splitComment(text string) (comment string, k kept) {
	i := strings.LastIndex(text, keptMark)
	if i < 0 || i > 0 && text[i-1] != '\n' || json.Unmarshal([]byte(text[i+len(keptMark)-1:]), &k) != nil {
		return text, kept{}
	}
	return strings.TrimSuffix(text[:i], "\n"), k
}

// fullComment is what the lake is given as the relation's comment.
func (r *relation) fullComment() string {
	if r.kept.empty() {
		return r.comment
	}
	b, err := json.Marshal(&r.kept)
	if err != nil {
		return r.comment // strings and numbers: it cannot be
	}
	line := "lakewire:" + string(b)
	if r.comment == "" {
		return line
	}
	return r.comment + "\n" + line
}

// sql is the relation's name for the engine.
func (r *relation) sql(lake string) string {
	if r.temp {
		return "temp.main." + ident(r.name)
	}
	return ident(lake) + "." + ident(r.schema) + "." + ident(r.name)
}

func (r *relation) column(name string) *relColumn {
	for i := range r.columns {
		if strings.EqualFold(r.columns[i].name, name) {
			return &r.columns[i]
		}
	}
	return nil
}

// kind is PostgreSQL's word for what the relation is.
func (r *relation) kind() dialect.Object {
	switch {
	case r.kept.Matview != nil:
		return dialect.ObjectMatview
	case r.view:
		return dialect.ObjectView
	}
	return dialect.ObjectTable
}

// relation looks a name up as PostgreSQL does: temporary relations first, then the schemas of the search path in their
// order. It gives nil when there is none.
func (s *Session) relation(ctx context.Context, n dialect.Name) (*relation, error) {
	// Views are listed apart from their columns: a view on something that has gone has none.
	lake, same := literal(s.d.Lake), " AND lower(%s) = lower("+literal(n.Name)+")"
	rows, err := s.ask(ctx, "SELECT database_name, schema_name, view_name, 'v', coalesce(comment, '') FROM duckdb_views() WHERE database_name IN ("+lake+", 'temp') AND NOT internal"+
		strings.Replace(same, "%s", "view_name", 1)+
		" UNION ALL SELECT DISTINCT c.database_name, c.schema_name, c.table_name, 't', coalesce(t.comment, '') FROM duckdb_columns() c"+
		" ANTI JOIN duckdb_views() v ON v.database_name = c.database_name AND v.schema_name = c.schema_name AND v.view_name = c.table_name"+
		" LEFT JOIN "+s.comments()+" t ON c.database_name = "+lake+" AND lower(t.schema_name) = lower(c.schema_name) AND lower(t.table_name) = lower(c.table_name)"+
		" WHERE c.database_name IN ("+lake+", 'temp') AND NOT c.internal"+strings.Replace(same, "%s", "c.table_name", 1))
	if err != nil {
		return nil, err
	}
	places := s.ec.schemas
	if n.Schema != "" {
		places = []string{n.Schema}
	}
	best, rank := -1, len(places)
	for i, row := range rows {
		switch {
		case row[0] == "temp" && (n.Schema == "" || strings.HasPrefix(n.Schema, "pg_temp") || n.Catalog == "temp"):
			best, rank = i, -1
		case row[0] == s.d.Lake:
			if k := slices.IndexFunc(places, func(p string) bool { return strings.EqualFold(p, row[1]) }); k >= 0 && k < rank {
				best, rank = i, k
			}
		}
	}
	if best < 0 {
		return nil, nil
	}
	row := rows[best]
	r := &relation{temp: row[0] == "temp", schema: row[1], name: row[2], view: row[3] == "v"}
	r.comment, r.kept = splitComment(row[4])
	cols, err := s.ask(ctx, "SELECT column_name, data_type, coalesce(column_default, ''), coalesce(comment, ''), is_nullable FROM duckdb_columns() WHERE database_name = "+
		literal(row[0])+" AND schema_name = "+literal(row[1])+" AND table_name = "+literal(row[2])+" ORDER BY column_index")
	if err != nil {
		return nil, err
	}
	for _, c := range cols {
		col := relColumn{name: c[0], typ: c[1], def: c[2], comment: c[3], notNull: c[4] == "f" || c[4] == "false"}
		if strings.EqualFold(col.def, "null") {
			col.def = ""
		}
		r.columns = append(r.columns, col)
	}
	return r, nil
}

// found is relation for a name that must be there.
func (s *Session) found(ctx context.Context, n dialect.Name) (*relation, error) {
	r, err := s.relation(ctx, n)
	if err == nil && r == nil {
		err = pgerr.Newf(pgerr.UndefinedTable, `relation "%s" does not exist`, n)
	}
	return r, err
}

// keep writes a relation's comment, with what is kept behind it.
func (d *definer) keep(ctx context.Context, r *relation) error {
	what := "TABLE"
	if r.view {
		what = "VIEW"
	}
	text := r.fullComment()
	value := literal(text)
	if text == "" {
		value = "NULL"
	}
	_, err := d.run(ctx, "COMMENT ON "+what+" "+r.sql(d.s.d.Lake)+" IS "+value)
	return err
}
