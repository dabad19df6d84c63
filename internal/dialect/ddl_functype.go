package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

func unsupportedf(what string) error { return pgerr.Unsupported(what, functionHint) }

// knownType tells a type from the name of a table.
func knownType(name string) bool {
	_, ok := pgtypes.ByName(name)
	return ok
}

// longNames are the types whose names in messages are not those of pg_type.
var longNames = map[string]string{"int2": "smallint", "int4": "integer", "int8": "bigint", "float4": "real", "float8": "double precision",
	"bool": "boolean", "varchar": "character varying", "bpchar": "character", "timestamp": "timestamp without time zone",
	"timestamptz": "timestamp with time zone", "time": "time without time zone", "timetz": "time with time zone"}

// shownType writes a type as messages do.
func shownType(n *pg.TypeName) string {
	name := lastName(n.Names)
	if long := longNames[name]; long != "" {
		name = long
	}
	return name + strings.Repeat("[]", len(n.ArrayBounds))
}
