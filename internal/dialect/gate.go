package dialect

import "lakewire/internal/pgerr"

// The gate keeps from both parsers, and from the engine, what would overflow a C stack or take it minutes to fold. The
// limits are measured: PostgreSQL's grammar and the engine both stand 900 of each; a chain of 300 constant operators costs
// the engine's optimizer half a second and ten times that at 900, as it folds them again at each level; joins cost as
// the square. Flat lists (VALUES, IN, columns, arguments, CASE branches) and short
// chains of AND are free: 50,000 of the former pass.
const (
	maxDepth   = 500 // brackets and CASEs inside each other
	maxChain   = 400 // operators after each other at one level
	maxHeight  = 900 // the sum of both
	maxPath    = 64  // a.b.c.d…
	maxPrefix  = 400 // NOT NOT NOT …, EXPLAIN EXPLAIN …
	maxSetOps  = 800 // UNION, INTERSECT, EXCEPT after each other at one level
	maxUnions  = 3000
	maxJoins   = 250
	maxLambdas = 12
	maxCTEs    = 900
	maxOr      = 10000
	maxAnd     = 10000
	maxArrows  = 16   // j->'a'->'b'…: the engine binds such a chain in time that doubles with each
	maxTargets = 1664 // PostgreSQL's own limit of a SELECT list
	maxQueries = 16   // subqueries inside each other in expressions: planning doubles with each
)

var errTooDeep = pgerr.New(pgerr.StatementTooComplex, "stack depth limit exceeded").WithHint(
	`Increase the configuration parameter "max_stack_depth" (currently 2048kB), after ensuring the platform's stack depth limit is adequate.`)

var errTooWide = pgerr.Newf(pgerr.TooManyColumns, "target lists can have at most %d entries", maxTargets)

// level is what one level of brackets holds so far.
type level struct {
	chain, setops, unions, joins int
	arrows, targets              int
	cased                        bool // opened by CASE, ends with END
	from                         bool // inside a FROM list, where a comma joins
	list                         bool // inside a SELECT list
	query                        bool // a subquery in an expression
}

// gate tells whether a statement is simple enough, in one walk over its tokens.
func gate(src string, toks []Token) error {
	var first [32]level
	stack := first[:1]
	height, path, prefix, lambdas, ctes, ors, ands, queries := 0, 0, 0, 0, 0, 0, 0, 0
	p := parser{src: src, toks: toks}
	grow := func(n *int, max int) bool { *n++; return *n > max }
	for k, t := range toks {
		top := &stack[len(stack)-1]
		bad := false
		if t.Kind != TokPunct || src[t.Start] != '.' {
			if !t.isName() {
				path = 0
			} else if k > 0 && !p.is(toks[k-1], ".") {
				path = 0
			}
		}
		if k > 0 && t.Kind == TokIdent && toks[k-1].Kind == TokIdent && t.text(src) == toks[k-1].text(src) {
			bad = grow(&prefix, maxPrefix)
		} else {
			prefix = 0
		}
		switch t.Kind {
		case TokOp, TokCast:
			bad = bad || grow(&top.chain, maxChain)
			height++
			if op := t.text(src); op == "->" || op == "->>" {
				bad = bad || grow(&top.arrows, maxArrows)
			} else if t.Kind == TokOp {
				top.arrows = 0
			}
		case TokPunct:
			switch src[t.Start] {
			case '(', '[', '{':
				sub := k > 0 && k+1 < len(toks) && (p.is(toks[k+1], "select") || p.is(toks[k+1], "with")) && !top.from &&
					!p.is(toks[k-1], "as") && !p.is(toks[k-1], "materialized")
				if sub {
					bad = grow(&queries, maxQueries)
				}
				if k > 0 && (p.is(toks[k-1], "as") || p.is(toks[k-1], "materialized")) {
					bad = bad || grow(&ctes, maxCTEs)
				}
				stack = append(stack, level{query: sub})
				height++
			case ')', ']', '}':
				for len(stack) > 1 {
					was := stack[len(stack)-1]
					height -= was.chain + 1
					stack = stack[:len(stack)-1]
					if was.query {
						queries--
					}
					if !was.cased {
						break
					}
				}
				if src[t.Start] == ']' {
					bad = grow(&stack[len(stack)-1].chain, maxChain) // subscripts follow each other without an operator
					height++
				}
			case ',':
				height -= top.chain
				top.chain, top.arrows = 0, 0
				if top.list && grow(&top.targets, maxTargets-1) {
					return errTooWide
				}
				if top.from {
					bad = grow(&top.joins, maxJoins)
				}
			case '.':
				bad = grow(&path, maxPath)
			case ':':
				bad = grow(&top.chain, maxChain)
				height++
			}
		case TokIdent:
			w := t.text(src)
			if len(w) > 9 || len(w) < 2 {
				break
			}
			switch lower(w) {
			case "case":
				stack = append(stack, level{cased: true})
				height++
			case "end":
				if top.cased {
					height -= top.chain + 1
					stack = stack[:len(stack)-1]
				}
			case "is", "collate", "between", "like", "ilike", "similar", "at", "not":
				bad = bad || grow(&top.chain, maxChain)
				height++
			case "and", "or", "select", "where", "group", "having", "order", "when", "then", "else", "on":
				height -= top.chain
				top.chain, top.arrows = 0, 0
				if lower(w) == "select" {
					top.list, top.targets = true, 0
				}
				if lower(w) == "and" {
					bad = bad || grow(&ands, maxAnd)
				}
				if lower(w) == "or" {
					bad = bad || grow(&ors, maxOr)
				}
				top.from = top.from && lower(w) != "where" && lower(w) != "group" && lower(w) != "select" && lower(w) != "order"
				top.list = top.list && lower(w) != "where" && lower(w) != "group" && lower(w) != "order"
			case "from":
				height -= top.chain
				top.chain = 0
				top.from, top.list = true, false
				top.joins = 0
			case "join":
				bad = grow(&top.joins, maxJoins)
				top.from = true
			case "union":
				bad = grow(&top.unions, maxUnions)
				top.from = false
			case "intersect", "except":
				bad = grow(&top.setops, maxSetOps)
				top.from = false
			case "lambda":
				bad = grow(&lambdas, maxLambdas)
			}
		}
		if bad || len(stack) > maxDepth || height > maxHeight {
			return errTooDeep
		}
	}
	return nil
}
