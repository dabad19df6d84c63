package dialect

import (
	"slices"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
)

func ourColumn(alias string, i int) string { return alias + ".lw_c" + strconv.Itoa(i) }

// sameOurs is the condition that two tables of ours note the same row.
func sameOurs(t *Target, a, c string) string {
	var s []string
	for i := range t.Identity {
		n := ".lw_i" + strconv.Itoa(i)
		s = append(s, a+n+" = "+c+n)
	}
	return strings.Join(s, " AND ")
}

// change computes an UPDATE or DELETE: one row for each row of the target that it changes, noted by its identity.
func (b *builder) change(k int, w *write, p *pieces, t *Target) (from string, err error) {
	s := &setter{}
	if w.kind == KindUpdate {
		if s, err = setters(w.sets, p.sets, t); err != nil {
			return "", err
		}
	}
	rows := temp(k, "")
	x := b.prefix(b.table(rows).str("AS ")).str("SELECT ")
	if w.from.from < w.from.to {
		x.str("DISTINCT ON (", plainIdentity(t, w.alias), ") ")
	}
	x.str(identity(t, w.alias))
	s.columns(x, w.alias, t, w.ret != nil)
	if w.ret != nil {
		if p.merged && slices.ContainsFunc(p.ret, func(r fragment) bool { return r.text == "*" }) {
			return "", errMergedStar
		}
		for i, name := range p.items {
			if name == "" {
				return "", errNamelessItem
			}
			x.str(", struct_pack(*COLUMNS(", name, ".*)) AS lw_s", strconv.Itoa(i)) // the name alone may be that of a column
		}
	}
	x.str(" FROM ").put(p.table).str(" AS ", w.alias)
	if !p.from.empty() {
		x.str(", ").put(p.from)
	}
	s.rows(x)
	b.conditions(x, k, w, p, t)
	if w.ret != nil { // as a scan meets them: files are named by their time
		x.str(" ORDER BY ", plainIdentity(t, w.alias))
	}
	b.add(StepRun, t.Name.Name, x)
	if w.kind == KindUpdate {
		if w.ret != nil {
			b.whole(t, rows+" AS lw_u", func(i int) string { return ourColumn("lw_u", i) })
		}
		b.later(b.role(w), t.Name.Name, b.update(p, t, s, rows))
	} else {
		b.later(b.role(w), t.Name.Name, b.remove(p, t, rows))
	}
	return returningFrom(w, p, t, rows), nil
}

var (
	errNamelessItem = pgerr.Unsupported("RETURNING beside a FROM list with nameless items is not supported", "Give each item of the list an alias.")
	errMergedStar   = pgerr.Unsupported("RETURNING * beside a FROM list with USING or NATURAL is not supported", "Name the columns, or write ON for USING.")
)

func plainIdentity(t *Target, alias string) string {
	var s []string
	for _, c := range t.Identity {
		s = append(s, alias+"."+c)
	}
	return strings.Join(s, ", ")
}

// conditions puts WHERE: the client's, and that no earlier write of the statement has taken the row.
func (b *builder) conditions(x *text, k int, w *write, p *pieces, t *Target) {
	word := " WHERE "
	if !p.where.empty() {
		x.str(word, "(").put(p.where).str(")")
		word = " AND "
	}
	for j, c := range b.prog.ctes {
		if j >= k || c.write == nil || c.write.kind == KindInsert || c.write.target != w.target {
			continue
		}
		x.str(word, "NOT EXISTS (SELECT 1 FROM ", temp(j, ""), " AS lw_o WHERE ", same(t, w.alias, "lw_o"), ")")
		word = " AND "
	}
}

// update writes what was computed.
func (b *builder) update(p *pieces, t *Target, s *setter, rows string) *text {
	x := new(text).str("UPDATE ").put(p.table).str(" AS lw_t SET ")
	first := true
	for i, c := range t.Columns {
		if _, set := s.exprs[i]; !set {
			continue
		}
		if !first {
			x.str(", ")
		}
		first = false
		x.str(quoteIdent(c.Name), " = ", ourColumn("lw_u", i))
	}
	return x.str(" FROM ", rows, " AS lw_u WHERE ", same(t, "lw_t", "lw_u"))
}

// remove deletes what was found.
func (b *builder) remove(p *pieces, t *Target, rows string) *text {
	return new(text).str("DELETE FROM ").put(p.table).str(" AS lw_t USING ", rows, " AS lw_u WHERE ", same(t, "lw_t", "lw_u"))
}

// returningFrom is what RETURNING's expressions are evaluated on: the target as it becomes, or was when it is deleted, and
// the rows of FROM that went with it.
func returningFrom(w *write, p *pieces, t *Target, rows string) string {
	var cols []string
	alias := "lw_x"
	for i, c := range t.Columns {
		cols = append(cols, ourColumn(alias, i)+" AS "+quoteIdent(c.Name))
	}
	list := strings.Join(cols, ", ")
	if len(p.items) == 0 {
		return "(SELECT " + list + " FROM " + rows + " AS lw_x) AS " + w.alias
	}
	x := rows + " AS lw_x, LATERAL (SELECT " + list + ") AS " + w.alias
	for i, name := range p.items {
		x += ", LATERAL (SELECT unnest(lw_x.lw_s" + strconv.Itoa(i) + ")) AS " + name
	}
	return x
}

// stars gives what * in RETURNING stands for.
func (w *write) stars(p *pieces) string {
	if len(p.items) == 0 {
		return ""
	}
	s := w.alias + ".*"
	for _, name := range p.items {
		s += ", " + name + ".*"
	}
	return s
}
