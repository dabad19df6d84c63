package dialect

import (
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
}

// block keeps a column as the engine has it. Of no column it does nothing.
func (m *madeColumn) block() {
	if m != nil {
		m.blocked = true
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
