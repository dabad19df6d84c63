package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// stored are the relations that clients ask most and that take the engine longest to plan: an image has their rows ready, in tables
// of their own (shim.img), with PostgreSQL's. The views over these lie in imagePath, before the shim's own on the path of a
// session that reads nothing but the catalog and sees an image; whoever sees none has the shim's own views of the same names.
var stored = []string{"pg_class", "pg_attribute", "pg_type", "pg_attrdef", "pg_description", "pg_constraint", "pg_index", "pg_depend", "pg_proc"}

// schemas is the relation that an image has in one of its own tables as it is.
const schemas = "pg_namespace"

// ImagePath is the search path of statements that read the catalog alone, by an image.
const ImagePath = `"shim_image"."pgc",` + LivePath

// LivePath is the shim's own place, where the views are that can do without one.
const LivePath = `"shim"."pgc"`

// scope says of what the bodies of stored relations read.
type scope int

const (
	ofAll     scope = iota // all that a session sees: in the shim's own views
	ofImage                // what an image that is made shares with no image before
	ofSession              // what a session has of its own beside an image
)

// sources are what the bodies of stored relations read of the lake, for each scope.
var sources = [][4]string{
	{"$NEW_SCH", "shim.pgc.lw_sch", "(SELECT * FROM shim.img.sch WHERE since = $IMAGE)", ownRows("sch")},
	{"$NEW_REL", "shim.pgc.lw_rel", "(SELECT r.*, x.rows, x.bytes FROM shim.img.rel r LEFT JOIN shim.img.stat x USING (oid) WHERE r.since = $IMAGE)", "(SELECT *, NULL::BIGINT AS rows, NULL::BIGINT AS bytes FROM " + ownRows("rel") + ")"},
	{"$NEW_ATT", "shim.pgc.lw_att", "(SELECT * FROM shim.img.col WHERE since = $IMAGE)", ownRows("col")},
	{"$NEW_COL", "shim.pgc.lw_col", "(SELECT * FROM shim.img.col WHERE since = $IMAGE AND NOT attisdropped)", ownRows("col")},
	{"$NEW_CON", "shim.pgc.lw_declared", "(SELECT * FROM shim.img.con WHERE since = $IMAGE)", ownRows("con")},
	{"$NEW_USE", "shim.pgc.lw_use", "(SELECT * FROM shim.pgc.lw_use WHERE oid IN (SELECT oid FROM shim.img.rel WHERE since = $IMAGE))", "(SELECT * FROM shim.pgc.lw_use WHERE oid IN (SELECT oid FROM " + ownRows("rel") + "))"},
	{"$NEW_FUNC", "shim.pgc.lw_func", "(SELECT * FROM shim.pgc.lw_func WHERE oid IN (SELECT oid FROM shim.img.func WHERE since = $IMAGE))", "(SELECT * FROM shim.pgc.lw_func WHERE false)"},
}

// declaredOfAll is where bodies find what is declared of all relations, new ones or not, declaredOfImage the same beside no session's own.
const declaredOfAll, declaredOfImage = "shim.pgc.lw_declared", "(SELECT * FROM shim.img.con WHERE since <= $IMAGE AND until > $IMAGE)"

// present leaves out of a body the queries that read what an image that is made has none of: each costs the engine milliseconds to plan. The
// first one stays, for it names the columns.
func present(body string, absent []string) string {
	branches := strings.Split(body, "\nUNION ALL")
	kept := branches[:1]
	for _, b := range branches[1:] {
		if !slices.ContainsFunc(absent, func(a string) bool { return strings.Contains(b, a) }) {
			kept = append(kept, b)
		}
	}
	return strings.Join(kept, "\nUNION ALL")
}

func sourcesOf(body string, of scope) string {
	for _, s := range sources {
		body = strings.ReplaceAll(body, s[0], s[1+of])
	}
	switch of {
	case ofImage:
		return strings.ReplaceAll(body, declaredOfAll, declaredOfImage)
	case ofAll:
		return strings.ReplaceAll(body, "$OTHERS", "true")
	case ofSession:
		return strings.ReplaceAll(body, "$OTHERS", "false")
	}
	return body
}

// others stands for all that belongs to no relation or function: comments on other objects, and what these hide of PostgreSQL's own.
const others = -1

func (r *relation) stored() bool { return r.schema == "pg_catalog" && slices.Contains(stored, r.name) }

// adds tells whether all of PostgreSQL's own rows belong to a stored relation, whatever is in the lake.
func (r *relation) adds() bool {
	return recorded(r.name) && !strings.Contains(r.body(), "shim.pgc.lw_"+r.name)
}

// storedTable gives the statements that make a stored relation's table, with PostgreSQL's own rows, and its view. obj is the relation or
// function of the lake that a row belongs to.
func (r *relation) storedTable() (table, view string) {
	return fmt.Sprintf("CREATE TABLE shim.img.%s AS SELECT 0::BIGINT AS since, %d AS until, NULL::BIGINT AS obj, * FROM shim.pgc.%[1]s WHERE %[3]t", r.name, forever, r.adds()),
		fmt.Sprintf("CREATE VIEW shim_image.pgc.%s AS SELECT %s FROM shim.img.%[1]s WHERE shim.img.seen(since, until)", r.name, r.shown())
}

// imageView gives the statement that makes a relation's view in ImagePath, of what an image alone holds: as the shim's own view, but for
// what sessions without an image have.
func (r *relation) imageView() string {
	_, cast := r.casts() // it has all the columns, and so needs no union with an empty row of them
	body := strings.ReplaceAll(r.body(), "$NEW_SCH", "(SELECT * FROM shim.img.sch WHERE shim.img.seen(since, until))")
	return fmt.Sprintf("CREATE VIEW shim_image.pgc.%s AS SELECT %s FROM (%s)", r.name, cast, body)
}

// storedRows gives the statement that adds to a stored relation what the image $IMAGE does not share with another.
func (r *relation) storedRows(absent []string) string {
	empty, cast := r.casts()
	return fmt.Sprintf("INSERT INTO shim.img.%s SELECT $IMAGE, $UNTIL, obj, %s FROM (SELECT NULL::BIGINT AS obj, %s WHERE false UNION ALL BY NAME (%s))", r.name, cast, empty, sourcesOf(present(r.body(), absent), ofImage))
}
