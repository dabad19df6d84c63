package guard

import (
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// engineCatalogs are the engine's own databases: what they hold comes to clients through the shim's views only.
var engineCatalogs = map[string]bool{"system": true, "shim": true, "shim_image": true, "memory": true}

// private begins the names of what the shim's views and the dialect's rules stand on: no client calls it by name.
const private = "lw_"

// systemSchemas hold what nobody may write to.
var systemSchemas = map[string]bool{"pgc": true, "pgi": true, "pg_catalog": true, "information_schema": true}

// relation judges a name that a statement reads or writes.
func (g *Guard) relation(n dialect.Name) *pgerr.Error {
	name, schema, catalog := strings.ToLower(n.Name), strings.ToLower(n.Schema), strings.ToLower(n.Catalog)
	for _, part := range []string{catalog, schema} {
		if g.hidden(part) {
			return denied("schema", part)
		}
	}
	if catalog != "" && len(g.lakes) > 0 && !g.lakes[catalog] && catalog != "temp" {
		return denied("schema", catalog)
	}
	if catalog == "temp" && systemSchemas[schema] {
		return denied("schema", schema)
	}
	for _, p := range []string{"duckdb_", "pragma_", "sqlite_", "__ducklake"} {
		if strings.HasPrefix(name, p) {
			return denied("view", name)
		}
	}
	if strings.HasPrefix(name, private) && (schema == "" || systemSchemas[schema]) {
		return denied("view", name)
	}
	if g.meta != "" && name == g.meta {
		return denied("schema", "metadata")
	}
	// An unknown table becomes the file of its name: FROM "x.csv", and FROM x.csv too.
	if fileLike(name) || schema != "" && schema != "public" && schema != "main" && fileEndings[name] {
		return denied("file", n.String())
	}
	return nil
}

// hidden tells whether a catalog or schema is not for clients.
func (g *Guard) hidden(part string) bool {
	return part != "" && (engineCatalogs[part] || part == g.meta || strings.HasPrefix(part, "__ducklake"))
}

// fileEndings are the names by which the engine takes an unknown table for a file.
var fileEndings = set("csv tsv txt parquet json jsonl ndjson geojson gz zst bz2 xlsx xls arrow arrows feather ipc avro " +
	"db duckdb ddb sqlite sqlite3 ducklake shp gpkg fgb orc log")

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, e := range strings.Fields(list) {
		m[e] = true
	}
	return m
}

// fileLike tells whether a name looks like a path, a URL or a file.
func fileLike(name string) bool {
	if strings.ContainsAny(name, `/\*`) || strings.Contains(name, "://") {
		return true
	}
	dot := strings.LastIndexByte(name, '.')
	return dot >= 0 && fileEndings[strings.ToLower(name[dot+1:])]
}
