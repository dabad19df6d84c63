package dialect

import (
	"lakewire/internal/pgtypes"
)

// ruleArrayCasts gives the type of a cast as many dimensions as the array that is written before it.
func ruleArrayCasts(w *work) error {
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
			if name == "numeric" && bareNumeric(c) && w.flow().reads[n] {
				w.insertOutside(from, i, "lw_num_in(lw_jsonb_as(")
				w.replace(i, w.castEnd(c), ", 'numeric'))")
				continue
			}
			w.insertOutside(from, i, "lw_jsonb_as(")
			w.insert(i, ", '"+name+"')")
		}
	}
	return nil
}

var jsonNumbers = map[string]string{"int2": "smallint", "int4": "integer", "int8": "bigint", "numeric": "numeric", "float4": "real", "float8": "double precision", "bool": "boolean"}
