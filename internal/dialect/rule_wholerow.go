package dialect

// ruleWholeRows writes a whole row that a function is given, f(t.*), as the engine has it: t.
func ruleWholeRows(w *work) error {
	for _, n := range w.nodes() {
		for _, a := range n.GetFuncCall().GetArgs() {
			c := a.GetColumnRef()
			if c == nil || len(c.Fields) != 2 || c.Fields[1].GetAStar() == nil {
				continue
			}
			if i := w.tokenAt(c.Location); w.is(i+1, ".") && w.is(i+2, "*") {
				w.replace(i, i+2, quoteName(w.name(i)))
			}
		}
	}
	return nil
}
