package session

import (
	"context"
	"slices"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// createIndex keeps an index with its table: it can be listed and dropped, and speeds up nothing.
func (d *definer) createIndex(ctx context.Context, a *dialect.CreateIndex) error {
	r, err := d.s.found(ctx, a.Table)
	if err != nil {
		return err
	}
	if r.view {
		return pgerr.Newf(pgerr.WrongObjectType, `cannot create index on relation "%s"`, r.name).WithDetail("This operation is not supported for views.")
	}
	if r.temp {
		return d.tempIndex(ctx, r, a)
	}
	if a.Index.Name != "" {
		other, err := d.indexed(ctx, a.Index.Name)
		if err != nil {
			return err
		}
		taken := other != nil
		if !taken {
			if other, err = d.s.relation(ctx, dialect.Name{Schema: r.schema, Name: a.Index.Name}); err != nil {
				return err
			}
			taken = other != nil
		}
		if taken {
			return d.s.taken(a.Index.Name, a.IfNotExists)
		}
	}
	if err := d.declare(ctx, r, a.Index); err != nil {
		return err
	}
	return d.keep(ctx, r)
}

// tempIndex makes the engine's own index on a temporary table, where it enforces that values are unique. One with expressions or a
// condition is kept only.
func (d *definer) tempIndex(ctx context.Context, r *relation, a *dialect.CreateIndex) error {
	x := &a.Index
	if x.Name == "" {
		x.Name = r.freeName(x)
	} else if other, err := d.s.tempWithIndex(ctx, x.Name); err != nil {
		return err
	} else if other != nil {
		return d.s.taken(x.Name, a.IfNotExists)
	}
	if !enginesOwn(x) {
		if err := d.declare(ctx, r, *x); err != nil {
			return err
		}
		return d.keep(ctx, r)
	}
	if err := d.checkKey(ctx, r, x); err != nil {
		return err
	}
	unique := ""
	if x.Kind == "i" {
		unique = "UNIQUE "
	}
	var cols []string
	for _, c := range x.Columns {
		cols = append(cols, ident(c))
	}
	if _, err := d.run(ctx, "CREATE "+unique+"INDEX "+ident(x.Name)+" ON "+r.sql(d.s.d.Lake)+" ("+strings.Join(cols, ", ")+")"); err != nil {
		return err
	}
	r.kept.Constraints = append(r.kept.Constraints, *x)
	return d.keep(ctx, r)
}

// enginesOwn tells whether the engine has an index on a temporary table.
func enginesOwn(x *dialect.Constraint) bool {
	return x.Predicate == "" && !slices.Contains(x.Columns, "")
}

// indexed gives the relation that an index is kept with, nil when there is none of that name. Keys have indexes, too.
func (d *definer) indexed(ctx context.Context, name string) (*relation, error) {
	if r, err := d.s.tempWithIndex(ctx, name); r != nil || err != nil {
		return r, err
	}
	tables, err := d.keeping(ctx, `"name":`)
	if err != nil {
		return nil, err
	}
	for _, n := range tables {
		r, err := d.s.relation(ctx, n)
		if err != nil {
			return nil, err
		}
		if r == nil {
			continue
		}
		if i := r.constraint(name); i >= 0 && strings.Contains("puin", r.kept.Constraints[i].Kind) {
			return r, nil
		}
	}
	return nil, nil
}

func (d *definer) dropIndex(ctx context.Context, a *dialect.DropIndex) error {
	for _, n := range a.Names {
		r, err := d.indexed(ctx, n.Name)
		if err != nil {
			return err
		}
		if r == nil {
			if a.IfExists {
				d.s.notice(pgerr.Noticef(`index "%s" does not exist, skipping`, n))
				continue
			}
			return pgerr.Newf(pgerr.UndefinedObject, `index "%s" does not exist`, n)
		}
		i := r.constraint(n.Name)
		if k := r.kept.Constraints[i].Kind; k == "p" || k == "u" {
			return pgerr.Newf(pgerr.DependentObjectsStillExist, "cannot drop index %s because constraint %s on table %s requires it", n.Name, n.Name, r.name).
				WithHint("You can drop constraint %s on table %s instead.", n.Name, r.name)
		}
		if r.temp && enginesOwn(&r.kept.Constraints[i]) {
			if _, err := d.run(ctx, "DROP INDEX temp.main."+ident(n.Name)); err != nil {
				return err
			}
		}
		r.kept.Constraints = slices.Delete(r.kept.Constraints, i, i+1)
		if err := d.keep(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

func (d *definer) renameIndex(ctx context.Context, a *dialect.Rename) error {
	r, err := d.indexed(ctx, a.Name.Name)
	if err != nil {
		return err
	}
	if r == nil {
		if a.IfExists {
			d.s.notice(pgerr.Noticef(`relation "%s" does not exist, skipping`, a.Name.Name))
			return nil
		}
		return pgerr.Newf(pgerr.UndefinedTable, `relation "%s" does not exist`, a.Name)
	}
	if r.constraint(a.To) >= 0 {
		return pgerr.Newf(pgerr.DuplicateTable, `relation "%s" already exists`, a.To)
	}
	if i := r.constraint(a.Name.Name); r.temp && strings.Contains("in", r.kept.Constraints[i].Kind) && enginesOwn(&r.kept.Constraints[i]) {
		return pgerr.Unsupported("indexes of temporary tables cannot be renamed", "Drop the index and create it with the other name.")
	}
	r.kept.Constraints[r.constraint(a.Name.Name)].Name = a.To
	return d.keep(ctx, r)
}
