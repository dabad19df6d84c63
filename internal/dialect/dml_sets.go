package dialect

import (
	"strconv"

	"lakewire/internal/pgerr"
)

// setter turns SET into expressions, one for each column that is set.
type setter struct {
	exprs   map[int]*text // by the number of the target's column
	queries []*text       // the rows of (a, b) = (SELECT …), which are to be had as lw_m0, lw_m1 …
}

// setters finds the columns and their expressions. A default is taken from the target.
func setters(sets []assign, values [][]fragment, t *Target) (*setter, error) {
	s := &setter{exprs: map[int]*text{}}
	for i, a := range sets {
		for k, name := range a.columns {
			n := t.column(name)
			if n < 0 {
				return nil, pgerr.Newf(pgerr.UndefinedColumn, `column "%s" of relation "%s" does not exist`, unquoted(name), t.Name.Name)
			}
			switch {
			case a.query:
				s.exprs[n] = new(text).str("lw_m", strconv.Itoa(len(s.queries)), ".c", strconv.Itoa(k))
			case isDefault(values[i][k]):
				s.exprs[n] = new(text).str(t.Columns[n].orNull())
			default:
				s.exprs[n] = new(text).put(values[i][k])
			}
		}
		if a.query {
			s.queries = append(s.queries, rowQuery(values[i][0], len(a.columns)))
		}
	}
	return s, nil
}

func (c TargetColumn) orNull() string {
	if c.Default == "" {
		return "NULL"
	}
	return c.Default
}

// rowQuery gives a query's one row as one value with fields c0, c1 …
func rowQuery(q fragment, n int) *text {
	return new(text).str("(SELECT lw_q FROM (").put(q).str(") AS lw_q", fieldList(n), ")")
}

func fieldList(n int) string {
	s := "("
	for i := range n {
		if i > 0 {
			s += ", "
		}
		s += "c" + strconv.Itoa(i)
	}
	return s + ")"
}

// columns puts what the target's columns become as lw_c0, lw_c1 … behind a SELECT's list: those that are set in the column's
// type, with all the others as they are.
func (s *setter) columns(x *text, alias string, t *Target, all bool) *text {
	for n, c := range t.Columns {
		name := " AS lw_c" + strconv.Itoa(n)
		if e, set := s.exprs[n]; set {
			x.str(", CAST(").join(e).str(" AS ", c.Type, ")", name)
		} else if all {
			x.str(", ", alias, ".", quoteIdent(c.Name), name)
		}
	}
	return x
}

// rows brings in the rows that queries give, behind a FROM list. Each is evaluated once for a row.
func (s *setter) rows(x *text) *text {
	for i, q := range s.queries {
		x.str(", LATERAL (SELECT ").join(q).str(" AS lw_m", strconv.Itoa(i), ") AS lw_r", strconv.Itoa(i))
	}
	return x
}

// nativeSets is SET for a text that is only prepared: without defaults, which the engine does not take there.
func nativeSets(sets []assign, values [][]fragment) *text {
	x := new(text)
	put := func(name string, value *text) {
		if len(x.b) > 0 {
			x.str(", ")
		}
		x.str(name, " = ").join(value)
	}
	for i, a := range sets {
		for k, name := range a.columns {
			switch {
			case a.query:
				put(name, new(text).str("(SELECT c", strconv.Itoa(k), " FROM (").put(values[i][0]).str(") AS lw_q", fieldList(len(a.columns)), ")"))
			case !isDefault(values[i][k]):
				put(name, new(text).put(values[i][k]))
			}
		}
	}
	return x
}
