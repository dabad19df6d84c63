package dialect

import (
	"strings"
	"sync"
)

// checkedName is the relation that a check is a condition on. Its columns are written without it.
const checkedName = "lw_checked"

var checkTranslator = sync.OnceValue(func() *Translator { return NewTranslator(1, 1) })

// checked is a schema of one table.
type checked struct{ table *Relation }

func (c checked) Relation(n Name) *Relation {
	if n.Schema == "" && n.Name == checkedName {
		return c.table
	}
	return nil
}

// CheckText writes the condition of a check on a table's columns as PostgreSQL's ruleutils do; "" where it holds what is not
// known. seen tells whether the search path finds what a schema holds.
func CheckText(expr string, columns []Column, pretty bool, seen func(schema string) bool) string {
	script, err := checkTranslator().Translate("CREATE VIEW lw_view AS SELECT 1 AS c FROM "+checkedName+" WHERE "+expr, Key{})
	if err != nil || len(script.Stmts) != 1 {
		return ""
	}
	st, err := script.Stmts[0].Analyse(checked{&Relation{Schema: "public", Columns: columns, Plain: true}}, nil)
	if err != nil || st.Made == nil {
		return ""
	}
	_, text, _ := strings.Cut(st.Made.Text, "\n  WHERE")
	text = strings.TrimPrefix(text, " ")
	if strings.Contains(text, "\n") { // CASE stands on lines of its own, as deep as in a query
		if strings.Contains(expr, "\n") {
			return "" // which lines are the client's cannot be told
		}
		text = strings.ReplaceAll(text, "\n        ", "\n")
	}
	return ViewText(text, pretty, seen)
}
