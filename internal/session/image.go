package session

import (
	"context"
	"strconv"
	"time"

	"lakewire/internal/catalog"
	"lakewire/internal/dialect"
)

// useImage lets a statement that reads the catalog see the image of the lake that belongs to its snapshot, beside the session's temporary
// relations. A session with DDL of its own in an open transaction has no image: it sees what the engine shows it. reads is what catalog.Reads
// tells of the statement.
func (s *Session) useImage(ctx context.Context, reads bool) error {
	ddl := s.d.Hub.ddl.Load()
	switch {
	case !reads:
		return nil
	case !s.tx.ddl:
		key, made, err := s.imageNow(ctx)
		if err != nil {
			return err
		}
		if !s.tx.open || made.Before(s.tx.began) { // else the transaction does not see it, and reads live
			return s.seeImage(ctx, key)
		}
	}
	return s.useLive(ctx, ddl)
}

// seeImage lets the session see an image.
func (s *Session) seeImage(ctx context.Context, key int64) error {
	image := strconv.FormatInt(key, 10)
	seen := image
	if s.temps {
		seen += " with " + strconv.FormatUint(s.tempsAt, 10)
	}
	if seen == s.ec.image && !s.ec.live {
		return nil
	}
	own, err := s.ownRelations(ctx)
	if err != nil {
		return err
	}
	use := catalog.UseImage(image)
	if s.ec.live || s.ec.book != 0 || len(own) > 0 {
		list, err := catalog.UseOwn(own)
		if err != nil {
			return err
		}
		use, s.ec.live = append(use, list...), true // some of it stands, if this fails
	}
	s.ec.image = ""
	if err := s.ec.Setup(ctx, use...); err != nil {
		return err
	}
	s.closeBook()
	if len(own) > 0 {
		if s.ec.book, err = catalog.OwnBook(ctx, s.ec.Conn, key); err != nil {
			return err
		}
	}
	s.ec.image, s.ec.live = seen, false
	return nil
}

// closeBook forgets the book of names that is not an image's.
func (s *Session) closeBook() {
	catalog.CloseBook(s.ec.book)
	s.ec.book = 0
}

// useLive lets the session see what the engine shows in its own transaction, read once and again when descriptions have changed.
func (s *Session) useLive(ctx context.Context, ddl uint64) error {
	if s.ec.path == systemPath || s.ec.path == catalog.OwnPath { // the image's views come first there
		if err := s.ec.Setup(ctx, setPath(shimSchemas)); err != nil {
			return err
		}
		s.ec.path = shimSchemas
	}
	if s.ec.live && s.ec.imageDDL == ddl && s.ec.liveTx == s.tx.began && s.ec.liveTemps == s.tempsAt && (s.tx.open || time.Since(s.ec.liveAt) < schemaTTL) {
		return nil
	}
	over, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer over()
	own, err := s.ownRelations(ctx)
	if err != nil {
		return err
	}
	lists, err := catalog.LiveImage(s.ownComments(), own)
	if err != nil {
		return err
	}
	s.ec.image, s.ec.live, s.ec.liveTx = "", true, time.Time{}
	if err := s.ec.Setup(ctx, lists...); err != nil {
		return err
	}
	s.closeBook()
	if s.ec.book, err = catalog.LiveBook(ctx, s.ec.Conn); err != nil {
		return err
	}
	s.ec.imageDDL, s.ec.liveTx, s.ec.liveAt, s.ec.liveTemps = ddl, s.tx.began, time.Now(), s.tempsAt
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
