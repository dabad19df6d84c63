package guc

import (
	"strings"

	"lakewire/internal/pgerr"
)

// custom makes a setting of a two-part name on first use, as PostgreSQL does for extensions yet to be loaded.
func (s *Settings) custom(name string) (*def, error) {
	if !strings.Contains(name, ".") {
		return nil, unrecognized(name)
	}
	for _, part := range strings.Split(name, ".") {
		if !simpleIdentifier(part) {
			return nil, pgerr.Newf(pgerr.InvalidName, "invalid configuration parameter name %q", name).
				WithDetail("Custom parameter names must be two or more simple identifiers separated by dots.")
		}
	}
	if prefix, _, _ := strings.Cut(strings.ToLower(name), "."); prefix == "lakewire" {
		return nil, pgerr.Newf(pgerr.InvalidName, "invalid configuration parameter name %q", name).
			WithDetail("%q is a reserved prefix.", prefix)
	}
	if s.customs == nil {
		s.customs = map[string]*def{}
	}
	d := &def{index: -1, name: name, lower: strings.ToLower(name), category: "Customized Options", context: "user", vartype: "string", hidden: true, effect: effectActs}
	s.customs[d.lower] = d
	return d, nil
}

func simpleIdentifier(part string) bool {
	for i := 0; i < len(part); i++ {
		c := part[i]
		letter := c == '_' || c >= 0x80 || c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (i == 0 || c != '$' && (c < '0' || c > '9')) {
			return false
		}
	}
	return part != ""
}
