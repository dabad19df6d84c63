package dialect

import (
	"strings"

	"lakewire/internal/pgerr"
)

var errTwice = pgerr.New(pgerr.CardinalityViolation, "ON CONFLICT DO UPDATE command cannot affect row a second time").
	WithHint("Ensure that no rows proposed for insertion within the same command have duplicate constrained values.")

// conflictKey gives the columns that decide what is the same row.
func conflictKey(w *write, t *Target) ([]string, error) {
	c := w.conflict
	switch {
	case c.other:
		return nil, pgerr.Unsupported("ON CONFLICT with expressions, operator classes or a predicate is not supported",
			"Name the columns of the key.")
	case c.constraint != "":
		return nil, pgerr.Unsupported("ON CONFLICT ON CONSTRAINT is not supported", "Name the columns of the key: ON CONFLICT (id).")
	case len(c.columns) == 0 && c.update:
		return nil, pgerr.New(pgerr.SyntaxError, "ON CONFLICT DO UPDATE requires inference specification or constraint name").
			WithHint("For example, ON CONFLICT (column_name).")
	case len(c.columns) == 0 && len(t.Keys) == 1:
		var key []string
		for _, name := range t.Keys[0] {
			key = append(key, quoteIdent(name))
		}
		return key, nil
	case len(c.columns) == 0:
		return nil, pgerr.Unsupported("ON CONFLICT without the columns of the key is not supported",
			"Name the columns of the key: ON CONFLICT (id) DO NOTHING.")
	}
	for _, name := range c.columns {
		if t.column(name) < 0 {
			return nil, pgerr.Newf(pgerr.UndefinedColumn, `column "%s" does not exist`, unquoted(name))
		}
	}
	return c.columns, nil
}

// matching is the condition that two rows have the same key; NULL is equal to nothing.
func matching(key []string, a, c string) string {
	var s []string
	for _, k := range key {
		s = append(s, a+"."+k+" = "+c+"."+k)
	}
	return strings.Join(s, " AND ")
}

func anyNull(key []string) string { return strings.Join(key, " IS NULL OR ") + " IS NULL" }

// conflict decides which of the new rows are inserted, which change a row of the target, and which do nothing.
func (b *builder) conflict(k int, w *write, p *pieces, t *Target, news string, into func(string) *text) (string, error) {
	key, err := conflictKey(w, t)
	if err != nil {
		return "", err
	}
	list := strings.Join(key, ", ")
	if !w.conflict.update {
		fresh := temp(k, "f")
		b.add(StepRun, "", b.table(fresh).str("AS SELECT * FROM ", news, " AS lw_n WHERE NOT EXISTS (SELECT 1 FROM ").put(p.table).
			str(" AS lw_t WHERE ", matching(key, "lw_t", "lw_n"), ") AND (", anyNull(key), " OR rowid IN (SELECT min(rowid) FROM ", news,
				" GROUP BY ", list, ")) ORDER BY rowid"))
		b.later(b.role(w), t.Name.Name, into(fresh))
		return fresh + " AS " + w.alias, nil
	}
	met, changed := temp(k, "m"), temp(k, "u")
	b.add(StepRun, "", b.table(met).str("AS SELECT lw_n.rowid AS lw_row, ", identity(t, "lw_t"), " FROM ", news, " AS lw_n JOIN ").put(p.table).
		str(" AS lw_t ON ", matching(key, "lw_t", "lw_n")))
	b.none(new(text).str("SELECT 1 FROM ", met, " GROUP BY lw_row HAVING count(*) > 1"), severalRows(t, key))
	s, err := setters(w.conflict.sets, p.updates, t)
	if err != nil {
		return "", err
	}
	x := b.prefix(b.table(changed).str("AS ")).str("SELECT lw_x.lw_row AS lw_row, ", identities(t, "lw_x"))
	s.columns(x, w.alias, t, true)
	x.str(" FROM ", met, " AS lw_x JOIN ", news, " AS excluded ON excluded.rowid = lw_x.lw_row JOIN ").put(p.table).
		str(" AS ", w.alias, " ON ", same(t, w.alias, "lw_x"))
	s.rows(x)
	if !p.when.empty() {
		x.str(" WHERE ").put(p.when)
	}
	b.add(StepRun, t.Name.Name, x)
	// A row that was changed, or put in, by this statement must not be met again.
	b.none(new(text).str("SELECT 1 FROM ", changed, " AS lw_u JOIN ", met, " AS lw_x ON ", sameOurs(t, "lw_u", "lw_x"),
		" WHERE lw_x.lw_row > lw_u.lw_row LIMIT 1"), errTwice)
	unmet := news + " WHERE rowid NOT IN (SELECT lw_row FROM " + met + ")"
	b.none(new(text).str("SELECT 1 FROM ", unmet, " AND NOT (", anyNull(key), ") GROUP BY ", list, " HAVING count(*) > 1"), errTwice)
	b.later(b.role(w), t.Name.Name, b.update(p, t, s, changed))
	b.later(b.role(w), t.Name.Name, into(unmet))
	var old, fresh []string
	for i, c := range t.Columns {
		old = append(old, ourColumn("lw_u", i)+" AS "+quoteIdent(c.Name))
		fresh = append(fresh, quoteIdent(c.Name))
	}
	return "(SELECT " + strings.Join(fresh, ", ") + " FROM (SELECT lw_row AS lw_row, " + strings.Join(old, ", ") + " FROM " + changed +
		" AS lw_u UNION ALL SELECT rowid, " + strings.Join(fresh, ", ") + " FROM " + unmet + ") ORDER BY lw_row) AS " + w.alias, nil
}

// severalRows is the error of a key that is none: the lake does not enforce it, and which row is meant cannot be told.
func severalRows(t *Target, key []string) *pgerr.Error {
	var names []string
	for _, k := range key {
		names = append(names, unquoted(k))
	}
	return pgerr.Newf(pgerr.CardinalityViolation, `ON CONFLICT DO UPDATE meets several rows of relation "%s" with the same key (%s)`,
		t.Name.Name, strings.Join(names, ", ")).WithHint("Keys are not enforced on a lake: remove the duplicate rows first.")
}
