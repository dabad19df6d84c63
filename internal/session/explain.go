package session

import (
	"context"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
	"lakewire/internal/wire"
)

// explain answers one text column, a line a row, whatever shape the engine's answer has.
func (s *Session) explain(ctx context.Context, st *dialect.Statement, n *dialect.Explain, pl *plan, args *params) (*execution, error) {
	if err := s.admit(n.Stmt); err != nil {
		return nil, err
	}
	what, pl, args, err := s.explained(ctx, n.Stmt, pl, args)
	if err != nil {
		return nil, err
	}
	if what.SQL == "" {
		return nil, pgerr.Unsupported("EXPLAIN of this statement is not supported", "")
	}
	q, err := s.analysed(ctx, what, nil)
	if err != nil {
		return nil, err
	}
	inner := *q
	prefix := "EXPLAIN "
	if n.Analyze {
		if q.Steps != nil && !q.Steps.Plain {
			return nil, pgerr.Unsupported("EXPLAIN ANALYZE of this statement is not supported",
				"The engine runs it as several statements. EXPLAIN without ANALYZE shows how its rows are found.")
		}
		if err := s.refuseWrite(&inner); err != nil {
			return nil, err
		}
		prefix = "EXPLAIN ANALYZE "
	} else {
		inner.Mutates, inner.Appends, inner.TargetsUnknown, inner.Writes = nil, nil, false, false
		inner.Kind = dialect.KindSelect
	}
	if n.Format == "json" {
		prefix = "EXPLAIN (FORMAT json) "
		if n.Analyze {
			prefix = "EXPLAIN (ANALYZE, FORMAT json) "
		}
	}
	inner = *inner.Led(prefix)
	inner.Constant, inner.ReturnsRows, inner.Steps = false, false, nil
	var own *plan
	if pl != nil && pl.inner != nil {
		inner.SQL = prefix + pl.inner.sql
		own = &plan{sql: inner.SQL, order: pl.inner.order}
		defer s.letGo(own)
	}
	f, _, _, err := s.open(ctx, &inner, own, args)
	if err != nil {
		return nil, err
	}
	if f == nil {
		return s.texts("EXPLAIN", explainFields(n), nil, nil), nil
	}
	defer f.close()
	rows, err := f.texts(ctx)
	if err != nil {
		return nil, err
	}
	var lines [][]string
	for _, r := range rows {
		text := strings.TrimRight(r[len(r)-1], "\n")
		if n.Format == "json" {
			lines = append(lines, []string{text})
			continue
		}
		for _, l := range strings.Split(text, "\n") {
			lines = append(lines, []string{l})
		}
	}
	return s.texts("EXPLAIN", explainFields(n), nil, lines), nil
}

// explained gives what is to be explained of statements that carry another one: the prepared statement of EXECUTE with its
// arguments, the query of DECLARE and of CREATE MATERIALIZED VIEW.
func (s *Session) explained(ctx context.Context, st *dialect.Statement, pl *plan, args *params) (*dialect.Statement, *plan, *params, error) {
	switch n := st.Node.(type) {
	case *dialect.Declare:
		return n.Query, pl, args, s.admit(n.Query)
	case *dialect.Define:
		if m, ok := n.Actions[0].(*dialect.CreateMatview); ok {
			return &dialect.Statement{Text: st.Text, Offset: st.Offset, Kind: dialect.KindSelect, SQL: m.SQL, Relations: st.Relations}, pl, args, nil
		}
		return &dialect.Statement{}, pl, args, nil
	case *dialect.Execute:
		p, given, err := s.executed(ctx, st, n, args)
		if err != nil || p.st == nil {
			return &dialect.Statement{}, pl, args, err
		}
		if p.plan == nil {
			return p.st, nil, given, nil
		}
		return p.st, &plan{inner: p.plan}, given, nil
	}
	return st, pl, args, nil
}

func explainFields(n *dialect.Explain) []wire.Field {
	f := textField("QUERY PLAN")
	if n.Format == "json" {
		f.Desc = pgtypes.Of(pgtypes.OIDJSON)
	}
	return []wire.Field{f}
}
