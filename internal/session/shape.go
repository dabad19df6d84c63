package session

import (
	"context"
	"strings"

	"lakewire/internal/catalog"
	"lakewire/internal/dialect"
	"lakewire/internal/engine"
)

// planned gives the engine's plan of a statement. A look at the catalog has that of its shape, which the connection keeps: it serves the next
// look of the kind, whatever table it is at.
func (s *Session) planned(ctx context.Context, st *dialect.Statement, pl *plan, reads bool, prepare func(context.Context, string) (*engine.Stmt, error)) (*engine.Stmt, error) {
	pl.asked = nil
	sh := st.Shaped()
	if !reads || sh == nil || pl.sql != st.SQL || s.temps || !s.keeps(st) {
		return s.orOnLake(ctx, pl.sql, prepare)
	}
	if s.asking == nil {
		s.asking = catalog.NewAsking()
	}
	es, err := s.ec.PrepareCached(ctx, strings.ReplaceAll(sh.SQL, dialect.ShapeSlot, s.asking.Slot()))
	if err != nil {
		if ctx.Err() == nil {
			sh.Unfit.Store(true)
		}
		return s.orOnLake(ctx, pl.sql, prepare)
	}
	pl.asked = sh.Asked
	return es, nil
}
