package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
	"lakewire/internal/pgtypes/datetime"
)

// ruleTyped rewrites what means something else to the engine for the types that it has, as far as they can be told.
func ruleTyped(w *work) error {
	if w.tree == nil {
		return nil
	}
	var failed error
	for _, n := range w.inOrder(typedNode) {
		var err error
		switch x := n.GetNode().(type) {
		case *pg.Node_AConst:
			err = w.takenTime(n)
		case *pg.Node_AExpr:
			w.typedOperator(x.AExpr)
		case *pg.Node_FuncCall:
			err = w.timeField(x.FuncCall)
			w.typedCall(x.FuncCall)
			w.charArguments(n)
		case *pg.Node_TypeCast:
			w.typedCast(n, x.TypeCast)
		}
		if err != nil && failed == nil {
			failed = err
		}
	}
	return failed
}

func typedNode(n *pg.Node, x exprType) bool {
	switch v := n.GetNode().(type) {
	case *pg.Node_AConst:
		return x.oid == pgtypes.OIDUnknown && timeTypes[x.to] != "" && v.AConst.GetSval() != nil
	case *pg.Node_AExpr, *pg.Node_FuncCall, *pg.Node_TypeCast:
		return true
	}
	return false
}

// takenTime reads a literal that stands where a date, time or interval is asked for. One in the engine's own form stays.
func (w *work) takenTime(n *pg.Node) error {
	i := w.tokenAt(n.GetAConst().Location)
	t := w.tok(i)
	v, ok := literal(w.Text, t)
	if !ok || w.tok(i+1).Kind == TokCast || w.typedLiteral(i) || w.is(i+1, "as") && w.is(i-1, "(") && w.is(i-2, "cast") {
		return nil
	}
	to := w.takenFor(n)
	text, err := engineTime(namedType{oid: to, mod: -1}, v)
	if err != nil {
		return nil // the engine says so itself, or takes it for something else
	}
	if text == "" {
		if !w.arithmetic(i) {
			return nil
		}
		text = t.text(w.Text) + "::" + timeTypes[to]
	}
	w.replace(i, i, text)
	return nil
}

// arithmetic tells whether a token is an operand of + or -, where the engine does not find the type of a literal, or the
// bound of a frame.
func (w *work) arithmetic(i int) bool {
	return w.isAny(i-1, "+", "-") || w.isAny(i+1, "+", "-", "preceding", "following")
}

// textOf are the functions that write a value of a type as PostgreSQL's cast to text does.
var textOf = map[pgtypes.OID]string{pgtypes.OIDFloat4: "lw_float4_text(", pgtypes.OIDFloat8: "lw_float8_text(", pgtypes.OIDInterval: "lw_interval_text(",
	pgtypes.OIDDate: "lw_date_text(", pgtypes.OIDTimestamp: "lw_timestamp_text(", pgtypes.OIDTimestampTZ: "lw_timestamptz_text(",
	pgtypes.OIDBytea:      "lw_bytea_text(",
	pgtypes.OIDInt2vector: "lw_vector_text(", pgtypes.OIDOidvector: "lw_vector_text(",
	pgtypes.OIDInet: "lw_inet_text(", pgtypes.OIDCidr: "lw_inet_text(",
	pgtypes.OIDRegclass: "lw_regclass_name(", pgtypes.OIDRegtype: "lw_regtype_name(", pgtypes.OIDRegproc: "lw_regproc_name(",
	pgtypes.OIDRegprocedure: "lw_regprocedure_name(", pgtypes.OIDRegnamespace: "lw_regnamespace_name(", pgtypes.OIDRegrole: "lw_regrole_name(",
	pgtypes.OIDRegoper: "lw_regoper_name(", pgtypes.OIDRegoperator: "lw_regoperator_name(",
	pgtypes.OIDRegconfig: "lw_regconfig_name(", pgtypes.OIDRegdictionary: "lw_regdictionary_name(", pgtypes.OIDRegcollation: "lw_regcollation_name("}

// textOut gives the function that writes a value of a type as PostgreSQL does, "" where the engine's text is the same.
func textOut(o pgtypes.OID) string {
	if pgtypes.IsArray(o) && o != pgtypes.OIDRecordArray {
		return "lw_array_text("
	}
	return textOf[o]
}

// isNull tells whether an expression is NULL, or that cast to a type.
func isNull(n *pg.Node) bool {
	for n.GetTypeCast() != nil {
		n = n.GetTypeCast().Arg
	}
	return n.GetAConst().GetIsnull()
}

func (w *work) typedOperator(x *pg.A_Expr) {
	if len(x.Name) != 1 || x.Lexpr == nil {
		return
	}
	op := x.Name[0].GetString_().GetSval()
	w.paddedLike(x)
	l, r := w.typeOf(x.Lexpr), w.typeOf(x.Rexpr)
	call := ""
	switch {
	case op == "=" && (l == pgtypes.OIDBytea || r == pgtypes.OIDBytea):
		w.unfiltered(x.Lexpr, l)
		w.unfiltered(x.Rexpr, r)
		return
	case w.floatCall(x, l, r) != "":
		call = w.floatCall(x, l, r)
	case doubled[op] && (l == pgtypes.OIDFloat4 || r == pgtypes.OIDFloat4):
		w.double(x, l, r)
		return
	case op == "||":
		left, right, ok := w.operands(x)
		if !ok {
			return
		}
		if l == pgtypes.OIDBytea && isNull(x.Rexpr) || r == pgtypes.OIDBytea && isNull(x.Lexpr) {
			w.insert(left.first, "(")
			w.insertAfter(right.last, ")::BLOB")
			return
		}
		if isNull(x.Lexpr) && isText(r) || isNull(x.Rexpr) && (isText(l) || exactType(l) && r == pgtypes.OIDText) {
			w.insert(left.first, "(") // what is joined with NULL has no type for the engine
			w.insertAfter(right.last, ")::VARCHAR")
			return
		}
		if bits(l) && (bits(r) || r == pgtypes.OIDUnknown) || bits(r) && l == pgtypes.OIDUnknown {
			w.wrap(left, "lw_bit_joined(", "")
			w.replace(left.last+1, left.last+1, ",")
			w.insertAfter(right.last, ")")
			return
		}
		if l == pgtypes.OIDNumeric && isText(r) && w.noNumber(x.Lexpr) {
			l = pgtypes.OIDFloat8
		}
		if r == pgtypes.OIDNumeric && isText(l) && w.noNumber(x.Rexpr) {
			r = pgtypes.OIDFloat8
		}
		if l == pgtypes.OIDRecord && isText(r) {
			w.wrap(left, rowTextLead, rowTextTail)
		}
		if r == pgtypes.OIDRecord && isText(l) {
			w.wrap(right, rowTextLead, rowTextTail)
		}
		if f := w.bareText(x.Lexpr); f != "" && isText(r) {
			w.wrap(left, f, ")")
		}
		if f := w.bareText(x.Rexpr); f != "" && isText(l) {
			w.wrap(right, f, ")")
		}
		if f := textOf[l]; f != "" && isText(r) && (l != pgtypes.OIDBytea || r != pgtypes.OIDUnknown) {
			w.wrap(left, f, ")")
		}
		if f := textOf[r]; f != "" && isText(l) && (r != pgtypes.OIDBytea || l != pgtypes.OIDUnknown) {
			w.wrap(right, f, ")")
		}
		return
	case op == "/" && l == pgtypes.OIDInterval:
		call = "lw_interval_divided"
	case op == "*" && l == pgtypes.OIDInterval && r != pgtypes.OIDInt4 && r != pgtypes.OIDInt2, op == "*" && r == pgtypes.OIDInterval && l != pgtypes.OIDInt4 && l != pgtypes.OIDInt2:
		call = "lw_interval_times"
	case op == "-" && l == pgtypes.OIDDate && r == pgtypes.OIDDate:
		call = "lw_date_minus"
	case op == "-" && l == pgtypes.OIDTime && r == pgtypes.OIDTime:
		call = "lw_time_minus"
	case l == pgtypes.OIDTimestampTZ && r == pgtypes.OIDInterval && (op == "+" || op == "-") && !w.plainInterval(x.Rexpr):
		call = map[string]string{"+": "lw_tz_plus", "-": "lw_tz_minus"}[op]
	case op == "+" && l == pgtypes.OIDInterval && r == pgtypes.OIDTimestampTZ && !w.plainInterval(x.Lexpr):
		call = "lw_plus_tz"
	case op == "-" && l == pgtypes.OIDDate && r == pgtypes.OIDTime:
		call = "lw_date_minus_time"
	case (op == "+" || op == "-") && (timestamps(l) && r == pgtypes.OIDTime || op == "+" && timestamps(r) && l == pgtypes.OIDTime):
		w.timeSpan(x, l == pgtypes.OIDTime)
		return
	case widening[op] && l == pgtypes.OIDInt2 && w.widen(x.Rexpr), widening[op] && r == pgtypes.OIDInt2 && w.widen(x.Lexpr):
		return
	case (op == "<<" || op == ">>") && shiftWidths[l] != "" && shiftWidths[r] != "":
		call = map[string]string{"<<": "lw_shl", ">>": "lw_shr"}[op] + shiftWidths[l]
	default:
		return
	}
	left, right, ok := w.operands(x)
	if !ok {
		return
	}
	at := left.last + 1
	if call == "lw_interval_times" && r == pgtypes.OIDInterval {
		call = "lw_times_interval"
	}
	w.insert(left.first, call+"(")
	w.replace(at, at, ",")
	w.insertAfter(right.last, ")")
}

// joinArray writes concat(VARIADIC array) and concat_ws(separator, VARIADIC array).
func (w *work) joinArray(f *pg.FuncCall, at, open int) {
	args, end := w.arguments(open)
	if len(args) != len(f.Args) || !w.is(args[len(args)-1].first, "variadic") {
		return
	}
	list := args[len(args)-1].first
	switch lastName(f.Funcname) {
	case "concat":
		if len(args) == 1 {
			w.replace(at, open-1, "lw_array_to_string")
			w.replace(list, list, "")
			w.insert(end, ", ''")
		}
	case "concat_ws":
		if len(args) == 2 {
			sep := w.text(args[0])
			w.replace(at, open-1, "lw_array_to_string")
			w.replace(args[0].first, list, "")
			w.insert(end, ", "+sep)
		}
	}
}

// plainInterval tells whether an interval is written out with one field.
func (w *work) plainInterval(n *pg.Node) bool {
	if c := n.GetTypeCast(); c != nil {
		n = c.Arg
	}
	s := n.GetAConst().GetSval()
	if s == nil {
		return false
	}
	d, err := datetime.ParseInterval(s.Sval, datetime.Fields{}, &datetime.Settings{})
	fields := 0
	for _, f := range [...]int64{int64(d.Months), int64(d.Days), d.I} {
		if f != 0 {
			fields++
		}
	}
	return err == nil && fields < 2
}

// shiftWidths are the integers' bytes.
var shiftWidths = map[pgtypes.OID]string{pgtypes.OIDInt2: "2", pgtypes.OIDInt4: "4", pgtypes.OIDInt8: "8"}

func isText(o pgtypes.OID) bool {
	switch o {
	case pgtypes.OIDText, pgtypes.OIDVarchar, pgtypes.OIDBpchar, pgtypes.OIDName, pgtypes.OIDUnknown:
		return true
	}
	return false
}
