package session

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// constraintWords are what a constraint is called in messages.
var constraintWords = map[string]string{"p": "PRIMARY KEY", "u": "UNIQUE", "f": "FOREIGN KEY", "c": "CHECK", "i": "UNIQUE INDEX"}

// declare adds a constraint to what is kept with a relation, and says that it is not enforced.
func (d *definer) declare(ctx context.Context, r *relation, c dialect.Constraint) error {
	if c.Kind != "n" && d.s.set.StrictConstraints() {
		return pgerr.Unsupported(constraintWords[c.Kind]+" is not enforced on tables of the lake",
			"With lakewire.strict_constraints = off it is declared, and not enforced.")
	}
	if err := d.checkKey(ctx, r, &c); err != nil {
		return err
	}
	if c.Name == "" {
		c.Name = r.freeName(&c)
	} else if r.constraint(c.Name) >= 0 {
		return pgerr.Newf(pgerr.DuplicateObject, `constraint "%s" for relation "%s" already exists`, c.Name, r.name)
	}
	r.kept.Constraints = append(r.kept.Constraints, c)
	if c.Kind != "n" {
		d.s.notice(pgerr.Noticef(`%s "%s" is declared and not enforced`, constraintWords[c.Kind], c.Name))
	}
	return nil
}

// checkKey finds what PostgreSQL would find wrong with a constraint's columns.
func (d *definer) checkKey(ctx context.Context, r *relation, c *dialect.Constraint) error {
	for _, name := range slices.Concat(c.Columns, c.Include) {
		if name == "" || r.column(name) != nil {
			continue
		}
		switch c.Kind {
		case "c":
			return pgerr.Newf(pgerr.UndefinedColumn, `column "%s" does not exist`, name)
		case "f":
			return pgerr.Newf(pgerr.UndefinedColumn, `column "%s" referenced in foreign key constraint does not exist`, name)
		case "i", "n":
			return pgerr.Newf(pgerr.UndefinedColumn, `column "%s" does not exist`, name)
		}
		return pgerr.Newf(pgerr.UndefinedColumn, `column "%s" named in key does not exist`, name).WithPosition(c.At)
	}
	switch c.Kind {
	case "p":
		if slices.ContainsFunc(r.kept.Constraints, func(k dialect.Constraint) bool { return k.Kind == "p" }) {
			return pgerr.Newf(pgerr.InvalidTableDefinition, `multiple primary keys for table "%s" are not allowed`, r.name)
		}
	case "f":
		return d.checkReference(ctx, r, c)
	}
	return nil
}

// checkReference finds the key that a foreign key names. It is one that was declared.
func (d *definer) checkReference(ctx context.Context, r *relation, c *dialect.Constraint) error {
	ref := r
	if !strings.EqualFold(c.RefTable, r.name) || c.RefSchema != "" && !strings.EqualFold(c.RefSchema, r.schema) {
		var err error
		if ref, err = d.s.found(ctx, dialect.Name{Schema: c.RefSchema, Name: c.RefTable}); err != nil {
			return err
		}
	}
	c.RefSchema = ref.schema
	for _, k := range ref.kept.Constraints {
		switch {
		case len(c.RefColumns) == 0 && k.Kind == "p":
			if len(k.Columns) != len(c.Columns) {
				return pgerr.New(pgerr.InvalidForeignKey, "number of referencing and referenced columns for foreign key disagree")
			}
			c.RefColumns = k.Columns
			return nil
		case (k.Kind == "p" || k.Kind == "u" || k.Kind == "i" && k.Predicate == "") && sameSet(k.Columns, c.RefColumns):
			return nil
		}
	}
	if len(c.RefColumns) == 0 {
		return pgerr.Newf(pgerr.UndefinedObject, `there is no primary key for referenced table "%s"`, ref.name)
	}
	for _, name := range c.RefColumns {
		if ref.column(name) == nil {
			return pgerr.Newf(pgerr.UndefinedColumn, `column "%s" referenced in foreign key constraint does not exist`, name)
		}
	}
	return pgerr.Newf(pgerr.InvalidForeignKey, `there is no unique constraint matching given keys for referenced table "%s"`, ref.name)
}

func sameSet(a, b []string) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(x string) bool { return !slices.Contains(b, x) })
}

// constraint gives the index of a constraint by its name, -1 for none.
func (r *relation) constraint(name string) int {
	return slices.IndexFunc(r.kept.Constraints, func(c dialect.Constraint) bool { return c.Name == name })
}

// freeName makes the name that PostgreSQL gives a constraint that has none.
func (r *relation) freeName(c *dialect.Constraint) string {
	cols, label := c.Columns, "key"
	switch c.Kind {
	case "p":
		cols, label = nil, "pkey"
	case "f":
		label = "fkey"
	case "c":
		label = "check"
		if len(cols) != 1 {
			cols = nil
		}
	case "i", "n":
		cols, label = dialect.KeyNames(c), "idx"
	case "u":
		cols = dialect.KeyNames(c)
	}
	for pass := 0; ; pass++ {
		tail := label
		if pass > 0 {
			tail += strconv.Itoa(pass)
		}
		if name := objectName(r.name, strings.Join(cols, "_"), tail); r.constraint(name) < 0 {
			return name
		}
	}
}

// objectName joins the parts of a generated name into the 63 bytes that PostgreSQL's names have, taking from the longer one.
func objectName(table, column, label string) string {
	const most = 63
	room := most - len(label) - 1
	if column != "" {
		room--
	}
	for len(table)+len(column) > room {
		if len(table) > len(column) {
			table = cutRune(table)
		} else {
			column = cutRune(column)
		}
	}
	if column != "" {
		table += "_" + column
	}
	return table + "_" + label
}

// cutRune takes the last character off.
func cutRune(s string) string {
	r := []rune(s)
	return string(r[:len(r)-1])
}
