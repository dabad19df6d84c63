package catalog

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed data/*.tsv
var dataFS embed.FS

//go:embed sql
var sqlFS embed.FS

// relation is a relation of PostgreSQL's system catalogs, with its columns as recorded from a real server.
type relation struct {
	schema, name string
	columns      []column
}

type column struct {
	name, typ string
	acl       bool // an access list
}

// shown is the column as clients see it: in access lists of PostgreSQL's own objects the owner has the session's name.
func (c column) shown() string {
	if c.acl {
		return "shim.pgc.lw_owned(" + identifier(c.name) + ") AS " + identifier(c.name)
	}
	return identifier(c.name)
}

// shown lists the columns as clients see them.
func (r *relation) shown() string {
	names := make([]string, len(r.columns))
	for i, c := range r.columns {
		names[i] = c.shown()
	}
	return strings.Join(names, ", ")
}

// duckTypes are the engine's types for the types of system columns; what is not here is text.
var duckTypes = map[string]string{
	"oid": "lw_oid", "char": "lw_char", "bool": "BOOLEAN", "int2": "SMALLINT", "int4": "INTEGER", "int8": "BIGINT", "float4": "FLOAT", "float8": "DOUBLE", "xid": "BIGINT",
	"regproc": "lw_oid", "regtype": "lw_oid", "timestamptz": "TIMESTAMPTZ", "interval": "INTERVAL", "bytea": "BLOB", "numeric": "DECIMAL(38,9)",
	"int2vector": "SMALLINT[]", "oidvector": "lw_oid[]",
}

func duckType(pg string) string {
	if pg == "_regtype" { // only pg_prepared_statements has it, for people to read
		return "VARCHAR[]"
	}
	if elem, ok := strings.CutPrefix(pg, "_"); ok {
		return duckType(elem) + "[]"
	}
	if t, ok := duckTypes[pg]; ok {
		return t
	}
	return "VARCHAR"
}

// shimSchema gives the schema of the shim that stands for a schema of PostgreSQL.
func shimSchema(pg string) string {
	if pg == "information_schema" {
		return "pgi"
	}
	return "pgc"
}

// relations reads columns.tsv: schema, relation, its OID, column, type, in order.
func relations() ([]*relation, error) {
	text, err := dataFS.ReadFile("data/columns.tsv")
	if err != nil {
		return nil, err
	}
	var out []*relation
	var last *relation
	for _, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if last == nil || last.schema != f[0] || last.name != f[1] {
			last = &relation{schema: f[0], name: f[1]}
			out = append(out, last)
		}
		last.columns = append(last.columns, column{f[3], duckType(f[4]), f[4] == "_aclitem"})
	}
	return out, nil
}

// body gives the query that fills the relation, or "" for one that is empty here.
func (r *relation) body() string {
	if text, err := sqlFS.ReadFile("sql/" + r.schema + "/" + r.name + ".sql"); err == nil {
		return string(text)
	}
	if recorded(r.name) && (r.schema == "pg_catalog" || strings.HasPrefix(r.name, "sql_")) {
		return "SELECT * FROM shim.pgc.lw_" + r.name
	}
	return ""
}

// recorded tells whether the relation's rows are PostgreSQL's own.
func recorded(name string) bool {
	_, err := dataFS.Open("data/" + name + ".tsv")
	return err == nil
}

// view gives the statement that makes the relation: PostgreSQL's columns in PostgreSQL's order and types, whatever the
// body leaves out being NULL.
func (r *relation) view() string {
	empty, cast := r.casts()
	head := fmt.Sprintf("CREATE VIEW shim.%s.%s AS SELECT ", shimSchema(r.schema), r.name)
	body := r.body()
	switch {
	case body == "":
		return head + empty + " WHERE false"
	case r.stored() || r.name == schemas:
		body = "(" + sourcesOf(body, ofAll) + ")"
		if r.adds() {
			body += " UNION ALL BY NAME SELECT * FROM shim.pgc.lw_" + r.name
		}
	}
	return head + cast + " FROM (SELECT " + empty + " WHERE false UNION ALL BY NAME " + body + ")"
}

// casts gives the columns as NULLs, and as casts to their types.
func (r *relation) casts() (empty, cast string) {
	var nulls, casts []string
	for _, c := range r.columns {
		name := `"` + c.name + `"`
		nulls = append(nulls, fmt.Sprintf("NULL::%s AS %s", c.typ, name))
		if c.acl {
			casts = append(casts, c.shown())
			continue
		}
		casts = append(casts, fmt.Sprintf("%s::%s AS %s", name, c.typ, name))
	}
	return strings.Join(nulls, ", "), strings.Join(casts, ", ")
}
