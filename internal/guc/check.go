package guc

import (
	"strings"
	"unicode/utf8"

	"lakewire/internal/pgerr"
)

// check looks at a value beyond its type and gives its canonical text.
type check func(s *Settings, d *def, v string) (string, error)

var checks map[string]check

// init and not a literal: the checks read settings, which are read through the checks.
func init() {
	checks = map[string]check{
		"DateStyle":                   checkDateStyle,
		"TimeZone":                    checkTimeZone,
		"log_timezone":                checkTimeZone,
		"client_encoding":             checkEncoding,
		"search_path":                 checkList,
		"application_name":            checkName,
		"cluster_name":                checkASCII,
		"lc_messages":                 checkLocale,
		"lc_monetary":                 checkLocale,
		"lc_numeric":                  checkLocale,
		"lc_time":                     checkLocale,
		"default_tablespace":          checkTablespace,
		"temp_tablespaces":            checkTablespace,
		"default_table_access_method": checkAccessMethod,
		"role":                        checkRole,
		"session_authorization":       checkSessionAuthorization,
		"timezone_abbreviations":      checkAbbreviations,

		"restrict_nonsystem_relation_kind": checkRelationKinds,
	}
}

func checkList(_ *Settings, d *def, v string) (string, error) {
	if _, ok := splitIdentifiers(v); !ok {
		return "", invalid(d.name, v).WithDetail("List syntax is invalid.")
	}
	return v, nil
}

func checkRelationKinds(_ *Settings, d *def, v string) (string, error) {
	kinds, ok := splitIdentifiers(v)
	if !ok {
		return "", invalid(d.name, v).WithDetail("List syntax is invalid.")
	}
	for _, k := range kinds {
		if !strings.EqualFold(k, "view") && !strings.EqualFold(k, "foreign-table") {
			return "", invalid(d.name, v).WithDetail("Unrecognized key word: \"%s\".", k)
		}
	}
	return v, nil
}

// nameLen is how many bytes of a name count.
const nameLen = 63

// checkName cuts what is longer than a name off: drivers break on a status line of kilobytes.
func checkName(s *Settings, d *def, v string) (string, error) {
	return checkASCII(s, d, Clip(v))
}

// Clip gives as much of a name as counts, in whole characters.
func Clip(v string) string {
	if len(v) <= nameLen {
		return v
	}
	end := nameLen
	for end > 0 && !utf8.RuneStart(v[end]) {
		end--
	}
	return v[:end]
}

// checkASCII replaces what a log or a status line could not show, byte by byte.
func checkASCII(_ *Settings, _ *def, v string) (string, error) {
	b := []byte(v)
	for i, c := range b {
		if c < 32 || c > 126 {
			b[i] = '?'
		}
	}
	return string(b), nil
}

// checkLocale takes the locale that we have under its several names; to PostgreSQL any other would not be installed.
func checkLocale(_ *Settings, d *def, v string) (string, error) {
	switch strings.ToLower(v) {
	case "", "c", "posix", "c.utf-8", "c.utf8":
		return v, nil
	case "en_us.utf-8", "en_us.utf8", "en_us":
		if d.name == "lc_messages" || d.name == "lc_time" {
			return v, nil // the same words as C
		}
	}
	return "", invalid(d.name, v)
}

func checkTablespace(_ *Settings, d *def, v string) (string, error) {
	names, ok := splitIdentifiers(v)
	if d.name == "default_tablespace" {
		names, ok = []string{v}, true
	}
	if !ok {
		return "", invalid(d.name, v).WithDetail("List syntax is invalid.")
	}
	for _, n := range names {
		if n == "" || n == "pg_default" {
			continue
		}
		if d.name == "temp_tablespaces" {
			return "", pgerr.Newf(pgerr.UndefinedObject, "tablespace %q does not exist", n)
		}
		return "", invalid(d.name, v).WithDetail("Tablespace %q does not exist.", n)
	}
	return v, nil
}

func checkAccessMethod(_ *Settings, d *def, v string) (string, error) {
	switch v {
	case "heap":
		return v, nil
	case "":
		return "", invalid(d.name, v).WithDetail("%s cannot be empty.", d.name)
	}
	return "", invalid(d.name, v).WithDetail("Table access method %q does not exist.", v)
}

func checkRole(s *Settings, _ *def, v string) (string, error) {
	if v == "none" || v == s.SessionUser() {
		return v, nil
	}
	return "", pgerr.Newf(pgerr.InvalidParameterValue, "role %q does not exist", v)
}

func checkSessionAuthorization(s *Settings, _ *def, v string) (string, error) {
	if own := s.SessionUser(); own == "" || v == own {
		return v, nil
	}
	return "", pgerr.Newf(pgerr.InvalidParameterValue, "role %q does not exist", v)
}

func checkAbbreviations(_ *Settings, d *def, v string) (string, error) {
	switch v {
	case "Default", "Australia", "India":
		return v, nil
	}
	return "", invalid(d.name, v)
}
