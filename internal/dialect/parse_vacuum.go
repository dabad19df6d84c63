package dialect

import (
	"strconv"

	"lakewire/internal/pgerr"
)

// parseVacuum takes VACUUM and ANALYZE, with options of old or in brackets.
func parseVacuum(st *Statement, p *parser) error {
	n := &Vacuum{Only: !p.at("vacuum")}
	p.i++
	tag := "VACUUM"
	if n.Only {
		tag, n.Analyze = "ANALYZE", true
	}
	o := vacuumOptions{n: n, tag: tag}
	if p.at("(") {
		if err := o.read(p); err != nil {
			return err
		}
	} else {
		if !n.Only {
			n.Full = p.accept("full")
			p.accept("freeze")
		}
		n.Verbose = p.accept("verbose")
		n.Analyze = n.Only || p.acceptAny("analyze", "analyse") != ""
	}
	for !p.end() {
		t, err := vacuumTable(p)
		if err != nil {
			return err
		}
		if t.Columns != nil && !n.Analyze {
			return pgerr.Unsupported("ANALYZE option must be specified when a column list is provided", "")
		}
		n.Tables = append(n.Tables, t)
		st.Relations = append(st.Relations, t.Name)
		if !p.accept(",") {
			break
		}
		if p.end() {
			return p.unexpected()
		}
	}
	if err := p.finish(); err != nil {
		return err
	}
	if err := o.fit(); err != nil {
		return err
	}
	st.Mentions = st.Relations
	st.session(KindVacuum, tag, n)
	return nil
}

func vacuumTable(p *parser) (t VacuumTable, err error) {
	if p.at("full") || p.at("freeze") || p.at("verbose") {
		return t, p.unexpected() // an option of old in the wrong place
	}
	if t.Name, err = p.relation(); err != nil {
		return t, err
	}
	if !p.accept("(") {
		return t, nil
	}
	for {
		c, err := p.name()
		if err != nil {
			return t, err
		}
		t.Columns = append(t.Columns, c)
		if !p.accept(",") {
			return t, p.expect(")")
		}
	}
}

// vacuumOptions are the options in brackets. Those that are about PostgreSQL's pages and indexes change nothing here.
type vacuumOptions struct {
	n              *Vacuum
	tag            string
	parallel, skip bool // given: workers; every page to be read
}

func (o *vacuumOptions) read(p *parser) error {
	return p.options(func(name string, at Token) error {
		value, given, err := p.optionValue()
		if err != nil {
			return err
		}
		return o.take(name, value, given, p.position(at))
	})
}

func (o *vacuumOptions) take(name, value string, given bool, at int) error {
	on, known := switched(value, given)
	switch {
	case name == "verbose":
		o.n.Verbose = on
	case name == "skip_locked":
		o.n.SkipLocked = on
	case o.n.Only:
		return pgerr.Newf(pgerr.SyntaxError, `unrecognized ANALYZE option "%s"`, name).WithPosition(at)
	case name == "full":
		o.n.Full = on
	case name == "analyze", name == "analyse":
		o.n.Analyze = on
	case name == "disable_page_skipping":
		o.skip = on
	case name == "freeze", name == "process_toast", name == "truncate":
	case name == "index_cleanup":
		known = known || lower(value) == "auto"
	case name == "parallel":
		workers, err := strconv.Atoi(value)
		if !given || err != nil || workers < 0 || workers > 1024 {
			if !given {
				return pgerr.New(pgerr.SyntaxError, "parallel option requires a value between 0 and 1024").WithPosition(at)
			}
			return pgerr.New(pgerr.SyntaxError, "parallel workers for vacuum must be between 0 and 1024").WithPosition(at)
		}
		o.parallel, known = workers > 0, true
	default:
		return pgerr.Newf(pgerr.SyntaxError, `unrecognized VACUUM option "%s"`, name).WithPosition(at)
	}
	if !known {
		return pgerr.Newf(pgerr.SyntaxError, "%s requires a Boolean value", name)
	}
	return nil
}

// fit refuses options that do not go together.
func (o *vacuumOptions) fit() error {
	switch {
	case o.n.Full && o.parallel:
		return pgerr.Unsupported("VACUUM FULL cannot be performed in parallel", "")
	case o.n.Full && o.skip:
		return pgerr.Unsupported("VACUUM option DISABLE_PAGE_SKIPPING cannot be used with FULL", "")
	}
	return nil
}
