package dialect

// ruleLabels quotes the columns' labels that stand without AS: the engine takes only names there, and nearly every keyword of
// its own or of PostgreSQL's (value, name, type, share …) is a label in PostgreSQL.
func ruleLabels(w *work) error {
	if !w.labelled() {
		return nil
	}
	for _, n := range w.nodes() {
		r := n.GetResTarget()
		if r == nil || r.Name == "" || r.Val == nil || r.Location < 0 {
			continue
		}
		// The grammar has a label last; what an UPDATE assigns has its name first.
		start := w.tokenAt(r.Location)
		if end := w.targetEnd(start); end > start && w.label(end) && lower(w.tok(end).text(w.Text)) == r.Name {
			w.replace(end, end, quoteIdent(r.Name))
		}
	}
	return nil
}

// labelled tells whether some token may be such a label: it ends an item of a list, and nothing before it wants an operand.
func (w *work) labelled() bool {
	for k := range w.p.toks {
		if w.label(k) && (w.isAny(k+1, ",", ")", ";") || w.tok(k+1).Kind == TokEOF || listEnd[lower(w.tok(k+1).text(w.Text))]) {
			return w.tree != nil
		}
	}
	return false
}

func (w *work) label(k int) bool {
	before := w.tok(k - 1).Kind
	return w.tok(k).Kind == TokIdent && before != TokOp && before != TokCast && !w.isAny(k-1, "as", ".", ",", "(", "=")
}
