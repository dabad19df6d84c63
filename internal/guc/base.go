package guc

import (
	"strings"

	"lakewire/internal/pgerr"
)

// ServerVersion is the PostgreSQL that clients are told they talk to.
const (
	ServerVersion    = "15.18"
	ServerVersionNum = "150018"
)

// recorded are the defaults that differ from PostgreSQL's boot values: what initdb or the environment would have set.
var recorded = map[string]string{
	"server_version":             ServerVersion,
	"server_version_num":         ServerVersionNum,
	"server_encoding":            "UTF8",
	"client_encoding":            "UTF8",
	"TimeZone":                   "UTC",
	"log_timezone":               "UTC",
	"lc_collate":                 "C",
	"lc_ctype":                   "C.UTF-8",
	"lc_messages":                "C.UTF-8",
	"lc_monetary":                "C.UTF-8",
	"lc_numeric":                 "C.UTF-8",
	"lc_time":                    "C.UTF-8",
	"default_text_search_config": "pg_catalog.english",
	"timezone_abbreviations":     "Default",
	"max_stack_depth":            "2048",
}

// Base holds a server's defaults; all its sessions share one, and it does not change.
type Base struct {
	values []string
	given  []bool
}

// NewBase makes the defaults of a server: overrides are values of any context, such as max_connections.
func NewBase(overrides map[string]string) (*Base, error) {
	b := &Base{values: make([]string, len(defs)), given: make([]bool, len(defs))}
	for i, d := range defs {
		b.values[i] = d.boot
		if v, ok := recorded[d.name]; ok {
			b.values[i] = v
		}
	}
	for name, v := range overrides {
		d := find(name)
		if d == nil {
			return nil, unrecognized(name)
		}
		v, err := d.parseValue(name, v)
		if err == nil && checks[d.name] != nil && d.context != "internal" {
			v, err = checks[d.name](&Settings{base: b}, d, v)
		}
		if err != nil {
			return nil, err
		}
		b.values[d.index], b.given[d.index] = v, true
	}
	return b, nil
}

// New makes the settings of a session from its start-up packet. Each error would end the connection in PostgreSQL.
func (b *Base) New(startup map[string]string) (*Settings, []error) {
	s := &Settings{base: b}
	var errs []error
	for name, v := range startup {
		if err := s.startup(name, v); err != nil {
			errs = append(errs, err)
		}
	}
	return s, errs
}

// New makes settings over PostgreSQL's own defaults.
func New(startup map[string]string) (*Settings, []error) {
	b, err := NewBase(nil)
	if err != nil {
		return nil, []error{err}
	}
	return b.New(startup)
}

// startup sets what RESET goes back to. The packet may set what only a connection's start may.
func (s *Settings) startup(name, v string) error {
	d, err := s.lookup(name)
	if err != nil {
		return err
	}
	if !strings.HasSuffix(d.context, "backend") {
		if err := s.settable(d, name); err != nil {
			return err
		}
	}
	v, err = s.read(d, name, v)
	if err != nil {
		return err
	}
	s.setReset(d, value{v, "client"})
	return nil
}

func unrecognized(name string) error {
	return pgerr.Newf(pgerr.UndefinedObject, "unrecognized configuration parameter %q", name)
}
