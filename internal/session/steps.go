package session

import (
	"context"
	"regexp"
	"slices"

	"lakewire/internal/dialect"
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
)

// sequence runs a statement for which the engine needs several, in one transaction: the client's, or one of their own. The
// rows for the client are parked before anything is written, so that an error leaves nothing and says nothing too early.
func (s *Session) sequence(ctx context.Context, st *dialect.Statement, pl *plan, args *params, formats []int16) (*execution, error) {
	for try := 1; ; try++ {
		f, changed, sh, err := s.steps(ctx, st, pl, args, nil)
		if err == nil && f == nil {
			return done(counted(st, changed)), nil
		}
		if err == nil {
			x, err := s.rowsOf(f, sh, formats, st)
			if err == nil && st.Kind != dialect.KindSelect {
				x.tag = func(int64) string { return counted(st, changed) }
			}
			return x, err
		}
		if try == s.d.tries() || !s.repeatable(ctx, st, err) {
			return nil, err
		}
	}
}

// steps takes the locks and the snapshot and runs a statement's steps. A nil feed means that there are no rows: ever, where
// they are told of to EXPLAIN ANALYZE.
func (s *Session) steps(ctx context.Context, st *dialect.Statement, pl *plan, args *params, told *plans) (_ *feed, _ int64, _ *shape, err error) {
	fail := func(err error) (*feed, int64, *shape, error) { return nil, 0, nil, err }
	if err := s.ready(ctx); err != nil {
		return fail(err)
	}
	if pl != nil && pl.st != nil {
		st = pl.st
	} else if st, err = s.analysed(ctx, st, nil); err != nil {
		return fail(err)
	}
	if err := s.lock(ctx, st); err != nil {
		return fail(err)
	}
	if err := s.enter(ctx, true); err != nil {
		return fail(err)
	}
	if err := s.useImage(ctx, s.readsCatalog(ctx, st)); err != nil {
		return fail(err)
	}
	own := s.alone()
	if own {
		if _, err := s.ec.Exec(ctx, "BEGIN"); err != nil {
			return fail(err)
		}
	}
	f, changed, again, err := s.walk(ctx, st, pl == nil, args, told)
	if err == nil {
		err = s.changed(ctx, st, changed)
	}
	if err == nil && own {
		err = s.commitEngine(ctx, true)
	}
	if err != nil {
		if f != nil {
			f.close()
		}
		s.tx.halfway = true
		return fail(err)
	}
	if own {
		s.settle()
	} else {
		e := entry{st: st, sql: st.SQL, args: args, rows: changed}
		if !again {
			e.sql, e.args = "", nil
		}
		s.tx.wrote = true
		s.tx.journal.add(e)
	}
	if f == nil {
		return nil, changed, nil, nil
	}
	sh, err := s.shapeOfSteps(st, pl, f.cols)
	if err != nil {
		f.close()
		return fail(err)
	}
	return f, changed, sh, nil
}

// shapeOfSteps gives the shape of the rows, which must be what was told.
func (s *Session) shapeOfSteps(st *dialect.Statement, pl *plan, cols []engine.Column) (*shape, error) {
	switch {
	case pl == nil:
		return shapeOf(st, cols), nil
	case pl.sh != nil && sameTypes(pl.sh.cols, cols):
	case pl.sh != nil && pl.told:
		return nil, errPlanChanged
	default:
		pl.sh = shapeOf(st, cols)
	}
	return pl.sh, nil
}

// walk runs the steps. again tells whether they would do the same once more.
func (s *Session) walk(ctx context.Context, st *dialect.Statement, check bool, args *params, told *plans) (f *feed, changed int64, again bool, err error) {
	if check {
		// The client's mistakes are told of its own text, and not of ours.
		for _, t := range st.Steps.Typing {
			es, err := s.ec.Prepare(ctx, t.SQL)
			if err != nil {
				return nil, 0, false, s.locate(err, t, nil)
			}
			es.Close()
		}
	}
	var targets []*dialect.Target
	again = st.Deterministic && told == nil
	for _, w := range st.Steps.Targets {
		t, err := s.target(ctx, w)
		if err != nil {
			return nil, 0, false, err
		}
		targets = append(targets, t)
		again = again && !volatileDefault(t)
	}
	list, err := st.Build(targets)
	if err != nil {
		return nil, 0, false, err
	}
	for _, t := range list {
		rows, n, err := s.step(ctx, t, args, told)
		if err != nil {
			if f != nil {
				f.close()
			}
			return nil, 0, false, renamed(err, t.Owner)
		}
		if rows != nil {
			f = rows
		}
		changed += n
	}
	return f, changed, again, nil
}

// step runs one step: it gives the client's rows, parked, or the number of rows that are to be counted.
func (s *Session) step(ctx context.Context, t dialect.Step, args *params, told *plans) (*feed, int64, error) {
	if told != nil && explainable(t) {
		return nil, 1, told.step(ctx, s, t, args)
	}
	pl := &plan{sql: t.Statement.SQL}
	f, err := s.begun(ctx, t.Statement, pl, args)
	if err != nil {
		return nil, 0, err
	}
	switch t.Role {
	case dialect.StepRows:
		s.live = f
		if err := s.parkLive(ctx); err != nil {
			return nil, 0, s.locate(err, t.Statement, pl.ins)
		}
		return f, 0, nil
	case dialect.StepWhole:
		defer f.close()
		rows, err := f.values(ctx)
		if err == nil && len(rows) > 0 {
			err = lacking(t.Target, rows[0])
		}
		return nil, 0, err
	case dialect.StepNone:
		defer f.close()
		n, err := f.take(ctx, 1, nil)
		if err == nil && n > 0 {
			err = t.Err
		}
		return nil, 0, err
	}
	defer f.close()
	n, err := drain(ctx, f.live)
	if t.Role != dialect.StepCount {
		n = 0
	}
	return nil, n, err
}

// begun runs a step's statement up to its first rows.
func (s *Session) begun(ctx context.Context, st *dialect.Statement, pl *plan, args *params) (*feed, error) {
	if args != nil {
		if err := pl.fix(st, args.oids); err != nil {
			return nil, err
		}
	}
	es, err := s.ec.Prepare(ctx, pl.sql)
	if err != nil {
		return nil, s.locate(err, st, pl.ins)
	}
	if err := s.bind(pl, es, args); err != nil {
		es.Close()
		return nil, err
	}
	str, err := es.Run(ctx)
	if err != nil {
		es.Close()
		return nil, s.locate(err, st, pl.ins)
	}
	return &feed{s: s, cols: str.Columns(), live: str, stmt: es}, nil
}

// fix numbers a step's parameters as the engine does and gives each its type.
func (pl *plan) fix(st *dialect.Statement, oids []uint32) error {
	if err := pl.renumber(st, paramMarks(pl.sql), oids); err != nil {
		return err
	}
	marks := paramMarks(pl.sql)
	types := make([]uint32, countMarks(marks))
	for k := range types {
		if i := pl.client(k); i < len(oids) {
			types[k] = oids[i]
		}
	}
	sql, ins := castParams(pl.sql, marks, types)
	if pl.sql = sql; pl.order == nil {
		pl.ins = ins
	}
	return nil
}

// ours matches the names of the tables that steps make.
var ours = regexp.MustCompile(`(temp\.main\.)?lw_w[0-9]+[a-z]?(_[0-9]+)?`)

// renamed lets an error speak of the client's relation where the engine spoke of a table of ours.
func renamed(err error, owner string) error {
	e := pgerr.From(err)
	if e == nil || owner == "" || !ours.MatchString(e.Message) {
		return err
	}
	c := *e
	c.Message = ours.ReplaceAllLiteralString(c.Message, owner)
	return &c
}

// prepareSteps settles the types of parameters on each part of a statement, and finds the columns of its rows.
func (s *Session) prepareSteps(ctx context.Context, st *dialect.Statement, oids []uint32) (*plan, error) {
	pl := &plan{sql: st.SQL, st: st}
	for i, t := range st.Steps.Typing {
		part, err := s.preparePart(ctx, t, oids)
		if err != nil {
			s.letGo(pl)
			return nil, err
		}
		if i == 0 {
			pl.es, pl.order = part.es, part.order // never run: Bind looks at the values with it
		} else {
			s.letGo(part)
		}
	}
	if st.Steps.Shape != nil {
		sh := *st.Steps.Shape
		sh.Names, sh.Types, sh.Origins = st.Names, st.Types, st.Origins
		part, err := s.preparePart(ctx, &sh, oids)
		if err != nil {
			s.letGo(pl)
			return nil, err
		}
		s.letGo(part)
		pl.sh = part.sh
	}
	fillTypes(oids, st)
	return pl, nil
}

// preparePart prepares a text that has some of the parameters, and notes their types.
func (s *Session) preparePart(ctx context.Context, st *dialect.Statement, oids []uint32) (*plan, error) {
	used := make([]bool, len(oids)+1)
	for _, m := range paramMarks(st.SQL) {
		if m.n < len(used) {
			used[m.n] = true
		}
	}
	own := slices.Clone(oids)
	for i := range own {
		if !used[i+1] {
			own[i] = textOID
		}
	}
	pl, err := s.prepare(ctx, st, own)
	if err != nil {
		return nil, err
	}
	for i := range own {
		if used[i+1] {
			oids[i] = own[i]
		}
	}
	return pl, nil
}
