package session

import (
	"context"
	"slices"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

func (d *definer) rename(ctx context.Context, a *dialect.Rename) error {
	if a.What == dialect.ObjectIndex {
		return d.renameIndex(ctx, a)
	}
	r, err := d.subject(ctx, a.Name, a.IfExists)
	if r == nil || err != nil {
		return err
	}
	switch a.What {
	case dialect.ObjectColumn:
		return d.renameColumn(ctx, r, a.Column, a.To)
	case dialect.ObjectConstraint:
		i := r.constraint(a.Column)
		if i < 0 {
			return pgerr.Newf(pgerr.UndefinedObject, `constraint "%s" for table "%s" does not exist`, a.Column, r.name)
		}
		if r.constraint(a.To) >= 0 {
			return pgerr.Newf(pgerr.DuplicateObject, `constraint "%s" for relation "%s" already exists`, a.To, r.name)
		}
		r.kept.Constraints[i].Name = a.To
		return d.keep(ctx, r)
	}
	if a.What != r.kind() && (a.What != dialect.ObjectTable || r.view && r.kind() != dialect.ObjectView) {
		return wrongKind(a.What, r.name)
	}
	if is, err := d.s.relation(ctx, dialect.Name{Schema: r.schemaName(), Name: a.To}); err != nil {
		return err
	} else if is != nil {
		return pgerr.Newf(pgerr.DuplicateTable, `relation "%s" already exists`, a.To)
	}
	views, err := d.followers(ctx, r, "")
	if err != nil {
		return err
	}
	if err := d.renameTo(ctx, r, a.To); err != nil {
		return err
	}
	is := *r
	is.name = a.To
	if err := d.redirect(ctx, views, r, &is, nil); err != nil {
		return err
	}
	return d.follow(ctx, r, func(c *dialect.Constraint) { c.RefTable = a.To })
}

// renameTo gives a relation its new name. DuckLake 1.0 writes broken metadata, which make the whole lake unreadable, when a
// table is renamed after another change of it in one transaction: then it is written anew under the new name.
func (d *definer) renameTo(ctx context.Context, r *relation, to string) error {
	verb := "ALTER TABLE "
	if r.view {
		verb = "ALTER VIEW "
	}
	f, err := d.s.known(ctx, r)
	if err != nil {
		return err
	}
	if r.temp || r.view || !d.s.altered(r) {
		_, err := d.run(ctx, verb+r.sql(d.s.d.Lake)+" RENAME TO "+ident(to))
		if err == nil && r.temp {
			d.s.renameTemp(r.name, to)
		} else if err == nil {
			d.s.tx.comments = append(d.s.tx.comments, tableComment{r.schema, to, r.fullComment(), f}, tableComment{schema: r.schema, name: r.name, was: &first{}})
		}
		return err
	}
	t := &alteration{definer: d, was: r, r: r.clone(), from: map[string]string{}}
	for _, c := range r.columns {
		t.from[c.name] = ident(c.name)
	}
	t.r.name = to
	return t.anew(ctx, t.r)
}

// altered tells whether the transaction may have changed a table's description.
func (s *Session) altered(r *relation) bool {
	return slices.ContainsFunc(s.tx.journal.entries, func(e entry) bool {
		switch e.st.Kind {
		case dialect.KindInsert, dialect.KindUpdate, dialect.KindDelete, dialect.KindMerge, dialect.KindTruncate, dialect.KindSelect:
			return false
		}
		sql := strings.ToLower(e.sql)
		return sql == "" || (strings.HasPrefix(sql, "alter") || strings.HasPrefix(sql, "comment")) && strings.Contains(sql, strings.ToLower(r.name))
	})
}

// schemaName is the schema as a name has it.
func (r *relation) schemaName() string {
	if r.temp {
		return "pg_temp"
	}
	return r.schema
}

// wrongKind is PostgreSQL's error when ALTER VIEW names a table, or the like.
func wrongKind(what dialect.Object, name string) *pgerr.Error {
	article := "a"
	if what == dialect.ObjectIndex {
		article = "an"
	}
	return pgerr.Newf(pgerr.WrongObjectType, `"%s" is not %s %s`, name, article, what)
}

// follow lets the foreign keys of other tables point where a table has gone.
func (d *definer) follow(ctx context.Context, was *relation, change func(*dialect.Constraint)) error {
	if was.temp || was.view {
		return nil
	}
	others, err := d.keeping(ctx, `"reftable":`)
	if err != nil {
		return err
	}
	for _, n := range others {
		r, err := d.s.relation(ctx, n)
		if err != nil || r == nil {
			return err
		}
		changed := false
		for i := range r.kept.Constraints {
			c := &r.kept.Constraints[i]
			if c.Kind == "f" && c.RefTable == was.name && c.RefSchema == was.schema {
				change(c)
				changed = true
			}
		}
		if changed {
			if err := d.keep(ctx, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// keeping names the relations of the lake whose comment holds a text of ours.
func (d *definer) keeping(ctx context.Context, text string) ([]dialect.Name, error) {
	rows, err := d.s.ask(ctx, "SELECT schema_name, table_name FROM "+d.s.comments()+" WHERE contains(comment, "+literal(keptMark)+") AND contains(comment, "+literal(text)+")")
	var out []dialect.Name
	for _, r := range rows {
		out = append(out, dialect.Name{Schema: r[0], Name: r[1]})
	}
	return out, err
}

func (d *definer) renameColumn(ctx context.Context, r *relation, from, to string) error {
	col := r.column(from)
	switch {
	case r.view:
		return d.renameViewColumn(ctx, r, from, to)
	case col == nil:
		return pgerr.Newf(pgerr.UndefinedColumn, `column "%s" does not exist`, from)
	case r.column(to) != nil && !strings.EqualFold(from, to):
		return pgerr.Newf(pgerr.DuplicateColumn, `column "%s" of relation "%s" already exists`, to, r.name)
	}
	f, err := d.s.known(ctx, r)
	if err != nil {
		return err
	}
	f = f.renamed(col.name, to)
	was := *r
	names := r.columnNames()
	views, err := d.followers(ctx, r, col.name)
	if err != nil {
		return err
	}
	if _, err := d.run(ctx, "ALTER TABLE "+r.sql(d.s.d.Lake)+" RENAME COLUMN "+ident(col.name)+" TO "+ident(to)); err != nil {
		return err
	}
	changed := r.kept.Was != nil
	if changed {
		r.kept.Was = f
	}
	swap := func(list []string) []string {
		list = slices.Clone(list)
		for i := range list {
			if list[i] == col.name {
				list[i], changed = to, true
			}
		}
		return list
	}
	for i := range r.kept.Constraints {
		c := &r.kept.Constraints[i]
		c.Columns, c.Include = swap(c.Columns), swap(c.Include)
		c.Expr, c.Predicate = dialect.RenameIn(c.Expr, col.name, to), dialect.RenameIn(c.Predicate, col.name, to)
		for k := range c.Keys {
			c.Keys[k] = dialect.RenameIn(c.Keys[k], col.name, to)
		}
	}
	if typ := r.kept.Types[col.name]; typ != "" {
		r.setType(col.name, "")
		r.setType(to, typ)
		changed = true
	}
	if text := r.kept.Comments["column:"+col.name]; text != "" {
		r.setComment("column:"+col.name, "")
		r.setComment("column:"+to, text)
		changed = true
	}
	if changed {
		if err := d.keep(ctx, r); err != nil {
			return err
		}
	}
	if f != nil {
		d.s.goesOn(r, f)
	}
	if err := d.redirect(ctx, views, &was, &was, names); err != nil {
		return err
	}
	return d.follow(ctx, &was, func(c *dialect.Constraint) { c.RefColumns = swap(c.RefColumns) })
}

// setSchema moves a table: the lake writes it anew in the other schema.
func (d *definer) setSchema(ctx context.Context, a *dialect.SetSchema) error {
	r, err := d.subject(ctx, a.Name, a.IfExists)
	if r == nil || err != nil {
		return err
	}
	switch {
	case r.temp:
		return pgerr.New(pgerr.FeatureNotSupported, "cannot move objects into or out of temporary schemas")
	case r.schema == a.Schema:
		return nil
	}
	to, err := d.place(ctx, dialect.Name{Schema: a.Schema, Name: r.name})
	if err != nil {
		return err
	}
	if is, err := d.s.relation(ctx, dialect.Name{Schema: to.schema, Name: r.name}); err != nil {
		return err
	} else if is != nil {
		return pgerr.Newf(pgerr.DuplicateTable, `relation "%s" already exists in schema "%s"`, r.name, to.schema)
	}
	if r.view {
		return d.moveView(ctx, r, to)
	}
	views, err := d.followers(ctx, r, "")
	if err != nil {
		return err
	}
	t := &alteration{definer: d, was: r, r: r.clone(), from: map[string]string{}}
	for _, c := range r.columns {
		t.from[c.name] = ident(c.name)
	}
	t.r.schema = to.schema
	if err := t.anew(ctx, t.r); err != nil {
		return err
	}
	if err := d.redirect(ctx, views, r, t.r, nil); err != nil {
		return err
	}
	return d.follow(ctx, r, func(c *dialect.Constraint) { c.RefSchema = to.schema })
}
