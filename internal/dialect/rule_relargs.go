package dialect

import "lakewire/internal/pgtypes"

// nameReaders are the shim's macros that make an OID of a name, for functions of an object: PostgreSQL reads a text there as the
// object's name, the shim's macro takes its OID.
var nameReaders = map[string]string{
	"pg_table_size": "lw_regclass", "pg_total_relation_size": "lw_regclass", "pg_relation_size": "lw_regclass", "pg_indexes_size": "lw_regclass",
	"pg_relation_filenode": "lw_regclass", "pg_get_viewdef": "lw_regclass", "pg_partition_root": "lw_regclass", "pg_relation_filepath": "lw_regclass",
	"pg_database_size": "lw_database",
}

// privilegeReaders are those for has_…_privilege, whose objects stand before the privilege, and a role, if there is one, at first.
var privilegeReaders = map[string]string{
	"has_table_privilege": "lw_regclass", "has_any_column_privilege": "lw_regclass", "has_column_privilege": "lw_regclass", "has_sequence_privilege": "lw_regclass",
	"has_schema_privilege": "lw_schema", "has_database_privilege": "lw_database", "has_function_privilege": "lw_regprocedure",
	"has_type_privilege": "lw_regtype", "has_language_privilege": "lw_language", "has_tablespace_privilege": "lw_tablespace", "pg_has_role": "lw_regrole",
}

// ruleRelationArguments makes OIDs of the names of objects that such functions are given.
func ruleRelationArguments(w *work) error {
	for _, n := range w.nodes() {
		f := n.GetFuncCall()
		if f == nil || len(f.Args) == 0 {
			continue
		}
		name := lastName(f.Funcname)
		readers := map[int]string{}
		if r := nameReaders[name]; r != "" {
			readers[0] = r
		}
		if r := privilegeReaders[name]; r != "" {
			object := len(f.Args) - 2
			if name == "has_column_privilege" {
				object--
			}
			if object > 0 {
				readers[0] = "lw_regrole"
			}
			readers[object] = r
		}
		for i, reader := range readers {
			if i < 0 || i >= len(f.Args) {
				continue
			}
			switch w.typeOf(f.Args[i]) {
			case pgtypes.OIDUnknown, pgtypes.OIDText, pgtypes.OIDVarchar, pgtypes.OIDName, 0:
				if _, open, ok := w.callOpen(f); ok {
					if args, _ := w.arguments(open); i < len(args) {
						w.wrap(args[i], reader+"(", ")")
					}
				}
			}
		}
	}
	return nil
}
