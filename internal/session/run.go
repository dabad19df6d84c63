package session

import (
	"context"
	"strconv"

	"lakewire/internal/dialect"
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/wire"
)

// execution is a statement on its way: rows come out of it in pieces, then its tag.
type execution struct {
	fields []wire.Field // nil: no rows
	// read sends at most max rows; fewer than max means that there are no more.
	read func(ctx context.Context, max int64) (int64, error)
	tag  func(n int64) string
	stop func()
	cur  *cursor // the place in a query's rows; nil where there are none
}

func (x *execution) close() {
	if x != nil && x.stop != nil {
		x.stop()
		x.stop = nil
	}
}

// done is an execution that has nothing more to say than its tag.
func done(tag string) *execution {
	return &execution{tag: func(int64) string { return tag }}
}

// counted gives a statement's tag with its number of rows.
func counted(st *dialect.Statement, n int64) string {
	if !st.TagCount {
		return st.Tag
	}
	return st.Tag + " " + strconv.FormatInt(n, 10)
}

// start begins a statement, a verb of the session or the engine's. pl may be nil.
func (s *Session) start(ctx context.Context, st *dialect.Statement, pl *plan, args *params, formats []int16) (*execution, error) {
	if err := s.admit(st); err != nil {
		return nil, err
	}
	if s.tx.dead != nil && !ends(st) {
		return nil, s.died()
	}
	if err := s.refuseWrite(st); err != nil {
		return nil, err
	}
	if st.Kind.Session() {
		return s.verb(ctx, st, pl, args, formats)
	}
	if st.Constant {
		if x, err := s.constant(ctx, st, pl, formats); x != nil || err != nil {
			return x, err
		}
	}
	return s.engineRun(ctx, st, pl, args, formats)
}

// engineRun begins a statement of the engine.
func (s *Session) engineRun(ctx context.Context, st *dialect.Statement, pl *plan, args *params, formats []int16) (*execution, error) {
	if st.Steps != nil {
		return s.sequence(ctx, st, pl, args, formats)
	}
	if n, joined, err := s.join(ctx, st, args); joined || err != nil {
		if err != nil {
			return nil, err
		}
		return done(counted(st, n)), nil
	}
	for try := 1; ; try++ {
		f, changed, used, err := s.open(ctx, st, pl, args)
		if err == nil && f != nil && st.ReturnsRows {
			return s.rowsOf(f, used.sh, formats, st)
		}
		if err == nil && f != nil {
			changed, err = f.take(ctx, everything, nil)
			f.close()
		}
		if err == nil {
			if s.passed && st.Kind == dialect.KindCreateTableAs {
				return done("CREATE TABLE AS"), nil // there was one: PostgreSQL counts no rows then
			}
			return done(counted(st, changed)), nil
		}
		if try == s.d.tries() || !s.repeatable(ctx, st, err) {
			return nil, err
		}
		if pl != nil {
			pl.bound = nil // a write that has run lets go of its values
		}
	}
}

// tries is how often a statement that is its own transaction is run when its commit meets another's. In one process locks let
// that hardly happen; where other processes write to the lake, each of their commits may be one.
const tries = 3

func (d *Deps) tries() int {
	if d.Engine.Shared() {
		return 5 * tries
	}
	return tries
}

// repeatable tells whether a statement that has failed can be run again as if nothing had been, and makes the connection
// fit for it. It was a transaction of its own that lost against another, and nothing of it has gone out.
func (s *Session) repeatable(ctx context.Context, st *dialect.Statement, err error) bool {
	if !s.alone() || !st.Writes || !pgerr.Is(err, pgerr.TRSerializationFailure) || ctx.Err() != nil {
		return false
	}
	s.closeLive()
	s.undo()
	s.release()
	s.inbox.dropPending()
	return true
}

// rowsOf sends a feed's rows.
func (s *Session) rowsOf(f *feed, sh *shape, formats []int16, st *dialect.Statement) (*execution, error) {
	out, err := s.encoder(sh, formats)
	if err != nil {
		f.close()
		return nil, err
	}
	c := &cursor{feed: f, sh: sh, tag: st}
	return &execution{
		fields: withFormats(sh.fields, formats),
		read:   func(ctx context.Context, max int64) (int64, error) { return c.forward(ctx, max, out) },
		tag:    func(n int64) string { return counted(st, n) },
		stop:   f.close,
		cur:    c,
	}, nil
}

// alone tells whether the statement that begins is its own transaction in the engine, too.
func (s *Session) alone() bool {
	return !s.tx.open && (s.tx.state == stIdle || s.tx.state == stImplicit && s.final)
}

// open takes a statement's locks, then its snapshot, and runs it up to its first rows. A nil feed means that it is over.
func (s *Session) open(ctx context.Context, st *dialect.Statement, pl *plan, args *params) (_ *feed, _ int64, _ *plan, err error) {
	fail := func(err error) (*feed, int64, *plan, error) { return nil, 0, nil, err }
	if err := s.readyFor(ctx, st); err != nil {
		return fail(err)
	}
	if pl != nil && pl.st != nil {
		st = pl.st
	} else if st, err = s.analysed(ctx, st, nil); err != nil {
		return fail(err)
	}
	if err := s.placeable(st); err != nil {
		return fail(err)
	}
	s.skipped = false
	if err := s.lock(ctx, st); err != nil {
		return fail(err)
	}
	if st.Temp != nil && st.Temp.OnCommit != dialect.OnCommitKeep || len(s.onCommit) > 0 {
		if err := s.enterBlock(ctx, st); err != nil {
			return fail(err)
		}
	}
	reads := s.readsCatalog(ctx, st)
	if turns(st) || s.tx.ddl && reads {
		over, err := s.turn(ctx)
		if err != nil {
			return fail(err)
		}
		defer over()
	}
	if err := s.enter(ctx, !st.Constant); err != nil {
		return fail(err)
	}
	signed := s.alone() && ownTransaction(st)
	if signed {
		if _, err := s.ec.Exec(ctx, "BEGIN"); err != nil {
			return fail(err)
		}
		defer func() {
			if err != nil {
				s.tx.halfway = true // the caller rolls back
			}
		}()
	}
	if err := s.noteSkips(ctx, st); err != nil {
		return fail(err)
	}
	before, err := s.replaced(ctx, st)
	if err != nil {
		return fail(err)
	}
	var owner *plan
	var own *engine.Stmt
	if err := s.useImage(ctx, reads); err != nil {
		return fail(err)
	}
	if pl != nil && pl.es != nil && pl.image != s.ec.image && reads {
		s.letGo(pl) // the image is part of the plan
	}
	key := s.answerKey(st, reads, args)
	if known := s.d.Hub.answers.get(key); known != nil {
		if pl == nil {
			pl = &plan{sql: st.SQL}
		}
		if s.keepsShape(st, pl, known.Columns()) {
			return &feed{s: s, cols: known.Columns(), ended: true, spool: known}, 0, pl, nil
		}
	}
	if pl == nil {
		prepare := s.ec.PrepareCached
		if reads && !s.keeps(st) {
			prepare = s.ec.Prepare
		}
		pl = &plan{sql: st.SQL}
		es, err := s.planned(ctx, st, pl, reads, prepare)
		if err != nil {
			return fail(s.refused(err, st, nil))
		}
		pl.es, own = es, es
	} else {
		if pl.es == nil {
			prepare := s.ec.Prepare
			if reads && s.keeps(st) {
				prepare = s.ec.PrepareCached
			}
			es, err := s.planned(ctx, st, pl, reads, prepare)
			if err != nil {
				return fail(s.refused(err, st, pl.ins))
			}
			pl.es, pl.bound, pl.image = es, nil, s.ec.image
		}
		owner = pl
	}
	closeOwn := func() {
		if own != nil {
			own.Close()
		}
	}
	if again, err := pl.es.Renew(ctx); err != nil {
		if closeOwn(); owner != nil {
			s.letGo(pl)
		}
		return fail(s.refused(err, st, pl.ins))
	} else if again {
		pl.bound = nil
	}
	if pl.bound != args || args == nil {
		if err := s.bind(pl, pl.es, args); err != nil {
			closeOwn()
			return fail(err)
		}
		pl.bound = args
	}
	if pl.asked != nil {
		s.asking.Ask(pl.asked)
	}
	str, err := pl.es.Run(ctx)
	if err != nil && pl.asked != nil && ctx.Err() == nil { // what it fails of is told of its own text
		st.Shape.Unfit.Store(true)
		closeOwn()
		if owner != nil {
			s.letGo(pl)
		}
		return s.open(ctx, st, pl.unplanned(), args)
	}
	if err != nil && owner != nil && writes(st) && pgerr.Is(err, pgerr.UndefinedColumn) {
		// It could be prepared, so the column is there: DuckLake's plan held on to the table of an earlier transaction.
		s.letGo(pl)
		if es, again := s.ec.Prepare(ctx, pl.sql); again == nil {
			pl.es, pl.bound = es, args
			if err = s.bind(pl, es, args); err == nil {
				str, err = es.Run(ctx)
			}
		}
	}
	if err != nil {
		closeOwn()
		if writes(st) {
			s.tx.halfway = true
		}
		if st.Writes && !signed && s.alone() && lost(err) {
			err = unknownOutcome(err)
		}
		return fail(s.refused(err, st, pl.ins))
	}
	if !str.ReturnsRows() {
		n := max(str.RowsChanged(), 0)
		str.Close()
		closeOwn()
		err := s.changed(ctx, st, n)
		if err == nil && st.Made != nil {
			err = s.keepMade(ctx, st, before)
		}
		if err != nil {
			s.tx.halfway = true
			return fail(err)
		}
		if signed {
			if err := s.commitEngine(ctx, true); err != nil {
				return fail(err)
			}
		}
		if writes(st) {
			s.wrote(st, pl, args, n)
		}
		return nil, n, pl, nil
	}
	if writes(st) {
		s.wrote(st, pl, args, str.RowsChanged())
	}
	if st.ReturnsRows {
		if !s.keepsShape(st, pl, str.Columns()) {
			str.Close()
			closeOwn()
			if str, err = s.recast(ctx, st, pl, args); err != nil {
				return fail(err)
			}
		}
	}
	f := &feed{s: s, cols: str.Columns(), live: str, stmt: own, owner: owner, keep: s.keeper(key, str.Columns())}
	s.live = f
	if s.skipped {
		f.finish()
	}
	return f, 0, pl, nil
}

// keepsShape tells whether the result has the columns that were planned, which a DDL of another process or the types of
// the values may have changed. Where the client does not know them yet they may.
func (s *Session) keepsShape(st *dialect.Statement, pl *plan, cols []engine.Column) bool {
	if pl.sh != nil && sameTypes(pl.sh.cols, cols) {
		return true
	}
	if pl.sh != nil && pl.told {
		return false
	}
	pl.sh = shapeOf(st, cols)
	return true
}

// recast runs a plan whose columns have come out otherwise than described once more, with the types of all parameters
// fixed by casts: a NULL has no type of its own for the engine.
func (s *Session) recast(ctx context.Context, st *dialect.Statement, pl *plan, args *params) (*engine.Stream, error) {
	marks := paramMarks(pl.sql)
	if pl.fixed || st.Writes || args == nil || len(marks) == 0 {
		return nil, errPlanChanged
	}
	types := make([]uint32, countMarks(marks))
	for k := range types {
		if i := pl.client(k); i < len(args.oids) {
			types[k] = args.oids[i]
		}
	}
	sql, _ := castParams(pl.sql, marks, types)
	es, err := s.ec.Prepare(ctx, sql)
	if err != nil {
		return nil, errPlanChanged
	}
	s.letGo(pl)
	pl.es, pl.sql, pl.ins, pl.bound, pl.fixed = es, sql, nil, args, true
	if err := s.bind(pl, es, args); err != nil {
		return nil, err
	}
	str, err := es.Run(ctx)
	if err != nil {
		return nil, s.locate(err, st, nil)
	}
	if !sameTypes(pl.sh.cols, str.Columns()) {
		str.Close()
		return nil, errPlanChanged
	}
	return str, nil
}

var errPlanChanged = pgerr.Unsupported("cached plan must not change result type", "")
