package dialect

// createExecute takes CREATE TABLE … AS EXECUTE name (arguments) [WITH [NO] DATA], at whose EXECUTE the parser stands.
func createExecute(st *Statement, p *parser) error {
	n := &CreateExecute{Head: st.Text[:p.peek().Start]}
	toks := p.toks
	tail := len(toks) - 1
	if tail > 2 && p.is(toks[tail-2], "with") && p.is(toks[tail-1], "data") {
		tail -= 2
	} else if tail > 3 && p.is(toks[tail-3], "with") && p.is(toks[tail-2], "no") && p.is(toks[tail-1], "data") {
		tail -= 3
		n.NoData = true
	}
	end := Token{Kind: TokEOF, Start: toks[tail].Start, End: toks[tail].Start}
	p.toks = append(append([]Token{}, toks[:tail]...), end)
	if err := parseExecute(st, p); err != nil {
		return err
	}
	n.Execute = st.Node.(*Execute)
	st.session(KindExecute, "SELECT", n)
	st.Mentions = append(append(st.Mentions, st.Appends...), st.Mutates...)
	st.Relations = append(append(st.Relations, st.Appends...), st.Mutates...)
	return nil
}
