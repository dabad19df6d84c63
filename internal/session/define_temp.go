package session

import (
	"context"
	"maps"
	"strings"

	"lakewire/internal/dialect"
)

// createTemp makes a temporary table with LIKE in it. What another one is made of is the engine's own to enforce here: keys and
// checks that LIKE … INCLUDING names are written into it.
func (d *definer) createTemp(ctx context.Context, a *dialect.CreateTable) error {
	d.s.passed = false
	name := dialect.Name{Schema: "pg_temp", Name: a.Name.Name}
	if is, err := d.s.relation(ctx, name); err != nil {
		return err
	} else if is != nil {
		return d.s.taken(name.Name, a.IfNotExists)
	}
	r := &relation{temp: true, schema: "main", name: name.Name}
	made := *a.Temp
	sql := a.SQL
	for _, l := range a.Likes {
		text, err := d.likeColumns(ctx, l, r)
		if err != nil {
			return err
		}
		from, err := d.s.found(ctx, l.Table)
		if err != nil {
			return err
		}
		for _, c := range from.kept.Constraints {
			element := element(&c)
			if element == "" || c.Kind == "c" && !l.Checks || c.Kind != "c" && !l.Indexes {
				continue
			}
			if c.Kind != "c" {
				c.Name = "" // indexes get names of their own
			}
			c.Comment, c.OnIndex = "", ""
			made.Constraints, text = append(made.Constraints, c), text+", "+element
		}
		sql = strings.Replace(sql, l.Mark, text, 1)
	}
	if r.kept.Types != nil {
		maps.Copy(r.kept.Types, made.Types)
		made.Types = r.kept.Types
	}
	if _, err := d.s.ec.Exec(ctx, sql); err != nil {
		return d.s.locate(err, d.st, nil)
	}
	step := &dialect.Statement{Kind: dialect.KindCreateTable, Mutates: []dialect.Name{{Name: name.Name}}, Temp: &made, Deterministic: true}
	d.s.wrote(step, &plan{sql: sql}, nil, 0)
	return nil
}

// element is a constraint as CREATE TABLE has it, "" for what is none of a temporary table's.
func element(c *dialect.Constraint) string {
	names := make([]string, len(c.Columns))
	for i, n := range c.Columns {
		names[i] = ident(n)
	}
	list := "(" + strings.Join(names, ", ") + ")"
	switch c.Kind {
	case "p":
		return "PRIMARY KEY " + list
	case "u":
		return "UNIQUE " + list
	case "c":
		return "CHECK (" + c.Expr + ")"
	}
	return ""
}
