package session

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"lakewire/internal/dialect"
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
	"lakewire/internal/wire"
)

// prepared is a statement of the protocol or of PREPARE; both live in one table.
type prepared struct {
	name    string
	text    string // as pg_prepared_statements shows it
	st      *dialect.Statement
	plan    *plan // nil for the session's own verbs and for the empty string
	oids    []uint32
	given   []uint32 // the types that Parse declared
	path    string   // the search path it was made for
	ddl     uint64
	fromSQL bool
	at      time.Time
}

// plan is a statement as the engine has prepared it.
type plan struct {
	image string             // the lake's image that it was planned for
	st    *dialect.Statement // as it means on the relations it was planned for; nil: as it is
	sql   string             // with the casts that types need
	ins   []insertion
	order []int        // which of the client's parameters are the engine's; nil = all, as they are
	inner *plan        // of DECLARE and EXPLAIN: the plan of their query
	es    *engine.Stmt // nil where none is needed
	sh    *shape       // nil without rows
	memo  *memo        // the answer, of a constant
	fixed bool         // sql has casts round all parameters
	asked []string     // what es asks about, where it is the plan of the statement's shape
	told  bool         // the client knows the columns, so they must not change

	bound *params // what es has been given
}

// unplanned gives a plan of a simple query that the engine knows nothing of, nil; that of a prepared statement stays.
func (pl *plan) unplanned() *plan {
	if pl.st == nil {
		return nil
	}
	return pl
}

// Parse makes a prepared statement.
func (s *Session) Parse(ctx context.Context, name, sql string, oids []uint32) error {
	s.busy = true
	if name == "" {
		if s.reusable(sql, oids) {
			s.c.ParseComplete()
			return nil
		}
		s.dropStatement("")
	} else if s.stmts[name] != nil {
		return pgerr.Newf(pgerr.DuplicatePstatement, `prepared statement "%s" already exists`, name)
	}
	script, err := s.translate(sql, oids)
	if err != nil {
		return err
	}
	if len(script.Stmts) > 1 {
		return pgerr.New(pgerr.SyntaxError, "cannot insert multiple commands into a prepared statement")
	}
	p := &prepared{name: name, text: sql, given: slices.Clone(oids), at: time.Now()}
	if len(script.Stmts) == 1 {
		p.st = script.Stmts[0]
	}
	if err := s.plan(ctx, p); err != nil {
		return err
	}
	s.keepStatement(p)
	s.c.ParseComplete()
	return nil
}

// reusable tells whether the unnamed statement is what is being asked for again. Drivers that do not name their
// statements parse one text over and over, and planning on the lake costs a millisecond.
func (s *Session) reusable(sql string, oids []uint32) bool {
	p := s.stmts[""]
	return p != nil && p.text == sql && p.plan != nil && slices.Equal(p.given, oids) && p.path == s.pathKey() &&
		p.ddl == s.d.Hub.ddl.Load() && s.tx.state != stFailed
}

// translate gives the script of a text under the settings in force.
func (s *Session) translate(sql string, oids []uint32) (*dialect.Script, error) {
	return s.d.Translator.Translate(sql, dialect.Key{SearchPath: s.pathKey(), OIDs: oidKey(oids)})
}

func (s *Session) pathKey() string { return strings.Join(s.set.SearchPath(), ",") }

func oidKey(oids []uint32) string {
	if len(oids) == 0 {
		return ""
	}
	var b []byte
	for i, o := range oids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendUint(b, uint64(o), 10)
	}
	return string(b)
}

// admit is what every statement passes before anything is done for it: the failed transaction, refusal, the guard.
func (s *Session) admit(st *dialect.Statement) error {
	if s.tx.state == stFailed && !ends(st) {
		return errAborted
	}
	if st.Kind == dialect.KindRefused {
		return st.Err
	}
	if err := s.d.Guard.Check(st, s.role); err != nil {
		return err
	}
	return nil
}

// refresh plans a statement again when schemas or the search path have changed since. Its result must not have changed:
// the client may have been told of it.
func (s *Session) refresh(ctx context.Context, p *prepared) error {
	if p.plan == nil || p.plan.memo != nil || p.plan.inner != nil || s.tx.state == stFailed ||
		p.ddl == s.d.Hub.ddl.Load() && p.path == s.pathKey() {
		return nil
	}
	was, ddl, path := p.plan, s.d.Hub.ddl.Load(), s.pathKey()
	pl, err := s.prepare(ctx, p.st, slices.Clone(p.oids))
	if err != nil {
		return err
	}
	if was.sh != nil && (pl.sh == nil || !slices.Equal(was.sh.fields, pl.sh.fields)) {
		s.letGo(pl)
		return errPlanChanged
	}
	s.closePlan(p)
	p.plan, p.ddl, p.path = pl, ddl, path
	return nil
}

// carried gives the query inside DECLARE and EXPLAIN, whose parameters are those of the whole, else the statement.
func carried(st *dialect.Statement) *dialect.Statement {
	switch n := st.Node.(type) {
	case *dialect.Declare:
		return n.Query
	case *dialect.Explain:
		return n.Stmt
	}
	return st
}

// ends tells whether a statement may run in a failed transaction.
func ends(st *dialect.Statement) bool {
	switch st.Node.(type) {
	case *dialect.Commit, *dialect.Rollback, *dialect.RollbackTo:
		return true
	}
	return false
}

// plan finds the types of the parameters and columns of a statement without running it.
func (s *Session) plan(ctx context.Context, p *prepared) error {
	p.path, p.ddl = s.pathKey(), s.d.Hub.ddl.Load()
	if p.st == nil {
		p.oids = p.given
		return nil
	}
	if err := s.admit(p.st); err != nil {
		return err
	}
	st := carried(p.st)
	p.oids = make([]uint32, max(len(p.given), st.Params))
	copy(p.oids, p.given)
	for _, o := range p.given {
		if pgtypes.Name(pgtypes.OID(o)) == "" && o != 0 {
			return pgerr.Newf(pgerr.InternalError, "cache lookup failed for type %d", o)
		}
	}
	if st != p.st && st.Params > 0 && st.SQL != "" {
		if err := s.admit(st); err != nil {
			return err
		}
		pl, err := s.prepare(ctx, st, p.oids)
		if err != nil {
			return err
		}
		p.plan = &plan{inner: pl}
		return nil
	}
	if p.st.Kind.Session() || p.st.Kind == dialect.KindEmpty {
		fillTypes(p.oids, st)
		return nil
	}
	if p.st.Constant {
		if m := s.d.Hub.memo(p.st); m != nil {
			p.plan = &plan{sql: st.SQL, sh: m.sh, memo: m}
			return nil
		}
	}
	pl, err := s.prepare(ctx, p.st, p.oids)
	if err != nil {
		return err
	}
	p.plan = pl
	return nil
}

// locate gives an engine's error the position in the client's own text.
func (s *Session) locate(err error, st *dialect.Statement, ins []insertion) error {
	e := pgerr.From(err)
	if e == nil || e.Position <= 0 || st == nil {
		return err
	}
	return e.WithPosition(st.EnginePos(originalPos(e.Position-1, ins)))
}

// refused gives the engine's refusal of a statement in PostgreSQL's words and places.
func (s *Session) refused(err error, st *dialect.Statement, ins []insertion) error {
	e := pgerr.From(s.locate(err, st, ins))
	if e == nil || st == nil {
		return err
	}
	return st.Refused(e)
}

// DescribeStatement tells the types of a statement's parameters and columns.
func (s *Session) DescribeStatement(ctx context.Context, name string) error {
	s.busy = true
	p, err := s.statement(name)
	if err != nil {
		return err
	}
	fields := s.fieldsOf(p)
	if fields != nil && s.tx.state == stFailed {
		return errAborted
	}
	s.c.ParameterDescription(p.oids)
	s.describe(fields)
	if p.plan != nil {
		p.plan.told = true
	}
	return nil
}

func (s *Session) describe(fields []wire.Field) {
	if fields == nil {
		s.c.NoData()
		return
	}
	s.c.RowDescription(fields)
}

// fieldsOf gives the columns of a statement in text format, or nil when it returns no rows.
func (s *Session) fieldsOf(p *prepared) []wire.Field {
	if p.st == nil {
		return nil
	}
	if p.plan != nil && p.plan.inner == nil {
		if p.plan.sh == nil {
			return nil
		}
		return p.plan.sh.fields
	}
	return s.verbFields(p.st)
}

func (s *Session) statement(name string) (*prepared, error) {
	p := s.stmts[name]
	if p == nil {
		if name == "" {
			return nil, pgerr.New(pgerr.UndefinedPstatement, "unnamed prepared statement does not exist")
		}
		return nil, pgerr.Newf(pgerr.UndefinedPstatement, `prepared statement "%s" does not exist`, name)
	}
	return p, nil
}

// CloseStatement forgets a prepared statement; an unknown one is no error.
func (s *Session) CloseStatement(ctx context.Context, name string) error {
	s.busy = true
	s.dropStatement(name)
	s.c.CloseComplete()
	return nil
}

func (s *Session) keepStatement(p *prepared) {
	s.mu.Lock()
	s.stmts[p.name] = p
	s.mu.Unlock()
}

func (s *Session) dropStatement(name string) {
	p := s.stmts[name]
	if p == nil {
		return
	}
	s.mu.Lock()
	delete(s.stmts, name)
	s.mu.Unlock()
	s.closePlan(p)
}

// closePlan gives the engine's statement back.
func (s *Session) closePlan(p *prepared) {
	for pl := p.plan; pl != nil; pl = pl.inner {
		s.letGo(pl)
	}
}

// letGo closes the engine's statement of a plan; one that is streaming goes with its stream.
func (s *Session) letGo(pl *plan) {
	if pl.es == nil {
		return
	}
	if s.live != nil && s.live.owner == pl {
		s.live.stmt, s.live.owner = pl.es, nil
	} else {
		pl.es.Close()
	}
	pl.es = nil
}

func (s *Session) dropStatements() {
	for name := range s.stmts {
		s.dropStatement(name)
	}
}
