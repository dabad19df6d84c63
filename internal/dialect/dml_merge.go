package dialect

import (
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
)

var errMergeTwice = pgerr.New(pgerr.CardinalityViolation, "MERGE command cannot affect row a second time").
	WithHint("Ensure that not more than one source row matches any one target row.")

// merge decides for each row of the source, and each row of the target that it meets, which WHEN takes it; then computes
// what each WHEN writes.
func (b *builder) merge(k int, w *write, p *pieces, t *Target) error {
	source, met := temp(k, "s"), temp(k, "m")
	b.add(StepRun, "", b.prefix(b.table(source).str("AS ")).str("SELECT * FROM ").put(p.source))
	x := b.prefix(b.table(met).str("AS ")).str("SELECT ", w.sourceAlias, ".rowid AS lw_row, ", identity(t, w.alias), ", CASE")
	var touching []string
	for i, n := range w.whens {
		x.str(" WHEN ", w.alias, ".", t.Identity[0], " IS")
		if n.matched {
			x.str(" NOT")
		}
		x.str(" NULL")
		if !p.conds[i].empty() {
			x.str(" AND (").put(p.conds[i]).str(")")
		}
		x.str(" THEN ", strconv.Itoa(i))
		if n.kind == KindUpdate || n.kind == KindDelete {
			touching = append(touching, strconv.Itoa(i))
		}
	}
	b.add(StepRun, t.Name.Name, x.str(" END AS lw_when FROM ", source, " AS ", w.sourceAlias, " LEFT JOIN ").put(p.table).
		str(" AS ", w.alias, " ON ").put(p.on))
	if len(touching) > 0 {
		b.none(new(text).str("SELECT 1 FROM ", met, " AS lw_x WHERE lw_when IN (", strings.Join(touching, ", "), ") GROUP BY ",
			identities(t, "lw_x"), " HAVING count(*) > 1"), errMergeTwice)
	}
	for i, n := range w.whens {
		if err := b.mergeWhen(k, i, n, w, p, t, source, met); err != nil {
			return err
		}
	}
	return nil
}

// mergeWhen computes what one WHEN writes.
func (b *builder) mergeWhen(k, i int, n when, w *write, p *pieces, t *Target, source, met string) error {
	rows := temp(k, "_"+strconv.Itoa(i))
	chosen := func(x *text) *text {
		return x.str(" FROM ", met, " AS lw_x JOIN ", source, " AS ", w.sourceAlias, " ON ", w.sourceAlias, ".rowid = lw_x.lw_row")
	}
	taken := " WHERE lw_x.lw_when = " + strconv.Itoa(i)
	switch n.kind {
	case KindDelete:
		b.add(StepRun, "", b.table(rows).str("AS SELECT ", identities(t, "lw_x"), " FROM ", met, " AS lw_x", taken))
		b.later(b.role(w), t.Name.Name, b.remove(p, t, rows))
	case KindUpdate:
		s, err := setters(n.sets, p.assigns[i], t)
		if err != nil {
			return err
		}
		x := b.prefix(b.table(rows).str("AS ")).str("SELECT ", identities(t, "lw_x"))
		s.columns(x, w.alias, t, false)
		chosen(x).str(" JOIN ").put(p.table).str(" AS ", w.alias, " ON ", same(t, w.alias, "lw_x"))
		b.add(StepRun, t.Name.Name, s.rows(x).str(taken))
		b.later(b.role(w), t.Name.Name, b.update(p, t, s, rows))
	case KindInsert:
		names, values, err := mergeValues(n, p.values[i], t)
		if err != nil {
			return err
		}
		b.like(rows, "", t)
		x := b.prefix(new(text)).str("INSERT INTO ", rows, " (", strings.Join(names, ", "), ") SELECT ").join(values)
		b.add(StepRun, t.Name.Name, chosen(x).str(taken))
		b.later(b.role(w), t.Name.Name, new(text).str("INSERT INTO ").put(p.table).str(" (", columnList(t, ""), ") SELECT ",
			columnList(t, ""), " FROM ", rows))
	}
	return nil
}

// mergeValues gives the columns that INSERT of MERGE fills and the expressions for them. What is not said, and DEFAULT, is
// left to the table; when nothing is said the first column gets its default by name, for something must be selected.
func mergeValues(n when, values []fragment, t *Target) ([]string, *text, error) {
	columns := n.columns
	if columns == nil {
		for i := range values {
			if i < len(t.Columns) {
				columns = append(columns, quoteIdent(t.Columns[i].Name))
			}
		}
	}
	switch {
	case n.insert && len(values) > len(columns):
		return nil, nil, pgerr.New(pgerr.SyntaxError, "INSERT has more expressions than target columns")
	case n.insert && len(values) < len(columns):
		return nil, nil, pgerr.New(pgerr.SyntaxError, "INSERT has more target columns than expressions")
	}
	var names []string
	list := new(text)
	put := func(name string, v *text) {
		if len(names) > 0 {
			list.str(", ")
		}
		names = append(names, name)
		list.join(v)
	}
	for i, v := range values {
		if !isDefault(v) {
			put(columns[i], new(text).put(v))
		}
	}
	if len(names) == 0 {
		c := t.Columns[0]
		put(quoteIdent(c.Name), new(text).str("CAST(", c.orNull(), " AS ", c.Type, ")"))
	}
	return names, list, nil
}
