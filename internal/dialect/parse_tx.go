package dialect

func parseBegin(st *Statement, p *parser) error {
	tag := "BEGIN"
	if p.accept("start") {
		if err := p.expect("transaction"); err != nil {
			return err
		}
		tag = "START TRANSACTION"
	} else {
		p.accept("begin")
		p.acceptAny("work", "transaction")
	}
	m, err := p.modes(true)
	if err != nil {
		return err
	}
	st.session(KindBegin, tag, &Begin{Modes: m})
	return p.finish()
}

// modes takes a list of transaction modes, with or without commas between them.
func (p *parser) modes(empty bool) (Modes, error) {
	var m Modes
	yes, no := true, false
	for first := true; ; first = false {
		comma := !first && p.accept(",")
		switch {
		case p.accept("isolation", "level"):
			switch {
			case p.accept("read", "committed"):
				m.Isolation = "read committed"
			case p.accept("read", "uncommitted"):
				m.Isolation = "read uncommitted"
			case p.accept("repeatable", "read"):
				m.Isolation = "repeatable read"
			case p.accept("serializable"):
				m.Isolation = "serializable"
			default:
				return m, p.unexpected()
			}
		case p.accept("read", "only"):
			m.ReadOnly = &yes
		case p.accept("read", "write"):
			m.ReadOnly = &no
		case p.accept("deferrable"):
			m.Deferrable = &yes
		case p.accept("not", "deferrable"):
			m.Deferrable = &no
		default:
			if comma || first && !empty {
				return m, p.unexpected()
			}
			return m, nil
		}
	}
}

// chain takes AND [NO] CHAIN.
func (p *parser) chain() (bool, error) {
	if !p.accept("and") {
		return false, nil
	}
	no := p.accept("no")
	return !no, p.expect("chain")
}

func parseCommit(st *Statement, p *parser) error {
	if p.acceptAny("commit", "end") == "commit" && p.accept("prepared") {
		return refuseTwoPhase(st)
	}
	p.acceptAny("work", "transaction")
	c, err := p.chain()
	if err != nil {
		return err
	}
	st.session(KindCommit, "COMMIT", &Commit{Chain: c})
	return p.finish()
}

func parseRollback(st *Statement, p *parser) error {
	if p.acceptAny("rollback", "abort") == "rollback" && p.accept("prepared") {
		return refuseTwoPhase(st)
	}
	p.acceptAny("work", "transaction")
	if p.is(p.toks[0], "rollback") && p.accept("to") {
		p.accept("savepoint")
		name, err := p.name()
		if err != nil {
			return err
		}
		st.session(KindRollbackTo, "ROLLBACK", &RollbackTo{Name: name})
		return p.finish()
	}
	c, err := p.chain()
	if err != nil {
		return err
	}
	st.session(KindRollback, "ROLLBACK", &Rollback{Chain: c})
	return p.finish()
}

func parseSavepoint(st *Statement, p *parser) error {
	p.accept("savepoint")
	name, err := p.name()
	if err != nil {
		return err
	}
	st.session(KindSavepoint, "SAVEPOINT", &Savepoint{Name: name})
	return p.finish()
}

func parseRelease(st *Statement, p *parser) error {
	p.accept("release")
	p.accept("savepoint")
	name, err := p.name()
	if err != nil {
		return err
	}
	st.session(KindRelease, "RELEASE", &Release{Name: name})
	return p.finish()
}

func refuseTwoPhase(st *Statement) error {
	return st.refuse("prepared transactions are not supported", "Commit the transaction in one phase.")
}
