package session

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// user is a view that stands on something: on is that, as messages call it.
type user struct {
	*relation
	on string
}

// users gives the views that stand on a relation, or on one of its columns, each followed by those that stand on it. They are
// known by what is kept with them; seen are those that are told already.
func (d *definer) users(ctx context.Context, r *relation, column string, seen *[]*relation) ([]user, error) {
	if r.temp {
		return nil, nil
	}
	views, err := d.viewsOver(ctx, "relation", r.name)
	if err != nil {
		return nil, err
	}
	on := d.called(r)
	if column != "" {
		on = "column " + dialect.Identifier(column) + " of " + on
	}
	var out []user
	for _, v := range views {
		if !v.kept.View.stands(r, column) || slices.ContainsFunc(*seen, v.same) {
			continue
		}
		*seen = append(*seen, v)
		out = append(out, user{v, on})
		more, err := d.users(ctx, v, "", seen)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// viewsOver gives the views, with what is kept with them, that stand on something whose schema, or whose relation, has a name.
func (d *definer) viewsOver(ctx context.Context, what, name string) ([]*relation, error) {
	quoted, err := json.Marshal(name)
	if err != nil {
		return nil, err
	}
	rows, err := d.s.ask(ctx, "SELECT schema_name, table_name, comment FROM "+d.s.comments()+" WHERE contains(comment, "+literal(keptMark)+
		") AND contains(comment, "+literal(`"`+what+`":`+string(quoted))+") ORDER BY id")
	if err != nil {
		return nil, err
	}
	var out []*relation
	for _, row := range rows {
		v := &relation{schema: row[0], name: row[1]}
		if _, v.kept = splitComment(row[2]); v.kept.View != nil {
			v.view = v.kept.Matview == nil || !v.kept.Matview.Populated
			out = append(out, v)
		}
	}
	return out, nil
}

// schemaUsers gives the views of other schemas that stand on what is in one, each followed by those that stand on it.
func (d *definer) schemaUsers(ctx context.Context, schema string) ([]user, error) {
	views, err := d.viewsOver(ctx, "schema", schema)
	if err != nil {
		return nil, err
	}
	var out []user
	var seen []*relation
	for _, v := range views {
		if strings.EqualFold(v.schema, schema) || slices.ContainsFunc(seen, v.same) ||
			!slices.ContainsFunc(v.kept.View.Uses, func(u use) bool { return strings.EqualFold(u.Schema, schema) }) {
			continue
		}
		seen = append(seen, v)
		out = append(out, user{relation: v})
		more, err := d.users(ctx, v, "", &seen)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return slices.DeleteFunc(out, func(u user) bool { return strings.EqualFold(u.schema, schema) }), nil
}

// stands tells whether a view stands on a relation, or on one of its columns.
func (v *view) stands(r *relation, column string) bool {
	return slices.ContainsFunc(v.Uses, func(u use) bool {
		return strings.EqualFold(u.Schema, r.schema) && strings.EqualFold(u.Relation, r.name) && (column == "" || slices.Contains(u.Columns, column))
	})
}

func (r *relation) same(o *relation) bool {
	return r.temp == o.temp && strings.EqualFold(r.schema, o.schema) && strings.EqualFold(r.name, o.name)
}

// freed sees to what stands on relations that shall go, or, where a column is given, on that column of the only one: it is
// dropped with CASCADE, or is the reason why nothing is.
func (d *definer) freed(ctx context.Context, of []*relation, column string, cascade bool) error {
	seen := slices.Clone(of)
	var all []user
	for _, r := range of {
		list, err := d.users(ctx, r, column, &seen)
		if err != nil {
			return err
		}
		all = append(all, list...)
	}
	if len(all) == 0 {
		return nil
	}
	var names, lines []string
	for _, u := range all {
		names = append(names, d.called(u.relation))
		lines = append(lines, names[len(names)-1]+" depends on "+u.on)
	}
	if !cascade {
		what := d.called(of[0])
		if column != "" {
			what = "column " + dialect.Identifier(column) + " of " + what
		}
		e := pgerr.Newf(pgerr.DependentObjectsStillExist, "cannot drop %s because other objects depend on it", what)
		if len(of) > 1 {
			e = pgerr.New(pgerr.DependentObjectsStillExist, "cannot drop desired object(s) because other objects depend on them")
		}
		return e.WithDetail("%s", strings.Join(lines, "\n")).WithHint("Use DROP ... CASCADE to drop the dependent objects too.")
	}
	d.noteCascade(names)
	for _, u := range slices.Backward(all) {
		if err := d.dropOne(ctx, u.relation); err != nil {
			return err
		}
	}
	return nil
}

func (d *definer) dropOne(ctx context.Context, r *relation) error {
	verb := "DROP TABLE "
	if r.view {
		verb = "DROP VIEW "
	}
	_, err := d.run(ctx, verb+r.sql(d.s.d.Lake))
	if err == nil && r.temp {
		d.s.setTemps(func(all temps) { delete(all, strings.ToLower(r.name)) })
	}
	return err
}
