package dialect

import (
	"maps"
	"slices"
	"strings"

	"lakewire/internal/pgerr"
)

func parseExplain(st *Statement, p *parser) error {
	p.accept("explain")
	n := &Explain{Format: "text", Costs: true}
	if p.at("(") && !p.isQueryParen() {
		if err := p.explainOptions(n); err != nil {
			return err
		}
	} else {
		n.Analyze = p.acceptAny("analyze", "analyse") != ""
		n.Verbose = p.accept("verbose")
		n.Timing, n.Summary = n.Analyze, n.Analyze
	}
	first := p.peek()
	inner, err := p.inner(st)
	if err != nil {
		return err
	}
	switch inner.Kind {
	case KindSelect, KindValues, KindInsert, KindUpdate, KindDelete, KindMerge, KindCreateTableAs, KindDuck, KindExecute,
		KindDeclare, KindRefused:
	case KindDefine:
		if !inner.makesQuery() {
			return p.syntaxError(first)
		}
	default:
		return p.syntaxError(first)
	}
	n.Stmt = inner
	st.session(KindExplain, "EXPLAIN", n)
	st.ReturnsRows = true
	if inner.SQL != "" && inner.Kind != KindExecute {
		verb := "EXPLAIN "
		if n.Analyze {
			verb = "EXPLAIN ANALYZE "
		}
		st.SQL = verb + inner.SQL
	}
	if n.Analyze {
		st.Writes, st.Mutates, st.Appends, st.TargetsUnknown = inner.Writes, inner.Mutates, inner.Appends, inner.TargetsUnknown
	}
	return nil
}

// isQueryParen tells EXPLAIN (SELECT …) from EXPLAIN (ANALYZE) ….
func (p *parser) isQueryParen() bool {
	k := 0
	for p.is(p.peekAt(k), "(") {
		k++
	}
	t := p.peekAt(k)
	return k > 1 || p.is(t, "select") || p.is(t, "with") || p.is(t, "values") || p.is(t, "table") || p.is(t, "from")
}

func (p *parser) explainOptions(n *Explain) error {
	said := map[string]bool{}
	err := p.options(func(name string, at Token) error {
		value, given, err := p.optionValue()
		if err != nil {
			return err
		}
		wrong, placed := n.option(name, value, given, said)
		switch {
		case wrong == nil:
			return nil
		case placed:
			return wrong.WithPosition(p.position(at))
		}
		return wrong
	})
	if err != nil {
		return err
	}
	return n.agree(said)
}

// agree sets what was not said, and refuses what only ANALYZE can tell.
func (n *Explain) agree(said map[string]bool) error {
	for _, opt := range slices.Sorted(maps.Keys(said)) {
		if said[opt] && !n.Analyze && (opt == "wal" || opt == "timing") {
			return pgerr.Newf(pgerr.InvalidParameterValue, "EXPLAIN option %s requires ANALYZE", strings.ToUpper(opt))
		}
	}
	timing, told := said["timing"]
	n.Timing = n.Analyze && (timing || !told)
	summary, told := said["summary"]
	n.Summary = summary || !told && n.Analyze
	return nil
}

// option takes one option; placed tells whether PostgreSQL says where the error is. What was said of the others is noted.
func (n *Explain) option(opt, value string, given bool, said map[string]bool) (err *pgerr.Error, placed bool) {
	on, known := switched(value, given)
	switch opt {
	case "analyze", "analyse":
		n.Analyze = on
	case "verbose":
		n.Verbose = on
	case "costs":
		n.Costs = on
	case "settings", "buffers", "wal", "timing", "summary":
		said[opt] = on
	case "format":
		switch value {
		case "text", "json", "xml", "yaml":
			n.Format = value
			return nil, false
		}
		return pgerr.Newf(pgerr.InvalidParameterValue, `unrecognized value for EXPLAIN option "format": "%s"`, value), true
	default:
		return pgerr.Newf(pgerr.SyntaxError, `unrecognized EXPLAIN option "%s"`, opt), true
	}
	if !known {
		return pgerr.Newf(pgerr.SyntaxError, `%s requires a Boolean value`, opt), false
	}
	return nil, false
}

// makesQuery tells whether DDL fills what it makes from a query, which can be explained.
func (s *Statement) makesQuery() bool {
	n, ok := s.Node.(*Define)
	if !ok {
		return false
	}
	_, matview := n.Actions[0].(*CreateMatview)
	return matview
}
