package guc

import (
	"strconv"
	"time"
)

// typed holds what the getters parsed, until a value changes.
type typed struct {
	epoch                                uint64
	valid                                bool
	zone                                 *time.Location
	zoneName, engineZone                 string
	dateStyle                            DateStyle
	intervalStyle, bytea, minMessages    string
	floatDigits                          int
	statement, lock, idleInTx, idleSess  time.Duration
	searchPath                           []string
	application, isolation, role, sessAu string
	commitMessage                        string
	retention, cleanup                   time.Duration
	readOnly, deferrable, strict         bool
}

var (
	defTimeZone      = find("TimeZone")
	defDateStyle     = find("DateStyle")
	defIntervalStyle = find("IntervalStyle")
	defBytea         = find("bytea_output")
	defMinMessages   = find("client_min_messages")
	defFloatDigits   = find("extra_float_digits")
	defStatement     = find("statement_timeout")
	defLock          = find("lock_timeout")
	defIdleInTx      = find("idle_in_transaction_session_timeout")
	defIdleSession   = find("idle_session_timeout")
	defSearchPath    = find("search_path")
	defApplication   = find("application_name")
	defIsolation     = find("default_transaction_isolation")
	defReadOnly      = find("default_transaction_read_only")
	defDeferrable    = find("default_transaction_deferrable")
	defCommitMessage = find("lakewire.commit_message")
	defStrict        = find("lakewire.strict_constraints")
	defRetention     = find("lakewire.snapshot_retention")
	defCleanup       = find("lakewire.cleanup_delay")
	defRole          = find("role")
	defSessAuth      = find("session_authorization")
)

func (s *Settings) typed() *typed {
	c := &s.cache
	if c.valid && c.epoch == s.epoch {
		return c
	}
	text := func(d *def) string { return s.current(d).text }
	number := func(d *def) int { n, _ := strconv.Atoi(text(d)); return n }
	millis := func(d *def) time.Duration { return time.Duration(number(d)) * time.Millisecond }
	minutes := func(d *def) time.Duration { return time.Duration(number(d)) * time.Minute }
	*c = typed{
		retention: minutes(defRetention), cleanup: minutes(defCleanup),
		epoch: s.epoch, valid: true, zone: time.UTC, zoneName: text(defTimeZone), engineZone: "UTC",
		dateStyle: splitDateStyle(text(defDateStyle)), intervalStyle: text(defIntervalStyle), bytea: text(defBytea),
		minMessages: text(defMinMessages), floatDigits: number(defFloatDigits), statement: millis(defStatement), lock: millis(defLock),
		idleInTx: millis(defIdleInTx), idleSess: millis(defIdleSession), application: text(defApplication), commitMessage: text(defCommitMessage), isolation: text(defIsolation),
		readOnly: text(defReadOnly) == "on", strict: text(defStrict) == "on", deferrable: text(defDeferrable) == "on", role: text(defRole), sessAu: text(defSessAuth),
	}
	c.searchPath, _ = splitIdentifiers(text(defSearchPath))
	if loc, err := location(c.zoneName); err == nil {
		c.zone = loc
		c.engineZone, _ = engineZone(c.zoneName, loc)
	}
	return c
}

// TimeZone gives the session's zone.
func (s *Settings) TimeZone() *time.Location { return s.typed().zone }

// TimeZoneName gives the zone as SHOW prints it.
func (s *Settings) TimeZoneName() string { return s.typed().zoneName }

// EngineTimeZone gives a name that the engine's own TimeZone setting takes for the same zone.
func (s *Settings) EngineTimeZone() string { return s.typed().engineZone }

// DateStyle gives how dates are printed and read.
func (s *Settings) DateStyle() DateStyle { return s.typed().dateStyle }

// IntervalStyle is one of postgres, postgres_verbose, sql_standard, iso_8601.
func (s *Settings) IntervalStyle() string { return s.typed().intervalStyle }

// ExtraFloatDigits is from -15 to 3.
func (s *Settings) ExtraFloatDigits() int { return s.typed().floatDigits }

// ByteaOutput is hex or escape.
func (s *Settings) ByteaOutput() string { return s.typed().bytea }

// StatementTimeout is 0 where there is none, as are the other times.
func (s *Settings) StatementTimeout() time.Duration { return s.typed().statement }

// LockTimeout bounds the wait for a table.
func (s *Settings) LockTimeout() time.Duration { return s.typed().lock }

// IdleInTransactionSessionTimeout bounds a pause between statements of a transaction.
func (s *Settings) IdleInTransactionSessionTimeout() time.Duration { return s.typed().idleInTx }

// IdleSessionTimeout bounds a pause outside of a transaction.
func (s *Settings) IdleSessionTimeout() time.Duration { return s.typed().idleSess }

// SearchPath gives the names as written: "$user" is not resolved. The slice is shared: do not change it.
func (s *Settings) SearchPath() []string { return s.typed().searchPath }

// ApplicationName is what the client calls itself.
func (s *Settings) ApplicationName() string { return s.typed().application }

// ClientMinMessages is the lowest level of notice that the client wants.
func (s *Settings) ClientMinMessages() string { return s.typed().minMessages }

// DefaultTransactionIsolation is what the next transaction begins with, as are the next two.
func (s *Settings) DefaultTransactionIsolation() string { return s.typed().isolation }

// CommitMessage is lakewire.commit_message, "" where there is none.
func (s *Settings) CommitMessage() string { return s.typed().commitMessage }

// SnapshotRetention is lakewire.snapshot_retention; below 0 every snapshot is kept.
func (s *Settings) SnapshotRetention() time.Duration { return s.typed().retention }

// CleanupDelay is lakewire.cleanup_delay; below 0 the lake's catalog decides.
func (s *Settings) CleanupDelay() time.Duration { return s.typed().cleanup }

// StrictConstraints is lakewire.strict_constraints: what a lake can only declare is refused.
func (s *Settings) StrictConstraints() bool { return s.typed().strict }

// DefaultTransactionReadOnly tells whether the next transaction is READ ONLY.
func (s *Settings) DefaultTransactionReadOnly() bool { return s.typed().readOnly }

// DefaultTransactionDeferrable tells whether the next transaction is DEFERRABLE.
func (s *Settings) DefaultTransactionDeferrable() bool { return s.typed().deferrable }

// SessionUser is session_authorization.
func (s *Settings) SessionUser() string { return s.typed().sessAu }
