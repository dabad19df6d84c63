package dialect

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// correlations are computed by PostgreSQL's own way, as variances of floats are: the engine's end in other digits.
var correlations = words("corr", "regr_slope", "regr_intercept", "regr_r2", "regr_sxx", "regr_syy", "regr_sxy", "regr_avgx", "regr_avgy", "covar_pop", "covar_samp")

// checkedCalls are functions of floats that end with an error where the engine's give an infinity, 0 or no number.
var checkedCalls = map[string]string{"exp": "lw_exp", "power": "lw_power", "pow": "lw_power"}

// joiners write their arguments as they are sent to clients: true as t.
var joiners = words("concat", "concat_ws", "format")

// byteaCalls are functions that mean something else for bytea, or that the engine has not for it.
var byteaCalls = map[string]string{"length": "lw_bytea_length", "substring": "lw_bytea_substr", "substr": "lw_bytea_substr", "bit_length": "lw_bytea_bits",
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
		w.replace(w.closing(open), w.closing(open), ", "+strconv.Itoa(int(w.typed().types[f.Args[0]].described()))+")") // behind all that closes the argument
	case name == "upper" && len(f.Args) == 1 && isText(first):
		w.replace(at, open-1, "lw_upper")
	case name == "round" && len(f.Args) == 1 && exactType(first):
		w.replace(at, open-1, "round")
	case (name == "round" || name == "trunc") && len(f.Args) == 2 && exactNumber(first) && first != pgtypes.OIDNumeric: // to the engine a whole number has no decimals
		if n := f.Args[1].GetAConst().GetIval(); n != nil && n.Ival > 0 && n.Ival <= 18 {
			if args, _ := w.arguments(open); len(args) == 2 {
				w.wrap(args[0], "(", ")::DECIMAL(38,"+strconv.Itoa(int(n.Ival))+")")
			}
		}
	case name == "array_to_string" && regNames[elemOf(first)] != "": // an array of them holds numbers
		if args, _ := w.arguments(open); len(args) > 1 {
			w.wrap(args[0], "(SELECT list("+textOf[elemOf(first)]+"lw__u.x)) FROM (SELECT unnest(", ") AS x) lw__u)")
		}
	case name == "octet_length" && first == pgtypes.OIDBpchar, jsonWriters[name]:
		args, _ := w.arguments(open)
		for i, a := range f.Args {
			if i < len(args) {
				w.padded(a, args[i])
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
	case name == "string_agg" && len(f.Args) == 2 && w.delimiters(f, at, open):
	case name == "string_agg" && len(f.Args) == 2 && f.Args[1].GetAConst().GetIsnull():
		i := w.tokenAt(f.Args[1].GetAConst().Location)
		w.replace(i, i, "''")
	case name == "format" && f.FuncVariadic:
		if args, _ := w.arguments(open); len(args) == 2 && w.is(args[1].first, "variadic") {
			w.replace(at, open-1, "lw_format_array")
			w.replace(args[1].first, args[1].first, "")
		}
	case joiners[name] && f.FuncVariadic:
		w.joinArray(f, at, open)
	case name == "age" && first == pgtypes.OIDUnknown: // to the engine it might be of either kind of timestamp
		for _, a := range f.Args {
			if i := w.tokenAt(location(a)); a.GetAConst().GetSval() != nil && w.tok(i+1).Kind != TokCast {
				w.insertAfter(i, "::"+timeTypes[w.takenFor(a)])
			}
		}
	case name == "age" && len(f.Args) == 1 && first == pgtypes.OIDXid:
		w.replace(at, open-1, "lw_xid_age")
	case joiners[name]:
		args, _ := w.arguments(open)
		for i, a := range args {
			if i >= len(f.Args) {
				break
			}
			o := w.typeOf(f.Args[i])
			if w.padded(f.Args[i], a) {
				continue
			}
			if o == pgtypes.OIDRecord {
				w.wrap(a, "lw_array_text(", ")")
			} else if t := textOut(o); t != "" && !isNet(o) {
				w.wrap(a, t, ")")
			} else if t := w.bareText(f.Args[i]); t != "" {
				w.wrap(a, t, ")")
			} else if o == pgtypes.OIDBool {
				w.wrap(a, "left((", ")::VARCHAR, 1)")
			}
		}
	case (name == "sum" || name == "avg") && (first == pgtypes.OIDInterval || first == pgtypes.OIDTime):
		end := w.aggregateEnd(open)
		if end < 0 {
			return
		}
		if args, _ := w.arguments(open); first == pgtypes.OIDTime && len(args) == 1 {
			if w.is(args[0].first, "distinct") || w.is(args[0].first, "all") {
				args[0].first++
			}
			w.wrap(args[0], "lw_time_interval(", ")")
		}
		w.replace(at, open-1, "lw_interval_"+name+"(list")
		w.insertAfter(end, ")")
	case name == "nth_value" && len(f.Args) == 2:
		if args, _ := w.arguments(open); len(args) == 2 && !isNull(f.Args[1]) {
			w.wrap(args[1], "lw_nth_row(", ")")
		}
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
	case (name == "num_nulls" || name == "num_nonnulls") && f.FuncVariadic && w.is(open+1, "variadic"):
		w.replace(at, open-1, map[bool]string{true: "lw_nulls_in", false: "lw_values_in"}[name == "num_nulls"])
		w.replace(open+1, open+1, "")
	case name == "array_to_string" && w.typed().types[f.Args[0]].deep > 0:
		if args, _ := w.arguments(open); len(args) == len(f.Args) {
			deep := w.typed().types[f.Args[0]].deep
			w.wrap(args[0], strings.Repeat("flatten(", deep), strings.Repeat(")", deep))
		}
	case checkedCalls[name] != "" && (first == pgtypes.OIDFloat8 || exactType(first)):
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
	case correlations[name] && len(f.Args) == 2, spreads[name] != "" && len(f.Args) == 1 && (first == pgtypes.OIDFloat4 || first == pgtypes.OIDFloat8):
		args, _ := w.arguments(open)
		if len(args) != len(f.Args) {
			return
		}
		w.replace(at, open-1, "lw_float_"+name)
		for i, a := range args {
			if w.is(a.first, "distinct") || w.is(a.first, "all") {
				a.first++
			}
			if o := w.typeOf(f.Args[i]); o != pgtypes.OIDFloat8 && o != pgtypes.OIDUnknown {
				w.wrap(a, "(", ")::DOUBLE")
			}
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
	case first == pgtypes.OIDBytea && w.is(at, "trim") && len(f.Args) == 2: // trim(both x from y)
		if w.isAny(open+1, "both", "leading", "trailing") {
			w.replace(open+1, open+1, "")
		}
		w.replace(at, at, "lw_bytea_from_"+name)
		w.separate(open+1, w.closing(open), "from")
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

// charArguments casts what is a "char" where PostgreSQL's function takes text: the engine's functions do not know the type.
func (w *work) charArguments(n *pg.Node) {
	f, proc := n.GetFuncCall(), w.typed().types[n].proc
	if proc == nil {
		return
	}
	_, open, ok := w.callOpen(f)
	if !ok {
		return
	}
	args, _ := w.arguments(open)
	for i, a := range args {
		if i < len(f.Args) && i < len(proc.Args) && proc.Args[i] == pgtypes.OIDText && w.typeOf(f.Args[i]) == pgtypes.OIDChar {
			w.wrap(a, "(", ")::VARCHAR")
		}
	}
}

func elemOf(o pgtypes.OID) pgtypes.OID {
	e, _ := pgtypes.ElemOf(o)
	return e
}
