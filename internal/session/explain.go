package session

import (
	"context"
	"slices"
	"time"

	"lakewire/internal/dialect"
	"lakewire/internal/explain"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
	"lakewire/internal/wire"
)

// explain answers the plans of a statement: one, or those of the statements that the engine needs for it. ANALYZE runs it.
func (s *Session) explain(ctx context.Context, n *dialect.Explain, pl *plan, args *params) (*execution, error) {
	if err := s.admit(n.Stmt); err != nil {
		return nil, err
	}
	what, pl, args, err := s.explained(ctx, n.Stmt, pl, args)
	if err != nil {
		return nil, err
	}
	told := &plans{analyze: n.Analyze}
	if what.SQL != "" {
		err = s.plansOf(ctx, what, n, pl, args, told)
	}
	if err == nil && n.Analyze {
		err = s.madeToo(ctx, n.Stmt, args)
	}
	if err != nil {
		return nil, err
	}
	var rows [][]string
	if len(told.list) > 0 {
		for _, l := range explain.Lines(told.list, explain.Options{Analyze: n.Analyze, Verbose: n.Verbose, Costs: n.Costs, Timing: n.Timing,
			Summary: n.Summary, Format: n.Format}) {
			rows = append(rows, []string{l})
		}
	}
	return s.texts("EXPLAIN", explainFields(n), nil, rows), nil
}

// plansOf finds the plans of a statement of the engine.
func (s *Session) plansOf(ctx context.Context, what *dialect.Statement, n *dialect.Explain, pl *plan, args *params, told *plans) error {
	q, err := s.analysed(ctx, what, nil)
	if err != nil {
		return err
	}
	inner := *q
	if n.Analyze {
		if err := s.refuseWrite(&inner); err != nil {
			return err
		}
		if writes(&inner) {
			if err := s.together(ctx, &inner); err != nil {
				return err
			}
		}
	} else {
		inner.Mutates, inner.Appends, inner.TargetsUnknown, inner.Writes = nil, nil, false, false
		inner.Kind = dialect.KindSelect
	}
	if q.Kind == dialect.KindCreateTableAs {
		if there, err := s.thereAlready(ctx, q); there || err != nil {
			return err
		}
	}
	if pl != nil {
		pl = pl.inner
	}
	if n.Analyze && q.Steps != nil {
		_, _, _, err := s.steps(ctx, &inner, pl, args, told)
		return err
	}
	inner = *inner.Led(told.verb())
	inner.Constant, inner.ReturnsRows, inner.Steps, inner.Made = false, false, nil, q.Made
	var own *plan
	if pl != nil {
		inner.SQL = told.verb() + pl.sql
		own = &plan{sql: inner.SQL, order: pl.order}
		defer s.letGo(own)
	}
	began := time.Now()
	f, _, _, err := s.open(ctx, &inner, own, args)
	if err != nil {
		return err
	}
	if err := told.take(ctx, f, began); err != nil {
		return err
	}
	if n.Analyze && q.Made != nil {
		return s.keepMade(ctx, &inner, nil)
	}
	return nil
}

// explained gives what is to be explained of statements that carry another one: the prepared statement of EXECUTE with its
// arguments, the query of DECLARE and of CREATE MATERIALIZED VIEW.
func (s *Session) explained(ctx context.Context, st *dialect.Statement, pl *plan, args *params) (*dialect.Statement, *plan, *params, error) {
	switch n := st.Node.(type) {
	case *dialect.Declare:
		return n.Query, pl, args, s.admit(n.Query)
	case *dialect.Define:
		m, ok := n.Actions[0].(*dialect.CreateMatview)
		if !ok {
			return &dialect.Statement{}, pl, args, nil
		}
		q := &dialect.Statement{Text: st.Text, Offset: st.Offset, Kind: dialect.KindSelect, SQL: m.SQL, Relations: st.Relations}
		there, err := s.thereAlready(ctx, &dialect.Statement{Kind: st.Kind, Appends: st.Appends, Writes: true, IfNotExists: ifNotExists(m)})
		if there {
			q.SQL = ""
		}
		return q, pl, args, err
	case *dialect.Execute:
		return s.explainedExecute(ctx, st, n, args)
	case *dialect.CreateExecute:
		return s.explainedExecute(ctx, st, n.Execute, args)
	}
	return st, pl, args, nil
}

func (s *Session) explainedExecute(ctx context.Context, st *dialect.Statement, n *dialect.Execute, args *params) (*dialect.Statement, *plan, *params, error) {
	p, given, err := s.executed(ctx, st, n, args)
	if err != nil || p.st == nil {
		return &dialect.Statement{}, nil, args, err
	}
	if p.plan == nil || p.plan.memo != nil {
		return p.st, nil, given, nil
	}
	return p.st, &plan{inner: p.plan}, given, nil
}

func ifNotExists(m *dialect.CreateMatview) []dialect.Name {
	if m.IfNotExists {
		return []dialect.Name{m.Name}
	}
	return nil
}

// thereAlready tells whether what CREATE … AS would make is there: with IF NOT EXISTS there is nothing to be told then.
func (s *Session) thereAlready(ctx context.Context, st *dialect.Statement) (bool, error) {
	names := append(slices.Clone(st.Appends), st.Mutates...)
	if len(names) != 1 {
		return false, nil
	}
	if err := s.readyFor(ctx, st); err != nil {
		return false, err
	}
	n := s.madeAs(st, names[0])
	is, err := s.hasRelation(ctx, n)
	if err != nil || !is {
		return false, err
	}
	if len(st.IfNotExists) == 0 {
		return true, pgerr.Newf(pgerr.DuplicateTable, `relation "%s" already exists`, n.Name)
	}
	s.noteThere(pgerr.DuplicateTable, "relation", n.Name)
	return true, nil
}

// madeToo makes what a statement makes of the query that was told of, where it is more than the engine's own statement.
func (s *Session) madeToo(ctx context.Context, st *dialect.Statement, args *params) error {
	switch n := st.Node.(type) {
	case *dialect.Define:
		_, err := s.define(ctx, st, n)
		return err
	case *dialect.CreateExecute:
		_, err := s.createExecute(ctx, st, n, args)
		return err
	}
	return nil
}

func explainFields(n *dialect.Explain) []wire.Field {
	f := textField("QUERY PLAN")
	switch n.Format {
	case "json":
		f.Desc = pgtypes.Of(pgtypes.OIDJSON)
	case "xml":
		f.Desc = pgtypes.Of(pgtypes.OIDXML)
	}
	return []wire.Field{f}
}
