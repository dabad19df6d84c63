package session

import (
	"context"
	"strings"

	"go.uber.org/zap"

	"lakewire/internal/catalog"
	"lakewire/internal/locks"
	"lakewire/internal/pgerr"
)

// Another DuckLake client on the same catalog knows nothing of our locks. When it changes rows of a table while we do, DuckLake
// lets both commits through and deleted rows come back. That cannot be prevented from here, but it is seen, and said.

// note says what the transaction does to a table.
func (s *Session) note(k locks.Key, c locks.Change) {
	s.locks.Note(k, c)
	s.mutated = s.mutated || c&locks.Mutated != 0
}

// watch looks after a commit that has changed rows for what a foreign client may have left. An embedded lake has none.
func (s *Session) watch(ctx context.Context) {
	if !s.mutated || !s.d.Engine.Shared() {
		return
	}
	s.mutated = false
	found, err := s.d.Images.Anomalies(ctx, "", "")
	if err != nil {
		s.d.log().Warn("the lake could not be looked at for what other DuckLake clients have done to it", zap.Error(err))
		return
	}
	if len(found) == 0 {
		return
	}
	files := make([]string, len(found))
	for i := range found {
		files[i] = found[i].String()
	}
	s.d.log().Error("the lake is damaged: another DuckLake client has changed rows of a table at the same time as this server, and rows that were deleted have come back",
		zap.Strings("files", files))
	s.notice(damage(found[0]).WithDetail("%s", strings.Join(files[:min(len(files), 10)], "\n")))
}

// damage is the warning, and where nothing goes on the error, about a table whose deleted rows have come back.
func damage(a catalog.Anomaly) *pgerr.Error {
	return pgerr.Warningf(pgerr.DataCorrupted, `table "%s.%s" is damaged: another DuckLake client has changed its rows at the same time as this server`, a.Schema, a.Table).
		WithHint("Deleted rows have come back, and others are there several times. Look at lakewire.anomalies, let one client only change rows, and write the table anew from what is right: SELECT … AT (VERSION => …) shows it as it was before.")
}
