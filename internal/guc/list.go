package guc

import (
	_ "embed"
	"strings"
)

//go:embed keywords.txt
var keywordsTXT string

// reserved are the words that an identifier must be quoted for.
var reserved = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range lines(keywordsTXT) {
		m[w] = true
	}
	return m
}()

// QuoteIdentifier quotes a name where SQL needs it: as PostgreSQL's quote_ident.
func QuoteIdentifier(name string) string {
	safe := name != "" && !reserved[name]
	for i := 0; safe && i < len(name); i++ {
		c := name[i]
		safe = c == '_' || c >= 'a' && c <= 'z' || i > 0 && c >= '0' && c <= '9'
	}
	if safe {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

func quoteAll(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = QuoteIdentifier(n)
	}
	return out
}

// splitIdentifiers reads a comma-separated list of names; what is not quoted is folded to lower case. ok is false where
// the syntax is wrong. An empty text is an empty list.
func splitIdentifiers(text string) (names []string, ok bool) {
	const space = " \t\n\r\f\v"
	rest := strings.TrimLeft(text, space)
	if rest == "" {
		return nil, true
	}
	for {
		var name string
		if rest != "" && rest[0] == '"' {
			end, b := 1, strings.Builder{}
			for {
				i := strings.IndexByte(rest[end:], '"')
				if i < 0 {
					return nil, false
				}
				b.WriteString(rest[end : end+i])
				end += i + 1
				if end >= len(rest) || rest[end] != '"' {
					break
				}
				b.WriteByte('"')
				end++
			}
			name, rest = b.String(), rest[end:]
		} else {
			i := strings.IndexAny(rest, ","+space)
			if i < 0 {
				i = len(rest)
			}
			if i == 0 {
				return nil, false
			}
			name, rest = strings.ToLower(rest[:i]), rest[i:]
		}
		names = append(names, name)
		rest = strings.TrimLeft(rest, space)
		if rest == "" {
			return names, true
		}
		if rest[0] != ',' {
			return nil, false
		}
		rest = strings.TrimLeft(rest[1:], space)
		if rest == "" {
			return nil, false
		}
	}
}
