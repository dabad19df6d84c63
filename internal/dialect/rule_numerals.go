package dialect

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// The engine's decimals hold 38 digits; what has more goes the way of quotients (ruleExact). A number with an exponent is a
// double to it; one of up to 22 decimals, or digits before the point, may be written out: it is the same double wherever one is wanted.
const (
	mostDigits    = 38
	exactExponent = 22
)

// numerals writes numbers with an exponent as the decimals that they are in PostgreSQL, and refuses those that are cast to a
// floating point type which has no place for them.
func (w *work) numerals() error {
	if !slices.ContainsFunc(w.p.toks, func(t Token) bool { return t.Kind == TokFloat && strings.ContainsAny(t.text(w.Text), "eE") }) {
		return nil
	}
	cast := map[*pg.Node]bool{}
	var numbers []*pg.Node
	for _, n := range w.nodes() {
		if c := n.GetTypeCast(); c != nil {
			to := typeName(c.TypeName).oid
			if v := c.Arg.GetAConst().GetFval(); v != nil && (to == pgtypes.OIDFloat8 || to == pgtypes.OIDFloat4) {
				if err := fitsFloat(v.Fval, to); err != nil {
					return err
				}
				cast[c.Arg] = true
			}
		}
		if v := n.GetAConst().GetFval(); v != nil && strings.ContainsAny(v.Fval, "eE") {
			numbers = append(numbers, n)
		}
	}
	for _, n := range numbers {
		v := n.GetAConst().GetFval().Fval
		i := w.tokenAt(n.GetAConst().Location)
		if w.is(i, "-") {
			i++
		}
		if cast[n] || longNumeral(v) || w.tok(i).Kind != TokFloat {
			continue
		}
		text, _ := writtenOut(strings.TrimPrefix(v, "-"))
		if !strings.Contains(text, ".") {
			text += "." // an integer is none of PostgreSQL's numerics
		}
		w.replace(i, i, text)
	}
	return nil
}

// longNumeral tells whether a number's text is more than a decimal of the engine's can be.
func longNumeral(v string) bool {
	v = strings.TrimPrefix(v, "-")
	whole, scale, ok := numeralDigits(v)
	if strings.ContainsAny(v, "eE") && (whole > exactExponent || scale > exactExponent) {
		return true
	}
	return ok && max(whole, 1)+scale > mostDigits
}

// fitsFloat refuses a number that is beyond a floating point type's range, or nearer to zero than it goes.
func fitsFloat(v string, to pgtypes.OID) error {
	bits := 64
	if to == pgtypes.OIDFloat4 {
		bits = 32
	}
	f, err := strconv.ParseFloat(v, bits)
	if !errors.Is(err, strconv.ErrRange) && (err != nil || f != 0 || !strings.ContainsAny(mantissa(v), "123456789")) {
		return nil
	}
	if text, ok := writtenOut(v); ok {
		v = text
	}
	return pgerr.Newf(pgerr.NumericValueOutOfRange, "\"%s\" is out of range for type %s", v, pgtypes.SQLName(to))
}

func mantissa(v string) string {
	m, _, _ := strings.Cut(lower(v), "e")
	return m
}

// writtenOut gives a number without its exponent.
func writtenOut(v string) (string, bool) {
	m, exponent, scientific := strings.Cut(lower(v), "e")
	if !scientific {
		return v, true
	}
	sign := ""
	if strings.HasPrefix(m, "-") {
		sign, m = "-", m[1:]
	}
	n, err := strconv.Atoi(exponent)
	if err != nil || n > greatestExponent || n < -greatestExponent {
		return "", false
	}
	whole, fraction, _ := strings.Cut(m, ".")
	switch {
	case n >= len(fraction):
		whole, fraction = whole+fraction+strings.Repeat("0", n-len(fraction)), ""
	case n >= 0:
		whole, fraction = whole+fraction[:n], fraction[n:]
	case -n >= len(whole):
		whole, fraction = "0", strings.Repeat("0", -n-len(whole))+whole+fraction
	default:
		whole, fraction = whole[:len(whole)+n], whole[len(whole)+n:]+fraction
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole, true
}

// greatestExponent is that of PostgreSQL's numerics.
const greatestExponent = 16383

// writeNumeral writes a number of more digits than the engine's decimals have as an exact one.
func (f *flow) writeNumeral(c *pg.A_Const) {
	i := f.tokenAt(c.Location)
	last := i
	if f.is(i, "-") {
		last++
	}
	if text, ok := writtenOut(c.GetFval().GetFval()); ok && f.write {
		f.replace(i, last, "lw_num_in("+quote(text)+")")
	}
}
