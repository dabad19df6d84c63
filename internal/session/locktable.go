package session

import (
	"context"

	"lakewire/internal/catalog"
	"lakewire/internal/dialect"
	"lakewire/internal/locks"
	"lakewire/internal/pgerr"
)

// tableModes are the modes of LOCK TABLE.
var tableModes = map[string]locks.Mode{
	"ACCESS SHARE": locks.AccessShare, "ROW SHARE": locks.RowShare, "ROW EXCLUSIVE": locks.RowExclusive,
	"SHARE UPDATE EXCLUSIVE": locks.ShareUpdateExclusive, "SHARE": locks.Share, "SHARE ROW EXCLUSIVE": locks.ShareRowExclusive,
	"EXCLUSIVE": locks.Exclusive, "ACCESS EXCLUSIVE": locks.AccessExclusive,
}

// lockVerb is LOCK TABLE. Readers take no locks here, so ACCESS EXCLUSIVE keeps them away from nothing.
func (s *Session) lockVerb(ctx context.Context, n *dialect.Lock) error {
	if s.tx.state == stIdle || s.tx.state == stImplicit {
		return pgerr.New(pgerr.NoActiveSqlTransaction, "LOCK TABLE can only be used in transaction blocks")
	}
	if err := s.ready(ctx); err != nil {
		return err
	}
	if err := s.sit(ctx); err != nil {
		return err
	}
	for _, name := range n.Tables {
		if (relations{s, ctx}).Relation(name) == nil {
			return pgerr.Newf(pgerr.UndefinedTable, `relation "%s" does not exist`, name)
		}
		if err := s.lockTable(ctx, name, tableModes[n.Mode], n.NoWait); err != nil {
			return err
		}
	}
	return nil
}

func (s *Session) lockTable(ctx context.Context, name dialect.Name, m locks.Mode, noWait bool) error {
	for _, k := range s.lockKeys(ctx, []dialect.Name{name}) {
		if noWait {
			if !s.locks.Try(k, m, locks.Transaction) {
				return pgerr.Newf(pgerr.LockNotAvailable, `could not obtain lock on relation "%s"`, name.Name)
			}
			continue
		}
		if err := s.lockKey(ctx, k, m, locks.Transaction); err != nil {
			return err
		}
	}
	return nil
}

// lockRows is SELECT … FOR UPDATE and its kin. The lake has no locks on rows, so the tables that the query reads are locked: as
// an UPDATE of them would, FOR SHARE as an INSERT. On a snapshot that is older than their last change it is refused, as by
// PostgreSQL's REPEATABLE READ.
func (s *Session) lockRows(ctx context.Context, st *dialect.Statement) error {
	mode := locks.ShareRowExclusive
	if st.RowLock.Shared {
		mode = locks.RowExclusive
	}
	for _, n := range st.RowLock.Tables {
		if catalog.Relation(n.Schema, n.Name) != nil {
			continue
		}
		err := s.lockTable(ctx, n, mode, st.RowLock.NoWait || st.RowLock.Skip)
		if st.RowLock.Skip && pgerr.Is(err, pgerr.LockNotAvailable) {
			s.skipped = true // as if all of the table's rows were locked
			continue
		}
		if err != nil {
			return err
		}
		for _, k := range s.lockKeys(ctx, []dialect.Name{n}) {
			if err := s.fresh(k, locks.Mutated|locks.Compacted); err != nil {
				return err
			}
		}
	}
	return nil
}
