package session

import (
	"context"
	"strconv"
	"time"

	"lakewire/internal/catalog"
)

// useImage lets a statement that reads the catalog see the image of the lake that belongs to its snapshot. A session with
// temporary objects, or with DDL of its own in an open transaction, has none: it sees what the engine shows it. reads is what catalog.Reads
// tells of the statement.
func (s *Session) useImage(ctx context.Context, reads bool) error {
	image := ""
	switch ddl := s.d.Hub.ddl.Load(); {
	case !reads:
		// It may still read the catalog through a view of the client's: an old image must not be what it sees.
		if s.ec.image == "" || s.ec.imageDDL == ddl {
			return nil
		}
	case !s.private():
		version, made, err := s.imageNow(ctx)
		if err != nil {
			return err
		}
		if !s.tx.open || made.Before(s.tx.began) { // else the transaction does not see it, and reads live
			image, s.ec.imageDDL = strconv.FormatInt(version, 10), ddl
		}
	}
	if image == s.ec.image {
		return nil
	}
	sql := "RESET VARIABLE lakewire_image"
	if image != "" {
		sql = "SET VARIABLE lakewire_image = " + image
	}
	if _, err := s.ec.Exec(ctx, sql); err != nil {
		return err
	}
	s.ec.image = image
	return nil
}

// imageNow gives the image of the snapshot that the statement will read: its transaction's, or the newest.
func (s *Session) imageNow(ctx context.Context) (version int64, made time.Time, err error) {
	at := catalog.Latest
	if s.tx.open {
		rows, err := s.ec.Rows(ctx, "SELECT id::BIGINT FROM ducklake_current_snapshot("+literal(s.d.Lake)+")")
		if err != nil {
			return 0, made, err
		}
		at = rows[0][0].(int64)
	}
	return s.d.Images.At(ctx, at)
}
