package dialect

import (
	"encoding/hex"
	"strings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// arrayLiteral turns PostgreSQL's text form of an array into the engine's list of strings.
func arrayLiteral(v string) (string, bool) {
	return (&arrayReader{item: quote}).read(v)
}

// arrayReader writes the engine's list for PostgreSQL's text form of an array.
type arrayReader struct {
	strings.Builder
	item   func(string) string // an element's text for the engine
	counts []int               // how many elements the arrays of each level have, 0 while none has ended
	leaves int                 // the level below which the elements stand, 0 while none has been read
	ragged bool                // the arrays of a level differ
}

func (b *arrayReader) read(v string) (string, bool) {
	rest, ok := b.level(strings.TrimSpace(v), 0)
	return b.String(), ok && !b.ragged && strings.TrimSpace(rest) == ""
}

// count notes how many elements an array has.
func (b *arrayReader) count(n, level int) {
	for len(b.counts) <= level {
		b.counts = append(b.counts, 0)
	}
	b.ragged = b.ragged || b.counts[level] != 0 && b.counts[level] != n
	b.counts[level] = n
}

// arrayOf gives the engine's list for an array literal with elements of a type. Its elements are read as literals of the
// type are.
func arrayOf(elem pgtypes.OID, v string) (string, *pgerr.Error) {
	var failed error
	r := arrayReader{item: func(s string) string {
		text, err := element(elem, s)
		if err != nil && failed == nil {
			failed = err
		}
		return text
	}}
	list, ok := r.read(v)
	if failed != nil {
		return "", pgerr.From(failed)
	}
	switch {
	case strings.HasPrefix(v, "["):
		return "", pgerr.Unsupported("array literals with bounds are not supported", "Write the array without [lower:upper]=.")
	case !ok:
		return "", pgerr.Newf(pgerr.InvalidTextRepresentation, `malformed array literal: "%s"`, v).WithDetail("%s", malformed(v, r.ragged))
	}
	engine, ok := pgtypes.DuckType(elem)
	if !ok || elem == pgtypes.OIDNumeric { // its scale is the column's
		return list, nil
	}
	return list + "::" + engine + strings.Repeat("[]", max(1, len(list)-len(strings.TrimLeft(list, "[")))), nil
}

func element(elem pgtypes.OID, v string) (string, error) {
	text := ""
	switch {
	case elem == pgtypes.OIDBytea:
		b, err := ParseBytea(v)
		if err != nil {
			return "", err
		}
		return "from_hex(" + quote(hex.EncodeToString(b)) + ")", nil
	case timeTypes[elem] != "":
		var err error
		if text, err = engineTime(namedType{oid: elem, mod: -1}, v); err != nil {
			return "", err
		}
	case numberTypes[elem] != "" || elem == pgtypes.OIDBool:
		var err *pgerr.Error
		if text, err = engineLiteral(elem, v); err != nil {
			return "", err
		}
	}
	if text == "" {
		text = quote(v)
	}
	return text, nil
}

// malformed says what PostgreSQL says of an array literal.
func malformed(v string, ragged bool) string {
	switch {
	case ragged:
		return "Multidimensional arrays must have sub-arrays with matching dimensions."
	case !strings.HasPrefix(strings.TrimSpace(v), "{"):
		return `Array value must start with "{" or dimension information.`
	case !strings.Contains(v, "}"):
		return "Unexpected end of input."
	}
	return "Unexpected array element."
}

func (b *arrayReader) level(s string, depth int) (string, bool) {
	if depth > 6 || s == "" || s[0] != '{' {
		return s, false
	}
	b.WriteByte('[')
	s = strings.TrimLeft(s[1:], " \t\n\r")
	if strings.HasPrefix(s, "}") {
		b.WriteByte(']')
		return s[1:], true
	}
	for n := 1; ; n++ {
		s = strings.TrimLeft(s, " \t\n\r")
		var ok bool
		if strings.HasPrefix(s, "{") {
			if s, ok = b.level(s, depth+1); !ok {
				return s, false
			}
		} else {
			if s, ok = b.element(s); !ok {
				return s, false
			}
			b.ragged = b.ragged || b.leaves != 0 && b.leaves != depth+1
			b.leaves = depth + 1
		}
		s = strings.TrimLeft(s, " \t\n\r")
		switch {
		case strings.HasPrefix(s, ","):
			b.WriteString(", ")
			s = s[1:]
		case strings.HasPrefix(s, "}"):
			b.WriteByte(']')
			b.count(n, depth)
			return s[1:], true
		default:
			return s, false
		}
	}
}

func (b *arrayReader) element(s string) (string, bool) {
	var item []byte
	i, quoted := 0, strings.HasPrefix(s, `"`)
	if quoted {
		i = 1
	}
	for ; ; i++ {
		c := at(s, i)
		if i >= len(s) {
			return s, false
		}
		if c == '\\' {
			i++
			if i >= len(s) {
				return s, false
			}
			item = append(item, s[i])
			continue
		}
		if quoted && c == '"' {
			i++
			break
		}
		if !quoted && (c == ',' || c == '}') {
			break
		}
		if !quoted && (c == '{' || c == '"') {
			return s, false
		}
		item = append(item, c)
	}
	text := string(item)
	if !quoted {
		text = strings.TrimRight(text, " \t\n\r")
		if text == "" {
			return s, false
		}
		if strings.EqualFold(text, "null") {
			b.WriteString("NULL")
			return s[i:], true
		}
	}
	b.WriteString(b.item(text))
	return s[i:], true
}
