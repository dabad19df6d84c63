package dialect

import (
	"strconv"

	"lakewire/internal/pgerr"
)

// ruleOverriding takes OVERRIDING … VALUE of an INSERT out: no column of a lake has values of its own to be overridden.
func ruleOverriding(w *work) error {
	for i := range w.p.toks {
		if w.Kind == KindInsert && w.is(i, "overriding") && w.isAny(i+1, "system", "user") && w.is(i+2, "value") {
			w.drop(i, i+2)
			return nil
		}
	}
	return nil
}

// ruleUsing turns ORDER BY x USING > into DESC, and USING < into ASC.
func ruleUsing(w *work) error {
	for i := range w.p.toks {
		if !w.is(i, "using") {
			continue
		}
		op := i + 1
		end := op
		if w.is(op, "operator") && w.is(op+1, "(") {
			for end = op + 2; end < len(w.p.toks) && !w.is(end, ")"); end++ {
				op = end
			}
		}
		switch {
		case w.is(op, ">"):
			w.replace(i, end, "DESC")
		case w.is(op, "<"):
			w.replace(i, end, "ASC")
		}
	}
	return nil
}

// ruleSample makes the argument of TABLESAMPLE a percentage, as it is in PostgreSQL; the engine takes it for a number of rows.
func ruleSample(w *work) error {
	for i := range w.p.toks {
		if !w.is(i, "tablesample") || w.tree == nil || !w.is(i+2, "(") {
			continue
		}
		if !w.isAny(i+1, "bernoulli", "system") {
			return pgerr.Newf(pgerr.UndefinedObject, "tablesample method %s does not exist", w.name(i+1)).
				WithPosition(w.p.position(w.tok(i + 1)))
		}
		if n, err := strconv.ParseFloat(w.tok(i+3).text(w.Text), 64); err == nil && (n < 0 || n > 100) {
			return pgerr.New(pgerr.InvalidTablesampleArgument, "sample percentage must be between 0 and 100")
		}
		if w.tok(i+3).Kind != TokInt && w.tok(i+3).Kind != TokFloat || !w.is(i+4, ")") {
			continue
		}
		w.insertAfter(i+3, " PERCENT")
	}
	return nil
}
