package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// ruleGrammar writes what PostgreSQL's grammar has words for and the engine's has not: BETWEEN SYMMETRIC, IS NORMALIZED,
// normalize() and UESCAPE.
func ruleGrammar(w *work) error {
	if w.tree == nil {
		return nil
	}
	for _, n := range w.inOrder(func(n *pg.Node, _ exprType) bool { return n.GetAExpr() != nil || n.GetFuncCall() != nil }) {
		if x := n.GetAExpr(); x != nil {
			w.symmetric(x)
		} else {
			w.normal(n.GetFuncCall())
		}
	}
	for i := range w.p.toks {
		if w.tok(i).Kind == TokUString && w.is(i+1, "uescape") && w.tok(i+2).Kind == TokString {
			s, escape := w.tok(i).text(w.Text), w.tok(i+2).text(w.Text)
			plain := strings.ReplaceAll(s[3:len(s)-1], `\`, `\\`)
			if v, ok := unicodeEscapes(unquote(strings.ReplaceAll(plain, escape[1:len(escape)-1], `\`), '\'')); ok {
				w.replace(i, i+2, quote(v))
			}
		}
	}
	return nil
}

// leftOf finds where the operand begins that stands before token op.
func (w *work) leftOf(n *pg.Node, op int) (stretch, bool) {
	at := location(n)
	if at < 0 {
		return stretch{}, false
	}
	s := stretch{w.tokenAt(at), op - 1}
	if _, ok := w.overBrackets(&s); !ok {
		return s, false
	}
	return s, s.last >= s.first
}

// symmetric lets the bounds of BETWEEN SYMMETRIC stand in any order.
func (w *work) symmetric(x *pg.A_Expr) {
	if x.Kind != pg.A_Expr_Kind_AEXPR_BETWEEN_SYM && x.Kind != pg.A_Expr_Kind_AEXPR_NOT_BETWEEN_SYM {
		return
	}
	op := w.tokenAt(x.Location)
	left, ok := w.leftOf(x.Lexpr, op)
	sym := op + 1
	if w.is(op, "not") {
		sym++
	}
	and := sym + 1
	for depth := 0; depth > 0 || !w.is(and, "and"); and++ {
		switch {
		case w.tok(and).Kind == TokEOF:
			return
		case w.isAny(and, "(", "[", "case"):
			depth++
		case w.isAny(and, ")", "]", "end"):
			depth--
		}
	}
	end := w.rightEnd(and+1, strength("="))
	if !ok || !w.is(sym, "symmetric") || end < 0 {
		return
	}
	name := "lw_between("
	if x.Kind == pg.A_Expr_Kind_AEXPR_NOT_BETWEEN_SYM {
		name = "NOT lw_between("
	}
	w.insert(left.first, "("+name)
	w.replace(op, sym, ",")
	w.replace(and, and, ",")
	w.insertAfter(end, "))")
}

// normal writes normalize(x, form) and x IS NORMALIZED.
func (w *work) normal(f *pg.FuncCall) {
	switch lastName(f.Funcname) {
	case "normalize":
		at, open, ok := w.callOpen(f)
		args, end := w.arguments(open)
		switch {
		case !ok || len(args) == 0:
			return
		case len(args) == 1:
			w.insert(end, ", 'NFC'")
		case args[1].first == args[1].last:
			w.replace(args[1].first, args[1].last, quote(w.text(args[1])))
		}
		w.replace(at, at, "lw_normalize")
	case "is_normalized":
		if len(f.Args) == 0 {
			return
		}
		is := w.tokenAt(location(f.Args[0]))
		for !w.is(is, "is") || !w.isAny(is+1, "not", "normalized", "nfc", "nfd", "nfkc", "nfkd") {
			if is++; w.tok(is).Kind == TokEOF {
				return
			}
		}
		left, ok := w.leftOf(f.Args[0], is)
		k, name, form := is+1, "lw_is_normalized(", "NFC"
		if w.is(k, "not") {
			k, name = k+1, "NOT lw_is_normalized("
		}
		if !w.is(k, "normalized") {
			form, k = strings.ToUpper(w.name(k)), k+1
		}
		if ok && w.is(k, "normalized") {
			w.insert(left.first, "("+name)
			w.replace(is, k, ", "+quote(form)+"))")
		}
	}
}
