package session

import (
	"context"
	"regexp"
	"strconv"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// definer carries out a statement of DDL. What is wrong ends it; the transaction it is in takes back what was done.
type definer struct {
	s    *Session
	st   *dialect.Statement
	tag  string
	step *dialect.Statement // what the journal keeps of each text that the engine is given
}

// define runs DDL that is more than one statement of the engine, in one transaction.
func (s *Session) define(ctx context.Context, st *dialect.Statement, n *dialect.Define) (*execution, error) {
	if err := s.together(ctx, st); err != nil {
		return nil, err
	}
	over, err := s.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer over()
	d := &definer{s: s, st: st, tag: st.Tag}
	d.step = &dialect.Statement{Kind: dialect.KindCreateTable, Deterministic: len(st.Functions) == 0, Writes: st.Writes}
	for _, a := range n.Actions {
		if err := d.do(ctx, a); err != nil {
			return nil, err
		}
	}
	return done(d.tag), nil
}

// together opens a transaction for several statements of the engine, which the end of the client's statement commits.
func (s *Session) together(ctx context.Context, st *dialect.Statement) error {
	s.share()
	if err := s.ready(ctx); err != nil {
		return err
	}
	return s.enterBlock(ctx, st)
}

// subject gives the relation that an ALTER is about; nil without an error means that IF EXISTS has passed over it.
func (d *definer) subject(ctx context.Context, n dialect.Name, ifExists bool) (*relation, error) {
	if !ifExists {
		return d.s.found(ctx, n)
	}
	r, err := d.s.relation(ctx, n)
	if err == nil && r == nil {
		d.s.notice(pgerr.Noticef(`relation "%s" does not exist, skipping`, n.Name))
	}
	return r, err
}

func (d *definer) do(ctx context.Context, a dialect.Action) error {
	switch a := a.(type) {
	case *dialect.CreateTable:
		return d.createTable(ctx, a)
	case *dialect.AlterTable:
		return d.alterTable(ctx, a)
	case *dialect.Rename:
		return d.rename(ctx, a)
	case *dialect.SetSchema:
		return d.setSchema(ctx, a)
	case *dialect.Drop:
		return d.drop(ctx, a)
	case *dialect.CommentOn:
		return d.commentOn(ctx, a)
	case *dialect.CreateIndex:
		return d.createIndex(ctx, a)
	case *dialect.DropIndex:
		return d.dropIndex(ctx, a)
	case *dialect.CreateMatview:
		return d.createMatview(ctx, a)
	case *dialect.CreateFunction:
		return d.createFunction(ctx, a)
	case *dialect.DropFunction:
		return d.dropFunction(ctx, a)
	case *dialect.Refresh:
		return d.refresh(ctx, a)
	}
	return pgerr.Unsupported(d.st.Tag+" is not supported", "")
}

// onTemp tells the texts that change a temporary relation, which is no change of the lake.
var onTemp = regexp.MustCompile(`^(?:(?:ALTER|DROP) (?:TABLE|VIEW|INDEX)|CREATE (?:UNIQUE )?INDEX "(?:[^"]|"")*" ON) temp\.main\.`)

// run gives the engine a text of ours and tells the rows changed. Positions in it say nothing to the client.
func (d *definer) run(ctx context.Context, sql string) (int64, error) {
	n, err := d.s.ec.Exec(ctx, sql)
	if err != nil {
		d.s.tx.halfway = true
		if e := pgerr.From(err); e != nil && e.Position > 0 {
			return 0, e.WithPosition(0)
		}
		return 0, err
	}
	step := d.step
	if onTemp.MatchString(sql) {
		own := *step
		own.Writes, step = false, &own
	}
	d.s.wrote(step, &plan{sql: sql}, nil, max(n, 0))
	d.s.noteComment(sql)
	return max(n, 0), nil
}

// runs gives the engine several texts.
func (d *definer) runs(ctx context.Context, texts ...string) error {
	for _, sql := range texts {
		if _, err := d.run(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}

// count gives the answer of a query for one number.
func (d *definer) count(ctx context.Context, sql string) (int64, error) {
	rows, err := d.s.ask(ctx, sql)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	n, _ := strconv.ParseInt(rows[0][0], 10, 64)
	return n, nil
}
