package guc

import (
	"strings"

	"lakewire/internal/pgerr"
)

// Settings are one session's settings. One goroutine owns them. Only what differs from the Base takes memory.
type Settings struct {
	base          *Base
	resets        map[*def]value  // what the start-up packet gave
	cells         map[*def]cell   // what the session set
	customs       map[string]*def // a.b names, by lower case
	provided      map[*def]provider
	log           []undo
	superuser     bool
	epoch         uint64
	reported      map[*def]string
	reportedEpoch uint64
	cache         typed
}

// value is a canonical text and where it came from, as pg_settings.source says it.
type value struct{ text, source string }

// cell is a setting that the session changed: what stays after COMMIT, and what SET LOCAL lays over it until then.
type cell struct {
	session, local       value
	hasSession, hasLocal bool
}

type provider struct {
	get func() string
	set func(value string) error
}

// SetSuperuser tells whether the role may change superuser settings.
func (s *Settings) SetSuperuser(is bool) {
	s.superuser = is
	s.SetInternal("is_superuser", onOff(is))
}

// SetInternal sets a setting from the server's side, whatever its context: session_authorization, in_hot_standby.
// It is not part of any transaction. An unknown name is ignored.
func (s *Settings) SetInternal(name, v string) {
	if d := find(name); d != nil {
		s.setReset(d, value{v, "override"})
	}
}

func (s *Settings) setReset(d *def, v value) {
	if s.resets == nil {
		s.resets = map[*def]value{}
	}
	s.resets[d] = v
	s.epoch++
}

// Provide lets the session answer for a setting itself: transaction_isolation, transaction_read_only and
// transaction_deferrable belong to its transaction. set gets a value that is already valid.
func (s *Settings) Provide(name string, get func() string, set func(value string) error) {
	if s.provided == nil {
		s.provided = map[*def]provider{}
	}
	s.provided[find(name)] = provider{get, set}
}

// Set is what set_config does: the value is one text, in which a list setting finds its list.
func (s *Settings) Set(name, v string, local bool) error {
	d, err := s.lookup(name)
	if err != nil {
		return err
	}
	if err := s.settable(d, name); err != nil {
		return err
	}
	v, err = s.read(d, name, v)
	if err != nil {
		return err
	}
	if d.effect == effectRefused && v != s.current(d).text {
		return pgerr.Newf(pgerr.FeatureNotSupported, "parameter %q cannot be set to %q", d.name, v).WithDetail("It would have no effect: %s.", d.why)
	}
	if p, ok := s.provided[d]; ok {
		return p.set(v)
	}
	s.assign(d, value{v, "session"}, local)
	return nil
}

// SetList is SET name TO v, v, …: each value as the client meant it, without quotes.
func (s *Settings) SetList(name string, values []string, local bool) error {
	d, err := s.lookup(name)
	if err != nil {
		return err
	}
	if len(values) > 1 && !d.listInput {
		return pgerr.Newf(pgerr.InvalidParameterValue, "SET %s takes only one argument", name)
	}
	if d.listQuote {
		values = quoteAll(values)
	}
	return s.Set(name, strings.Join(values, ", "), local)
}

// Reset is RESET name and SET [LOCAL] name TO DEFAULT.
func (s *Settings) Reset(name string, local bool) error {
	d, err := s.lookup(name)
	if err != nil {
		return err
	}
	if err := s.settable(d, name); err != nil {
		return err
	}
	if p, ok := s.provided[d]; ok {
		return p.set(s.reset(d).text)
	}
	if local {
		s.assign(d, s.reset(d), true)
	} else {
		s.change(d, cell{})
	}
	return nil
}

// ResetAll is RESET ALL.
func (s *Settings) ResetAll() {
	for d := range s.cells {
		if !d.noResetAll {
			s.change(d, cell{})
		}
	}
}

// Show gives a value as SHOW prints it.
func (s *Settings) Show(name string) (string, error) {
	d := s.known(name)
	if d == nil {
		return "", unrecognized(name)
	}
	return s.shown(d), nil
}

// CanonicalName gives a name as the table spells it: SHOW timezone answers in a column TimeZone. Unknown ones come back as they are.
func (s *Settings) CanonicalName(name string) string {
	if d := s.known(name); d != nil {
		return d.name
	}
	return name
}

// Epoch changes whenever any value changes.
func (s *Settings) Epoch() uint64 { return s.epoch }

func (s *Settings) shown(d *def) string {
	if p, ok := s.provided[d]; ok {
		return p.get()
	}
	if d.name == "seed" {
		return "unavailable"
	}
	return d.show(s.current(d).text)
}

func (s *Settings) known(name string) *def {
	if d := find(name); d != nil {
		return d
	}
	return s.customs[strings.ToLower(name)]
}

// lookup finds a setting, or makes a custom one.
func (s *Settings) lookup(name string) (*def, error) {
	if d := s.known(name); d != nil {
		return d, nil
	}
	return s.custom(name)
}

// settable tells by its context whether a session may change the setting at all.
func (s *Settings) settable(d *def, name string) error {
	switch d.context {
	case "user":
		return nil
	case "superuser":
		if s.superuser {
			return nil
		}
		return pgerr.Newf(pgerr.InsufficientPrivilege, "permission denied to set parameter %q", name)
	case "internal":
		return pgerr.Newf(pgerr.CantChangeRuntimeParam, "parameter %q cannot be changed", name)
	case "postmaster":
		return pgerr.Newf(pgerr.CantChangeRuntimeParam, "parameter %q cannot be changed without restarting the server", name)
	case "sighup":
		return pgerr.Newf(pgerr.CantChangeRuntimeParam, "parameter %q cannot be changed now", name)
	}
	return pgerr.Newf(pgerr.CantChangeRuntimeParam, "parameter %q cannot be set after connection start", name)
}

// read parses and checks a value and gives its canonical text.
func (s *Settings) read(d *def, name, v string) (string, error) {
	v, err := d.parseValue(name, v)
	if err != nil {
		return "", err
	}
	if check := checks[d.name]; check != nil {
		return check(s, d, v)
	}
	return v, nil
}

// current gives the value in force.
func (s *Settings) current(d *def) value {
	if c, ok := s.cells[d]; ok {
		if c.hasLocal {
			return c.local
		}
		if c.hasSession {
			return c.session
		}
	}
	return s.reset(d)
}

// reset gives what RESET goes back to.
func (s *Settings) reset(d *def) value {
	if v, ok := s.resets[d]; ok {
		return v
	}
	if d.index < 0 {
		return value{"", "default"}
	}
	if s.base.given[d.index] {
		return value{s.base.values[d.index], "configuration file"}
	}
	return value{s.base.values[d.index], "default"}
}
