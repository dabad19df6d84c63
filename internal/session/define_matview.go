package session

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// createMatview makes the table of a query's rows, and keeps the query as it was written.
func (d *definer) createMatview(ctx context.Context, a *dialect.CreateMatview) error {
	r, err := d.place(ctx, a.Name)
	if err != nil {
		return err
	}
	if is, err := d.s.relation(ctx, dialect.Name{Schema: r.schema, Name: r.name}); err != nil {
		return err
	} else if is != nil {
		d.tag = "CREATE MATERIALIZED VIEW"
		return d.s.taken(a.Name.Name, a.IfNotExists)
	}
	r.kept.Matview = &matview{Query: a.Query, Path: d.s.pathKey()}
	if m := d.s.madeOf(ctx, a.Query, r.kept.Matview.Path); m != nil {
		r.kept.Matview.Text, r.kept.View = m.Text, viewOf(m)
		r.kept.View = &view{Uses: r.kept.View.Uses, Origins: r.kept.View.Origins}
		for _, c := range m.Columns {
			if pgtypes.Forgotten(c.Type, c.Mod) {
				r.setType(c.Name, c.KeptType())
			}
		}
	}
	d.tag = "CREATE MATERIALIZED VIEW"
	q, err := d.queryOf(ctx, r, r.kept.Matview)
	if err != nil {
		return err
	}
	n, err := d.fill(ctx, r, q, a.NoData)
	if err == nil && !a.NoData {
		d.tag = "SELECT " + strconv.FormatInt(n, 10)
	}
	return err
}

// fill makes the table that a materialized view is. One that has no data is a view that says so when it is read.
func (d *definer) fill(ctx context.Context, r *relation, q *dialect.Statement, empty bool) (int64, error) {
	query, err := named(q)
	if err == nil {
		query, err = d.s.stored(ctx, q, query)
	}
	if err != nil {
		return 0, err
	}
	sql := "CREATE TABLE " + r.sql(d.s.d.Lake) + " AS " + query
	if empty {
		sql += " WITH NO DATA"
	}
	n, err := d.run(ctx, sql)
	if err != nil {
		return 0, err
	}
	r.kept.Matview.Populated, r.view = !empty, empty
	if empty {
		made, err := d.s.found(ctx, dialect.Name{Schema: r.schema, Name: r.name})
		if err != nil {
			return 0, err
		}
		var cols []string
		for _, c := range made.columns {
			cols = append(cols, "CAST(CAST(lw_raise("+literal(pgerr.ObjectNotInPrerequisiteState.String())+", "+literal(`materialized view "`+r.name+`" has not been populated`)+") AS VARCHAR) AS "+c.typ+") AS "+ident(c.name))
		}
		err = d.runs(ctx, "DROP TABLE "+r.sql(d.s.d.Lake), "CREATE VIEW "+r.sql(d.s.d.Lake)+" AS SELECT "+strings.Join(cols, ", "))
		if err != nil {
			return 0, err
		}
	}
	return n, d.keep(ctx, r)
}

// named gives the query with PostgreSQL's names for its columns, as far as they are known.
func named(q *dialect.Statement) (string, error) {
	var names []string
	for i, n := range q.Names {
		if n == "" {
			break
		}
		if slices.Contains(q.Names[:i], n) {
			return "", pgerr.Newf(pgerr.DuplicateColumn, `column "%s" specified more than once`, n)
		}
		names = append(names, ident(n))
	}
	if len(names) == 0 {
		return q.SQL, nil
	}
	return "SELECT * FROM (" + q.SQL + ") AS q(" + strings.Join(names, ", ") + ")", nil
}

// refresh runs the query of a materialized view again, under the search path that it was written for, and as the client may:
// the text has lain where other programs write.
func (d *definer) refresh(ctx context.Context, a *dialect.Refresh) error {
	r, err := d.s.found(ctx, a.Name)
	if err != nil {
		return err
	}
	m := r.kept.Matview
	switch {
	case m != nil && a.Concurrently && !slices.ContainsFunc(r.kept.Constraints, func(c dialect.Constraint) bool { return c.Kind == "i" && c.Predicate == "" }):
		return pgerr.Newf(pgerr.ObjectNotInPrerequisiteState, `cannot refresh materialized view "%s.%s" concurrently`, r.schema, r.name).
			WithHint("Create a unique index with no WHERE clause on one or more columns of the materialized view.")
	case m == nil:
		return wrongKind(dialect.ObjectMatview, r.name)
	case a.Concurrently && a.NoData:
		return pgerr.New(pgerr.SyntaxError, "REFRESH options CONCURRENTLY and WITH NO DATA cannot be used together")
	case a.Concurrently && !m.Populated:
		return pgerr.New(pgerr.ObjectNotInPrerequisiteState, "CONCURRENTLY cannot be used when the materialized view is not populated")
	}
	back, err := d.under(ctx, strings.Split(m.Path, ","))
	if err != nil {
		return err
	}
	defer back()
	q, err := d.queryOf(ctx, r, m)
	if err != nil {
		return err
	}
	d.step.Deterministic = d.step.Deterministic && q.Deterministic
	if a.NoData || !m.Populated {
		if err := d.stays(ctx, r); err != nil {
			return err
		}
		what := "DROP TABLE "
		if r.view {
			what = "DROP VIEW "
		}
		if _, err := d.run(ctx, what+r.sql(d.s.d.Lake)); err != nil {
			return err
		}
		_, err := d.fill(ctx, r, q, a.NoData)
		return err
	}
	query, err := d.s.stored(ctx, q, q.SQL)
	if err != nil {
		return err
	}
	return d.runs(ctx, "DELETE FROM "+r.sql(d.s.d.Lake), "INSERT INTO "+r.sql(d.s.d.Lake)+" "+query)
}

// queryOf translates the query anew, and asks the guard again.
func (d *definer) queryOf(ctx context.Context, r *relation, m *matview) (*dialect.Statement, error) {
	script, err := d.s.d.Translator.Translate(m.Query, dialect.Key{SearchPath: m.Path})
	if err != nil {
		return nil, err
	}
	if len(script.Stmts) != 1 || script.Stmts[0].Writes || !script.Stmts[0].ReturnsRows {
		return nil, pgerr.Newf(pgerr.InvalidObjectDefinition, `the query of materialized view "%s" is no query`, r.name)
	}
	if err := d.s.admit(script.Stmts[0]); err != nil {
		return nil, err
	}
	q, err := d.s.analysed(ctx, script.Stmts[0], nil)
	if err == nil && q.Steps != nil {
		err = pgerr.Unsupported("materialized views of this query are not supported", "")
	}
	return q, err
}

// under sets another search path until back is called.
func (d *definer) under(ctx context.Context, path []string) (back func(), err error) {
	own := d.s.enginePath(d.s.ec.schemas)
	found, err := d.s.existing(ctx, d.s.pathOf(path))
	if err == nil {
		_, err = d.s.ec.Exec(ctx, setPath(d.s.enginePath(found)))
	}
	back = func() {
		if _, err := d.s.ec.Exec(context.WithoutCancel(ctx), setPath(own)); err == nil {
			d.s.ec.path = own
		}
	}
	if err != nil {
		back()
	}
	return back, err
}
