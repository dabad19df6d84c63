package catalog

import (
	"strconv"
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
			n, _ := strconv.Atoi(f[2])
			out[key] = &dialect.Relation{OID: pgtypes.OID(n), Schema: f[0], Plain: f[5] == "r", System: true}
		}
		typ := f[4]
		if typ == "char" {
			typ = `"char"` // the one-byte type, not character(1)
		}
		oid, _ := pgtypes.ByName(typ)
		mod, _ := strconv.Atoi(f[6])
		out[key].Columns = append(out[key].Columns, dialect.Column{Name: f[3], Type: oid, Mod: int32(mod), Num: int16(len(out[key].Columns) + 1)})
	}
	rels, _ := relations() // of the same file
	for _, r := range rels {
		if d := out[[2]string{r.schema, r.name}]; d != nil {
			d.Stored = r.stored() || r.body() == ""
		}
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
