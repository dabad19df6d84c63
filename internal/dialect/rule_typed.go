package dialect

import (
	"strconv"

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
		case *pg.Node_TypeCast:
			w.typedCast(x.TypeCast)
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
	pgtypes.OIDInt2vector: "lw_vector_text(", pgtypes.OIDOidvector: "lw_vector_text(",
	pgtypes.OIDInet: "lw_inet_text(", pgtypes.OIDCidr: "lw_inet_text(",
	pgtypes.OIDRegclass: "lw_regclass_name(", pgtypes.OIDRegtype: "lw_regtype_name(", pgtypes.OIDRegproc: "lw_regproc_name(",
	pgtypes.OIDRegprocedure: "lw_regprocedure_name(", pgtypes.OIDRegnamespace: "lw_regnamespace_name(", pgtypes.OIDRegrole: "lw_regrole_name(",
	pgtypes.OIDRegoper: "lw_regoper_name(", pgtypes.OIDRegoperator: "lw_regoperator_name("}

// textOut gives the function that writes a value of a type as PostgreSQL does, "" where the engine's text is the same.
func textOut(o pgtypes.OID) string {
	if pgtypes.IsArray(o) && o != pgtypes.OIDRecordArray {
		return "lw_array_text("
	}
	return textOf[o]
}

func (w *work) typedOperator(x *pg.A_Expr) {
	if len(x.Name) != 1 || x.Lexpr == nil {
		return
	}
	op := x.Name[0].GetString_().GetSval()
	l, r := w.typeOf(x.Lexpr), w.typeOf(x.Rexpr)
	call := ""
	switch {
	case op == "=" && (l == pgtypes.OIDBytea || r == pgtypes.OIDBytea):
		w.unfiltered(x.Lexpr, l)
		w.unfiltered(x.Rexpr, r)
		return
	case doubled[op] && (l == pgtypes.OIDFloat4 || r == pgtypes.OIDFloat4):
		w.double(x, l, r)
		return
	case op == "||":
		left, right, ok := w.operands(x)
		if !ok {
			return
		}
		if x.Lexpr.GetAConst().GetIsnull() && isText(r) && r != pgtypes.OIDUnknown || x.Rexpr.GetAConst().GetIsnull() && isText(l) && l != pgtypes.OIDUnknown {
			w.insert(left.first, "(") // what is joined with NULL has no type for the engine
			w.insertAfter(right.last, ")::VARCHAR")
			return
		}
		if bits(l) && bits(r) {
			w.wrap(left, "lw_bit_joined(", "")
			w.replace(left.last+1, left.last+1, ",")
			w.insertAfter(right.last, ")")
		}
		if f := textOf[l]; f != "" && isText(r) {
			w.wrap(left, f, ")")
		}
		if f := textOf[r]; f != "" && isText(l) {
			w.wrap(right, f, ")")
		}
		return
	case op == "/" && l == pgtypes.OIDInterval:
		call = "lw_interval_divided"
	case op == "*" && l == pgtypes.OIDInterval && r != pgtypes.OIDInt4 && r != pgtypes.OIDInt2, op == "*" && r == pgtypes.OIDInterval && l != pgtypes.OIDInt4 && l != pgtypes.OIDInt2:
		call = "lw_interval_times"
	case op == "-" && l == pgtypes.OIDTime && r == pgtypes.OIDTime:
		call = "lw_time_minus"
	case l == pgtypes.OIDTimestampTZ && r == pgtypes.OIDInterval && (op == "+" || op == "-") && !w.plainInterval(x.Rexpr):
		call = map[string]string{"+": "lw_tz_plus", "-": "lw_tz_minus"}[op]
	case op == "+" && l == pgtypes.OIDInterval && r == pgtypes.OIDTimestampTZ && !w.plainInterval(x.Lexpr):
		call = "lw_plus_tz"
	case op == "-" && l == pgtypes.OIDDate && r == pgtypes.OIDTime:
		call = "lw_date_minus_time"
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

// correlations are NULL where the engine's are no number: when a variance is 0.
var correlations = words("corr", "regr_slope", "regr_intercept", "regr_r2")

// checkedCalls are functions of floats that end with an error where the engine's give an infinity, 0 or no number.
var checkedCalls = map[string]string{"exp": "lw_exp", "power": "lw_power", "pow": "lw_power"}

// joiners write their arguments as they are sent to clients: true as t.
var joiners = words("concat", "concat_ws", "format")

// byteaCalls are functions that mean something else for bytea, or that the engine has not for it.
var byteaCalls = map[string]string{"length": "octet_length", "substring": "lw_bytea_substr", "substr": "lw_bytea_substr", "bit_length": "lw_bytea_bits",
	"overlay": "lw_bytea_overlay", "btrim": "lw_bytea_btrim", "ltrim": "lw_bytea_ltrim", "rtrim": "lw_bytea_rtrim", "position": "lw_bytea_position",
	"get_bit": "lw_bytea_get_bit", "set_bit": "lw_bytea_set_bit", "bit_count": "lw_bytea_bit_count"}

func (w *work) typedCall(f *pg.FuncCall) {
	name := lastName(f.Funcname)
	if len(f.Args) == 0 {
		return
	}
	if name == "timezone" {
		w.zoned(f)
	}
	at, open, ok := w.callOpen(f)
	if !ok {
		return
	}
	first := w.typeOf(f.Args[0])
	switch {
	case name == "pg_typeof" && len(f.Args) == 1 && first != 0 && first != pgtypes.OIDVoid:
		w.replace(at, open-1, "lw_told")
		w.insert(w.closing(open), ", "+strconv.Itoa(int(first)))
	case name == "round" && len(f.Args) == 1 && exactType(first):
		w.replace(at, open-1, "round")
	case (name == "round" || name == "trunc") && len(f.Args) == 2 && exactNumber(first) && first != pgtypes.OIDNumeric: // to the engine a whole number has no decimals
		if n := f.Args[1].GetAConst().GetIval(); n != nil && n.Ival > 0 && n.Ival <= 18 {
			if args, _ := w.arguments(open); len(args) == 2 {
				w.wrap(args[0], "(", ")::DECIMAL(38,"+strconv.Itoa(int(n.Ival))+")")
			}
		}
	case name == "setseed":
		w.replace(at, open-1, "lw_setseed")
	case (name == "extract" || name == "date_part") && len(f.Args) == 2 && w.typeOf(f.Args[1]) == pgtypes.OIDTimeTZ:
		w.replace(at, open-1, "lw_timetz_"+name)
		w.separate(open+1, w.closing(open), name)
	case name == "extract" && len(f.Args) == 2 && w.typeOf(f.Args[1]) == pgtypes.OIDDate:
		w.replace(at, open-1, "lw_date_extract")
		w.separate(open+1, w.closing(open), name)
	case name == "string_agg" && len(f.Args) == 2 && f.Args[1].GetAConst().GetIsnull():
		i := w.tokenAt(f.Args[1].GetAConst().Location)
		w.replace(i, i, "''")
	case joiners[name] && f.FuncVariadic && name != "format":
		w.joinArray(f, at, open)
	case name == "age" && len(f.Args) == 1 && first == pgtypes.OIDXid:
		w.replace(at, open-1, "lw_xid_age")
	case joiners[name]:
		args, _ := w.arguments(open)
		for i, a := range args {
			if i >= len(f.Args) {
				break
			}
			o := w.typeOf(f.Args[i])
			if t := textOut(o); t != "" && !isNet(o) {
				w.wrap(a, t, ")")
			} else if o == pgtypes.OIDBool {
				w.wrap(a, "left((", ")::VARCHAR, 1)")
			}
		}
	case (name == "sum" || name == "avg") && first == pgtypes.OIDInterval:
		end := w.aggregateEnd(open)
		if end < 0 {
			return
		}
		w.replace(at, open-1, "lw_interval_"+name+"(list")
		w.insertAfter(end, ")")
	case name == "percentile_cont" && len(f.AggOrder) == 1:
		if o := w.typeOf(f.AggOrder[0].GetSortBy().GetNode()); o != pgtypes.OIDFloat4 && o != pgtypes.OIDNumeric && o != pgtypes.OIDInt8 && o != pgtypes.OIDInt4 && o != pgtypes.OIDInt2 {
			return
		}
		end := w.closing(open)
		for k := end; k < len(w.p.toks) && k < end+6; k++ { // WITHIN GROUP (ORDER BY x
			if w.is(k, "order") && w.is(k+1, "by") {
				if e := w.rightEnd(k+2, 0); e > 0 {
					w.wrap(stretch{k + 2, e}, "(", ")::DOUBLE")
				}
				return
			}
		}
	case checkedCalls[name] != "" && (first == pgtypes.OIDFloat8 || first == pgtypes.OIDNumeric):
		w.replace(at, open-1, checkedCalls[name])
	case name == "isfinite" && first == pgtypes.OIDInterval:
		w.replace(at, open-1, "lw_interval_finite")
	case name == "timezone" && first == pgtypes.OIDInterval && len(f.Args) == 2 && w.typeOf(f.Args[1]) == pgtypes.OIDTimestampTZ:
		w.replace(at, open-1, "lw_zone_shift")
	case name == "timezone" && first == pgtypes.OIDInterval && len(f.Args) == 2 && w.typeOf(f.Args[1]) == pgtypes.OIDTimestamp:
		w.replace(at, open-1, "lw_zone_local")
	case name == "date_trunc" && len(f.Args) == 2 && w.typeOf(f.Args[1]) == pgtypes.OIDTime:
		if args, _ := w.arguments(open); len(args) == 2 {
			w.wrap(args[1], "lw_time_interval(", ")")
		}
	case correlations[name]:
		if end := w.aggregateEnd(open); end > 0 {
			w.insert(at, "nullif(")
			w.insertAfter(end, ", 'NaN'::DOUBLE)")
		}
	case (name == "array_agg" || name == "string_agg") && f.AggDistinct && len(f.AggOrder) == 0:
		args, end := w.arguments(open)
		if len(args) > 0 && w.is(args[0].first, "distinct") {
			w.insert(end, " ORDER BY "+w.text(stretch{args[0].first + 1, args[0].last}))
		}
	case name == "position" && w.is(at, "position") && (bits(first) || first == pgtypes.OIDBytea):
		args, _ := w.arguments(open)
		for k := open; len(args) == 1 && k < args[0].last; k++ {
			if w.is(k, "in") {
				w.replace(k, k, ",")
				w.replace(at, at, map[bool]string{true: "lw_bit_position", false: "lw_bytea_position"}[bits(first)])
			}
		}
	case bits(first) && bitCalls[name] != "":
		w.replace(at, open-1, bitCalls[name])
	case first == pgtypes.OIDBytea && byteaCalls[name] != "":
		w.replace(at, open-1, byteaCalls[name])
	}
}

// bitCalls are the same for bit strings.
var bitCalls = map[string]string{"substring": "lw_bit_substr", "overlay": "lw_bit_overlay"}

func bits(o pgtypes.OID) bool { return o == pgtypes.OIDBit || o == pgtypes.OIDVarbit }

// aggregateEnd finds the end of an aggregate with its FILTER and OVER.
func (w *work) aggregateEnd(open int) int {
	end := w.closing(open)
	if end > 0 && w.is(end+1, "filter") && w.is(end+2, "(") {
		end = w.closing(end + 2)
	}
	if end > 0 && w.is(end+1, "over") {
		if w.is(end+2, "(") {
			return w.closing(end + 2)
		}
		return end + 2
	}
	return end
}

// textCasts are the functions that read a text as PostgreSQL's cast to a type does.
var textCasts = map[pgtypes.OID]string{pgtypes.OIDDate: "lw_text_date(", pgtypes.OIDTime: "lw_text_time(", pgtypes.OIDTimeTZ: "lw_text_timetz(", pgtypes.OIDTimestamp: "lw_text_timestamp(",
	pgtypes.OIDTimestampTZ: "lw_text_timestamptz(", pgtypes.OIDInterval: "lw_text_interval(", pgtypes.OIDBool: "lw_text_bool(",
	pgtypes.OIDInt2: "lw_text_int2(", pgtypes.OIDInt4: "lw_text_int4(", pgtypes.OIDInt8: "lw_text_int8(", pgtypes.OIDBytea: "lw_text_bytea("}

func (w *work) typedCast(c *pg.TypeCast) {
	from, to := w.typeOf(c.Arg), typeName(c.TypeName).oid
	lead := ""
	switch {
	case (to == pgtypes.OIDText || to == pgtypes.OIDVarchar && typeName(c.TypeName).mod < 0) && textOut(from) != "":
		lead = textOut(from)
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
	w.castAs(c, lead)
}

// castAs writes a cast as a call.
func (w *work) castAs(c *pg.TypeCast, lead string) {
	i := w.tokenAt(c.Location)
	switch {
	case w.tok(i).Kind == TokCast:
		end, start := w.typeEnd(i+1), w.castOperand(i-1)
		if end < 0 || start < 0 {
			return
		}
		w.insert(start, lead)
		w.replace(i, end, ")")
	case w.is(i, "cast") && w.is(i+1, "("):
		w.castWord(i, lead)
	}
}

// castWord writes CAST(x AS t), at token i, as a call.
func (w *work) castWord(i int, lead string) {
	end := w.closing(i + 1)
	for k := end; k > i; k-- {
		if w.is(k, "as") {
			w.replace(i, i+1, lead)
			w.replace(k, end, ")")
			return
		}
	}
}
