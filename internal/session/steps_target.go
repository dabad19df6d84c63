package session

import (
	"context"
	"slices"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

const textOID = uint32(pgtypes.OIDText)

// target asks the engine for the columns of a relation that is to be written, in the transaction of the statement.
func (s *Session) target(ctx context.Context, w dialect.Written) (*dialect.Target, error) {
	cols, err := s.columnsOf(ctx, qualified(w.Name))
	if err != nil {
		return nil, err
	}
	t := &dialect.Target{Name: w.Name}
	for _, c := range cols {
		t.Columns = append(t.Columns, dialect.TargetColumn{Name: c.name, Type: c.typ, NotNull: c.notNull, Default: c.def})
	}
	if w.Keys {
		if t.Keys, err = s.keys(ctx, w.Name); err != nil {
			return nil, err
		}
	}
	if w.ByRow {
		t.Identity = s.identity(ctx, t)
	}
	return t, nil
}

// keys finds the declared keys of a relation: those that the lake keeps, or a temporary table's own.
func (s *Session) keys(ctx context.Context, n dialect.Name) ([]dialect.TargetKey, error) {
	r, err := s.found(ctx, n)
	if err != nil {
		return nil, err
	}
	var keys []dialect.TargetKey
	if !r.temp {
		for _, c := range r.kept.Constraints {
			if c.Kind == "p" || c.Kind == "u" || c.Kind == "i" && c.Predicate == "" && !slices.Contains(c.Columns, "") {
				keys = append(keys, dialect.TargetKey{Name: c.Name, Columns: c.Columns})
			}
		}
		return keys, nil
	}
	rows, err := s.ask(ctx, "SELECT constraint_name, unnest(constraint_column_names) FROM duckdb_constraints() WHERE database_name = 'temp' AND table_name = "+
		literal(r.name)+" AND constraint_type IN ('PRIMARY KEY', 'UNIQUE') ORDER BY constraint_index")
	for _, row := range rows {
		if last := len(keys) - 1; last >= 0 && keys[last].Name == row[0] {
			keys[last].Columns = append(keys[last].Columns, row[1])
		} else {
			keys = append(keys, dialect.TargetKey{Name: row[0], Columns: []string{row[1]}})
		}
	}
	return keys, err
}

// identity finds the columns that tell a relation's rows apart. DuckLake's rowid does not: rows that are inserted and
// changed in one transaction keep its provisional number, which others get too. A file and a place in it does.
func (s *Session) identity(ctx context.Context, t *dialect.Target) []string {
	for _, list := range [][]string{{"filename", "file_row_number"}, {"rowid"}} {
		taken := false
		for _, c := range t.Columns {
			for _, n := range list {
				taken = taken || strings.EqualFold(c.Name, n)
			}
		}
		if taken {
			return nil
		}
		es, err := s.ec.Prepare(ctx, "SELECT "+strings.Join(list, ", ")+" FROM "+qualified(t.Name))
		if err == nil {
			es.Close()
			return list
		}
	}
	return nil
}

// shown is how much of a value PostgreSQL puts into the detail of an error.
const shown = 64

// lacking is the error of a row with NULL in a column that takes none.
func lacking(t *dialect.Target, row [][]byte) error {
	column := ""
	values := make([]string, len(row))
	for i, v := range row {
		switch {
		case v == nil:
			values[i] = "null"
			if column == "" && t.Columns[i].NotNull {
				column = t.Columns[i].Name
			}
		case len(v) > shown:
			values[i] = strings.ToValidUTF8(string(v[:shown]), "") + "..."
		default:
			values[i] = string(v)
		}
	}
	return pgerr.Newf(pgerr.NotNullViolation, `null value in column "%s" of relation "%s" violates not-null constraint`, column, t.Name.Name).
		WithDetail("Failing row contains (%s).", strings.Join(values, ", "))
}

// volatileDefault tells whether the same INSERT may write other values the next time. Literals are no calls.
func volatileDefault(t *dialect.Target) bool {
	for _, c := range t.Columns {
		if d := c.Default; d != "" && !strings.HasPrefix(d, "'") && !strings.HasPrefix(d, "CAST('") {
			return true
		}
	}
	return false
}
