package session

import (
	"context"
	"slices"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// view is what a lake has no place for of a view: the lake keeps the text that the engine is given.
type view struct {
	Text string `json:"text,omitempty"` // as PostgreSQL writes it, with the marks of dialect.ViewText
	Own  string `json:"own,omitempty"`  // as the client wrote it, where PostgreSQL's way is not known
	Uses []use  `json:"uses,omitempty"`

	Columns [][2]string `json:"columns,omitempty"` // names and types, where all are known
	Origins []origin    `json:"origins,omitempty"` // what the columns show, in order
}

// origin is the column of a relation that a view's column shows; empty where it is computed.
type origin struct {
	Schema   string `json:"schema,omitempty"`
	Relation string `json:"relation,omitempty"`
	Column   string `json:"column,omitempty"`
}

// use is a relation that a view stands on, and the columns of it.
type use struct {
	Schema   string   `json:"schema"`
	Relation string   `json:"relation"`
	Columns  []string `json:"columns,omitempty"`
}

// keepMade keeps with what a statement has just made of a query, in its transaction, what the lake has no place for.
func (s *Session) keepMade(ctx context.Context, st *dialect.Statement, before *relation) error {
	m := st.Made
	names := append(slices.Clone(st.Mutates), st.Appends...)
	if m == nil || len(names) != 1 || s.passed {
		return nil
	}
	if !st.Writes {
		return nil // tempMade keeps it
	}
	r := &relation{view: st.Kind == dialect.KindCreateView, schema: names[0].Schema, name: names[0].Name}
	if before != nil {
		r.comment, r.kept.Comments, r.kept.Was = before.comment, before.kept.Comments, before.kept.Was
	}
	r.made(m)
	if r.kept.empty() && r.comment == "" {
		return nil
	}
	if r.schema == "" && len(s.ec.schemas) > 0 {
		r.schema = s.ec.schemas[0]
	}
	d := &definer{s: s, st: st, step: &dialect.Statement{Kind: dialect.KindCreateTable, Deterministic: len(st.Functions) == 0, Writes: true}}
	return d.keep(ctx, r)
}

// made takes over what the lake has no place for of a query.
func (r *relation) made(m *dialect.Made) {
	if r.view {
		r.kept.View = viewOf(m)
		return
	}
	for _, c := range m.Columns {
		if pgtypes.Forgotten(c.Type, c.Mod) {
			r.setType(c.Name, c.KeptType())
		}
	}
}

func viewOf(m *dialect.Made) *view {
	v := &view{Text: m.Text}
	if v.Text == "" {
		v.Own = m.Own
	}
	for _, c := range m.Columns {
		if c.KeptType() == "" {
			v.Columns = nil
			break
		}
		v.Columns = append(v.Columns, [2]string{c.Name, c.KeptType()})
	}
	for _, o := range m.Uses {
		if o.Relation.Schema == "" {
			continue
		}
		i := slices.IndexFunc(v.Uses, func(u use) bool { return u.Schema == o.Relation.Schema && u.Relation == o.Relation.Name })
		if i < 0 {
			v.Uses = append(v.Uses, use{Schema: o.Relation.Schema, Relation: o.Relation.Name})
			i = len(v.Uses) - 1
		}
		if o.Column != "" && !slices.Contains(v.Uses[i].Columns, o.Column) {
			v.Uses[i].Columns = append(v.Uses[i].Columns, o.Column)
		}
	}
	for _, o := range m.Origins {
		v.Origins = append(v.Origins, origin{o.Relation.Schema, o.Relation.Name, o.Column})
	}
	return v
}

// replaced gives the view that CREATE OR REPLACE VIEW puts another one in the place of, whose comments stay; nil where there is none.
func (s *Session) replaced(ctx context.Context, st *dialect.Statement) (*relation, error) {
	if st.Kind != dialect.KindCreateView || !st.Writes || len(st.Mutates) != 1 || !strings.Contains(strings.ToLower(st.Text[:min(len(st.Text), 40)]), "replace") {
		return nil, nil
	}
	r, err := s.relation(ctx, st.Mutates[0])
	if err == nil && r != nil && r.view && st.Made != nil {
		err = r.replaceable(st.Made.Columns)
	}
	if err == nil && r != nil && r.view {
		err = (&definer{s: s}).stays(ctx, r)
	}
	return r, err
}

// replaceable refuses the columns of a view that is to take this one's place, where they are not its own and perhaps more.
func (r *relation) replaceable(to []dialect.Column) error {
	no := func(format string, args ...any) *pgerr.Error {
		return pgerr.Newf(pgerr.InvalidTableDefinition, format, args...)
	}
	if len(to) < len(r.columns) {
		return no("cannot drop columns from view")
	}
	for i, c := range r.columns {
		if !strings.EqualFold(c.name, to[i].Name) {
			return no(`cannot change name of view column "%s" to "%s"`, c.name, to[i].Name).
				WithHint("Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead.")
		}
		if v := r.kept.View; v != nil && i < len(v.Columns) {
			if was, is := v.Columns[i][1], to[i].KeptType(); is != "" && is != was {
				return no(`cannot change data type of view column "%s" from %s to %s`, c.name, was, is)
			}
		}
	}
	return nil
}

// madeOf tells what a view of a query would be; nil where that is not known.
func (s *Session) madeOf(ctx context.Context, query, path string) *dialect.Made {
	script, err := s.d.Translator.Translate("CREATE VIEW lw_view AS "+query, dialect.Key{SearchPath: path})
	if err != nil || len(script.Stmts) != 1 {
		return nil
	}
	st, err := s.analysed(ctx, script.Stmts[0], nil)
	if err != nil {
		return nil // the query itself says what is wrong
	}
	return st.Made
}
