package session

import (
	"context"
	"strings"

	"lakewire/internal/pgerr"
)

// finish does what the changes have come to.
func (t *alteration) finish(ctx context.Context) error {
	if len(t.r.columns) == 0 && len(t.was.columns) > 0 {
		return pgerr.Unsupported("a table of the lake needs at least one column", "Drop the table.")
	}
	for _, name := range t.checks {
		if err := t.noNulls(ctx, name); err != nil {
			return err
		}
	}
	if t.rewrite {
		return t.anew(ctx, t.r)
	}
	was, err := t.s.known(ctx, t.was)
	if err != nil {
		return err
	}
	if err := t.runs(ctx, t.native...); err != nil {
		return err
	}
	is := was.as(t.r.columns, t.afresh)
	if t.r.kept.Was != nil || t.forgets(is) {
		t.r.kept.Was, t.keep = is, true
	}
	if t.keep {
		if err := t.definer.keep(ctx, t.r); err != nil {
			return err
		}
	}
	if is != nil && len(t.native) > 0 {
		t.s.goesOn(t.r, is)
	}
	return t.definer.layout(ctx, t.r, t.layout[0], t.layout[1])
}

// noNulls looks whether a column that shall be NOT NULL is.
func (t *alteration) noNulls(ctx context.Context, name string) error {
	n, err := t.count(ctx, "SELECT count(*) FROM (SELECT 1 FROM "+t.was.sql(t.s.d.Lake)+" WHERE ("+t.from[name]+") IS NULL LIMIT 1)")
	if err == nil && n > 0 {
		err = pgerr.Newf(pgerr.NotNullViolation, `column "%s" of relation "%s" contains null values`, name, t.r.name)
	}
	return err
}

// anew writes the table in its new form under another name, and puts it in the place of the old one.
func (t *alteration) anew(ctx context.Context, to *relation) error {
	lake := t.s.d.Lake
	partition, sort, err := t.s.layoutOf(ctx, t.was)
	if err != nil {
		return err
	}
	if t.layout[0] != "" {
		partition = t.layout[0]
	}
	if t.layout[1] != "" {
		sort = t.layout[1]
	}
	was, err := t.s.known(ctx, t.was)
	if err != nil {
		return err
	}
	if is := was.as(to.columns, t.afresh); is != nil && is.ID > 0 {
		to.kept.Was = is
	}
	next := *to
	next.name = "lw_next_" + to.name
	var defs, names, values []string
	for _, c := range to.columns {
		defs = append(defs, c.sql())
		names = append(names, ident(c.name))
		values = append(values, t.from[c.name])
	}
	if _, err := t.run(ctx, "CREATE TABLE "+next.sql(lake)+" ("+strings.Join(defs, ", ")+")"); err != nil {
		return err
	}
	if err := t.definer.layout(ctx, &next, partition, sort); err != nil {
		return err
	}
	err = t.runs(ctx,
		"INSERT INTO "+next.sql(lake)+" ("+strings.Join(names, ", ")+") SELECT "+strings.Join(values, ", ")+" FROM "+t.was.sql(lake),
		"DROP TABLE "+t.was.sql(lake),
		"ALTER TABLE "+next.sql(lake)+" RENAME TO "+ident(to.name))
	if err != nil {
		return err
	}
	if !to.kept.empty() || to.comment != "" {
		if err := t.definer.keep(ctx, to); err != nil {
			return err
		}
	}
	for _, c := range to.columns {
		if c.comment == "" {
			continue
		}
		if _, err := t.run(ctx, "COMMENT ON COLUMN "+to.sql(lake)+"."+ident(c.name)+" IS "+literal(c.comment)); err != nil {
			return err
		}
	}
	return nil
}

// layoutOf gives how a table's files are laid out, as the lake's metadata tell it.
func (s *Session) layoutOf(ctx context.Context, r *relation) (partition, sort string, err error) {
	rows, err := s.ask(ctx, "SELECT coalesce(partition_by, ''), coalesce(sort_by, '') FROM shim.pgc.lw_layout WHERE schema_name = "+literal(r.schema)+" AND table_name = "+literal(r.name))
	if err != nil || len(rows) == 0 {
		return "", "", err
	}
	return rows[0][0], rows[0][1], nil
}
