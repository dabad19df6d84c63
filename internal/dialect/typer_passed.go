package dialect

import (
	"slices"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// madeColumn is a numeric column of a subquery or CTE. Where its values have digits or scales that the engine's types do not
// hold it is exact: a text that sorts as the numbers do (pgnumeric.Code).
type madeColumn struct {
	parts    []*pg.Node // what it is in each arm of a UNION, each row of VALUES
	blocked  bool       // something takes it as a number in a way that the rules do not see
	exact    bool
	scales   bool // exact for its scales alone, which only what passes it on is told
	digits   int  // of a column of literals: how many decimals hold all of them; 0 of others
	unique   bool // equal values become one
	sought   bool // values are looked for among others, by INTERSECT or EXCEPT
	computed bool // something computes with it
	grows    bool // a recursive query computes it from the row before: no type of the engine's holds the digits it may come to
}

// block keeps a column as the engine has it. Of no column it does nothing.
func (m *madeColumn) block() {
	if m != nil {
		m.blocked = true
	}
}

// written tells whether a column is a text, once it is decided which are.
func (m *madeColumn) written() bool { return m != nil && m.exact }

// endless tells whether a column is a text whatever it is made of: it may come to more digits than any type of the engine's holds.
func (m *madeColumn) endless() bool { return m.grows && !m.blocked }

// asNumbers blocks what a query shows of others by a *, where its columns go to what takes numbers: they cannot be written otherwise there.
func asNumbers(cols []field) {
	for i := range cols {
		if c := &cols[i]; c.expr == nil && len(c.parts) == 0 {
			c.made.block()
		}
	}
}

// distinct notes that equal values of a column become one.
func (m *madeColumn) distinct() {
	if m != nil {
		m.unique = true
	}
}

// passes notes the numeric columns of a subquery, which others will refer to.
func (t *typer) passes(cols []field, known bool) {
	for i := range cols {
		c := &cols[i]
		switch {
		case len(c.parts) == 0 && known: // that of a subquery in it, by a *
		case !known || c.oid != pgtypes.OIDNumeric:
			c.made.block()
			c.made = nil
		default:
			c.made = &madeColumn{parts: c.parts, unique: c.unique, sought: c.sought}
			t.passed = append(t.passed, c.made)
		}
	}
}

// carries gives a recursive query's numeric columns, which each of its rows has from the one before, to its recursive term.
func (t *typer) carries(src *source, c *pg.CommonTableExpr) {
	for i := range src.cols {
		if src.cols[i].oid == pgtypes.OIDNumeric {
			src.cols[i].made = &madeColumn{blocked: src.open || c.SearchClause != nil || c.CycleClause != nil}
		}
	}
}

// carried notes what the columns are: first in the term that begins, and overall.
func (t *typer) carried(src *source, first, overall []field) {
	own := func(m *madeColumn) bool {
		return m != nil && slices.ContainsFunc(src.cols, func(c field) bool { return c.made == m })
	}
	for i := range min(len(src.cols), len(first), len(overall)) {
		m := src.cols[i].made
		if m == nil {
			continue
		}
		m.parts, m.unique, m.sought = overall[i].parts, overall[i].unique, overall[i].sought
		if len(m.parts) == 0 {
			m.block()
			continue
		}
		t.passed = append(t.passed, m)
		for _, n := range m.parts[len(first[i].parts):] {
			m.grows = m.grows || t.types[n].made != m && anyNode(n, func(n *pg.Node) bool { return n.GetColumnRef() != nil && own(t.types[n].made) })
		}
	}
}
