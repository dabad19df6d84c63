package guc

import "time"

// Base holds a server's defaults; all sessions share one.
type Base struct{}

// NewBase makes the defaults of a server: overrides are values of any context, such as max_connections.
func NewBase(overrides map[string]string) (*Base, error) { return &Base{}, nil }

// New makes the settings of a session from its start-up packet.
func (b *Base) New(startup map[string]string) (*Settings, []error) { return &Settings{}, nil }

// New makes settings over PostgreSQL's own defaults.
func New(startup map[string]string) (*Settings, []error) { return (&Base{}).New(startup) }

// Settings are one session's settings. One goroutine owns them.
type Settings struct{}

// Row is one row of pg_settings.
type Row struct {
	Name, Setting, Unit, Category, ShortDesc, ExtraDesc, Context, Vartype, Source, MinVal, MaxVal string
	Enumvals                                                                                      []string
	BootVal, ResetVal                                                                             string
	HasUnit, HasExtraDesc, HasMin, HasMax, HasBoot                                                bool
}

// Report is a setting that clients are told of (ParameterStatus).
type Report struct{ Name, Value string }

// SetSuperuser tells whether the role may change superuser settings.
func (s *Settings) SetSuperuser(is bool) {}

// SetInternal sets a read-only setting from the server's side: session_authorization, is_superuser, in_hot_standby.
func (s *Settings) SetInternal(name, value string) {}

// Provide lets the session answer for a setting itself: transaction_isolation, transaction_read_only, transaction_deferrable.
func (s *Settings) Provide(name string, get func() string, set func(value string) error) {}

// Set is SET name TO value; local is SET LOCAL.
func (s *Settings) Set(name, value string, local bool) error { return nil }

// SetList is SET name TO v, v, …: each value as the client wrote it, unquoted.
func (s *Settings) SetList(name string, values []string, local bool) error { return nil }

// Reset is RESET name, or SET name TO DEFAULT when local or not.
func (s *Settings) Reset(name string, local bool) error { return nil }

// ResetAll is RESET ALL.
func (s *Settings) ResetAll() {}

// Show gives a value as SHOW prints it.
func (s *Settings) Show(name string) (string, error) { return "", nil }

// CanonicalName gives the name as PostgreSQL spells it (SHOW timezone answers a column TimeZone); unknown names come back as they are.
func (s *Settings) CanonicalName(name string) string { return name }

// List gives the rows of pg_settings in order of name.
func (s *Settings) List() []Row { return nil }

// ShowAll gives the rows of SHOW ALL: name, setting, description.
func (s *Settings) ShowAll() [][3]string { return nil }

// Begin starts a transaction; Commit and Rollback end it.
func (s *Settings) Begin()    {}
func (s *Settings) Commit()   {}
func (s *Settings) Rollback() {}

// Savepoint marks a place to which RollbackTo returns.
func (s *Settings) Savepoint() int      { return 0 }
func (s *Settings) RollbackTo(mark int) {}

// Reports gives the reported settings whose value changed since the last call; the first call gives all of them.
func (s *Settings) Reports() []Report { return nil }

// Epoch changes whenever any value changes.
func (s *Settings) Epoch() uint64 { return 0 }

// DateStyle is how dates are printed, and in which order ambiguous ones are read.
type DateStyle struct {
	Style string // ISO, Postgres, SQL, German
	Order string // MDY, DMY, YMD
}

func (s *Settings) TimeZone() *time.Location                       { return time.UTC }
func (s *Settings) TimeZoneName() string                           { return "" }
func (s *Settings) DateStyle() DateStyle                           { return DateStyle{} }
func (s *Settings) IntervalStyle() string                          { return "" } // postgres, postgres_verbose, sql_standard, iso_8601
func (s *Settings) ExtraFloatDigits() int                          { return 1 }
func (s *Settings) ByteaOutput() string                            { return "hex" }
func (s *Settings) StatementTimeout() time.Duration                { return 0 }
func (s *Settings) LockTimeout() time.Duration                     { return 0 }
func (s *Settings) IdleInTransactionSessionTimeout() time.Duration { return 0 }
func (s *Settings) IdleSessionTimeout() time.Duration              { return 0 }
func (s *Settings) SearchPath() []string                           { return nil } // as written: "$user" is not resolved
func (s *Settings) ApplicationName() string                        { return "" }
func (s *Settings) ClientMinMessages() string                      { return "notice" }
func (s *Settings) DefaultTransactionIsolation() string            { return "read committed" }
func (s *Settings) DefaultTransactionReadOnly() bool               { return false }
func (s *Settings) DefaultTransactionDeferrable() bool             { return false }
