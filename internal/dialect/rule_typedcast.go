package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// textCasts are the functions that read a text as PostgreSQL's cast to a type does.
var textCasts = map[pgtypes.OID]string{pgtypes.OIDDate: "lw_text_date(", pgtypes.OIDTime: "lw_text_time(", pgtypes.OIDTimeTZ: "lw_text_timetz(", pgtypes.OIDTimestamp: "lw_text_timestamp(",
	pgtypes.OIDTimestampTZ: "lw_text_timestamptz(", pgtypes.OIDInterval: "lw_text_interval(", pgtypes.OIDBool: "lw_text_bool(",
	pgtypes.OIDInt2: "lw_text_int2(", pgtypes.OIDInt4: "lw_text_int4(", pgtypes.OIDInt8: "lw_text_int8(", pgtypes.OIDBytea: "lw_text_bytea(",
	pgtypes.OIDFloat4: "lw_text_float4(", pgtypes.OIDFloat8: "lw_text_float8("}

func (w *work) typedCast(n *pg.Node, c *pg.TypeCast) {
	from, to := w.typeOf(c.Arg), typeName(c.TypeName).oid
	lead := ""
	if elem, _ := pgtypes.ElemOf(from); to == pgtypes.OIDTextArray && regNames[elem] != "" {
		w.castAs(c, "(SELECT list("+textOf[elem]+"lw__u.x)) FROM (SELECT unnest(", ") AS x) lw__u)")
		return
	}
	if elem, is := pgtypes.ElemOf(to); is && (from == pgtypes.OIDText || from == pgtypes.OIDVarchar) && c.Arg.GetAConst() == nil {
		if duck, known := pgtypes.DuckType(elem); known && len(c.TypeName.ArrayBounds) < 2 && typeName(c.TypeName).mod < 0 {
			w.castAs(c, "lw_text_array(", ")::"+duck+"[]")
		}
		return
	}
	switch {
	case (to == pgtypes.OIDFloat8 || to == pgtypes.OIDFloat4) && c.Arg.GetAConst() == nil && w.inexact(c.Arg):
		if read := w.floatOf(c); read != "" {
			w.castAs(c, read+"lw_num_out(", "))")
		} else {
			w.castAs(c, "((", ")::"+numberTypes[to]+" + 0::"+numberTypes[to]+")") // a numeric has no -0
		}
		return
	case bareNumeric(c) && c.TypeName.GetArrayBounds() == nil && (c.Arg.GetAConst() == nil || w.signed(c)) && w.bareCast(c, n, from):
		return
	case (to == pgtypes.OIDText || to == pgtypes.OIDVarchar && typeName(c.TypeName).mod < 0) && textOut(from) != "":
		lead = textOut(from)
	case to == pgtypes.OIDText && from == pgtypes.OIDNumeric && w.noNumber(c.Arg):
		lead = textOf[pgtypes.OIDFloat8]
	case to == pgtypes.OIDText || to == pgtypes.OIDVarchar && typeName(c.TypeName).mod < 0:
		lead = w.bareText(c.Arg)
	case to == pgtypes.OIDVarchar && from == pgtypes.OIDNumeric: // ruleVarchar cuts it
		w.bareOperand(c)
		return
	case c.Arg.GetAConst() != nil || c.TypeName.GetTypmods() != nil:
		return
	case from == pgtypes.OIDText || from == pgtypes.OIDVarchar:
		lead = textCasts[to]
	case (from == pgtypes.OIDFloat8 || from == pgtypes.OIDFloat4) && shiftWidths[to] != "":
		lead = "lw_float_int" + shiftWidths[to] + "("
	case from == pgtypes.OIDFloat4 && to == pgtypes.OIDNumeric:
		lead = "lw_float4_numeric("
	case from == pgtypes.OIDFloat8 && to == pgtypes.OIDNumeric:
		lead = "lw_float8_numeric("
	case from == pgtypes.OIDFloat8 && to == pgtypes.OIDFloat4:
		lead = "lw_float_float4("
	case from == pgtypes.OIDOID && to == pgtypes.OIDInt4: // the same four bytes, read with a sign
		w.castAs(c, "((((", ")::BIGINT + 2147483648) % 4294967296 - 2147483648)::INTEGER)")
		return
	case from == pgtypes.OIDInterval && to == pgtypes.OIDTime:
		lead = "lw_interval_time("
	case from == pgtypes.OIDTime && to == pgtypes.OIDInterval:
		lead = "lw_time_interval("
	case from == pgtypes.OIDTimestampTZ && to == pgtypes.OIDTime:
		lead = "lw_timestamptz_time("
	}
	if lead == "" {
		return
	}
	w.castAs(c, lead, ")")
}

// noNumber tells whether an expression is NaN or an infinity as a numeric, which is a double to the engine.
func (w *work) noNumber(n *pg.Node) bool {
	s := n.GetTypeCast().GetArg().GetAConst().GetSval()
	return s != nil && w.literalNumeric(w.tok(w.tokenAt(location(n.GetTypeCast().Arg)))) == "DOUBLE"
}

// bareText gives the function that writes a number of an unknown scale as a text, since the engine's types fill numeric without
// precision up with zeros; "" of other expressions.
func (w *work) bareText(n *pg.Node) string {
	if x := w.typed().types[n]; x.oid != pgtypes.OIDNumeric || x.mod >= 0 || n.GetAConst() != nil || w.form(n) != plainForm || w.scaleOf(n) != unknownScale {
		return ""
	}
	if w.exactWords() && w.flow() != nil && anyNode(n, func(m *pg.Node) bool { return w.typed().types[m].made.written() }) { // ruleExact writes it
		return ""
	}
	return "lw_numeric_text("
}

// bareOperand writes what is cast to varchar(n) as a text, where bareText has a function for it.
func (w *work) bareOperand(c *pg.TypeCast) {
	text := w.bareText(c.Arg)
	if text == "" {
		return
	}
	if i := w.tokenAt(c.Location); w.tok(i).Kind == TokCast {
		w.wrap(stretch{w.castOperand(i - 1), i - 1}, text, ")")
	} else if at := w.tokenAt(c.TypeName.Location); w.is(i, "cast") && w.is(at-1, "as") {
		w.wrap(stretch{i + 2, at - 2}, text, ")")
	}
}

// wholeNumber is the decimal that an integer becomes: wide, since the engine makes products of narrow ones no wider.
const wholeNumber = "DECIMAL(38,0)"

// bareCast writes a cast to numeric without precision where the scale is known: of integers, of decimals, and of what is read
// with the digits that it has. What is stored takes any number later.
func (w *work) bareCast(c *pg.TypeCast, n *pg.Node, from pgtypes.OID) bool {
	i := w.tokenAt(c.Location)
	alone := w.tok(i).Kind == TokCast || w.is(i, "cast")
	stored := w.stored || w.keeps()
	switch {
	case !alone:
	case from == pgtypes.OIDJSONB: // ruleJSONNumbers writes it
	case w.numericOf(c) != "" && w.flow().reads[n]:
		w.castAs(c, w.numericOf(c), ")")
		return true
	case stored:
	case shiftWidths[from] != "":
		at := w.tokenAt(c.TypeName.Location)
		for w.is(at+1, ".") {
			at += 2
		}
		w.replace(at, at, wholeNumber)
		return true
	case from == pgtypes.OIDNumeric && w.form(c.Arg) == plainForm && w.scaleOf(c.Arg) != unknownScale:
		w.castAs(c, "(", ")")
		return true
	}
	return false
}

// signed tells whether what is cast is a number with a sign, which the grammar has made part of it.
func (w *work) signed(c *pg.TypeCast) bool {
	at := c.Arg.GetAConst().Location
	return w.is(w.tokenAt(at), "-") && c.Arg.GetAConst().GetSval() == nil
}

// castAs writes a cast as a call.
func (w *work) castAs(c *pg.TypeCast, lead, end string) {
	i := w.tokenAt(c.Location)
	switch {
	case w.tok(i).Kind == TokCast:
		last, start := w.typeEnd(i+1), w.castOperand(i-1)
		if last < 0 || start < 0 {
			return
		}
		w.insert(start, lead)
		w.replace(i, last, end)
	case w.is(i, "cast") && w.is(i+1, "("):
		w.castWord(i, lead, end)
	}
}

// castEnd gives the last token of a cast.
func (w *work) castEnd(c *pg.TypeCast) int {
	i := w.tokenAt(c.Location)
	if w.is(i, "cast") {
		return w.closing(i + 1)
	}
	return w.typeEnd(i + 1)
}

// castWord writes CAST(x AS t), at token i, as a call.
func (w *work) castWord(i int, lead, end string) {
	last := w.closing(i + 1)
	for k := last; k > i; k-- {
		if w.is(k, "as") {
			w.replace(i, i+1, lead)
			w.replace(k, last, end)
			return
		}
	}
}
