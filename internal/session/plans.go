package session

import (
	"context"
	"strings"
	"time"

	"lakewire/internal/dialect"
	"lakewire/internal/explain"
	"lakewire/internal/pgerr"
)

// plans collects what EXPLAIN is told by the engine.
type plans struct {
	analyze bool
	list    []*explain.Plan
}

// verb is what makes the engine tell the plan of the statement behind it.
func (p *plans) verb() string {
	if p.analyze {
		return "EXPLAIN (ANALYZE, FORMAT json) "
	}
	return "EXPLAIN (FORMAT json) "
}

// take reads the engine's answer to the end, and closes it.
func (p *plans) take(ctx context.Context, f *feed, began time.Time) error {
	if f == nil {
		return nil
	}
	defer f.close()
	rows, err := f.texts(ctx)
	if err != nil {
		return err
	}
	took := time.Since(began).Seconds()
	for _, r := range rows {
		plan, err := explain.Parse([]byte(r[len(r)-1]), took)
		if err != nil {
			return pgerr.Newf(pgerr.InternalError, "the engine's plan cannot be read: %v", err)
		}
		p.list = append(p.list, plan)
	}
	return nil
}

// explainable tells whether a step is a part of the statement's plan: what only makes or drops tables of ours, or checks, is not.
func explainable(t dialect.Step) bool {
	switch t.Role {
	case dialect.StepRows, dialect.StepCount:
		return true
	case dialect.StepRun:
		words := strings.Fields(t.Statement.SQL)
		return words[0] != "DROP" && (words[0] != "CREATE" || len(words) > 6 && words[6] == "AS") // CREATE OR REPLACE TEMP TABLE lw_w0 AS
	}
	return false
}

// step runs a step and takes its plan.
func (p *plans) step(ctx context.Context, s *Session, t dialect.Step, args *params) error {
	began := time.Now()
	led := t.Statement.Led(p.verb())
	f, err := s.begun(ctx, led, &plan{sql: led.SQL}, args)
	if err != nil {
		return err
	}
	before := p.list
	if err := p.take(ctx, f, began); err != nil {
		return err
	}
	if n := len(p.list); n > 0 && !p.list[n-1].Told() {
		p.list = before
	}
	return nil
}
