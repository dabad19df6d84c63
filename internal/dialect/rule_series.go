package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// seriesKind tells which of PostgreSQL's generate_series is called, as the end of our macro's name; "" when that is the
// engine's to find out.
func (w *work) seriesKind(args []*pg.Node) string {
	var types []pgtypes.OID
	for _, a := range args[:min(2, len(args))] {
		t := w.plainType(a)
		if t == 0 {
			t = w.typeOf(a)
		}
		types = append(types, t)
	}
	if len(args) == 3 {
		if t := w.plainType(args[2]); t == pgtypes.OIDNumeric || t == pgtypes.OIDInt8 || t == pgtypes.OIDFloat8 {
			types = append(types, t)
		}
	}
	kind := ""
	for _, t := range types {
		k := ""
		switch t {
		case pgtypes.OIDInt2, pgtypes.OIDInt4:
			k = "_int4"
		case pgtypes.OIDInt8:
			k = "_int8"
		case pgtypes.OIDNumeric:
			k = "_numeric"
		case pgtypes.OIDTimestamp:
			k = "_ts"
		case pgtypes.OIDTimestampTZ, pgtypes.OIDDate:
			k = "_tz"
		case pgtypes.OIDUnknown:
			continue
		default:
			return ""
		}
		kind = max(kind, k) // the names are in the order in which the types give way to each other
	}
	return kind
}

// plainType tells the type of an expression as far as its own words do.
func (w *work) plainType(n *pg.Node) pgtypes.OID {
	switch x := n.GetNode().(type) {
	case *pg.Node_AConst:
		switch {
		case x.AConst.Isnull, x.AConst.GetSval() != nil:
			return pgtypes.OIDUnknown
		case x.AConst.GetIval() != nil:
			return pgtypes.OIDInt4
		case x.AConst.GetFval() != nil:
			if f := x.AConst.GetFval().Fval; !strings.ContainsAny(f, ".eE") && len(f) < 19 {
				return pgtypes.OIDInt8
			}
			return pgtypes.OIDNumeric
		}
		// A zero has no value of its own in the tree.
		return pgtypes.OIDInt4
	case *pg.Node_AExpr:
		if x.AExpr.Lexpr == nil && lastName(x.AExpr.Name) == "-" {
			return w.plainType(x.AExpr.Rexpr)
		}
	case *pg.Node_ParamRef:
		if i := int(x.ParamRef.Number) - 1; i >= 0 && i < len(w.ParamTypes) && w.ParamTypes[i] != 0 {
			return pgtypes.OID(w.ParamTypes[i])
		}
		return pgtypes.OIDUnknown
	case *pg.Node_TypeCast:
		if len(x.TypeCast.TypeName.ArrayBounds) == 0 {
			return plainCasts[lastName(x.TypeCast.TypeName.Names)]
		}
	}
	return 0
}

var plainCasts = map[string]pgtypes.OID{
	"int2": pgtypes.OIDInt2, "int4": pgtypes.OIDInt4, "int8": pgtypes.OIDInt8, "numeric": pgtypes.OIDNumeric, "float8": pgtypes.OIDFloat8,
	"date": pgtypes.OIDDate, "timestamp": pgtypes.OIDTimestamp, "timestamptz": pgtypes.OIDTimestampTZ, "text": pgtypes.OIDText,
}

// paramWithin tells whether a parameter stands between two tokens.
func (w *work) paramWithin(from, to int) bool {
	for i := from; i < to; i++ {
		if w.tok(i).Kind == TokParam {
			return true
		}
	}
	return false
}
