package session

import (
	"context"
	"strconv"
	"time"

	"lakewire/internal/catalog"
	"lakewire/internal/dialect"
)

// useImage lets a statement that reads the catalog see the image of the lake that belongs to its snapshot. A session with
// temporary objects, or with DDL of its own in an open transaction, has none: it sees what the engine shows it. reads is what catalog.Reads
// tells of the statement.
func (s *Session) useImage(ctx context.Context, reads bool) error {
	image := ""
	ddl := s.d.Hub.ddl.Load()
	switch {
	case !reads:
		return nil
	case !s.private():
		key, made, err := s.imageNow(ctx)
		if err != nil {
			return err
		}
		if !s.tx.open || made.Before(s.tx.began) { // else the transaction does not see it, and reads live
			image = strconv.FormatInt(key, 10)
		}
	}
	if image == "" {
		return s.useLive(ctx, ddl)
	}
	if image == s.ec.image && !s.ec.live {
		return nil
	}
	if err := s.ec.Setup(ctx, catalog.UseImage(image, s.ec.live)...); err != nil {
		return err
	}
	s.ec.image, s.ec.live = image, false
	return nil
}

// useLive lets the session see what the engine shows in its own transaction, read once and again when descriptions have changed.
func (s *Session) useLive(ctx context.Context, ddl uint64) error {
	if s.ec.path == systemPath { // the image's views come first there
		if err := s.ec.Setup(ctx, setPath(shimSchemas)); err != nil {
			return err
		}
		s.ec.path = shimSchemas
	}
	if s.ec.live && s.ec.imageDDL == ddl && s.ec.liveTx == s.tx.began && (s.tx.open || time.Since(s.ec.liveAt) < schemaTTL) {
		return nil
	}
	s.ec.image, s.ec.live = "", false
	if err := s.ec.Setup(ctx, catalog.LiveImage(s.ownComments())...); err != nil {
		return err
	}
	catalog.CloseBook(s.ec.book)
	var err error
	if s.ec.book, err = catalog.LiveBook(ctx, s.ec.Conn); err != nil {
		return err
	}
	s.ec.live, s.ec.imageDDL, s.ec.liveTx, s.ec.liveAt = true, ddl, s.tx.began, time.Now()
	s.ec.image = "live " + strconv.FormatInt(s.ec.liveAt.UnixNano(), 10) // plans hold on to what they were made for
	return nil
}

// readsCatalog tells whether a statement may read the catalog, by itself or through a view of the lake's.
func (s *Session) readsCatalog(ctx context.Context, st *dialect.Statement) bool {
	if catalog.Reads(st) {
		return true
	}
	for _, n := range st.Relations {
		if catalog.Relation(n.Schema, n.Name) == nil {
			if r := (relations{s, ctx}).Relation(n); r != nil && r.Catalog {
				return true
			}
		}
	}
	return false
}

// imageNow gives the image of the snapshot that the statement will read: its transaction's, or the newest.
func (s *Session) imageNow(ctx context.Context) (key int64, made time.Time, err error) {
	at := catalog.Latest
	switch {
	case s.tx.open && s.tx.lakeOf.Equal(s.tx.began):
		at = s.tx.lake
	case s.tx.open:
		rows, err := s.ec.Rows(ctx, "SELECT id::BIGINT FROM ducklake_current_snapshot("+literal(s.d.Lake)+")")
		if err != nil {
			return 0, made, err
		}
		at = rows[0][0].(int64)
		s.tx.lake, s.tx.lakeOf = at, s.tx.began
	}
	return s.d.Images.At(ctx, at)
}
