package catalog

import (
	"fmt"
	"strings"
)

// Own is a relation that one session alone sees: a temporary one.
type Own struct {
	OID     int64
	Name    string
	View    bool
	Text    string // the comment, with what is kept behind it
	Columns []OwnColumn
}

// OwnColumn is a column of it. Type and Default are the engine's.
type OwnColumn struct {
	Name, Type, Default string
	NotNull             bool
}

// TempSchema is the schema of temporary relations, of every session its own.
const TempSchema = "pg_temp_1"

const tempSchemaOID = 16380

// OwnPath is the search path of statements that read the catalog alone, by an image and with relations of the session's own.
const OwnPath = `"shim_image"."own",` + LivePath

// UseOwn gives the statements by which a session sees relations of its own beside an image: they are where a session without an image has all.
func UseOwn(own []Own) ([]string, error) {
	if len(own) == 0 {
		return resets(), nil
	}
	var rels, cols []string
	declares := false
	for _, r := range own {
		kind := "r"
		if r.View {
			kind = "v"
		}
		rels = append(rels, fmt.Sprintf("(%d::BIGINT, %s, %s, %d::BIGINT, %s)", r.OID, literal(r.Name), literal(kind), len(r.Columns), literal(r.Text)))
		for i, c := range r.Columns {
			cols = append(cols, fmt.Sprintf("(%d::BIGINT, %d::SMALLINT, %s, %s, %s, %t)", r.OID, i+1, literal(c.Name), literal(c.Type), defaultOf(c.Default), c.NotNull))
		}
		declares = declares || strings.Contains(r.Text, `"constraints":`)
	}
	columns, err := columnsOf(fmt.Sprintf(`SELECT r.oid AS attrelid, r.nspname, r.relname, r.relkind, r.kept, c.attname, c.attnum, c.attnotnull, c.d, NULL AS comment, c.data_type
		FROM (VALUES %s) c(oid, attnum, attname, data_type, d, attnotnull) JOIN %s r USING (oid)`, strings.Join(cols, ", "), ownRows("rel")))
	if err != nil {
		return nil, err
	}
	out := []string{
		"RESET VARIABLE lakewire_func",
		fmt.Sprintf("SET VARIABLE lakewire_sch = [{'oid': %d, 'nspname': %s}]::shim.pgc.lw_sch_row[]", tempSchemaOID, literal(TempSchema)),
		fmt.Sprintf(`SET VARIABLE lakewire_rel = (SELECT list(r) FROM (SELECT oid, %s AS nspname, %d::BIGINT AS nspoid, relname, relkind, 't' AS relpersistence, natts,
			shim.pgc.lw_own_comment(text) AS comment, shim.pgc.lw_kept_part(text) AS kept, shim.pgc.lw_kept_view(shim.pgc.lw_kept_part(text)) AS viewdef
			FROM (VALUES %s) v(oid, relname, relkind, natts, text)) r)`, literal(TempSchema), tempSchemaOID, strings.Join(rels, ", ")),
		"SET VARIABLE lakewire_col = (SELECT list(r) FROM (" + columns + ") r)",
		"RESET VARIABLE lakewire_con",
	}
	if !declares {
		return out, nil
	}
	con, err := constraintsOf(ownRows("rel"), ownRows("rel"), ownRows("col"))
	return append(out, "SET VARIABLE lakewire_con = (SELECT list(r) FROM ("+con+") r)"), err
}

func resets() []string {
	var out []string
	for _, p := range parts {
		out = append(out, "RESET VARIABLE lakewire_"+p)
	}
	return out
}

// ownRows is what a session has of a part of an image.
func ownRows(part string) string {
	return fmt.Sprintf("(SELECT unnest(getvariable('lakewire_%[1]s')::shim.pgc.lw_%[1]s_row[], max_depth := 2))", part)
}

func defaultOf(text string) string {
	if text == "" {
		return "NULL"
	}
	return literal(text)
}

// ownView gives the statement that makes a stored relation's view in OwnPath: what the image has, and the session's own.
func (r *relation) ownView() string {
	empty, cast := r.casts()
	return fmt.Sprintf("CREATE VIEW shim_image.own.%s AS SELECT %s FROM shim.img.%[1]s WHERE shim.img.seen(since, until) UNION ALL SELECT %[3]s FROM (SELECT %[4]s WHERE false UNION ALL BY NAME (%[5]s))",
		r.name, r.shown(), cast, empty, sourcesOf(r.body(), ofSession))
}
