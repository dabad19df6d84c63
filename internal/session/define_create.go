package session

import (
	"context"
	"strconv"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

func (d *definer) createTable(ctx context.Context, a *dialect.CreateTable) error {
	if a.Temp != nil {
		return d.createTemp(ctx, a)
	}
	r, err := d.place(ctx, a.Name)
	if err != nil {
		return err
	}
	if is, err := d.s.relation(ctx, dialect.Name{Schema: r.schema, Name: r.name}); err != nil {
		return err
	} else if is != nil {
		return d.s.taken(a.Name.Name, a.IfNotExists)
	}
	sql, likes := a.SQL, []dialect.Like(nil)
	for _, l := range a.Likes {
		text, err := d.likeColumns(ctx, l, r)
		if err != nil {
			return err
		}
		sql = strings.Replace(sql, l.Mark, text, 1)
		likes = append(likes, l)
	}
	// The text is the client's own, and the engine's errors have their place in it.
	if _, err := d.s.ec.Exec(ctx, sql); err != nil {
		d.s.tx.halfway = true
		return d.s.locate(err, d.st, nil)
	}
	d.s.wrote(d.step, &plan{sql: sql}, nil, 0)
	made, err := d.s.found(ctx, dialect.Name{Schema: r.schema, Name: r.name})
	if err != nil {
		return err
	}
	made.kept.Types = r.kept.Types
	for name, typ := range a.Types {
		made.setType(name, typ)
	}
	for _, l := range likes {
		if err := d.likeRest(ctx, l, made); err != nil {
			return err
		}
	}
	for _, c := range a.Constraints {
		if err := d.declare(ctx, made, c); err != nil {
			return err
		}
	}
	if !made.kept.empty() || made.comment != "" {
		if err := d.keep(ctx, made); err != nil {
			return err
		}
	}
	if err := d.layout(ctx, made, a.Partition, a.Sort); err != nil || a.Fill == "" {
		return err
	}
	n, err := d.run(ctx, a.Fill)
	d.tag = "SELECT " + strconv.FormatInt(n, 10)
	return err
}

// place gives the relation that a name would make, in the first schema of the search path.
func (d *definer) place(ctx context.Context, n dialect.Name) (*relation, error) {
	r := &relation{schema: n.Schema, name: n.Name}
	if r.schema == "" {
		if len(d.s.ec.schemas) == 0 {
			return nil, pgerr.New(pgerr.InvalidSchemaName, "no schema has been selected to create in")
		}
		r.schema = d.s.ec.schemas[0]
		return r, nil
	}
	is, err := d.s.hasSchema(ctx, r.schema)
	if err == nil && !is {
		err = pgerr.Newf(pgerr.InvalidSchemaName, `schema "%s" does not exist`, r.schema)
	}
	return r, err
}

// layout tells the lake how a table's files are to be laid out.
func (d *definer) layout(ctx context.Context, r *relation, partition, sort string) error {
	if partition != "" {
		if _, err := d.run(ctx, "ALTER TABLE "+r.sql(d.s.d.Lake)+" SET PARTITIONED BY ("+partition+")"); err != nil {
			return err
		}
	}
	if sort != "" {
		if _, err := d.run(ctx, "ALTER TABLE "+r.sql(d.s.d.Lake)+" SET SORTED BY ("+sort+")"); err != nil {
			return err
		}
	}
	return nil
}

// likeColumns gives the columns of LIKE as text, and notes their declared types.
func (d *definer) likeColumns(ctx context.Context, l dialect.Like, into *relation) (string, error) {
	from, err := d.s.found(ctx, l.Table)
	if err != nil {
		return "", err
	}
	var cols []string
	for _, c := range from.columns {
		if !l.Defaults {
			c.def = ""
		}
		cols = append(cols, c.sql())
		if t := from.kept.Types[c.name]; t != "" {
			into.setType(c.name, t)
		}
	}
	return strings.Join(cols, ", "), nil
}

// sql is a column's definition for the engine.
func (c *relColumn) sql() string {
	text := ident(c.name) + " " + c.typ
	if c.def != "" {
		text += " DEFAULT " + c.def
	}
	if c.notNull {
		text += " NOT NULL"
	}
	return text
}

func (r *relation) setType(column, typ string) {
	if r.kept.Types == nil {
		r.kept.Types = map[string]string{}
	}
	if typ == "" {
		delete(r.kept.Types, column)
		return
	}
	r.kept.Types[column] = typ
}

// likeRest takes over what LIKE … INCLUDING names beside the columns.
func (d *definer) likeRest(ctx context.Context, l dialect.Like, r *relation) error {
	from, err := d.s.found(ctx, l.Table)
	if err != nil {
		return err
	}
	for _, c := range from.kept.Constraints {
		switch {
		case c.Kind == "f", c.Kind == "c" && !l.Checks, c.Kind != "c" && !l.Indexes:
			continue
		case c.Kind != "c":
			c.Name = "" // indexes get names of their own
		}
		if c.Kind != "c" || !l.Comments {
			c.Comment = ""
		}
		if !l.Comments {
			c.OnIndex = ""
		}
		if err := d.declare(ctx, r, c); err != nil {
			return err
		}
	}
	if !l.Comments {
		return nil
	}
	for _, c := range from.columns {
		if c.comment == "" {
			continue
		}
		if _, err := d.run(ctx, "COMMENT ON COLUMN "+r.sql(d.s.d.Lake)+"."+ident(c.name)+" IS "+literal(c.comment)); err != nil {
			return err
		}
	}
	return nil
}
