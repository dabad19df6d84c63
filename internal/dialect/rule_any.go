package dialect

// ruleAny reads an array literal without a type, = ANY ('{1,2}'), whose elements take the type of what they are compared
// with: IN gives them that.
func ruleAny(w *work) error {
	for i, t := range w.p.toks {
		if t.Kind != TokOp || !w.is(i+2, "(") || !w.tok(i+3).isString() || !w.is(i+4, ")") {
			continue
		}
		in := ""
		switch {
		case w.is(i, "=") && w.isAny(i+1, "any", "some"):
			in = "IN "
		case w.isAny(i, "<>", "!=") && w.is(i+1, "all"):
			in = "NOT IN "
		}
		v, ok := literal(w.Text, w.tok(i+3))
		if !ok {
			continue
		}
		list, ok := arrayLiteral(v)
		switch {
		case !ok || len(list) > 1 && list[1] == '[':
		case list == "[]":
			w.replace(i+3, i+3, list)
		case in != "":
			w.replace(i, i+4, in+"("+list[1:len(list)-1]+")")
		}
	}
	return nil
}
