package catalog

import (
	"strings"
	"sync"

	"lakewire/internal/dialect"
	"lakewire/internal/pgtypes"
)

// described are PostgreSQL's system relations by schema and name, as a translation sees them.
var described = sync.OnceValue(func() map[[2]string]*dialect.Relation {
	out := map[[2]string]*dialect.Relation{}
	text, err := dataFS.ReadFile("data/columns.tsv")
	if err != nil {
		return out // cannot be: the file is part of the program
	}
	for _, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		f := strings.Split(line, "\t")
		key := [2]string{f[0], f[1]}
		if out[key] == nil {
			out[key] = &dialect.Relation{}
		}
		typ := f[4]
		if typ == "char" {
			typ = `"char"` // the one-byte type, not character(1)
		}
		oid, _ := pgtypes.ByName(typ)
		out[key].Columns = append(out[key].Columns, dialect.Column{Name: f[3], Type: oid, Mod: -1})
	}
	return out
})

// Relation describes one of PostgreSQL's system relations with PostgreSQL's types; nil where there is none of that name. An
// empty schema is pg_catalog, which PostgreSQL searches before all others.
func Relation(schema, name string) *dialect.Relation {
	if schema == "" {
		schema = "pg_catalog"
	}
	return described()[[2]string{schema, name}]
}
