package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// jsonAggregates are written as the shim's functions of a list, which the engine collects with the client's own DISTINCT,
// ORDER BY, FILTER and OVER.
var jsonAggregates = map[string]string{"json_agg": "lw_json_array", "jsonb_agg": "lw_jsonb_array", "json_object_agg": "lw_json_members", "jsonb_object_agg": "lw_jsonb_members"}

// jsonBuilders take any number of values of any types.
var jsonBuilders = map[string]string{
	"json_build_object": "lw_json_build_object", "jsonb_build_object": "lw_json_build_object",
	"json_build_array": "lw_json_build_array", "jsonb_build_array": "lw_json_build_array",
}

// ruleJSONCalls writes the calls that build JSON.
func ruleJSONCalls(w *work) error {
	for i, t := range w.p.toks {
		if !t.isName() || !w.is(i+1, "(") || w.isAny(i-1, "into", "table", "macro", "function", "view", "from", "join") ||
			w.is(i-1, ".") && lower(w.name(i-2)) != "pg_catalog" {
			continue
		}
		name := lower(w.name(i))
		end := w.closing(i + 1)
		if end < 0 {
			continue
		}
		switch {
		case w.is(i+2, "variadic"):
			w.jsonOfList(i, name)
		case pathExtracts[name]:
			for k := range w.outside(i+2, end) {
				if w.is(k, "variadic") && w.is(k-1, ",") {
					w.replace(k, k, "")
				}
			}
		case jsonBuilders[name] != "" && w.outer(i+1, end, "variadic"):
			return pgerr.Unsupported(name+"(VARIADIC ...) is not supported", "Use to_json or to_jsonb of the array, or write its elements out.")
		case jsonBuilders[name] != "":
			to, close := jsonBuilders[name]+"(current_setting('TimeZone')", ""
			if strings.HasPrefix(name, "jsonb") {
				to, close = "lw_jsonb_check("+to, ")"
			}
			if end > i+2 {
				to += ", "
			}
			w.replace(i, i+1, to)
			w.insertAfter(end, close)
		case jsonAggregates[name] != "":
			w.collect(i, end, jsonAggregates[name], strings.HasSuffix(name, "object_agg"))
		case (name == "json_object" || name == "jsonb_object") && w.tree != nil && w.arrays(i, end):
			w.replace(i, i, "lw_"+name)
		}
	}
	return nil
}

// pathExtracts take their path as an array behind VARIADIC, which the shim's functions tell by its type.
var pathExtracts = words("json_extract_path", "jsonb_extract_path", "json_extract_path_text", "jsonb_extract_path_text")

// jsonOfList writes the builders over VARIADIC and an array.
func (w *work) jsonOfList(i int, name string) {
	to := ""
	switch strings.TrimPrefix(strings.TrimPrefix(name, "jsonb"), "json") {
	case "_build_array":
		to = "lw_" + strings.TrimSuffix(name, "_build_array") + "_array"
	case "_build_object":
		to = "lw_" + strings.TrimSuffix(name, "_build_object") + "_object"
	}
	if to == "" || jsonBuilders[name] == "" {
		return
	}
	w.replace(i, i, to)
	w.replace(i+2, i+2, "")
}

// collect writes an aggregate whose call ends with token end.
func (w *work) collect(i, end int, to string, pairs bool) {
	w.replace(i, i, to+"(list")
	if !pairs && w.is(i+2, "distinct") && !w.sorted(i+2, end) { // PostgreSQL sorts for DISTINCT
		w.insert(end, " ORDER BY "+w.text(stretch{i + 3, end - 1}))
	}
	if pairs {
		from := i + 2
		if w.isAny(from, "distinct", "all") {
			from++
		}
		comma, last := -1, end
		for k := range w.outside(from, end) {
			if w.is(k, "order") && w.is(k+1, "by") {
				last = k
				break
			}
			if w.is(k, ",") && comma < 0 {
				comma = k
			}
		}
		if comma > 0 {
			w.insert(from, "struct_pack(k := ")
			w.replace(comma, comma, ", v :=")
			w.insert(last, ") ")
		}
	}
	for {
		switch next := end + 1; {
		case w.is(next, "filter") && w.is(next+1, "("):
			end = w.closing(next + 1)
		case w.is(next, "over") && w.is(next+1, "("):
			end = w.closing(next + 1)
		case w.is(next, "over") && w.tok(next+1).isName():
			end = next + 1
		default:
			w.insertAfter(end, ")")
			return
		}
		if end < 0 {
			return
		}
	}
}

// sorted tells whether a call's arguments, from the token from up to its bracket, end with ORDER BY.
func (w *work) sorted(from, end int) bool {
	for k := range w.outside(from, end) {
		if w.is(k, "order") && w.is(k+1, "by") {
			return true
		}
	}
	return false
}

// arrays tells whether json_object's arguments between the brackets are PostgreSQL's arrays: the engine's function of that
// name takes keys and values in turn.
func (w *work) arrays(i, end int) bool {
	first, second := i+2, -1
	for k := range w.outside(first, end) {
		if !w.is(k, ",") {
			continue
		}
		if second >= 0 {
			return false
		}
		second = k + 1
	}
	array := func(k int) bool {
		if w.is(k, "array") {
			return true
		}
		s, ok := literal(w.Text, w.tok(k))
		return w.tok(k).isString() && ok && strings.HasPrefix(s, "{")
	}
	return first < end && (second < 0 || array(first) && array(second))
}

// ruleJSONRecords gives json_to_record and json_to_recordset in FROM their declared columns.
func ruleJSONRecords(w *work) error {
	if w.tree != nil {
		w.rangeFunctions(w.jsonRecord)
	}
	return nil
}

// jsonRecord writes one as a subquery that takes each column out of the object by its name.
func (w *work) jsonRecord(f *pg.RangeFunction) {
	if len(f.Functions) != 1 || len(f.Coldeflist) == 0 || f.Ordinality {
		return
	}
	c := f.Functions[0].GetList().GetItems()[0].GetFuncCall()
	name := lastName(c.GetFuncname())
	set := strings.HasSuffix(name, "_to_recordset")
	if !set && !strings.HasSuffix(name, "_to_record") || !strings.HasPrefix(name, "json") {
		return
	}
	start := w.tokenAt(c.Location)
	call := start + 2*(len(c.Funcname)-1)
	end := w.closing(call + 1)
	if end < 0 {
		return
	}
	var cols []string
	open := -1
	for i, d := range f.Coldeflist {
		def := d.GetColumnDef()
		at := w.tokenAt(def.Location)
		if i == 0 {
			open = at - 1
		}
		to := at + 1
		for depth := 0; depth > 0 || !w.isAny(to, ",", ")"); to++ {
			if w.is(to, "(") {
				depth++
			} else if w.is(to, ")") {
				depth--
			}
		}
		key := "'" + strings.ReplaceAll(def.Colname, "'", "''") + "'"
		cols = append(cols, recordColumn(def, key, w.Text[w.tok(at+1).Start:w.tok(to-1).End])+" AS "+w.tok(at).text(w.Text))
	}
	head, tail := "(SELECT "+strings.Join(cols, ", ")+" FROM (SELECT lw_json(", ") AS lw__e))"
	if set {
		head, tail = "(SELECT "+strings.Join(cols, ", ")+" FROM (SELECT unnest(lw_json_elements(", ")) AS lw__e))"
	}
	w.replace(start, call+1, head)
	w.replace(end, end, tail)
	w.replace(open, w.closing(open), "")
	if w.is(open-1, "as") {
		w.insertAfter(open-1, " "+name)
	} else if open-1 == end {
		w.insertAfter(end, " AS "+name)
	}
}

// recordColumn takes a key out of an object as the declared type; json's null is NULL, for json and jsonb too.
func recordColumn(def *pg.ColumnDef, key, typ string) string {
	name := lastName(def.TypeName.Names)
	text := "lw_json_get_text(lw__e, " + key + ")"
	part := "CASE WHEN " + text + " IS NOT NULL THEN lw_json_get(lw__e, " + key + ") END"
	switch {
	case len(def.TypeName.ArrayBounds) > 0:
		return "(" + part + ")::" + typ
	case name == "json":
		return part
	case name == "jsonb":
		return "lw_jsonb_check(" + part + ")"
	}
	return text + "::" + typ
}

// outer tells whether a word stands between two brackets, in no others.
func (w *work) outer(open, end int, word string) bool {
	for k := range w.outside(open+1, end) {
		if w.is(k, word) {
			return true
		}
	}
	return false
}
