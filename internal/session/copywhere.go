package session

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// A row of COPY FROM … WHERE that has NULL where the table has none is an error only if the condition lets it in. Which the
// engine finds out: the error goes with the row, and comes back if it is asked for.
const (
	faultColumn = "lakewire fault"
	faultMark   = "lakewire fault "
)

// fault writes an error as what the engine is to fail with.
func fault(err error) []byte {
	e := pgerr.From(err)
	text, _ := json.Marshal(e) // strings and numbers
	return append([]byte("["+e.Code.String()+"] "+faultMark), text...)
}

// unfault reads it.
func unfault(err error) error {
	if err == nil {
		return nil
	}
	text, ok := strings.CutPrefix(pgerr.From(err).Message, faultMark)
	if !ok {
		return err
	}
	e := &pgerr.Error{}
	if json.Unmarshal([]byte(text), e) != nil {
		return err
	}
	return e
}

// insert gives the INSERT of a COPY, in two parts: what stands before the query of the condition, and the rest. list names the
// columns that come in, fitted has them as they go into the table. With a condition the others take part in it, with their defaults.
func (l *load) insert(ctx context.Context, n *dialect.Copy, list, fitted []string, source string) (head, query string, err error) {
	into := "INSERT INTO " + target(n.Table)
	if n.Where == nil {
		return into + " (" + strings.Join(list, ", ") + ") ", "SELECT " + strings.Join(fitted, ", ") + " FROM " + source, nil
	}
	if marks := paramMarks(n.Where.SQL); len(marks) > 0 {
		return "", "", noParameter(n.Where, marks[0])
	}
	var rows, out []string
	for i, a := range l.all {
		name := ident(a.name)
		k := slices.Index(l.places, i)
		switch {
		case k >= 0:
			rows = append(rows, fitted[k])
		case a.preset:
			rows = append(rows, "CAST(("+a.def+") AS "+a.typ+") AS "+name)
		default:
			rows = append(rows, "CAST(NULL AS "+a.typ+") AS "+name)
		}
		out = append(out, name)
	}
	if l.faults {
		rows = append(rows, ident(faultColumn))
		i := slices.IndexFunc(l.all, func(a attribute) bool { return a.name == l.checks[0].name })
		out[i] = "CASE WHEN " + ident(faultColumn) + " IS NULL THEN " + out[i] + " ELSE error(" + ident(faultColumn) + ") END"
	}
	names := make([]string, len(l.all))
	for i, a := range l.all {
		names[i] = ident(a.name)
	}
	with := "WITH " + ident(l.table) + " AS (SELECT " + strings.Join(rows, ", ") + " FROM " + source + ") "
	if err := l.boolean(ctx, n.Where, with); err != nil {
		return "", "", err
	}
	head = into + " (" + strings.Join(names, ", ") + ") " + with + "SELECT " + strings.Join(out, ", ") + " FROM ("
	return head, n.Where.SQL + ")", nil
}

// boolean refuses a condition of another type, which the engine would cast.
func (l *load) boolean(ctx context.Context, where *dialect.Statement, with string) error {
	cond, ok := strings.CutPrefix(where.SQL, "SELECT * FROM "+ident(l.table)+" WHERE ")
	if !ok {
		return nil
	}
	es, err := l.s.ec.Prepare(ctx, with+"SELECT ("+cond+") FROM "+ident(l.table))
	if err != nil {
		return nil // what is wrong shows when all of it is prepared, with its place
	}
	defer es.Close()
	t := es.Columns()[0].Type
	if t.Kind == pgtypes.Bool || strings.EqualFold(strings.TrimSpace(cond), "null") || strings.HasPrefix(cond, "'") {
		return nil
	}
	return pgerr.Newf(pgerr.DatatypeMismatch, "argument of WHERE must be type boolean, not type %s", pgtypes.SQLName(pgtypes.Describe(t).OID)).
		WithPosition(where.EnginePos(len(where.SQL) - len(cond)))
}

// inCondition points an error at the condition of the COPY, whose query stands behind so many bytes of ours.
func inCondition(err error, where *dialect.Statement, head int) error {
	e := pgerr.From(err)
	at := e.Position - head
	e = e.WithPosition(0)
	if where != nil && at > 0 {
		e = e.WithPosition(where.EnginePos(at - 1))
	}
	switch {
	case e.Code == pgerr.GroupingError:
		e.Message = "aggregate functions are not allowed in COPY FROM WHERE conditions"
	case e.Code == pgerr.WindowingError:
		e.Message = "window functions are not allowed in COPY FROM WHERE conditions"
	}
	return e
}
