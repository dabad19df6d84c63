package dialect

import (
	"strconv"
	"strings"
)

// anyNumeric is what stands for PostgreSQL's numeric without precision, whose scale differs from value to value: the engine
// would take its own default of three decimals and cut the rest off. pgtypes.BareNumeric knows it again.
const anyNumeric = "DECIMAL(38,9)"

// ruleNumeric gives numeric without precision a precision: that of the literal which is cast, else anyNumeric.
func ruleNumeric(w *work) error {
	for i, t := range w.p.toks {
		if t.Kind != TokIdent || !w.isAny(i, "numeric", "decimal", "dec") || w.isAny(i+1, "(", ".") {
			continue
		}
		first := i // of the type's name
		if w.is(i-1, ".") && lower(w.name(i-2)) == "pg_catalog" {
			first = i - 2
		}
		switch {
		case w.tok(first-1).Kind == TokCast || w.is(first-1, "as") && w.isType(first):
			typ, v := anyNumeric, w.tok(first-2)
			alone := w.tok(first-1).Kind == TokCast || w.is(first-3, "(")
			if alone && !w.is(i+1, "[") {
				typ = w.literalNumeric(v)
			}
			w.replace(i, i, typ)
		case w.tree != nil && w.tok(i+1).isString() && !w.is(i-1, "."):
			w.drop(i, i) // the literal is kept apart, for what others put before it
			w.insertAfter(i+1, "::"+w.literalNumeric(w.tok(i+1)))
		case w.Kind == KindCreateTable && w.tok(i-1).isName() && w.isAny(i-2, "(", ","),
			w.Kind == KindAlterTable && (w.is(i-1, "type") || w.tok(i-1).isName() && w.isAny(i-2, "column", "add", "exists")):
			w.replace(i, i, anyNumeric)
		}
	}
	return nil
}

// literalNumeric gives the type that holds a literal's value with all its decimals, anyNumeric for other tokens. What is stored
// takes other numbers later.
func (w *work) literalNumeric(t Token) string {
	s := t.text(w.Text)
	if t.isString() {
		v, ok := literal(w.Text, t)
		if !ok {
			return anyNumeric
		}
		s = lower(strings.TrimSpace(v))
		switch strings.TrimLeft(s, "+-") {
		case "nan", "inf", "infinity":
			return "DOUBLE"
		}
	} else if t.Kind != TokInt && t.Kind != TokFloat {
		return anyNumeric
	}
	whole, scale, ok := numeralDigits(strings.TrimLeft(s, "+-"))
	switch {
	case !ok || whole+scale > 38 || scale <= 9 && (w.stored || w.keeps()):
		return anyNumeric
	case whole+scale > 18:
		return "DECIMAL(38," + strconv.Itoa(scale) + ")"
	}
	return "DECIMAL(18," + strconv.Itoa(scale) + ")"
}

// numeralDigits counts the digits before and behind the point, the exponent applied.
func numeralDigits(s string) (whole, scale int, ok bool) {
	mantissa, exponent, scientific := strings.Cut(lower(s), "e")
	a, b, _ := strings.Cut(strings.ReplaceAll(mantissa, "_", ""), ".")
	if a+b == "" || strings.Trim(a+b, "0123456789") != "" {
		return 0, 0, false
	}
	whole, scale = len(strings.TrimLeft(a, "0")), len(b)
	if scientific {
		n, err := strconv.Atoi(exponent)
		if err != nil || n > greatestExponent || n < -greatestExponent {
			return 0, 0, false
		}
		whole, scale = max(whole+n, 0), max(scale-n, 0)
	}
	return whole, scale, true
}
