package session

import (
	"context"
	"slices"

	"lakewire/internal/dialect"
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
)

// placeable refuses to create something where no schema of the search path exists: the engine would put it into the shim.
func (s *Session) placeable(st *dialect.Statement) error {
	switch st.Kind {
	case dialect.KindCreateTable, dialect.KindCreateTableAs, dialect.KindCreateView, dialect.KindCreateMacro:
	default:
		return nil
	}
	if len(s.ec.schemas) > 0 || !st.Writes {
		return nil
	}
	for _, n := range append(slices.Clone(st.Mutates), st.Appends...) {
		if n.Schema == "" {
			return pgerr.New(pgerr.InvalidSchemaName, "no schema has been selected to create in")
		}
	}
	return nil
}

// writes tells whether the engine's transaction holds something after this statement, be it only a temporary table.
func writes(st *dialect.Statement) bool {
	switch st.Kind {
	case dialect.KindSelect, dialect.KindValues, dialect.KindDuck:
		return st.Writes
	}
	return true
}

// wrote keeps the journal of a block, and tells other sessions of changed schemas.
func (s *Session) wrote(st *dialect.Statement, pl *plan, args *params, rows int64) {
	switch st.Kind {
	case dialect.KindInsert, dialect.KindUpdate, dialect.KindDelete, dialect.KindMerge, dialect.KindTruncate,
		dialect.KindCopy:
	default:
		s.d.Hub.ddl.Add(1)
		if !st.Writes {
			s.temps = true
			s.tempsAt++
			s.ec.HoldsTemps()
			s.tempMade(st)
			break
		}
		s.tx.ddl = s.tx.ddl || !s.alone()
	}
	if s.alone() {
		return
	}
	s.tx.wrote = s.tx.wrote || st.Writes
	s.tx.journal.add(entry{st: st, sql: pl.sql, order: pl.order, args: args, rows: max(rows, 0)})
}

// drain reads a stream to its end and gives the rows changed.
func drain(ctx context.Context, str *engine.Stream) (int64, error) {
	for {
		c, err := str.Next(ctx)
		if err != nil {
			return 0, err
		}
		if c == nil {
			return max(str.RowsChanged(), 0), nil
		}
		c.Release()
	}
}

// settle ends what a statement alone in its transaction held. The engine has committed it by now.
func (s *Session) settle() {
	s.endTurn()
	if !s.tx.open && (s.tx.state == stIdle || s.tx.state == stImplicit) {
		s.locks.Committed()
	}
}
