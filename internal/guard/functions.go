package guard

import (
	_ "embed"
	"strings"
)

// functionTable classifies every function that the engine has. It starts from the engine's own list; a test fails when
// an engine has one that is not here, so that none comes in with an upgrade unread.
//
//go:embed functions.tsv
var functionTable string

// class says what a function of the engine may do.
type class string

const (
	allow  class = "allow"  // computes from its arguments, or reads what its query names
	shim   class = "shim"   // replaced by the shim's when it is called by its bare name, else denied
	unread class = "unread" // in the engine and not in the table
)

func readFunctions(table string) map[string]class {
	m := make(map[string]class, 1100)
	for _, line := range strings.Split(table, "\n") {
		if name, c, ok := strings.Cut(line, "\t"); ok && !strings.HasPrefix(line, "# ") {
			m[name] = class(c)
		}
	}
	return m
}

// reaching are the beginnings of names that no function gets a say with, whether this build has it or not: what is
// loaded later, or hidden from the engine's own list, stays shut.
var reaching = []string{"read_", "scan_", "parquet_", "duckdb_", "pragma_", "ducklake_", "postgres_", "sqlite_", "mysql_", "iceberg_",
	"delta_", "st_read", "json_execute", "from_substrait", "enable_", "disable_", "__internal", "arrow_scan", "load_", "http_", "quack_"}
