package catalog

// aliases are PostgreSQL's type names that the engine does not have, over the engine's type that holds their values.
// A type that is not here and not the engine's stays unknown, so that nothing is stored as something else.
var aliases = [][2]string{
	{"name", "VARCHAR"}, {`"char"`, "VARCHAR"}, {"regclass", "BIGINT"}, {"regtype", "BIGINT"}, {"regproc", "BIGINT"}, {"regprocedure", "BIGINT"},
	{"regnamespace", "BIGINT"}, {"regrole", "BIGINT"}, {"regoper", "BIGINT"}, {"xid", "BIGINT"}, {"cid", "BIGINT"}, {"jsonb", "JSON"}, {"aclitem", "VARCHAR"},
	{"int2vector", "SMALLINT[]"}, {"oidvector", "BIGINT[]"}, {"inet", "VARCHAR"}, {"cidr", "VARCHAR"}, {"macaddr", "VARCHAR"}, {"unknown", "VARCHAR"},
	{"pg_node_tree", "VARCHAR"}, {"pg_lsn", "VARCHAR"}, {"cardinal_number", "INTEGER"}, {"sql_identifier", "VARCHAR"}, {"character_data", "VARCHAR"}, {"yes_or_no", "VARCHAR"},
}

func typeAliases() []string {
	var out []string
	for _, a := range aliases {
		out = append(out, "CREATE TYPE shim.pgc."+a[0]+" AS "+a[1])
	}
	return out
}
