package session

import (
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// Every level is snapshot isolation here: stronger than READ COMMITTED, and REPEATABLE READ exactly. SERIALIZABLE is
// taken, as PostgreSQL before 9.1 took it, and SHOW tells what was asked.
var isolations = map[string]string{
	"read uncommitted": "read uncommitted", "read committed": "read committed", "repeatable read": "repeatable read",
	"serializable": "serializable",
}

func (s *Session) isolation() string {
	if s.tx.isolation != "" {
		return s.tx.isolation
	}
	return s.set.DefaultTransactionIsolation()
}

func (s *Session) readOnly() bool {
	if s.tx.readOnly != nil {
		return *s.tx.readOnly
	}
	return s.set.DefaultTransactionReadOnly()
}

func (s *Session) deferrable() bool {
	if s.tx.deferrable != nil {
		return *s.tx.deferrable
	}
	return s.set.DefaultTransactionDeferrable()
}

// pinModes gives a transaction that begins the defaults that hold now: what is set later is for the next one.
func (s *Session) pinModes() {
	readOnly, deferrable := s.readOnly(), s.deferrable()
	s.tx.isolation, s.tx.readOnly, s.tx.deferrable = s.isolation(), &readOnly, &deferrable
}

// checkModes refuses what cannot change any more once a query has run.
func (s *Session) checkModes(m dialect.Modes) error {
	inBlock := s.tx.state != stIdle
	if m.Isolation != "" && inBlock && s.tx.asked && m.Isolation != s.isolation() {
		return pgerr.New(pgerr.ActiveSqlTransaction, "SET TRANSACTION ISOLATION LEVEL must be called before any query")
	}
	if m.Isolation != "" && inBlock && len(s.tx.saves) > 0 && m.Isolation != s.isolation() {
		return pgerr.New(pgerr.ActiveSqlTransaction, "SET TRANSACTION ISOLATION LEVEL must not be called in a subtransaction")
	}
	if m.ReadOnly != nil && !*m.ReadOnly && inBlock && s.readOnly() && s.tx.asked {
		return pgerr.New(pgerr.ActiveSqlTransaction, "transaction read-write mode must be set before any query")
	}
	if m.Deferrable != nil && inBlock && s.tx.asked {
		return pgerr.New(pgerr.ActiveSqlTransaction, "SET TRANSACTION [NOT] DEFERRABLE must be called before any query")
	}
	return nil
}

// setTransaction is SET TRANSACTION and SET SESSION CHARACTERISTICS.
func (s *Session) setTransaction(n *dialect.SetTransaction) error {
	if n.Session {
		return s.setCharacteristics(n.Modes)
	}
	if n.Snapshot != "" {
		return pgerr.Unsupported("SET TRANSACTION SNAPSHOT is not supported", "")
	}
	if s.tx.state == stIdle || s.tx.state == stImplicit {
		s.notice(pgerr.Warningf(pgerr.NoActiveSqlTransaction, "SET TRANSACTION can only be used in transaction blocks"))
		if s.tx.state == stIdle {
			return nil
		}
	}
	if err := s.checkModes(n.Modes); err != nil {
		return err
	}
	s.tx.applyModes(n.Modes)
	return nil
}

func (s *Session) setCharacteristics(m dialect.Modes) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m.Isolation != "" {
		if err := s.set.Set("default_transaction_isolation", m.Isolation, false); err != nil {
			return err
		}
	}
	for _, b := range []struct {
		name  string
		value *bool
	}{{"default_transaction_read_only", m.ReadOnly}, {"default_transaction_deferrable", m.Deferrable}} {
		if b.value == nil {
			continue
		}
		if err := s.set.Set(b.name, onOff(*b.value), false); err != nil {
			return err
		}
	}
	return nil
}

// provide answers for the settings that belong to the transaction and not to the session.
func (s *Session) provide() {
	s.set.Provide("transaction_isolation", s.isolation, func(v string) error {
		level, ok := isolations[strings.ToLower(v)]
		if !ok {
			return pgerr.Newf(pgerr.InvalidParameterValue, `invalid value for parameter "transaction_isolation": "%s"`, v).
				WithHint("Available values: serializable, repeatable read, read committed, read uncommitted.")
		}
		return s.takeModes(dialect.Modes{Isolation: level})
	})
	s.set.Provide("transaction_read_only", func() string { return onOff(s.readOnly()) }, func(v string) error {
		b, err := boolean("transaction_read_only", v)
		if err != nil {
			return err
		}
		return s.takeModes(dialect.Modes{ReadOnly: &b})
	})
	s.set.Provide("transaction_deferrable", func() string { return onOff(s.deferrable()) }, func(v string) error {
		b, err := boolean("transaction_deferrable", v)
		if err != nil {
			return err
		}
		return s.takeModes(dialect.Modes{Deferrable: &b})
	})
}

// takeModes is SET transaction_…: outside a block it lasts for the statement that sets it, which is not at all.
func (s *Session) takeModes(m dialect.Modes) error {
	if err := s.checkModes(m); err != nil {
		return err
	}
	if s.tx.state != stIdle {
		s.tx.applyModes(m)
	}
	return nil
}

func onOff(b bool) string {
	if b {
		return "on"
	}
	return "off"
}

func boolean(name, v string) (bool, error) {
	switch strings.ToLower(v) {
	case "on", "true", "yes", "1", "t", "y":
		return true, nil
	case "off", "false", "no", "0", "f", "n":
		return false, nil
	}
	return false, pgerr.Newf(pgerr.InvalidParameterValue, `parameter "%s" requires a Boolean value`, name)
}

// refuseWrite is 25006 for what a READ ONLY transaction may not run.
func (s *Session) refuseWrite(st *dialect.Statement) error {
	if !s.readOnly() {
		return nil
	}
	if !st.Writes {
		if st.RowLock == nil {
			return nil
		}
		return pgerr.Newf(pgerr.ReadOnlySqlTransaction, "cannot execute SELECT FOR %s in a read-only transaction", st.RowLock.Words)
	}
	if n, ok := st.Node.(*dialect.Explain); ok {
		st = n.Stmt
	}
	verb := strings.TrimSuffix(st.Tag, " 0")
	if st.Kind == dialect.KindCopy {
		verb = "COPY FROM"
	}
	return pgerr.Newf(pgerr.ReadOnlySqlTransaction, "cannot execute %s in a read-only transaction", verb)
}
