package dialect

import (
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
)

var errTwice = pgerr.New(pgerr.CardinalityViolation, "ON CONFLICT DO UPDATE command cannot affect row a second time").
	WithHint("Ensure that no rows proposed for insertion within the same command have duplicate constrained values.")

// conflictKeys gives the columns that decide what is the same row, for each key that does.
func conflictKeys(w *write, t *Target) ([][]string, error) {
	c := w.conflict
	switch {
	case c.other:
		return nil, pgerr.Unsupported("ON CONFLICT with expressions, operator classes or a predicate is not supported",
			"Name the columns of the key.")
	case c.constraint != "":
		for _, k := range t.Keys {
			if quoteIdent(k.Name) == c.constraint {
				return [][]string{k.quoted()}, nil
			}
		}
		return nil, pgerr.Newf(pgerr.UndefinedObject, `constraint "%s" for table "%s" does not exist`, unquoted(c.constraint), t.Name.Name)
	case len(c.columns) > 0:
		for _, name := range c.columns {
			if t.column(name) < 0 {
				return nil, pgerr.Newf(pgerr.UndefinedColumn, `column "%s" does not exist`, unquoted(name))
			}
		}
		return [][]string{c.columns}, nil
	case len(t.Keys) == 0:
		return nil, pgerr.Unsupported(`ON CONFLICT without columns on relation "`+t.Name.Name+`", which has no declared key, is not supported`,
			"Name the columns of the key: ON CONFLICT (id) DO NOTHING.")
	}
	var keys [][]string
	for _, k := range t.Keys {
		keys = append(keys, k.quoted())
	}
	return keys, nil
}

func (k TargetKey) quoted() []string {
	var list []string
	for _, c := range k.Columns {
		list = append(list, quoteIdent(c))
	}
	return list
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
	keys, err := conflictKeys(w, t)
	if err != nil {
		return "", err
	}
	if !w.conflict.update {
		fresh := b.unmet(k, p, keys, news)
		b.later(b.role(w), t.Name.Name, into(fresh))
		return fresh + " AS " + w.alias, nil
	}
	key := keys[0]
	list := strings.Join(key, ", ")
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

// unmet finds the rows that DO NOTHING lets in: those that meet no row of the target, and of several with one key the first.
func (b *builder) unmet(k int, p *pieces, keys [][]string, news string) string {
	from := news
	for i, key := range keys {
		fresh := temp(k, "f_"+strconv.Itoa(i))
		b.add(StepRun, "", b.table(fresh).str("AS SELECT * FROM ", from, " AS lw_n WHERE NOT EXISTS (SELECT 1 FROM ").put(p.table).
			str(" AS lw_t WHERE ", matching(key, "lw_t", "lw_n"), ") ORDER BY rowid"))
		from = fresh
	}
	if len(keys) > 1 {
		// Which of the rows come in would hang on those before them, one after the other.
		for _, key := range keys {
			b.none(new(text).str("SELECT 1 FROM ", from, " WHERE NOT (", anyNull(key), ") GROUP BY ", strings.Join(key, ", "),
				" HAVING count(*) > 1"), errSeveralKeys)
		}
		return from
	}
	first := temp(k, "f")
	b.add(StepRun, "", b.table(first).str("AS SELECT * FROM ", from, " WHERE ", anyNull(keys[0]), " OR rowid IN (SELECT min(rowid) FROM ",
		from, " GROUP BY ", strings.Join(keys[0], ", "), ") ORDER BY rowid"))
	return first
}

var errSeveralKeys = pgerr.Unsupported("ON CONFLICT DO NOTHING of rows that repeat a key, into a relation with several keys, is not supported",
	"Name the columns of one key, or insert the rows one by one.")

// severalRows is the error of a key that is none: the lake does not enforce it, and which row is meant cannot be told.
func severalRows(t *Target, key []string) *pgerr.Error {
	var names []string
	for _, k := range key {
		names = append(names, unquoted(k))
	}
	return pgerr.Newf(pgerr.CardinalityViolation, `ON CONFLICT DO UPDATE meets several rows of relation "%s" with the same key (%s)`,
		t.Name.Name, strings.Join(names, ", ")).WithHint("Keys are not enforced on a lake: remove the duplicate rows first.")
}
