package dialect

import "lakewire/internal/pgtypes"

// relationCalls are functions of a relation: PostgreSQL reads a literal there as its name, a shim's macro takes its OID.
var relationCalls = words("pg_table_size", "pg_total_relation_size", "pg_relation_size", "pg_indexes_size", "pg_relation_filenode", "pg_get_viewdef",
	"pg_partition_root", "pg_relation_filepath")

// ruleRelationArguments makes OIDs of the names of relations that such functions are given.
func ruleRelationArguments(w *work) error {
	for _, n := range w.nodes() {
		f := n.GetFuncCall()
		if f == nil || len(f.Args) == 0 || !relationCalls[lastName(f.Funcname)] {
			continue
		}
		switch w.typeOf(f.Args[0]) {
		case pgtypes.OIDUnknown, pgtypes.OIDText, pgtypes.OIDVarchar, pgtypes.OIDName, 0:
			if _, open, ok := w.callOpen(f); ok {
				if args, _ := w.arguments(open); len(args) > 0 {
					w.wrap(args[0], "lw_regclass(", ")")
				}
			}
		}
	}
	return nil
}
