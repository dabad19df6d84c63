package session

import (
	"context"
	"slices"
	"strings"

	"lakewire/internal/dialect"
)

// keepTemp remembers the declared types of a temporary table, for as long as the session.
func (s *Session) keepTemp(name string, types map[string]string) {
	if s.tempTypes == nil {
		s.tempTypes = map[string]map[string]string{}
	}
	s.tempTypes[strings.ToLower(name)] = types
}

// tempMade notes what the engine does not keep of a temporary table that a statement has made, unless it was there before.
func (s *Session) tempMade(st *dialect.Statement) {
	t := st.Temp
	if _, there := s.tempTypes[strings.ToLower(t.Name)]; there && st.IfNotExists != nil {
		return
	}
	s.keepTemp(t.Name, t.Types)
	if t.OnCommit != dialect.OnCommitKeep {
		s.onCommit = append(s.onCommit, t)
	}
}

// endTemps does what ON COMMIT of the temporary tables says, in the transaction that ends.
func (s *Session) endTemps(ctx context.Context) error {
	for _, t := range slices.Clone(s.onCommit) {
		gone := !s.hasTemp(ctx, t.Name) // it was dropped, or its making was rolled back
		sql := "DELETE FROM temp.main." + ident(t.Name)
		if t.OnCommit == dialect.OnCommitDrop {
			sql = "DROP TABLE temp.main." + ident(t.Name)
		}
		if !gone {
			if _, err := s.ec.Exec(ctx, sql); err != nil {
				return err
			}
		}
		if gone || t.OnCommit == dialect.OnCommitDrop {
			s.onCommit = slices.DeleteFunc(s.onCommit, func(o *dialect.TempTable) bool { return o == t })
			s.d.Hub.ddl.Add(1)
		}
	}
	return nil
}
