package engine

import "strings"

// spelled gives PostgreSQL's spelling of a type as DuckDB's messages name it.
func spelled(t string) string {
	t = strings.TrimSpace(t)
	if strings.HasSuffix(t, "[]") {
		return spelled(t[:len(t)-2]) + "[]"
	}
	if name, ok := spellings[t]; ok {
		return name
	}
	if strings.HasPrefix(t, "DECIMAL") {
		return "numeric"
	}
	if strings.HasPrefix(t, "STRUCT") || strings.HasPrefix(t, "MAP") {
		return "record"
	}
	return strings.ToLower(t)
}

var spellings = map[string]string{
	"BOOL": "boolean", "BOOLEAN": "boolean",
	"INT8": "tinyint", "TINYINT": "tinyint",
	"INT16": "smallint", "SMALLINT": "smallint",
	"INT32": "integer", "INTEGER": "integer", "INTEGER_LITERAL": "integer",
	"INT64": "bigint", "BIGINT": "bigint",
	"INT128": "numeric", "HUGEINT": "numeric", "UINT128": "numeric", "UHUGEINT": "numeric",
	"UINT8": "utinyint", "UINT16": "usmallint", "UINT32": "uinteger", "UINT64": "ubigint",
	"FLOAT": "real", "DOUBLE": "double precision",
	"VARCHAR": "text", "STRING_LITERAL": "unknown", "NULL": "unknown", "UNKNOWN": "unknown", `"NULL"`: "unknown",
	"BLOB": "bytea", "DATE": "date", "TIME": "time without time zone", "TIME WITH TIME ZONE": "time with time zone",
	"TIMESTAMP": "timestamp without time zone", "TIMESTAMP WITH TIME ZONE": "timestamp with time zone",
	"INTERVAL": "interval", "UUID": "uuid", "BIT": "bit", "JSON": "json",
}

// spelledList spells a comma-separated list of types; commas inside parentheses belong to a type.
func spelledList(args string) []string {
	var out []string
	depth, from := 0, 0
	for i := 0; i <= len(args); i++ {
		switch {
		case i == len(args) || args[i] == ',' && depth == 0:
			if part := strings.TrimSpace(args[from:i]); part != "" {
				out = append(out, spelled(part))
			}
			from = i + 1
		case args[i] == '(':
			depth++
		case args[i] == ')':
			depth--
		}
	}
	return out
}
