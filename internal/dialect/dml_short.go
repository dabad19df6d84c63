package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// shortInsert is an INSERT without a list of columns whose rows are shorter than its table: PostgreSQL fills the first columns,
// the engine refuses.
type shortInsert struct {
	at      int32 // the table's place
	columns []string
}

// fewer notes an INSERT that gives n values for the columns of a table, all of which are known.
func (t *typer) fewer(ins *pg.InsertStmt, target *source, n int, known bool) {
	if !known || target.open || len(ins.Cols) > 0 || n == 0 || n >= len(target.cols) {
		return
	}
	x := shortInsert{at: ins.Relation.GetLocation()}
	for _, c := range target.cols[:n] {
		x.columns = append(x.columns, quoteIdent(c.name))
	}
	t.short = append(t.short, x)
}

// nameFilled writes the columns that short INSERTs fill before their rows.
func (w *work) nameFilled() {
	for _, x := range w.typed().short {
		r := &reader{p: w.p, i: w.tokenAt(x.at), end: len(w.p.toks) - 1, ok: true}
		r.relation()
		if r.accept("as") {
			r.name()
		}
		// A bracket that stands against the name would be taken for a part of it.
		if r.ok && r.i < r.end && w.tok(r.i).Start > w.tok(r.i-1).End {
			w.insert(r.i, "("+strings.Join(x.columns, ", ")+") ")
		}
	}
}
