package catalog

import (
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// relationScalars take the text of an object identifier apart: a number, or a name with or without a schema.
func relationScalars() []pureScalar {
	b, t := bigType, textType
	return []pureScalar{
		{"lw_oid_text", []pgtypes.Logical{t}, false, b, strict(func(a []any) (any, error) {
			text := strings.TrimSpace(str(a[0]))
			if text == "-" {
				return int64(0), nil
			}
			if n, err := strconv.ParseUint(text, 10, 32); err == nil {
				return int64(n), nil
			}
			if n, err := strconv.ParseInt(text, 10, 32); err == nil { // an integer below zero
				return int64(uint32(n)), nil
			}
			return nil, nil
		})},
		{"lw_schema_part", []pgtypes.Logical{t}, false, t, strict(func(a []any) (any, error) {
			parts := nameParts(str(a[0]))
			if len(parts) < 2 {
				return "", nil
			}
			return parts[len(parts)-2], nil
		})},
		{"lw_name_part", []pgtypes.Logical{t}, false, t, strict(func(a []any) (any, error) {
			if parts := nameParts(str(a[0])); len(parts) > 0 {
				return parts[len(parts)-1], nil
			}
			return "", nil
		})},
		{"lw_type_parse", []pgtypes.Logical{t}, false, b, strict(func(a []any) (any, error) { return parseTypeName(str(a[0])), nil })},
	}
}

// nameParts takes a qualified name apart: what is not in quotes is folded to lower case.
func nameParts(text string) []string {
	var parts []string
	for text = strings.TrimSpace(text); text != ""; {
		if text[0] != '"' {
			part, rest, _ := strings.Cut(text, ".")
			parts, text = append(parts, strings.ToLower(strings.TrimSpace(part))), strings.TrimSpace(rest)
			continue
		}
		i := 1
		for i < len(text) && (text[i] != '"' || i+1 < len(text) && text[i+1] == '"') {
			if text[i] == '"' {
				i++
			}
			i++
		}
		parts = append(parts, strings.ReplaceAll(text[1:min(i, len(text))], `""`, `"`))
		text = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text[min(i+1, len(text)):]), "."))
	}
	return parts
}

// parseTypeName finds one of PostgreSQL's own types by any of its spellings, NULL for others.
func parseTypeName(text string) any {
	base := strings.TrimSpace(text)
	array := strings.HasSuffix(base, "[]")
	base = strings.TrimSpace(strings.TrimSuffix(base, "[]"))
	if open := strings.IndexByte(base, '('); open > 0 {
		if end := strings.IndexByte(base[open:], ')'); end > 0 {
			base = strings.TrimSpace(base[:open]) + base[open+end+1:]
		}
	}
	var oid pgtypes.OID
	switch parts := nameParts(base); {
	case len(parts) == 2 && parts[0] == "pg_catalog":
		oid = pgtypes.ByTypname(parts[1])
	case len(parts) == 1 && strings.HasPrefix(base, `"`):
		oid = pgtypes.ByTypname(parts[0])
	case len(parts) == 1:
		oid, _ = pgtypes.ByName(base)
	}
	if array && oid != 0 {
		oid = pgtypes.ArrayOf(oid)
	}
	if oid == 0 {
		return nil
	}
	return int64(oid)
}

// missing ends the statement because there is no such relation.
func missing(a []any) (any, error) {
	if a[0] == nil {
		return nil, nil
	}
	parts := nameParts(str(a[0]))
	switch {
	case !wellFormed(str(a[0])):
		return nil, pgerr.New(pgerr.InvalidName, "invalid name syntax")
	case len(parts) > 3:
		return nil, pgerr.Newf(pgerr.SyntaxError, "improper relation name (too many dotted names): %s", strings.Join(parts, "."))
	case len(parts) == 3 && parts[0] != str(a[2]):
		return nil, pgerr.Newf(pgerr.FeatureNotSupported, "cross-database references are not implemented: \"%s\"", strings.Join(parts, "."))
	}
	if there, _ := a[1].(bool); !there {
		return nil, pgerr.Newf(pgerr.InvalidSchemaName, "schema \"%s\" does not exist", parts[len(parts)-2])
	}
	return nil, pgerr.Newf(pgerr.UndefinedTable, "relation \"%s\" does not exist", strings.Join(parts, "."))
}

// wellFormed tells whether a text is names joined by dots: no empty ones, and no spaces in those without quotes.
func wellFormed(text string) bool {
	open, word, ended := false, false, false
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"':
			if ended && !open {
				return false
			}
			open, word = !open, true
		case open:
		case c == '.':
			if !word {
				return false
			}
			word, ended = false, false
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			ended = ended || word
		case ended:
			return false
		default:
			word = true
		}
	}
	return word && !open
}
