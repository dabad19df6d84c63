package session

import (
	"context"
	"strconv"
	"strings"
	"time"

	"lakewire/internal/dialect"
	"lakewire/internal/locks"
	"lakewire/internal/pgerr"
)

const (
	// snapshotsAtOnce is how many snapshots one commit expires at most: nobody else commits meanwhile.
	snapshotsAtOnce = 1000
	// orphanAge is how old a file must be that the catalog does not know to be taken for one that a crash has left.
	orphanAge = 24 * time.Hour
	// foreignDelay is for how long files stay where other processes may read the lake: DuckLake's own default.
	foreignDelay = 48 * time.Hour
	// clockDoubt is how far the catalog's clock may be from ours.
	clockDoubt = time.Minute
)

// checkpoint is CHECKPOINT: VACUUM of all tables, and then what loses history: snapshots that are older than
// lakewire.snapshot_retention go, and so do the files that none of the others needs.
func (s *Session) checkpoint(ctx context.Context, st *dialect.Statement) error {
	if !s.role.Superuser {
		return pgerr.New(pgerr.InsufficientPrivilege, "must be superuser or have privileges of pg_checkpoint to do CHECKPOINT")
	}
	if err := s.ownCommits(st.Tag); err != nil {
		return err
	}
	if err := s.ready(ctx); err != nil {
		return err
	}
	v := &vacuumer{s: s, n: &dialect.Vacuum{}, small: smallFile, worn: wornFile}
	if err := v.run(ctx, "", ""); err != nil {
		return err
	}
	// Nobody gives up files while others are deleted, and no two expire snapshots at the same time, which DuckLake cannot.
	if err := s.lockKey(ctx, locks.Files, locks.AccessExclusive, locks.Session); err != nil {
		return err
	}
	defer s.locks.Unlock(locks.Files, locks.AccessExclusive)
	// Once before, too: where transactions overlap for ever, those of the last time have ended by now.
	if _, err := s.deleteFiles(ctx); err != nil {
		return err
	}
	if err := s.expire(ctx); err != nil {
		return err
	}
	done, err := s.deleteFiles(ctx)
	if err != nil {
		return err
	}
	if !done {
		s.notice(pgerr.Noticef("files that are not needed any more are left to the next CHECKPOINT, because a transaction that is open may still read them"))
	}
	return s.deleteOrphans(ctx)
}

// expire forgets the snapshots that are older than the retention, but for those that an open transaction may read or that somebody
// needs who looks at the lake as it was within the retention.
func (s *Session) expire(ctx context.Context) error {
	keep := s.set.SnapshotRetention()
	if keep < 0 {
		return nil
	}
	since := time.Now().Add(-keep)
	if at, any := s.d.Locks.Oldest(); any {
		if at = at.Add(-clockDoubt); at.Before(since) {
			since = at
		}
	}
	for {
		gone, err := s.d.Images.Expirable(ctx, since, snapshotsAtOnce)
		if err != nil || len(gone) == 0 {
			return err
		}
		if err := s.takeTurn(ctx); err != nil {
			return err
		}
		list := make([]string, len(gone))
		for i, id := range gone {
			list[i] = strconv.FormatInt(id, 10)
		}
		_, err = s.ec.Exec(ctx, "CALL ducklake_expire_snapshots("+literal(s.d.Lake)+", versions => ["+strings.Join(list, ", ")+"])")
		s.d.Hub.giveUp() // also where nobody knows whether it has been
		s.endTurn()
		if err != nil {
			return err
		}
	}
}

// giveUp notes that files have been given up that transactions may read whose snapshot was taken before now.
func (h *Hub) giveUp() {
	now := time.Now()
	h.givenUp.Store(&now)
}

// deleteFiles deletes what no snapshot needs any more; false when some of it has to wait for an open transaction. While one is open,
// only what was given up well before it began goes, by the catalog's own time: of what another process, or one that died, has given up
// nothing is known here.
func (s *Session) deleteFiles(ctx context.Context) (bool, error) {
	done := true
	var before time.Time
	if at, any := s.d.Locks.Oldest(); any {
		before = at.Add(-clockDoubt)
		up := s.d.Hub.givenUp.Load()
		done = up == nil || !at.Before(*up)
	}
	delay := s.set.CleanupDelay()
	if delay < 0 && s.d.Engine.Shared() {
		delay = foreignDelay
	}
	if delay > 0 {
		if at := time.Now().Add(-delay); before.IsZero() || at.Before(before) {
			before = at
		}
	}
	which := "cleanup_all => true"
	if !before.IsZero() {
		which = "older_than => TIMESTAMPTZ " + literal(before.UTC().Format("2006-01-02 15:04:05Z"))
	}
	return done, s.deleteBy(ctx, "cleanup_old_files", which)
}

// deleteOrphans deletes what crashes and failed statements have left. DuckLake opens every file to tell its age, and gives up
// when one has gone since it was listed, as that of a transaction that is rolled back does: then it is the next CHECKPOINT's.
func (s *Session) deleteOrphans(ctx context.Context) error {
	var err error
	for range tries {
		if err = s.orphans(ctx); !pgerr.Is(err, pgerr.IoError) || ctx.Err() != nil {
			return err
		}
		s.undo()
	}
	s.notice(pgerr.Warningf(pgerr.Warning, "files that no snapshot names were not looked for: %s", pgerr.From(err).Message))
	return nil
}

// orphans deletes them once. In a folder that others use, too, it deletes nothing.
func (s *Session) orphans(ctx context.Context) error {
	before := time.Now()
	if at, any := s.d.Locks.Oldest(); any {
		before = at
	}
	which := "older_than => TIMESTAMPTZ " + literal(before.Add(-orphanAge).UTC().Format("2006-01-02 15:04:05Z"))
	alien, err := s.d.Images.NotDuckLakes(ctx, s.d.Lake, "delete_orphaned_files", which)
	if err != nil {
		return err
	}
	if alien != "" {
		s.notice(pgerr.Warningf(pgerr.Warning, "files that no snapshot names are left where they are: %q is among them, which is none of the lake's", alien))
		return nil
	}
	return s.deleteBy(ctx, "delete_orphaned_files", which)
}

// deleteBy runs one of DuckLake's functions that delete files, when what it would delete is not what the catalog says holds rows.
func (s *Session) deleteBy(ctx context.Context, function, which string) error {
	named, err := s.d.Images.StillNamed(ctx, s.d.Lake, function, which)
	if err != nil {
		return err
	}
	if named != "" {
		return pgerr.Newf(pgerr.DataCorrupted, "no files were deleted: %q would be, which the lake's catalog says holds rows", named)
	}
	_, err = s.ec.Exec(ctx, "CALL ducklake_"+function+"("+literal(s.d.Lake)+", "+which+")")
	return err
}
