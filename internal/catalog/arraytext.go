package catalog

import (
	"strings"

	"lakewire/internal/pgerr"
)

// textArray reads an array's literal, {a,"b c",NULL}, of one dimension.
func textArray(a []any) (any, error) {
	if a[0] == nil {
		return nil, nil
	}
	s := strings.Trim(str(a[0]), " \t\n\r")
	bad := pgerr.Newf(pgerr.InvalidTextRepresentation, "malformed array literal: \"%s\"", str(a[0]))
	if len(s) < 2 || s[0] != '{' || s[len(s)-1] != '}' {
		return nil, bad
	}
	out := []any{}
	if s = s[1 : len(s)-1]; strings.TrimSpace(s) == "" {
		return out, nil
	}
	for i := 0; ; i++ {
		for i < len(s) && strings.IndexByte(" \t\n\r", s[i]) >= 0 {
			i++
		}
		var item []byte
		quoted, plainEnd := i < len(s) && s[i] == '"', 0
		if quoted {
			i++
		}
		for ; i < len(s) && (quoted && s[i] != '"' || !quoted && s[i] != ','); i++ {
			switch {
			case s[i] == '\\' && i+1 < len(s):
				i++
			case !quoted && strings.IndexByte("{}\"", s[i]) >= 0:
				return nil, bad
			}
			if item = append(item, s[i]); s[i] != ' ' {
				plainEnd = len(item)
			}
		}
		if quoted {
			if i >= len(s) {
				return nil, bad
			}
			for i++; i < len(s) && s[i] == ' '; i++ {
				continue
			}
			if i < len(s) && s[i] != ',' {
				return nil, bad
			}
			out = append(out, string(item))
		} else if item = item[:plainEnd]; len(item) == 0 {
			return nil, bad
		} else if strings.EqualFold(string(item), "null") {
			out = append(out, nil)
		} else {
			out = append(out, string(item))
		}
		if i >= len(s) {
			return out, nil
		}
	}
}
