package dialect

import (
	"strconv"

	"lakewire/internal/pgerr"
)

// ruleTies makes FETCH FIRST n ROWS WITH TIES a condition on the rank of a row in the order asked for.
func ruleTies(w *work) error {
	for i := range w.p.toks {
		if !w.is(i, "fetch") || !w.isAny(i+1, "first", "next") {
			continue
		}
		end := i + 2
		for end < len(w.p.toks) && !w.isAny(end, "row", "rows") {
			end++
		}
		if w.is(end+1, "with") && w.is(end+2, "ties") {
			if err := w.ties(i, end+2); err != nil {
				return err
			}
		}
	}
	return nil
}

// ties rewrites one query, whose FETCH clause stands in the tokens from fetch to last.
func (w *work) ties(fetch, last int) error {
	start := w.queryStart(fetch)
	r := &reader{p: w.p, i: start, end: len(w.p.toks) - 1, ok: true}
	order := r.find(start, func(i int) bool { return i >= fetch || r.is(i, "order", "by") })
	if order >= fetch {
		return pgerr.New(pgerr.SyntaxError, "WITH TIES cannot be specified without ORDER BY clause")
	}
	if r.clause(start, "union", "intersect", "except") < order || r.is(start+1, "distinct") || !r.is(start, "select") {
		return pgerr.Unsupported("FETCH ... WITH TIES of DISTINCT and of UNION, INTERSECT and EXCEPT is not supported",
			"Put the query into brackets: SELECT * FROM (...) AS q ORDER BY ... FETCH FIRST ... WITH TIES.")
	}
	first := fetch
	most := "1"
	if last-fetch > 4 {
		most = w.Text[w.tok(fetch+2).Start:w.tok(last-3).End]
	}
	level := r.find(start, func(i int) bool { return i > order && (r.is(i, ")") || r.is(i, "for")) })
	if at := r.find(order, func(i int) bool { return i < level && r.is(i, "offset") }); at < level {
		first = min(first, at)
		stop := at + 2
		for stop < level && !w.isAny(stop, "row", "rows", "fetch") {
			stop++
		}
		most = "(" + most + ") + (" + w.Text[w.tok(at+1).Start:w.tok(stop-1).End] + ")"
	}
	lead := "WINDOW "
	if r.find(start, func(i int) bool { return i < order && r.is(i, "window") }) < order {
		lead = ", "
	}
	w.replace(order, order+1, lead+"lw_ties AS (ORDER BY")
	targets := r.list(start+1, r.clause(start+1, "from", "where", "group", "having", "window", "order"))
	for _, item := range r.list(order+2, first) {
		if n, err := strconv.Atoi(w.tok(item.from).text(w.Text)); err == nil && n >= 1 && n <= len(targets) {
			w.replace(item.from, item.from, w.targetName(r, targets[n-1]))
		}
	}
	w.insertAfter(first-1, ") QUALIFY rank() OVER lw_ties <= "+most+" ORDER BY rank() OVER lw_ties")
	w.drop(fetch, last)
	return nil
}

// queryStart finds the SELECT of the level of brackets that a token stands in.
func (w *work) queryStart(i int) int {
	depth := 0
	for i--; i >= 0; i-- {
		switch {
		case w.is(i, ")"):
			depth++
		case w.is(i, "("):
			if depth--; depth < 0 {
				return i + 1
			}
		case depth == 0 && w.is(i, "select"):
			return i
		}
	}
	return 0
}

// targetName is what an item of a SELECT list can be called by in ORDER BY: its alias, or its own text.
func (w *work) targetName(r *reader, s span) string {
	if as := r.find(s.from, func(i int) bool { return i < s.to && r.is(i, "as") }); as < s.to {
		s.from = as + 1
	} else if s.to-s.from > 1 && w.tok(s.to-1).isName() && w.operand(s.to-2) {
		s.from = s.to - 1
	}
	return w.Text[w.tok(s.from).Start:w.tok(s.to-1).End]
}

// ruleNoColumns gives the engine a column where PostgreSQL needs none. Those of the statement's own query are not sent.
func ruleNoColumns(w *work) error {
	if w.tree == nil {
		return nil
	}
	for i := range w.p.toks {
		if !w.is(i, "select") {
			continue
		}
		if next := w.tok(i + 1); next.Kind != TokEOF && !w.isAny(i+1, "from", "where", "order", "limit", ")") {
			continue
		}
		own := w.Kind == KindSelect && i == w.p.index(w.p.mainVerb(0))
		if own || w.is(i-1, "(") && w.is(i-2, "exists") {
			w.insertAfter(i, " NULL")
			w.Hollow = w.Hollow || own
		}
	}
	return nil
}
