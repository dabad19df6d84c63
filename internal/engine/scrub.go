package engine

import (
	"net/url"
	"regexp"
	"strings"
)

// scrubber takes out of an error's words what no client shall read: the metadata catalog's name, its file, and the parts
// of a connection string.
type scrubber struct {
	replace *strings.Replacer
}

var dsnPart = regexp.MustCompile(`(?i)\b(password|passwd|sslpassword|sslkey)\s*=\s*('(?:[^'\\]|\\.)*'|\S+)`)

func newScrubber(e *Engine) scrubber {
	var pairs []string
	if e.meta != "" {
		pairs = append(pairs, e.meta, "catalog")
	}
	if path, ok := e.o.embedded(); ok {
		pairs = append(pairs, path, "catalog")
	} else if u, err := url.Parse(e.o.Catalog); err == nil {
		pairs = append(pairs, e.o.Catalog, "catalog")
		if password, ok := u.User.Password(); ok && password != "" {
			pairs = append(pairs, password, "…")
		}
	}
	if e.o.Dir != "" {
		pairs = append(pairs, e.o.Dir, "…")
	}
	return scrubber{strings.NewReplacer(pairs...)}
}

func (s scrubber) clean(text string) string {
	if text == "" {
		return text
	}
	return dsnPart.ReplaceAllString(s.replace.Replace(text), "$1=…")
}
