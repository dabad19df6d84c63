package dialect

import (
	"encoding/hex"
	"strings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgjson"
	"lakewire/internal/pgtypes"
)

// numberTypes are the engine's names for the types that the engine would not give an untyped literal, or another one.
var numberTypes = map[pgtypes.OID]string{
	pgtypes.OIDInt2: "SMALLINT", pgtypes.OIDInt4: "INTEGER", pgtypes.OIDInt8: "BIGINT", pgtypes.OIDFloat4: "FLOAT", pgtypes.OIDFloat8: "DOUBLE",
}

// ruleUntyped writes down the types that PostgreSQL gives to untyped literals: '1' + 1 is 2, array[1] || '{2}' has two
// elements, and a NULL of its own is a text.
func ruleUntyped(w *work) error {
	if w.tree == nil {
		return nil
	}
	for _, n := range w.typed().literals {
		c := n.GetAConst()
		i := w.tokenAt(c.Location)
		to := w.takenFor(n)
		if c.Isnull {
			if to == pgtypes.OIDText && w.is(i, "null") && w.tok(i+1).Kind != TokCast {
				w.insertAfter(i, "::VARCHAR")
			}
			continue
		}
		v, ok := literal(w.Text, w.tok(i))
		if !w.tok(i).isString() || !ok {
			continue
		}
		text, err := w.typedText(i, v, to)
		if err != nil {
			return err
		}
		if text != "" {
			w.replace(i, i, text)
		}
	}
	return nil
}

// typedText gives the engine's text for the literal v in token i as a type, "" where it may stay as it is.
func (w *work) typedText(i int, v string, to pgtypes.OID) (string, error) {
	elem, isArray := pgtypes.ElemOf(to)
	switch name := numberTypes[to]; {
	case regNames[to] != "":
		return "lw_" + regNames[to] + "(" + quote(v) + ")", nil
	case to == pgtypes.OIDJSONPath:
		p, err := pgjson.ParsePath(v)
		if err != nil {
			return "", pgerr.From(err).WithPosition(w.p.position(w.tok(i)))
		}
		return quote(p.String()), nil
	case netTypes[to] != "":
		return netTypes[to] + quote(v) + ")", nil
	case to == pgtypes.OIDBpchar && strings.HasSuffix(v, " "): // the columns hold none of the blanks
		return quote(strings.TrimRight(v, " ")), nil
	case to == pgtypes.OIDJSONB:
		text, err := pgjson.AppendJSONB(nil, []byte(v))
		if err != nil {
			return "", pgerr.From(err).WithPosition(w.p.position(w.tok(i)))
		}
		return quote(string(text)), nil
	case to == pgtypes.OIDNumeric:
		return quote(v) + "::" + w.literalNumeric(w.tok(i)), nil
	case name != "" || to == pgtypes.OIDBool:
		text, err := engineLiteral(to, v)
		if err != nil {
			return "", err.WithPosition(w.p.position(w.tok(i)))
		}
		if text == "" {
			text = quote(v)
		}
		if to == pgtypes.OIDBool {
			name = "BOOLEAN"
		}
		return text + "::" + name, nil
	case to == pgtypes.OIDBytea:
		b, err := ParseBytea(v)
		if err != nil {
			return "", pgerr.From(err).WithPosition(w.p.position(w.tok(i)))
		}
		return "from_hex(" + quote(hex.EncodeToString(b)) + ")", nil
	case isVector(to):
		text, err := vectorLiteral(to, v)
		if err != nil {
			return "", err.WithPosition(w.p.position(w.tok(i)))
		}
		return text, nil
	case elem == pgtypes.OIDRecord && strings.TrimSpace(v) == "{}":
		return "[]", nil
	case elem == pgtypes.OIDRecord:
		return "", pgerr.New(pgerr.FeatureNotSupported, "input of anonymous composite types is not implemented").WithPosition(w.p.position(w.tok(i)))
	case isArray:
		text, err := arrayOf(elem, v)
		if err != nil {
			return "", err.WithPosition(w.p.position(w.tok(i)))
		}
		return text, nil
	}
	return "", nil
}
