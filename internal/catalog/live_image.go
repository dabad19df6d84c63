package catalog

import (
	"fmt"
	"strings"
)

// parts are the tables of an image, and the variables that stand for them in a session that has none, or relations of its own.
var parts = []string{"sch", "rel", "col", "func", "con"}

// Told is what a session knows of a relation that its transaction has changed, and the metadata not yet: its comment, and, as JSON, as what it is known
// (session's first), "" where it is not.
type Told struct{ Schema, Name, Text, Was string }

// LiveImage gives the statements by which a session sees what the engine shows it in its own transaction, in place of an image:
// with DDL of its own that is not committed. They cost as much as the lake has tables and columns, and
// hold until either has changed. told are the relations that the transaction has changed.
func LiveImage(told []Told, own []Own) ([]string, error) {
	var texts []string
	for _, t := range told {
		texts = append(texts, "{'nspname': "+literal(t.Schema)+", 'relname': "+literal(t.Name)+", 'text': "+literal(t.Text)+", 'was': "+defaultOf(t.Was)+"}")
	}
	out, err := UseOwn(own)
	out = append(out, "RESET VARIABLE lakewire_image", "SET VARIABLE lakewire_told = ["+strings.Join(texts, ", ")+"]::shim.pgc.lw_told_row[]")
	for _, p := range parts {
		out = append(out, fmt.Sprintf("SET VARIABLE lakewire_%[1]s = (SELECT list(r) FROM (FROM shim.pgc.lw_live_%[1]s UNION ALL FROM %[2]s) r)", p, ownRows(p)))
	}
	return out, err
}

// UseImage gives the statements by which a session sees an image.
func UseImage(version string) []string {
	return []string{"SET VARIABLE lakewire_image = " + version, "SET VARIABLE lakewire_book = " + version}
}

// constraintsOf gives the query for what is declared by some of the relations, in all of them and the columns.
func constraintsOf(new, rel, col string) (string, error) {
	text, err := sqlFS.ReadFile("sql/constraints.sql")
	if err != nil {
		return "", err
	}
	return strings.NewReplacer("$NEW", new, "$REL", rel, "$COL", col).Replace(string(text)), nil
}

// columnsOf gives the query for the columns that the session lists.
func columnsOf(from string) (string, error) {
	text, err := sqlFS.ReadFile("sql/columns.sql")
	return strings.Replace(string(text), "($FROM)", "("+from+")", 1), err
}
