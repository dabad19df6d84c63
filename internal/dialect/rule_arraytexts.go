package dialect

import (
	"lakewire/internal/pgtypes"
)

// ruleArrayTexts writes a literal without a type, which its place makes an array, as the engine's list: a || '{3}'.
func ruleArrayTexts(w *work) error {
	if w.tree == nil {
		return nil
	}
	for _, n := range w.nodes() {
		if c := n.GetTypeCast(); c != nil && len(c.TypeName.GetArrayBounds()) > 0 {
			if d := depthOf(c.Arg); d > 0 {
				k := w.tokenAt(c.TypeName.Location)
				for k < len(w.p.toks) && !w.is(k, "[") && !w.isAny(k, ")", ",") {
					k++
				}
				w.dimensions(k, d)
			}
		}
		s := n.GetAConst().GetSval()
		if s == nil {
			continue
		}
		t := w.typed().types[n]
		if t.oid != pgtypes.OIDUnknown || !pgtypes.IsArray(t.to) {
			continue
		}
		i := w.tokenAt(n.GetAConst().Location)
		if !w.tok(i).isString() || w.tok(i+1).Kind == TokCast {
			continue
		}
		duck, ok := pgtypes.DuckType(t.to)
		list, good := arrayLiteral(s.Sval)
		if ok && good && list != "" {
			w.replace(i, i, "CAST("+list+" AS "+duck+")")
		}
	}
	return nil
}

// ruleJSONNumbers checks that a jsonb which is cast to a number or a truth is one.
func ruleJSONNumbers(w *work) error {
	if w.tree == nil {
		return nil
	}
	for _, n := range w.nodes() {
		c := n.GetTypeCast()
		if c == nil || w.typeOf(c.Arg) != pgtypes.OIDJSONB || len(c.TypeName.ArrayBounds) > 0 {
			continue
		}
		name := jsonNumbers[lastName(c.TypeName.Names)]
		i := w.tokenAt(c.Location)
		if name == "" || w.tok(i).Kind != TokCast {
			continue
		}
		if from := w.operandStart(i - 1); from >= 0 {
			w.insert(from, "lw_jsonb_as(")
			w.insert(i, ", '"+name+"')")
		}
	}
	return nil
}

var jsonNumbers = map[string]string{"int2": "smallint", "int4": "integer", "int8": "bigint", "numeric": "numeric", "float4": "real", "float8": "double precision", "bool": "boolean"}
