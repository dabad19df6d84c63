package session

import (
	"context"
	"encoding/json"
	"maps"
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
	Was         *first               `json:"was,omitempty"` // foremost: the catalog looks for it there
	Constraints []dialect.Constraint `json:"constraints,omitempty"`
	Types       map[string]string    `json:"types,omitempty"` // columns' types as declared, where the lake forgets a part of them
	Matview     *matview             `json:"matview,omitempty"`
	View        *view                `json:"view,omitempty"`
	Comments    map[string]string    `json:"comments,omitempty"` // on the columns and the rule of a view: "column:x", "rule:_RETURN"
}

type matview struct {
	Query     string `json:"query"`
	Text      string `json:"text,omitempty"` // as PostgreSQL writes it
	Path      string `json:"path"`           // the search path that it was written for
	Populated bool   `json:"populated"`
}

// keptMark begins the line that is ours. The shim's views cut it off by the same text.
const keptMark = "lakewire:{"

func (k *kept) empty() bool {
	return k.Was == nil && len(k.Constraints) == 0 && len(k.Types) == 0 && k.Matview == nil && k.View == nil && len(k.Comments) == 0
}

// clone gives one that can be changed without the other.
func (k *kept) clone() kept {
	c := *k
	c.Constraints, c.Types, c.Comments = slices.Clone(k.Constraints), maps.Clone(k.Types), maps.Clone(k.Comments)
	return c
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
// order. It gives nil when there is none. The engine's own lists of tables and views are not asked: an entry in them may
// hold garbage, by which the engine invalidates itself. To prepare a statement on the name tells what it is.
func (s *Session) relation(ctx context.Context, n dialect.Name) (*relation, error) {
	inTemp := strings.HasPrefix(n.Schema, "pg_temp") || n.Catalog == "temp"
	var places []*relation
	if n.Schema == "" || inTemp {
		places = append(places, &relation{temp: true, schema: "main", name: n.Name})
	}
	switch {
	case inTemp:
	case n.Schema != "":
		places = append(places, &relation{schema: n.Schema, name: n.Name})
	default:
		for _, schema := range s.ec.schemas {
			places = append(places, &relation{schema: schema, name: n.Name})
		}
	}
	for _, r := range places {
		is, err := s.kindOf(ctx, r)
		if err != nil {
			return nil, err
		}
		if is {
			return r, s.fill(ctx, r)
		}
	}
	return nil, nil
}

// kindOf tells whether there is such a relation, and whether it is a view. Nothing can be deleted from a view, and one that
// stands on something that has gone is known from the metadata only.
func (s *Session) kindOf(ctx context.Context, r *relation) (bool, error) {
	es, err := s.ec.Prepare(ctx, "DELETE FROM "+r.sql(s.d.Lake)+" WHERE false")
	if err == nil {
		es.Close()
		return true, nil
	}
	if ctx.Err() != nil {
		return false, err
	}
	es, err = s.ec.Prepare(ctx, "SELECT 1 FROM "+r.sql(s.d.Lake))
	if err == nil {
		es.Close()
		r.view = true
		return true, nil
	}
	if !pgerr.Is(err, pgerr.UndefinedTable) && !pgerr.Is(err, pgerr.InvalidSchemaName) && !pgerr.Is(err, pgerr.UndefinedObject) {
		return false, err
	}
	if r.temp || s.touched(r) {
		return false, nil
	}
	rows, err := s.ask(ctx, "SELECT 1 FROM shim.pgc.lw_view_name WHERE lower(schema_name) = lower("+literal(r.schema)+") AND lower(view_name) = lower("+literal(r.name)+")")
	r.view = len(rows) > 0
	return r.view, err
}

// fill fills in a relation's columns and comments.
func (s *Session) fill(ctx context.Context, r *relation) error {
	comments := map[string]string{}
	if r.temp {
		if t := s.ownTemps[strings.ToLower(r.name)]; t != nil {
			r.comment, r.kept = t.comment, t.kept.clone()
		}
		for key, text := range r.kept.Comments {
			comments[strings.ToLower(strings.TrimPrefix(key, "column:"))] = text
		}
	} else {
		where := " WHERE lower(schema_name) = lower(" + literal(r.schema) + ") AND lower(table_name) = lower(" + literal(r.name) + ")"
		rows, err := s.ask(ctx, "SELECT comment FROM "+s.comments()+where)
		if err != nil {
			return err
		}
		if len(rows) > 0 {
			r.comment, r.kept = splitComment(rows[0][0])
		}
		if rows, err = s.ask(ctx, "SELECT column_name, comment FROM shim.pgc.lw_column_comment"+where); err != nil {
			return err
		}
		for _, c := range rows {
			comments[strings.ToLower(c[0])] = c[1]
		}
	}
	var err error
	if r.columns, err = s.columnsOf(ctx, r.sql(s.d.Lake)); err != nil {
		if r.view && ctx.Err() == nil {
			return nil // it stands on something that has gone
		}
		return err
	}
	for i := range r.columns {
		r.columns[i].comment = comments[strings.ToLower(r.columns[i].name)]
	}
	return nil
}

// columnsOf asks the engine for the columns of a relation, without their comments, in the transaction of the statement. name is
// the engine's name for it.
func (s *Session) columnsOf(ctx context.Context, name string) ([]relColumn, error) {
	rows, err := s.ask(ctx, "SELECT column_name, column_type, coalesce(\"default\", ''), \"null\" FROM (DESCRIBE "+name+")")
	var cols []relColumn
	for _, r := range rows {
		c := relColumn{name: r[0], typ: r[1], def: r[2], notNull: r[3] == "NO"}
		if strings.EqualFold(c.def, "null") {
			c.def = ""
		}
		cols = append(cols, c)
	}
	return cols, err
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
	if r.temp {
		d.s.keepTemp(r)
		return nil
	}
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
