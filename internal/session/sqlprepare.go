package session

import (
	"context"
	"strings"
	"time"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// prepareVerb is PREPARE: it fills the same table as Parse.
func (s *Session) prepareVerb(ctx context.Context, st *dialect.Statement, n *dialect.Prepare) error {
	if s.stmts[n.Name] != nil {
		return pgerr.Newf(pgerr.DuplicatePstatement, `prepared statement "%s" already exists`, n.Name)
	}
	p := &prepared{name: n.Name, text: st.Written, st: n.Stmt, fromSQL: true, at: time.Now()}
	for _, t := range n.Types {
		oid := dialect.TypeNamed(t)
		if oid == 0 {
			return pgerr.Newf(pgerr.UndefinedObject, `type "%s" does not exist`, t)
		}
		p.given = append(p.given, oid)
	}
	if err := s.plan(ctx, p); err != nil {
		return err
	}
	s.keepStatement(p)
	return nil
}

// executeVerb is EXECUTE: its arguments are expressions, which the engine evaluates to one row.
func (s *Session) executeVerb(ctx context.Context, st *dialect.Statement, n *dialect.Execute, outer *params, formats []int16) (*execution, error) {
	p, args, err := s.executed(ctx, st, n, outer)
	if err != nil {
		return nil, err
	}
	if p.st == nil {
		return done(""), nil
	}
	if err := s.refuseWrite(p.st); err != nil {
		return nil, err
	}
	x, err := s.start(ctx, p.st, p.plan, args, formats)
	return x, atArgument(err, n)
}

// executed gives the statement that EXECUTE names, planned for today's schemas, and its arguments.
func (s *Session) executed(ctx context.Context, st *dialect.Statement, n *dialect.Execute, outer *params) (*prepared, *params, error) {
	p, err := s.statement(n.Name)
	if err != nil || p.st == nil {
		return p, nil, err
	}
	if len(n.Args) != len(p.oids) {
		return nil, nil, pgerr.Newf(pgerr.SyntaxError, `wrong number of parameters for prepared statement "%s"`, n.Name).
			WithDetail("Expected %d parameters but got %d.", len(p.oids), len(n.Args))
	}
	if err := s.refresh(ctx, p); err != nil {
		return nil, nil, err
	}
	if len(n.Args) == 0 {
		return p, nil, nil
	}
	args, err := s.evaluate(ctx, st, p, outer)
	return p, args, err
}

// createExecute is CREATE TABLE … AS EXECUTE: the prepared query is run as the query of a CREATE TABLE AS.
func (s *Session) createExecute(ctx context.Context, st *dialect.Statement, n *dialect.CreateExecute, outer *params) (*execution, error) {
	p, args, err := s.executed(ctx, st, n.Execute, outer)
	if err != nil {
		return nil, err
	}
	if p.st == nil || p.plan == nil || p.plan.inner != nil || !p.st.ReturnsRows || p.st.Writes {
		return nil, pgerr.New(pgerr.WrongObjectType, "prepared statement is not a SELECT")
	}
	made := *st
	made.Kind, made.Tag, made.TagCount, made.Node, made.Deterministic = dialect.KindCreateTableAs, "SELECT", true, nil, false
	query, err := s.stored(ctx, p.plan.st, p.plan.sql)
	if err != nil {
		return nil, err
	}
	made.SQL = n.Head + query
	if n.NoData {
		made.SQL += " WITH NO DATA"
		made.Tag, made.TagCount = "CREATE TABLE AS", false
	}
	pl := &plan{st: &made, sql: made.SQL, order: p.plan.order}
	defer s.letGo(pl)
	x, err := s.engineRun(ctx, &made, pl, args, nil)
	return x, atArgument(err, n.Execute)
}

// atArgument points an error at the argument of EXECUTE that is a literal of no value of its parameter's type.
func atArgument(err error, n *dialect.Execute) error {
	e := pgerr.From(err)
	if e == nil || e.Position > 0 || e.Code != pgerr.InvalidTextRepresentation && e.Code != pgerr.InvalidDatetimeFormat {
		return err
	}
	for i, a := range n.Args {
		if len(a) > 2 && a[0] == '\'' && i < len(n.At) && strings.HasSuffix(e.Message, `: "`+a[1:len(a)-1]+`"`) {
			return e.WithPosition(n.At[i])
		}
	}
	return err
}

// evaluate gives the arguments of EXECUTE as text in the types of the parameters.
func (s *Session) evaluate(ctx context.Context, st *dialect.Statement, p *prepared, outer *params) (*params, error) {
	q := dialect.Statement{Text: st.Text, Offset: st.Offset, Kind: dialect.KindSelect, SQL: st.SQL, ReturnsRows: true,
		Relations: st.Relations, Functions: st.Functions}
	f, _, _, err := s.open(ctx, &q, nil, outer)
	if err != nil {
		return nil, err
	}
	defer f.close()
	rows, err := f.values(ctx)
	if err != nil {
		return nil, err
	}
	if len(rows) != 1 {
		return nil, pgerr.New(pgerr.CardinalityViolation, "EXECUTE parameters must give one row")
	}
	return &params{oids: p.oids, formats: make([]int16, len(p.oids)), values: rows[0]}, nil
}

// deallocate is DEALLOCATE.
func (s *Session) deallocate(n *dialect.Deallocate) error {
	if n.All {
		s.dropStatements()
		return nil
	}
	if _, err := s.statement(n.Name); err != nil {
		return err
	}
	s.dropStatement(n.Name)
	return nil
}
