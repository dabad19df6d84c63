package catalog

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"lakewire/internal/dialect"
)

// Reads tells whether a statement may look at what the lake holds: at system relations, by functions that do, or by casts to
// the reg types. A table of the client's with a system relation's name costs it no more than a look.
func Reads(st *dialect.Statement) bool {
	for _, n := range st.Relations {
		switch n.Schema {
		case "pg_catalog", "information_schema":
			return true
		case "":
			if Relation("", n.Name) != nil {
				return true
			}
		}
	}
	asks := asking()
	for _, f := range st.Functions {
		if _, ok := asks[f[strings.LastIndexByte(f, '.')+1:]]; ok {
			return true
		}
	}
	return strings.Contains(st.SQL, "lw_reg")
}

var macroHead = regexp.MustCompile(`(?m)^CREATE MACRO shim\.pgc\.(\w+)\(`)

// asking are the macros that read the lake, themselves or through others.
var asking = sync.OnceValue(func() map[string]struct{} {
	bodies := map[string]string{}
	entries, err := sqlFS.ReadDir("sql")
	if err != nil {
		return nil // cannot be: the files are part of the program
	}
	for _, f := range entries {
		text, err := sqlFS.ReadFile("sql/" + f.Name())
		if err != nil {
			continue // a folder
		}
		for _, s := range split(string(text)) {
			if m := macroHead.FindStringSubmatchIndex(s); m != nil {
				bodies[s[m[2]:m[3]]] = s[m[1]:]
			}
		}
	}
	out := map[string]struct{}{}
	sources := []string{"lw_x_", "lw_rel", "lw_col", "lw_sch", "lw_func", "lw_book"}
	for len(sources) > 0 {
		var next []string
		for _, name := range slices.Sorted(maps.Keys(bodies)) {
			body := bodies[name]
			if slices.ContainsFunc(sources, func(s string) bool { return strings.Contains(body, s) }) {
				out[name] = struct{}{}
				next = append(next, "shim.pgc."+name+"(")
				delete(bodies, name)
			}
		}
		sources = next
	}
	return out
})
