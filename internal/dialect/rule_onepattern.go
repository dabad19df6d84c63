package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// ruleOnePattern compares where a pattern stands for one text alone: x LIKE 'a\_b' is x = 'a_b', and so is x ~ '^(a_b)$'. That is how clients
// name a relation, and the engine looks for a text much faster than for a pattern.
func ruleOnePattern(w *work) error {
	if w.tree == nil || w.schema == nil || w.keeps() {
		return nil
	}
	for _, n := range w.nodes() {
		e := n.GetAExpr()
		if e == nil || !plainText(w.typeOf(e.Lexpr)) {
			continue
		}
		p := e.Rexpr
		if c := p.GetCollateClause(); c != nil && plainCollations[lastName(c.Collname)] {
			p = c.Arg
		}
		if p.GetAConst().GetSval() == nil {
			continue
		}
		i := w.tokenAt(p.GetAConst().Location)
		v, ok := literal(w.Text, w.tok(i))
		op := w.tokenAt(e.Location)
		if !ok || w.tok(i).Kind != TokString || !w.between(op, i) || w.is(i+1, "escape") {
			continue
		}
		to, read := "=", likeText
		switch name := lastName(e.Name); {
		case e.Kind == pg.A_Expr_Kind_AEXPR_LIKE && name == "!~~", e.Kind == pg.A_Expr_Kind_AEXPR_OP && name == "!~~":
			to = "<>"
		case e.Kind == pg.A_Expr_Kind_AEXPR_LIKE, e.Kind == pg.A_Expr_Kind_AEXPR_OP && name == "~~":
		case e.Kind == pg.A_Expr_Kind_AEXPR_OP && name == "~":
			read = regexText
		case e.Kind == pg.A_Expr_Kind_AEXPR_OP && name == "!~":
			to, read = "<>", regexText
		default:
			continue
		}
		if v, ok = read(v); !ok {
			continue
		}
		w.replace(op, i-1, to+" ")
		w.replace(i, i, quote(v))
		if w.ones == nil {
			w.ones = map[int]bool{}
		}
		w.ones[i] = true
	}
	return nil
}

// between tells whether nothing but the operator at token op stands before token i.
func (w *work) between(op, i int) bool {
	switch {
	case w.is(op, "not"):
		return i == op+2
	case w.is(op, "operator"):
		return w.is(op+1, "(") && i > op+3 && w.closing(op+1) == i-1
	}
	return i == op+1
}

// plainText tells whether texts of a type are equal where they are the same.
func plainText(o pgtypes.OID) bool {
	return o == pgtypes.OIDText || o == pgtypes.OIDVarchar || o == pgtypes.OIDName
}

// likeText gives the one text that a pattern of LIKE stands for.
func likeText(pattern string) (string, bool) {
	if !strings.ContainsAny(pattern, `%_\`) {
		return pattern, true
	}
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '%' || c == '_' || c == '\\' && i+1 == len(pattern):
			return "", false
		case c == '\\':
			i++
		}
		b.WriteByte(pattern[i])
	}
	return b.String(), true
}

// regexText gives the one text that a regular expression stands for: letters, digits and what means itself, between anchors.
func regexText(pattern string) (string, bool) {
	body, head := strings.CutPrefix(pattern, "^")
	body, tail := strings.CutSuffix(body, "$")
	if !head || !tail {
		return "", false
	}
	if strings.HasPrefix(body, "(") && strings.HasSuffix(body, ")") {
		body = body[1 : len(body)-1]
	}
	for i := range len(body) {
		if !wordByte(body[i]) && body[i] != ' ' && body[i] != '-' && body[i] != '#' {
			return "", false
		}
	}
	return body, body != ""
}
