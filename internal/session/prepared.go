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
	sql   string // with the casts that types need
	ins   []insertion
	es    *engine.Stmt    // nil where none is needed
	sh    *shape          // nil without rows
	probe []engine.Column // the columns of the statement's Probe
	memo  *memo           // the answer, of a constant
	told  bool            // the client knows the columns, so they must not change

	bound *params // what es has been given
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
	st := p.st
	if e, ok := st.Node.(*dialect.Explain); ok {
		st = e.Stmt
	}
	p.oids = make([]uint32, max(len(p.given), st.Params))
	copy(p.oids, p.given)
	if p.st.Kind.Session() || p.st.Kind == dialect.KindEmpty {
		fillTypes(p.oids, nil, st)
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

// prepare gives the engine's plan of a statement and completes the types of its parameters: what the client declared,
// then what the engine finds, then what the text tells, then text. Where the engine cannot tell, a cast tells it.
func (s *Session) prepare(ctx context.Context, st *dialect.Statement, oids []uint32) (*plan, error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	pl := &plan{sql: st.SQL}
	es, err := s.ec.Prepare(ctx, st.SQL)
	if err != nil {
		// An untyped parameter may be the reason: f($1) has no best candidate.
		if len(oids) == 0 || !s.castAgain(ctx, pl, st, oids, nil) {
			return nil, s.locate(err, st, nil)
		}
	} else if needsCasts(oids, es, st) {
		if s.castAgain(ctx, pl, st, oids, es) {
			es.Close()
		} else {
			pl.es = es
		}
	} else {
		pl.es = es
	}
	fillTypes(oids, pl.es, st)
	if st.ReturnsRows {
		pl.probe = s.probe(ctx, st)
		pl.sh = shapeOf(st, pl.es.Columns(), pl.probe)
	}
	return pl, nil
}

// probe prepares what tells the types of sums' and averages' arguments. What cannot be told is left as the engine has it.
func (s *Session) probe(ctx context.Context, st *dialect.Statement) []engine.Column {
	if st.Probe == "" {
		return nil
	}
	es, err := s.ec.PrepareCached(ctx, st.Probe)
	if err != nil {
		return nil
	}
	defer es.Close()
	return es.Columns()
}

// castAgain prepares the text with casts round the parameters whose types are known or must be guessed.
func (s *Session) castAgain(ctx context.Context, pl *plan, st *dialect.Statement, oids []uint32, es *engine.Stmt) bool {
	guess := slices.Clone(oids)
	fillTypes(guess, es, st)
	types := make([]string, len(guess))
	for i, o := range guess {
		if es != nil && known(es, i) && (i >= len(oids) || !differs(oids[i], es.ParamType(i+1))) {
			continue
		}
		types[i], _ = pgtypes.DuckType(pgtypes.OID(o))
	}
	sql, ins := castParams(st.SQL, types)
	if ins == nil {
		return false
	}
	again, err := s.ec.Prepare(ctx, sql)
	if err != nil {
		return false
	}
	pl.es, pl.sql, pl.ins = again, sql, ins
	copy(oids, guess)
	return true
}

func known(es *engine.Stmt, i int) bool {
	if i >= es.NumParams() {
		return true // the text does not use it
	}
	t := es.ParamType(i + 1)
	return t != nil && t.Kind != pgtypes.Invalid && t.Kind != pgtypes.Null && t.Kind != pgtypes.Any
}

// needsCasts tells whether the engine lacks a type, or took another family than the client declared.
func needsCasts(oids []uint32, es *engine.Stmt, st *dialect.Statement) bool {
	for i := range oids {
		if !known(es, i) || i < es.NumParams() && differs(oids[i], es.ParamType(i+1)) {
			return true
		}
	}
	return false
}

// differs tells whether a declared type is of another family than the engine's, so that the result might differ.
func differs(oid uint32, t *pgtypes.Logical) bool {
	switch pgtypes.OID(oid) {
	case 0, pgtypes.OIDUnknown, pgtypes.OIDText, pgtypes.OIDVarchar:
		return false // a string takes the type that its place asks for
	case pgtypes.OIDInt2, pgtypes.OIDInt4, pgtypes.OIDInt8, pgtypes.OIDNumeric, pgtypes.OIDFloat4, pgtypes.OIDFloat8:
		return !(t.Kind >= pgtypes.TinyInt && t.Kind <= pgtypes.Decimal)
	}
	return pgtypes.Describe(t).OID != pgtypes.OID(oid)
}

// fillTypes completes the types that are not declared.
func fillTypes(oids []uint32, es *engine.Stmt, st *dialect.Statement) {
	for i, o := range oids {
		if o != 0 && o != uint32(pgtypes.OIDUnknown) {
			continue
		}
		switch {
		case es != nil && i < es.NumParams() && known(es, i):
			oids[i] = uint32(pgtypes.Describe(es.ParamType(i + 1)).OID)
		case i < len(st.ParamTypes) && st.ParamTypes[i] != 0 && st.ParamTypes[i] != uint32(pgtypes.OIDUnknown):
			oids[i] = st.ParamTypes[i]
		default:
			oids[i] = uint32(pgtypes.OIDText)
		}
	}
}

// locate gives an engine's error the position in the client's own text.
func (s *Session) locate(err error, st *dialect.Statement, ins []insertion) error {
	e := pgerr.From(err)
	if e == nil || e.Position <= 0 || st == nil {
		return err
	}
	return e.WithPosition(st.EnginePos(originalPos(e.Position-1, ins)))
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
	if p.plan != nil {
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

// closePlan gives the engine's statement back; one that is streaming goes with its stream.
func (s *Session) closePlan(p *prepared) {
	if p.plan == nil || p.plan.es == nil {
		return
	}
	if s.live != nil && s.live.owner == p.plan {
		s.live.stmt, s.live.owner = p.plan.es, nil
	} else {
		p.plan.es.Close()
	}
	p.plan.es = nil
}

func (s *Session) dropStatements() {
	for name := range s.stmts {
		s.dropStatement(name)
	}
}
