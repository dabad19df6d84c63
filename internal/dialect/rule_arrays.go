package dialect

import "strings"

// ruleArrays writes an array literal with its type, '{1,2}'::int[] or CAST('{1,2}' AS int[]), as the engine's list.
func ruleArrays(w *work) error {
	for i, t := range w.p.toks {
		if !t.isString() || !(w.tok(i+1).Kind == TokCast || w.is(i+1, "as") && w.is(i-1, "(") && w.is(i-2, "cast")) {
			continue
		}
		k := i + 2
		for w.tok(k).isName() && (w.is(k+1, ".") || w.tok(k+1).Kind == TokIdent) {
			k++
			if w.is(k, ".") {
				k++
			}
		}
		if w.is(k+1, "(") {
			for !w.is(k, ")") && w.tok(k).Kind != TokEOF {
				k++
			}
		}
		if !w.is(k+1, "[") && !w.is(k+1, "array") {
			continue
		}
		v, ok := literal(w.Text, t)
		if !ok {
			continue
		}
		if list, ok := arrayLiteral(v); ok {
			w.replace(i, i, list)
			w.dimensions(k+1, max(1, len(list)-len(strings.TrimLeft(list, "["))))
		}
	}
	return nil
}

// dimensions gives the brackets at token i, of an array's type, as many dimensions as the array has: to PostgreSQL their
// number says nothing.
func (w *work) dimensions(i, n int) {
	if !w.is(i, "[") {
		return
	}
	have, last := 0, i
	for w.is(i, "[") {
		last = w.bracket(i)
		if have++; have > n {
			w.replace(i, last, "")
		}
		i = last + 1
	}
	if have < n {
		w.insertAfter(last, strings.Repeat("[]", n-have))
	}
}

// arrayLiteral turns PostgreSQL's text form of an array into the engine's list of strings.
func arrayLiteral(v string) (string, bool) {
	var b strings.Builder
	rest, ok := arrayLevel(strings.TrimSpace(v), &b, 0)
	return b.String(), ok && strings.TrimSpace(rest) == ""
}

func arrayLevel(s string, b *strings.Builder, depth int) (string, bool) {
	if depth > 6 || s == "" || s[0] != '{' {
		return s, false
	}
	b.WriteByte('[')
	s = strings.TrimLeft(s[1:], " \t\n\r")
	if strings.HasPrefix(s, "}") {
		b.WriteByte(']')
		return s[1:], true
	}
	for {
		s = strings.TrimLeft(s, " \t\n\r")
		var ok bool
		if strings.HasPrefix(s, "{") {
			if s, ok = arrayLevel(s, b, depth+1); !ok {
				return s, false
			}
		} else if s, ok = arrayItem(s, b); !ok {
			return s, false
		}
		s = strings.TrimLeft(s, " \t\n\r")
		switch {
		case strings.HasPrefix(s, ","):
			b.WriteString(", ")
			s = s[1:]
		case strings.HasPrefix(s, "}"):
			b.WriteByte(']')
			return s[1:], true
		default:
			return s, false
		}
	}
}

func arrayItem(s string, b *strings.Builder) (string, bool) {
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
	b.WriteString(quote(text))
	return s[i:], true
}
