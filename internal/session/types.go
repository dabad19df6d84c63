package session

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// What Describe tells must hold when the statement runs, and the engine learns some types only from the values: it then
// knows neither the columns nor the parameters. So a statement whose types the engine cannot tell gets casts round its
// parameters, of the types that the client declared, that the context tells, or that are the first to make sense of it.

// prepare gives the engine's plan of a statement and completes the types of its parameters.
func (s *Session) prepare(ctx context.Context, st *dialect.Statement, oids []uint32) (*plan, error) {
	if err := s.readyFor(ctx, st); err != nil {
		return nil, err
	}
	st, err := s.analysed(ctx, st, oids)
	if err != nil {
		return nil, err
	}
	if st.Steps != nil {
		return s.prepareSteps(ctx, st, oids)
	}
	reads := s.readsCatalog(ctx, st)
	if err := s.useImage(ctx, reads); err != nil {
		return nil, err
	}
	pl := &plan{sql: st.SQL, st: st, image: s.ec.image}
	marks := paramMarks(st.SQL)
	if err := pl.renumber(st, marks, oids); err != nil {
		return nil, err
	}
	tellTypes(oids, st)
	if len(marks) == 0 {
		if known := s.d.Hub.answers.get(s.answerKey(st, reads, nil)); known != nil {
			pl.sh = shapeOf(st, known.Columns())
			return pl, nil
		}
	}
	prepare := s.ec.Prepare
	if reads && s.keeps(st) {
		prepare = s.ec.PrepareCached
	}
	es, err := s.planned(ctx, st, pl, reads, prepare)
	if len(marks) > 0 && ctx.Err() == nil && (err == nil && unsettledTypes(pl, es, oids, st) || err != nil && mayBeTypes(err)) {
		if again := s.resolve(ctx, pl, st, oids, es); again != nil {
			if es != nil {
				es.Close()
			}
			es, err = again, nil
		}
	}
	if err != nil {
		return nil, s.refused(err, st, pl.ins)
	}
	pl.es = es
	pl.fillTypes(oids, st)
	if !st.ReturnsRows {
		return pl, nil
	}
	cols := es.Columns()
	if unknownColumns(cols) {
		if cols, err = s.columns(ctx, pl, oids); err != nil {
			s.letGo(pl)
			return nil, s.locate(err, st, nil)
		}
	}
	pl.sh = shapeOf(st, cols)
	return pl, nil
}

// tellTypes gives the parameters that the client left open the types that the text tells, if the engine can take them.
func tellTypes(oids []uint32, st *dialect.Statement) {
	for i, o := range oids {
		if (o == 0 || o == uint32(pgtypes.OIDUnknown)) && i < len(st.ParamTypes) {
			if _, ok := pgtypes.DuckType(pgtypes.OID(st.ParamTypes[i])); ok {
				oids[i] = st.ParamTypes[i]
			}
		}
	}
}

// renumber closes the gaps in a text's parameters, which the engine counts without them. A parameter that is in the text
// nowhere must have been declared.
func (pl *plan) renumber(st *dialect.Statement, marks []mark, oids []uint32) error {
	used := make([]bool, len(oids)+1)
	for _, m := range marks {
		if m.n < 1 || m.n > len(oids) {
			return noParameter(st, m)
		}
		used[m.n] = true
	}
	place := make([]int, len(used))
	for n := 1; n < len(used); n++ {
		switch {
		case used[n]:
			pl.order = append(pl.order, n-1)
			place[n] = len(pl.order)
		case oids[n-1] == 0 || oids[n-1] == uint32(pgtypes.OIDUnknown):
			return pgerr.Newf(pgerr.IndeterminateDatatype, "could not determine data type of parameter $%d", n)
		}
	}
	if len(pl.order) == len(oids) {
		pl.order = nil
		return nil
	}
	pl.sql = replaceMarks(st.SQL, marks, func(m mark) string { return "$" + strconv.Itoa(place[m.n]) })
	return nil
}

func noParameter(st *dialect.Statement, m mark) error {
	return pgerr.Newf(pgerr.UndefinedParameter, "there is no parameter $%d", m.n).WithPosition(st.EnginePos(m.from))
}

// client gives the index, from 0, of the client's parameter that is the engine's k.
func (pl *plan) client(k int) int {
	if pl.order == nil {
		return k
	}
	return pl.order[k]
}

// unsettledTypes tells whether the engine lacks a type, or took another family than the client declared.
func unsettledTypes(pl *plan, es *engine.Stmt, oids []uint32, st *dialect.Statement) bool {
	for k := range es.NumParams() {
		if i := pl.client(k); i >= len(oids) || !known(es.ParamType(k+1)) || differs(oids[i], es.ParamType(k+1)) {
			return true
		}
	}
	return false
}

// mayBeTypes tells the errors that types of parameters may be the reason of: f($1) has no best candidate.
func mayBeTypes(err error) bool {
	e := pgerr.From(err)
	switch e.Code {
	case pgerr.UndefinedTable, pgerr.UndefinedColumn, pgerr.SyntaxError, pgerr.InvalidSchemaName, pgerr.InsufficientPrivilege:
		return false
	}
	return true
}

func known(t *pgtypes.Logical) bool {
	return t != nil && t.Kind != pgtypes.Invalid && t.Kind != pgtypes.Null && t.Kind != pgtypes.Any
}

func unknownColumns(cols []engine.Column) bool {
	return slices.ContainsFunc(cols, func(c engine.Column) bool { return c.Type == nil || c.Type.Kind == pgtypes.Invalid })
}

// differs tells whether a declared type is of another family than the engine's, so that the result might differ.
func differs(oid uint32, t *pgtypes.Logical) bool {
	switch pgtypes.OID(oid) {
	case 0, pgtypes.OIDUnknown, pgtypes.OIDText, pgtypes.OIDVarchar:
		return false // a string takes the type that its place asks for
	case pgtypes.OIDInt2, pgtypes.OIDInt4, pgtypes.OIDInt8, pgtypes.OIDNumeric, pgtypes.OIDFloat4, pgtypes.OIDFloat8:
		return t.Kind < pgtypes.TinyInt || t.Kind > pgtypes.Decimal
	}
	return pgtypes.Describe(t).OID != pgtypes.OID(oid)
}

// guesses are what an untyped parameter may be, when its context does not tell; the first that makes sense is it.
var guesses = []pgtypes.OID{pgtypes.OIDText, pgtypes.OIDInt4, pgtypes.OIDInterval, pgtypes.OIDTimestampTZ, pgtypes.OIDBool,
	pgtypes.OIDTextArray, pgtypes.OIDInt4Array}

// attempts bounds how many combinations of guesses are tried.
const attempts = 24

// resolve prepares the text with casts; nil when no types make sense of it. es is the text without them, if that is one.
func (s *Session) resolve(ctx context.Context, pl *plan, st *dialect.Statement, oids []uint32, es *engine.Stmt) *engine.Stmt {
	marks := paramMarks(pl.sql)
	types := make([]uint32, countMarks(marks))
	var open []int
	var told []uint32
	for k := range types {
		i := pl.client(k)
		var t *pgtypes.Logical
		if es != nil && k < es.NumParams() && known(es.ParamType(k+1)) {
			t = es.ParamType(k + 1)
		}
		switch declared := i < len(oids) && oids[i] != 0 && oids[i] != uint32(pgtypes.OIDUnknown); {
		case declared && (t == nil || differs(oids[i], t)):
			types[k] = oids[i]
		case declared:
		case t != nil && !unknownColumns(es.Columns()):
		default:
			if told == nil {
				told = s.context(ctx, pl.sql, marks, len(types))
			}
			if types[k] = told[k]; types[k] == 0 {
				types[k] = uint32(pgtypes.OIDText)
			}
			open = append(open, k)
		}
	}
	left := attempts
	try := func() *engine.Stmt {
		left--
		sql, ins := castParams(pl.sql, marks, types)
		again, err := s.ec.Prepare(ctx, sql)
		if err != nil {
			return nil
		}
		if pl.order == nil {
			pl.ins = ins
		}
		pl.sql = sql
		for k, o := range types {
			if i := pl.client(k); o != 0 && i < len(oids) && (oids[i] == 0 || oids[i] == uint32(pgtypes.OIDUnknown)) {
				oids[i] = o
			}
		}
		return again
	}
	if again := try(); again != nil {
		return again
	}
	best := slices.Clone(types)
	for _, together := range []bool{true, false} {
		for j := range open {
			for _, g := range guesses {
				if left == 0 || ctx.Err() != nil {
					return nil
				}
				copy(types, best)
				for x, k := range open {
					if together || x == j {
						types[k] = uint32(g)
					}
				}
				if again := try(); again != nil {
					return again
				}
			}
			if together {
				break
			}
		}
	}
	return nil
}

// context asks the engine what each untyped parameter is where it stands, each place for itself: of several the first
// that tells wins, as in PostgreSQL. An operand takes the type of the other one.
func (s *Session) context(ctx context.Context, sql string, marks []mark, n int) []uint32 {
	types := make([]uint32, n)
	text, of, array := contextText(sql, marks)
	es, err := s.ec.Prepare(ctx, text)
	if err != nil {
		return types
	}
	defer es.Close()
	for k := range es.NumParams() {
		if k >= len(of) || !known(es.ParamType(k+1)) || types[of[k]] != 0 {
			continue
		}
		oid := pgtypes.Describe(es.ParamType(k + 1)).OID
		if array[k] {
			oid = pgtypes.ArrayOf(oid)
		}
		if _, ok := pgtypes.DuckType(oid); ok {
			types[of[k]] = uint32(oid)
		}
	}
	return types
}

// columns learns the columns of a statement that the engine can only tell with values: from NULLs, or else from ones.
func (s *Session) columns(ctx context.Context, pl *plan, oids []uint32) ([]engine.Column, error) {
	marks := paramMarks(pl.sql)
	var first error
	for _, value := range []string{"NULL", "1", "'1'", "'2000-01-01'"} {
		es, err := s.ec.Prepare(ctx, replaceMarks(pl.sql, marks, func(m mark) string {
			t := "VARCHAR"
			if i := pl.client(m.n - 1); i < len(oids) {
				if d, ok := pgtypes.DuckType(pgtypes.OID(oids[i])); ok {
					t = d
				}
			}
			return "CAST(" + value + " AS " + t + ")"
		}))
		if err == nil {
			defer es.Close()
			return es.Columns(), nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// fillTypes completes the types that are still open with what the engine found.
func (pl *plan) fillTypes(oids []uint32, st *dialect.Statement) {
	for k := range pl.es.NumParams() {
		if i := pl.client(k); i < len(oids) && (oids[i] == 0 || oids[i] == uint32(pgtypes.OIDUnknown)) && known(pl.es.ParamType(k+1)) {
			oids[i] = uint32(pgtypes.Describe(pl.es.ParamType(k + 1)).OID)
		}
	}
	fillTypes(oids, st)
}

// fillTypes makes text of what nothing tells.
func fillTypes(oids []uint32, st *dialect.Statement) {
	for i, o := range oids {
		if o != 0 && o != uint32(pgtypes.OIDUnknown) {
			continue
		}
		oids[i] = uint32(pgtypes.OIDText)
		if i < len(st.ParamTypes) && st.ParamTypes[i] != 0 && st.ParamTypes[i] != uint32(pgtypes.OIDUnknown) {
			oids[i] = st.ParamTypes[i]
		}
	}
}

// contextText gives every place of a parameter a parameter of its own, and puts them where the engine can tell what they
// are: beside an operator into coalesce() with the other operand, in ANY($1) into IN. of tells whose place each was.
func contextText(sql string, marks []mark) (text string, of []int, array []bool) {
	type change struct {
		from, to int
		repl     string
	}
	var changes []change
	for _, m := range marks {
		of = append(of, m.n-1)
		mine := "$" + strconv.Itoa(len(of))
		isAny := false
		if from, to, ok := anyAround(sql, m); ok {
			changes, isAny = append(changes, change{from, to, "IN (" + mine + ")"}), true
		} else if other := operandBeside(sql, m); other != "" && !strings.Contains(other, "$") {
			changes = append(changes, change{m.from, m.to, "coalesce(" + mine + ", " + other + ")"})
		} else {
			changes = append(changes, change{m.from, m.to, mine})
		}
		array = append(array, isAny)
	}
	var b strings.Builder
	last := 0
	for _, c := range changes {
		if c.from < last {
			continue
		}
		b.WriteString(sql[last:c.from])
		b.WriteString(c.repl)
		last = c.to
	}
	b.WriteString(sql[last:])
	return b.String(), of, array
}
