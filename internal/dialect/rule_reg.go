package dialect

import "strings"

// regTypes are PostgreSQL's object identifier types. A cast to one is a call of the shim: lw_regclass(x) gives the OID of
// a name or of an OID, lw_regclass_text(x) the name. Where PostgreSQL's grammar knows the statement,
// the number is meant, and the types tell where it becomes a name (ruleRegOutput, ruleTyped).
var regTypes = words("regclass", "regtype", "regproc", "regprocedure", "regnamespace", "regrole", "regoper", "regoperator", "regconfig", "regdictionary", "regcollation")

// ruleReg turns x::regclass and CAST(x AS regclass) into calls of the shim's macros.
func ruleReg(w *work) error {
	for i := range w.p.toks {
		switch {
		case w.tok(i).Kind == TokCast:
			k := w.typeAt(i + 1)
			if k < 0 {
				w.regArray(i)
				continue
			}
			from := w.operandStart(i - 1)
			if from < 0 {
				continue
			}
			if from == i-1 && w.name(k) == "regclass" && w.ownClass(from, k) {
				continue
			}
			// cast behind cast: (x)::regclass::text
			name := "lw_" + w.name(k)
			if w.tree == nil && (w.tok(k+1).Kind == TokCast && w.textType(k+2) || w.output(from, k+1)) {
				name += "_text"
			}
			w.insert(from, name+"(")
			w.replace(i, k, ")")
		case w.tree != nil && w.tok(i+1).isString() && w.typeAt(i) == i && w.tok(i-1).Kind != TokCast && !w.is(i-1, "."): // regclass 'pg_class'
			if w.name(i) == "regclass" && w.ownClass(i+1, i+1) {
				w.replace(i, i, "")
				continue
			}
			w.replace(i, i, "lw_"+w.name(i)+"(")
			w.insertAfter(i+1, ")")
		case w.is(i, "as"):
			k := w.typeAt(i + 1)
			if k < 0 || !w.is(k+1, ")") || !w.isType(i+1) {
				continue
			}
			open := w.opening(i)
			name := "lw_" + w.name(k)
			if w.tree == nil && w.output(open-1, k+2) {
				name += "_text"
			}
			w.replace(open-1, open-1, name)
			w.edits = append(w.edits, edit{w.tok(i).Start, w.tok(k).End, ""})
		}
	}
	return nil
}

// ownClasses are the OIDs of PostgreSQL's own catalogs that clients name to tell what an OID is of.
var ownClasses = map[string]string{"pg_class": "1259", "pg_namespace": "2615", "pg_proc": "1255", "pg_type": "1247", "pg_constraint": "2606", "pg_attrdef": "2604",
	"pg_rewrite": "2618", "pg_trigger": "2620", "pg_database": "1262", "pg_authid": "1260", "pg_tablespace": "1213", "pg_extension": "3079", "pg_language": "2612",
	"pg_operator": "2617", "pg_am": "2601", "pg_opclass": "2616", "pg_opfamily": "2753", "pg_collation": "3456", "pg_conversion": "2607", "pg_cast": "2605",
	"pg_index": "2610", "pg_attribute": "1249", "pg_description": "2609", "pg_depend": "2608", "pg_inherits": "2611", "pg_event_trigger": "3466", "pg_policy": "3256",
	"pg_foreign_data_wrapper": "2328", "pg_foreign_server": "1417", "pg_statistic_ext": "3381", "pg_ts_config": "3602", "pg_ts_dict": "3600", "pg_ts_parser": "3601",
	"pg_ts_template": "3764", "pg_publication": "6104", "pg_subscription": "6100", "pg_transform": "3576", "pg_enum": "3501", "pg_aggregate": "2600", "pg_sequence": "2224"}

// ownClass writes 'pg_class'::regclass as its number: a look-up costs the engine milliseconds, and cannot stand in the condition of
// an outer join. from is the literal's token, to the type's.
func (w *work) ownClass(from, to int) bool {
	text, ok := literal(w.Text, w.tok(from))
	oid := ownClasses[strings.TrimPrefix(text, "pg_catalog.")]
	if !ok || oid == "" || w.tree == nil || w.tok(to+1).Kind == TokCast {
		return false
	}
	w.replace(from, to, oid+"::BIGINT")
	return true
}

// regArray turns the cast at token i, x::regtype[], into a query over the array's elements.
func (w *work) regArray(i int) {
	k := i + 1
	if lower(w.name(k)) == "pg_catalog" && w.is(k+1, ".") {
		k += 2
	}
	from := w.operandStart(i - 1)
	if !regTypes[w.name(k)] || !w.is(k+1, "[") || !w.is(k+2, "]") || from < 0 {
		return
	}
	w.insert(from, "(SELECT list(lw_"+w.name(k)+"(lw__u.x)) FROM (SELECT unnest(")
	w.replace(i, k+2, "::VARCHAR[]) AS x) lw__u)")
}

// typeAt gives the index of the type's last token when one of regTypes stands at i, else -1.
func (w *work) typeAt(i int) int {
	if lower(w.name(i)) == "pg_catalog" && w.is(i+1, ".") {
		i += 2
	}
	if regTypes[w.name(i)] && !w.is(i+1, "[") && !w.is(i+1, "(") && !w.is(i+1, ".") {
		return i
	}
	return -1
}

func (w *work) textType(i int) bool {
	if lower(w.name(i)) == "pg_catalog" && w.is(i+1, ".") {
		i += 2
	}
	switch w.name(i) {
	case "text", "varchar", "name", "bpchar", "character", "char":
		return true
	}
	return false
}

// operandStart finds where the primary expression begins that ends with token i, -1 when it cannot tell.
func (w *work) operandStart(i int) int {
	for i >= 0 {
		switch {
		case w.isAny(i, ")", "]"):
			if i = w.matching(i); i < 0 {
				return -1
			}
			if w.is(i, "(") && !(i > 0 && w.tok(i-1).isName() && !(w.tok(i-1).Kind == TokIdent && clauseWords[lower(w.tok(i-1).text(w.Text))])) {
				return i
			}
			i--
			continue
		case w.is(i, "end") && !w.is(i-1, "."):
			return w.caseStart(i)
		case w.tok(i).isName():
			if w.is(i-1, ".") {
				i -= 2
				continue
			}
			if w.tok(i-1).Kind == TokCast { // x::oid::regclass
				i -= 2
				continue
			}
			return i
		case w.tok(i).isString(), w.tok(i).Kind == TokParam, w.tok(i).Kind == TokInt, w.tok(i).Kind == TokFloat:
			return i
		default:
			return -1
		}
	}
	return -1
}

// matching finds the bracket that opens what token i closes.
func (w *work) matching(i int) int {
	for depth := 0; i >= 0; i-- {
		switch {
		case w.isAny(i, ")", "]", "}"):
			depth++
		case w.isAny(i, "(", "[", "{"):
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// opening finds the bracket that is open at token i, closing the one that ends it; -1 when there is none.
func (w *work) opening(i int) int {
	depth := 0
	for i--; i >= 0; i-- {
		switch {
		case w.is(i, ")"):
			depth++
		case w.is(i, "("):
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return -1
}

func (w *work) closing(i int) int {
	depth := 0
	for i++; i < len(w.p.toks); i++ {
		switch {
		case w.is(i, "("):
			depth++
		case w.is(i, ")"):
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return -1
}

// output tells whether the expression between the tokens is a whole column of the outermost SELECT: then the client
// wants to see the name.
func (w *work) output(from, next int) bool {
	if w.Kind != KindSelect || !w.isAny(from-1, "select", ",", "all", "distinct") {
		return false
	}
	if !(w.isAny(next, ",", "from", "as", "union", "where", "order", "limit") || w.tok(next).Kind == TokEOF || w.tok(next).isName()) {
		return false
	}
	depth := 0
	for k := 0; k < from; k++ {
		switch {
		case w.isAny(k, "(", "["):
			depth++
		case w.isAny(k, ")", "]"):
			depth--
		case depth == 0 && w.isAny(k, "from", "where", "order", "group"):
			return false
		}
	}
	return depth == 0
}
