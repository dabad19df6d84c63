package dialect

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// starred is a * of a select list, with the columns that it stands for written out.
type starred struct {
	at   int32
	list string
}

// ruleStars writes * out where PostgreSQL puts the columns of JOIN … USING first and the engine leaves them in their places.
func ruleStars(w *work) error {
	if w.tree == nil {
		return nil
	}
	for _, s := range w.typed().stars {
		if i := w.tokenAt(s.at); w.tok(i).text(w.Text) == "*" {
			w.replace(i, i, s.list)
		}
	}
	return nil
}

// joinList follows the columns of a FROM list in which tables are joined by names of columns; nil where none are.
type joinList struct {
	items [][]column // what each item so far gives, in PostgreSQL's order; a join takes its two sides from the end
	other bool       // the engine's order is another one
}

// column is how a column is told in its own query.
type column struct{ name, sql string }

// joinsOf looks for joins by names of columns.
func joinsOf(items []*pg.Node) *joinList {
	for _, n := range items {
		if byNames(n.GetJoinExpr()) {
			return &joinList{}
		}
	}
	return nil
}

func byNames(j *pg.JoinExpr) bool {
	return j != nil && (j.IsNatural || len(j.UsingClause) > 0 || byNames(j.Larg.GetJoinExpr()) || byNames(j.Rarg.GetJoinExpr()))
}

// item notes what a table, subquery or function gives.
func (j *joinList) item(src *source) {
	if j == nil {
		return
	}
	cols := make([]column, len(src.cols))
	for i, f := range src.cols {
		cols[i] = column{f.name, quoteIdent(src.name) + "." + quoteIdent(f.name)}
	}
	j.items = append(j.items, cols)
}

// renamed notes the alias of a whole join.
func (j *joinList) renamed(src *source) {
	if j != nil {
		j.items = j.items[:len(j.items)-1]
		j.item(src)
	}
}

// joined puts the two last items together.
func (t *typer) joined(x *pg.JoinExpr, using []string, left, right []field, s *scope) {
	j := s.joins
	if j == nil || len(j.items) < 2 {
		return
	}
	l, r := j.items[len(j.items)-2], j.items[len(j.items)-1]
	var cols []column
	for i, name := range using {
		a, b := columnNamed(l, name), columnNamed(r, name)
		if a == nil || b == nil {
			continue
		}
		sql := a.sql
		switch x.Jointype {
		case pg.JoinType_JOIN_RIGHT:
			sql = b.sql
		case pg.JoinType_JOIN_FULL:
			sql = "coalesce(" + a.sql + ", " + b.sql + ")"
		}
		cols = append(cols, column{name, sql})
		j.other = j.other || i >= len(left) || left[i].name != name
	}
	for _, c := range slices.Concat(l, r) {
		if !slices.Contains(using, c.name) {
			cols = append(cols, c)
		}
	}
	j.items = append(j.items[:len(j.items)-2], cols)
}

func columnNamed(cols []column, name string) *column {
	for i := range cols {
		if cols[i].name == name {
			return &cols[i]
		}
	}
	return nil
}

// moved tells whether * must be written out.
func (j *joinList) moved() bool { return j != nil && j.other }

// list writes * out.
func (j *joinList) list() string { return listed(slices.Concat(j.items...)) }

// last writes out the * of the last item alone, which is a join; where its columns stand as the engine has them it is *.
func (j *joinList) last() string {
	if !j.moved() {
		return "*"
	}
	return listed(j.items[len(j.items)-1])
}

func listed(cols []column) string {
	var b strings.Builder
	for _, c := range cols {
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(c.sql)
		b.WriteString(" AS ")
		b.WriteString(quoteIdent(c.name))
	}
	return b.String()
}

// refuse remembers that the statement cannot be run.
func (t *typer) refuse(e *pgerr.Error) {
	if t.err == nil {
		t.err = e
	}
}
