package dialect

import "strings"

// RenameIn gives an expression in which a column has another name. Names of functions and qualifiers stay.
func RenameIn(expr, from, to string) string {
	if !strings.Contains(strings.ToLower(expr), strings.ToLower(from)) {
		return expr
	}
	toks, err := lexAll(expr)
	if err != nil {
		return expr
	}
	p := &parser{src: expr, toks: toks}
	var edits []edit
	for i, t := range toks {
		if t.isName() && ident(expr, t) == from && !p.is(toks[i+1], "(") && !p.is(toks[i+1], ".") {
			edits = append(edits, edit{t.Start, t.End, nameText(to)})
		}
	}
	out, _ := splice(expr, edits)
	return out
}

// nameText writes a name, in quotes where it needs them.
func nameText(s string) string {
	plain := s != "" && !reserved[s]
	for i := 0; i < len(s) && plain; i++ {
		c := s[i]
		plain = c == '_' || c >= 'a' && c <= 'z' || i > 0 && c >= '0' && c <= '9'
	}
	if plain {
		return s
	}
	return quoteName(s)
}
