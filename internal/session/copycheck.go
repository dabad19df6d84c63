package session

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// check is a column that must not be NULL: field k of what comes in, -1 when it does not come in and has no default.
type check struct {
	k    int
	name string
}

// describe learns which of the table's columns may be NULL, and which have defaults.
func (l *load) describe(ctx context.Context, n *dialect.Copy) error {
	cols, err := l.s.columnsOf(ctx, target(n.Table))
	if err != nil {
		return err
	}
	at := map[int]int{}
	for k, place := range l.places {
		at[place] = k
	}
	for i, c := range cols {
		a := attribute{name: c.name, typ: c.typ, notNull: c.notNull, preset: c.def != "", def: c.def}
		l.all = append(l.all, a)
		k, comes := at[i]
		switch {
		case !a.notNull:
		case comes:
			l.checks = append(l.checks, check{k, a.name})
		case !a.preset:
			l.checks = append(l.checks, check{-1, a.name})
		}
	}
	return nil
}

// complete refuses a row that has NULL where the table has none.
func (l *load) complete(f [][]byte) error {
	for _, c := range l.checks {
		if c.k >= 0 && f[c.k] != nil {
			continue
		}
		e := pgerr.Newf(pgerr.NotNullViolation, `null value in column "%s" of relation "%s" violates not-null constraint`, c.name, l.table)
		e.Schema, e.Table, e.Column = l.schema, l.table, c.name
		if row, ok := l.shown(f); ok {
			e = e.WithDetail("%s", "Failing row contains ("+row+").")
		}
		return l.atLine(e)
	}
	return nil
}

// shown lists the row as it will stand in the table, where that can be told before it does.
func (l *load) shown(f [][]byte) (string, bool) {
	values := make([]string, len(l.all))
	for i, a := range l.all {
		values[i] = "null"
		if m := plainDefault.FindStringSubmatch(a.def); a.preset && (m == nil || m[4] != "") {
			values[i] = "" // known when it is computed
		} else if a.preset && !strings.EqualFold(m[2], "null") {
			values[i] = strings.ReplaceAll(strings.Trim(m[2], "'"), "''", "'")
		}
	}
	for k, place := range l.places {
		values[place] = "null"
		if f[k] == nil {
			continue
		}
		if values[place] = clip(f[k], 64); !utf8.Valid(f[k]) || l.binary {
			return "", false
		}
	}
	for i, a := range l.all {
		if a.preset && values[i] == "" && !slices.Contains(l.places, i) {
			return "", false
		}
	}
	return strings.Join(values, ", "), true
}

// atLine says where in the data an error arose.
func (l *load) atLine(err error) error {
	line, ok := l.rd.Line()
	switch k := l.rd.Column(); {
	case l.rd.Number() == 0: // the header of the binary format
		return err
	case k > 0:
		return l.located(err, ", column "+l.names[k-1])
	case !ok:
		return l.located(err, "")
	}
	return l.located(err, `: "`+clip(line, 100)+`"`)
}

// atColumn says it with the field.
func (l *load) atColumn(err error, column string, field []byte) error {
	where := ", column " + column
	if _, text := l.rd.Line(); text {
		where += `: "` + clip(field, 100) + `"`
	}
	return l.located(err, where)
}

func (l *load) located(err error, where string) error {
	return pgerr.From(err).WithWhere("COPY " + l.table + ", line " + strconv.FormatInt(l.rd.Number(), 10) + where)
}

// clip cuts a text to so many bytes, between two characters, and says so.
func clip(b []byte, most int) string {
	if len(b) <= most {
		return string(b)
	}
	for most > 0 && !utf8.RuneStart(b[most]) {
		most--
	}
	return string(b[:most]) + "..."
}
