package dialect

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// ruleInstead writes names that the engine would take for something else, or does not know: those of columns outside of a subquery,
// where an item of FROM beside it has such a column too (the engine lets each subquery of FROM see the ones before it, as if it were
// LATERAL), and those that an alias qualifies which stands behind USING.
func ruleInstead(w *work) error {
	if w.tree == nil {
		return nil
	}
	t := w.typed()
	for c, sql := range t.instead {
		if k := w.tokenAt(c.Location); k >= 0 {
			w.replace(k, k+2*(len(c.Fields)-1), sql)
		}
	}
	for i := 0; t.usings && i < len(w.p.toks); i++ {
		if w.is(i, "using") && w.is(i+1, "(") {
			if end := w.closing(i + 1); end > 0 && w.is(end+1, "as") {
				w.drop(end+1, end+2)
			}
		}
	}
	return nil
}

// put writes a text in the place of a name.
func (t *typer) put(c *pg.ColumnRef, sql string) {
	if t.instead == nil {
		t.instead = map[*pg.ColumnRef]string{}
	}
	t.instead[c] = sql
}

// usingAlias is what JOIN … USING (columns) AS alias adds: a name by which these columns are qualified, and nothing else.
func (t *typer) usingAlias(a *pg.Alias, using []string, star []field, s *scope) *source {
	t.usings = true
	if s.joins == nil || len(s.joins.items) == 0 {
		return nil
	}
	cols := s.joins.items[len(s.joins.items)-1]
	if len(star) < len(using) || len(cols) < len(using) {
		t.refuse(pgerr.Unsupported("an alias for these columns of USING is not supported", "Name the columns by one of the two tables."))
		return nil
	}
	src := &source{name: a.Aliasname, cols: slices.Clone(star[:len(using)])}
	for _, c := range cols[:len(using)] {
		src.sqls = append(src.sqls, c.sql)
	}
	return src
}

// sqlOf tells how the engine knows a column of such an alias.
func (src *source) sqlOf(name string) string {
	for i := range src.cols {
		if src.cols[i].name == name {
			return src.sqls[i]
		}
	}
	return ""
}

// list writes out alias.* of such an alias.
func (src *source) list() string {
	list := make([]string, len(src.cols))
	for i, f := range src.cols {
		list[i] = src.sqls[i] + " AS " + quoteIdent(f.name)
	}
	return strings.Join(list, ", ")
}

// wholeAlias refuses such an alias as a row.
func (t *typer) wholeAlias(src *source) {
	if src.sqls != nil {
		t.refuse(pgerr.Unsupported("the row of an alias for columns of USING is not supported", "Name its columns."))
	}
}

// expandKept writes a * of a view out, where the columns can be told apart by their names.
func (t *typer) expandKept(c *pg.ColumnRef, s *scope) {
	of := s.from
	if len(c.Fields) > 1 {
		of = []*source{s.qualifier("", nameParts(c.Fields[:len(c.Fields)-1])[len(c.Fields)-2])}
	} else if s.joins != nil {
		t.put(c, s.joins.list())
		return
	}
	var list []column
	for _, src := range of {
		if src == nil || src.name == "" || src.sqls != nil {
			return
		}
		for i, f := range src.cols {
			if find(src.cols[:i], f.name) != nil || f.engine != "" {
				return
			}
			list = append(list, column{f.name, quoteIdent(src.name) + "." + quoteIdent(f.name)})
		}
	}
	if len(list) > 0 {
		t.put(c, listed(list))
	}
}
