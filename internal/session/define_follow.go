package session

import (
	"context"
	"slices"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// A view goes on to show what it showed when what it stands on gets another name, as in PostgreSQL, where it knows it by its OID. The
// lake's views are texts, so they are written anew.

// followers gives the views that stand on a relation directly, before its name, or that of one of its columns, changes.
func (d *definer) followers(ctx context.Context, r *relation, column string) ([]*relation, error) {
	var seen []*relation
	all, err := d.users(ctx, r, column, &seen)
	var out []*relation
	for _, u := range all {
		if !u.kept.View.stands(r, column) {
			continue
		}
		if err := d.s.fill(ctx, u.relation); err != nil { // now, while its columns can be asked for
			return nil, err
		}
		out = append(out, u.relation)
	}
	return out, err
}

// redirect lets views read what they stand on under its new name. columns are the names of its columns so far, nil where they stay.
func (d *definer) redirect(ctx context.Context, views []*relation, was, is *relation, columns []string) error {
	from := dialect.Name{Schema: was.schema, Name: was.name}
	to := ident(is.schema) + "." + ident(is.name)
	for _, v := range views {
		if m := v.kept.Matview; m != nil {
			query, ok := dialect.Redirect(m.Query, from, to, columns)
			if !ok {
				return cannotFollow(v)
			}
			m.Query = query
			if made := d.s.madeOf(ctx, query, m.Path); made != nil {
				m.Text, v.kept.View = made.Text, &view{Uses: viewOf(made).Uses}
			}
			if err := d.keep(ctx, v); err != nil {
				return err
			}
			continue
		}
		query, ok := dialect.Redirect(v.query(), from, to, columns)
		if !ok {
			return cannotFollow(v)
		}
		if err := d.remake(ctx, v, query, v.columnNames()); err != nil {
			return err
		}
	}
	return nil
}

func cannotFollow(v *relation) error {
	return pgerr.Unsupported(`view "`+v.name+`" stands on this, and cannot be written anew with the new name`, "Drop the view, and create it again afterwards.")
}

// query is a view's text, with the schema of each relation; as its maker wrote it where that is all that is known.
func (r *relation) query() string {
	switch v := r.kept.View; {
	case v == nil:
		return ""
	case v.Text != "":
		return strings.TrimSuffix(strings.TrimSpace(dialect.ViewText(v.Text, false, func(string) bool { return false })), ";")
	default:
		return v.Own
	}
}

func (r *relation) columnNames() []string {
	names := make([]string, len(r.columns))
	for i, c := range r.columns {
		names[i] = c.name
	}
	return names
}

// remake puts another query, or other names of columns, into a view. What is kept with it stays.
func (d *definer) remake(ctx context.Context, v *relation, query string, columns []string) error {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = ident(c)
	}
	text := "CREATE OR REPLACE VIEW " + ident(v.schema) + "." + ident(v.name) + "(" + strings.Join(names, ", ") + ") AS " + query
	script, err := d.s.d.Translator.Translate(text, dialect.Key{SearchPath: d.s.pathKey()})
	if err != nil || len(script.Stmts) != 1 || script.Stmts[0].Kind != dialect.KindCreateView {
		return cannotFollow(v)
	}
	st, err := d.s.analysed(ctx, script.Stmts[0], nil)
	if err != nil {
		return err
	}
	if err := d.s.admit(st); err != nil {
		return err
	}
	if v.kept.Was == nil {
		if err := d.stays(ctx, v); err != nil {
			return err
		}
	}
	if _, err := d.run(ctx, st.SQL); err != nil {
		return err
	}
	v.view = true
	if st.Made != nil {
		v.made(st.Made)
	}
	return d.keep(ctx, v)
}

// renameViewColumn is ALTER VIEW … RENAME COLUMN.
func (d *definer) renameViewColumn(ctx context.Context, r *relation, from, to string) error {
	names := r.columnNames()
	at := slices.Index(names, from)
	switch {
	case at < 0:
		return pgerr.Newf(pgerr.UndefinedColumn, `column "%s" does not exist`, from)
	case slices.Contains(names, to):
		return pgerr.Newf(pgerr.DuplicateColumn, `column "%s" of relation "%s" already exists`, to, r.name)
	}
	query := r.query()
	if query == "" || r.temp || r.kept.Matview != nil {
		return pgerr.Unsupported("columns of this view cannot be renamed", "Drop the view, and create it again.")
	}
	views, err := d.followers(ctx, r, from)
	if err != nil {
		return err
	}
	was := slices.Clone(names)
	names[at] = to
	if text := r.kept.Comments["column:"+from]; text != "" {
		r.setComment("column:"+from, "")
		r.setComment("column:"+to, text)
	}
	if err := d.remake(ctx, r, query, names); err != nil {
		return err
	}
	return d.redirect(ctx, views, r, r, was)
}

// moveView is ALTER VIEW … SET SCHEMA.
func (d *definer) moveView(ctx context.Context, r, to *relation) error {
	query := r.query()
	if query == "" || r.kept.Matview != nil {
		return pgerr.Unsupported("this view cannot be moved to another schema", "Create the view there and drop this one.")
	}
	views, err := d.followers(ctx, r, "")
	if err != nil {
		return err
	}
	was := *r
	if err := d.stays(ctx, r); err != nil {
		return err
	}
	is := *r
	is.schema = to.schema
	if err := d.remake(ctx, &is, query, r.columnNames()); err != nil {
		return err
	}
	if err := d.redirect(ctx, views, &was, &is, nil); err != nil {
		return err
	}
	return d.dropOne(ctx, &was)
}
