package dialect

// regexOperators are PostgreSQL's match operators, and the exclusive or, under names of our own: the engine's parser takes ~
// for a match of the whole string and lacks the others. Macros of the shim carry them; their precedence is that of any operator.
var regexOperators = map[string]string{"~": "@~", "~*": "@~*", "!~": "!@~", "!~*": "!@~*", "#": "@^"}

// ruleRegex renames the match operators. A ~ without a left operand is the bitwise not.
func ruleRegex(w *work) error {
	for i, t := range w.p.toks {
		if t.Kind != TokOp || t.End-t.Start > 3 {
			continue
		}
		if to, ok := regexOperators[t.text(w.Text)]; ok && w.operand(i-1) && !w.is(i+1, ")") {
			w.replace(i, i, to)
		}
	}
	return nil
}
