package dialect

import "strings"

var lockModes = [][]string{
	{"access", "share"}, {"row", "share"}, {"row", "exclusive"}, {"share", "update", "exclusive"},
	{"share", "row", "exclusive"}, {"share"}, {"exclusive"}, {"access", "exclusive"},
}

func parseLock(st *Statement, p *parser) error {
	p.accept("lock")
	p.accept("table")
	n := &Lock{Mode: "ACCESS EXCLUSIVE"}
	for {
		p.accept("only")
		name, err := p.relation()
		if err != nil {
			return err
		}
		p.accept("*")
		n.Tables = append(n.Tables, name)
		if !p.accept(",") {
			break
		}
	}
	if p.accept("in") {
		mode := ""
		for _, m := range lockModes {
			if p.accept(append(append([]string(nil), m...), "mode")...) {
				mode = strings.ToUpper(strings.Join(m, " "))
				break
			}
		}
		if mode == "" {
			return p.unexpected()
		}
		n.Mode = mode
	}
	n.NoWait = p.accept("nowait")
	st.session(KindLock, "LOCK TABLE", n)
	st.Relations, st.Mentions = n.Tables, n.Tables
	return p.finish()
}
