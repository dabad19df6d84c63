package dialect

// renamed are the functions that the engine has with another meaning than PostgreSQL's, with the shim's private names
// for PostgreSQL's. They cannot be shadowed, as the engine's own views use them.
var renamed = map[string]string{
	"current_user": "lw_current_user", "session_user": "lw_session_user", "current_database": "lw_current_database",
	"current_catalog": "lw_current_database", "current_schema": "lw_current_schema", "current_schemas": "lw_current_schemas",
	"version": "lw_version", "current_setting": "lw_current_setting", "set_config": "lw_set_config",
	"format_type": "lw_format_type", "pg_typeof": "lw_typeof",
	"substr": "lw_substr", "octet_length": "lw_octet_length", "split_part": "lw_split_part", "chr": "lw_chr", "sha256": "lw_sha256",
	"to_hex": "lw_to_hex", "encode": "lw_encode", "decode": "lw_decode", "string_to_array": "lw_string_to_array",
	"array_to_string": "lw_array_to_string", "mod": "lw_modulo", "round": "lw_round", "every": "bool_and",
	"make_date": "lw_make_date", "make_timestamp": "lw_make_timestamp", "make_timestamptz": "lw_make_timestamptz", "date_part": "lw_date_part", "date_trunc": "lw_date_trunc", "to_timestamp": "lw_to_timestamp",
	"array_length": "lw_array_length", "cardinality": "lw_cardinality",
	"array_append": "lw_array_append", "array_prepend": "lw_array_prepend", "array_cat": "lw_array_cat", "array_position": "lw_array_position",
	"to_json": "lw_as_json", "to_jsonb": "lw_as_jsonb", "row_to_json": "lw_row_to_json", "array_to_json": "lw_row_to_json",
	"json_array_length": "lw_json_array_length", "jsonb_array_length": "lw_json_array_length",
	"json_extract_path": "lw_json_extract_path", "jsonb_extract_path": "lw_json_extract_path",
	"json_extract_path_text": "lw_json_extract_path_text", "jsonb_extract_path_text": "lw_json_extract_path_text",
	// The engine cannot be interrupted inside of these, so that the shim's refuse to be long.
	"pg_sleep": "lw_pg_sleep",
	"repeat":   "lw_repeat", "lpad": "lw_lpad", "rpad": "lw_rpad",
}

// ruleRename exchanges the names of calls.
func ruleRename(w *work) error {
	for i, t := range w.p.toks {
		if !t.isName() || !w.is(i+1, "(") {
			continue
		}
		to, ok := renamed[lower(w.name(i))]
		if !ok || w.is(i-1, ".") && lower(w.name(i-2)) != "pg_catalog" || w.isAny(i-1, "into", "table", "macro", "function", "view", "from", "join") && !w.is(i-2, "distinct") {
			continue
		}
		if w.tree == nil && to == "lw_typeof" {
			to = "lw_typeof_text" // nothing tells that it goes to the client
		}
		w.replace(i, i, to)
	}
	return nil
}
