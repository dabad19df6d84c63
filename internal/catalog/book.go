package catalog

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// book has the names of what a session sees: the relations and schemas of an image, or of a session that has none. The functions that go from
// OIDs to names and back look there: in SQL each would join all relations with all names, for every statement that names one.
type book struct {
	rels    []named // by their OIDs
	byName  []int32 // where they are in rels, by their names
	schemas map[int64]string
	places  map[string]int64 // the OIDs of the schemas
	under   *book            // what it adds to; nil for nothing

	comments, hidden comments // beside PostgreSQL's own, and those of the latter that are not there

	mu   sync.Mutex
	path string         // that seen was made for
	seen map[string]int // the places of schemas on it

	sights atomic.Pointer[sight]
}

type named struct {
	oid          int64
	schema, name string
	row          bool  // it has a row type
	of           int64 // the relation it belongs to, or is
}

// shelf has the books by the number that a session's variable lakewire_book has: an image's key, or one below zero.
var (
	shelf    sync.Map
	lastBook atomic.Int64
)

func (b *book) sort() {
	slices.SortFunc(b.rels, func(x, y named) int { return cmp.Compare(x.oid, y.oid) })
	b.byName = make([]int32, len(b.rels))
	for i := range b.byName {
		b.byName[i] = int32(i)
	}
	slices.SortFunc(b.byName, func(x, y int32) int { return strings.Compare(b.rels[x].name, b.rels[y].name) })
}

// join adds the relations of another book to a few of its own, but for those that belong to changed ones. Both are sorted.
func (b *book) join(last *book, changed map[int64]bool) {
	few, fewByName := b.rels, b.byName
	b.rels = make([]named, 0, len(last.rels)+len(few))
	b.byName = make([]int32, 0, cap(b.rels))
	lastAt, fewAt := make([]int32, len(last.rels)), make([]int32, len(few)) // where they have come to stand
	k := 0
	take := func(below int64) {
		for ; k < len(few) && few[k].oid < below; k++ {
			fewAt[k] = int32(len(b.rels))
			b.rels = append(b.rels, few[k])
		}
	}
	for i, n := range last.rels {
		if lastAt[i] = -1; changed[n.of] {
			continue
		}
		take(n.oid)
		lastAt[i] = int32(len(b.rels))
		b.rels = append(b.rels, n)
	}
	take(math.MaxInt64)
	k = 0
	for _, i := range last.byName {
		if lastAt[i] < 0 {
			continue
		}
		for ; k < len(fewByName) && few[fewByName[k]].name < last.rels[i].name; k++ {
			b.byName = append(b.byName, fewAt[fewByName[k]])
		}
		b.byName = append(b.byName, lastAt[i])
	}
	for ; k < len(fewByName); k++ {
		b.byName = append(b.byName, fewAt[fewByName[k]])
	}
}

// at gives the relation of an OID.
func (b *book) at(oid int64) (named, bool) {
	i, ok := slices.BinarySearchFunc(b.rels, oid, func(n named, oid int64) int { return cmp.Compare(n.oid, oid) })
	switch {
	case ok:
		return b.rels[i], true
	case b.under != nil:
		return b.under.at(oid)
	}
	return named{}, false
}

// schema gives the name of a schema, schemaOID its OID.
func (b *book) schema(oid int64) (string, bool) {
	name, ok := b.schemas[oid]
	if !ok && b.under != nil {
		return b.under.schema(oid)
	}
	return name, ok
}

func (b *book) schemaOID(name string) (int64, bool) {
	oid, ok := b.places[name]
	if !ok && b.under != nil {
		return b.under.schemaOID(name)
	}
	return oid, ok
}

// called goes through the relations of a name.
func (b *book) called(name string) iter.Seq[named] {
	return func(yield func(named) bool) {
		i, _ := slices.BinarySearchFunc(b.byName, name, func(at int32, name string) int { return strings.Compare(b.rels[at].name, name) })
		for ; i < len(b.byName) && b.rels[b.byName[i]].name == name; i++ {
			if !yield(b.rels[b.byName[i]]) {
				return
			}
		}
		if b.under != nil {
			b.under.called(name)(yield)
		}
	}
}

// bookOf finds a book. A statement may outlive its own when the catalog changes fast.
func bookOf(n int64) (*book, error) {
	if b, ok := shelf.Load(n); ok {
		return b.(*book), nil
	}
	if n == 0 {
		return noBook, nil
	}
	return nil, pgerr.New(pgerr.SnapshotTooOld, "the catalog's image that the statement reads is gone").WithHint("Run the statement again.")
}

var noBook = &book{}

// ownRels are PostgreSQL's own relations, ownTypes its types, both of which no lake has.
var ownRels = sync.OnceValue(func() *book {
	b := &book{}
	eachRecorded("pg_class.tsv", func(oid int64, f []string) {
		b.rels = append(b.rels, named{oid, ownSchema(f[2]), f[1], f[3] != "0", oid})
	})
	b.sort()
	return b
})

// ownType is a type of PostgreSQL's, shown as it is where no other spelling is known of it.
type ownType struct {
	schema, name, shown string
	elem                int64 // of an array
}

var ownTypes = sync.OnceValue(func() map[int64]ownType {
	out := map[int64]ownType{}
	eachRecorded("pg_type.tsv", func(oid int64, f []string) {
		t := ownType{schema: ownSchema(f[2]), name: f[1], shown: f[1]}
		if strings.HasPrefix(t.name, "_") {
			t.elem, _ = strconv.ParseInt(f[13], 10, 64)
			t.shown = t.name[1:] + "[]"
		}
		if t.schema != "pg_catalog" {
			t.shown = t.schema + "." + t.shown
		}
		out[oid] = t
	})
	return out
})

func ownSchema(oid string) string {
	switch oid {
	case "11":
		return "pg_catalog"
	case "99":
		return "pg_toast"
	}
	return "information_schema"
}

// eachRecorded goes through the rows of a recorded relation.
func eachRecorded(file string, f func(oid int64, fields []string)) {
	text, err := dataFS.ReadFile("data/" + file)
	if err != nil {
		return // cannot be: the file is part of the program
	}
	for _, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n")[2:] {
		fields := strings.Split(line, "\t")
		if oid, err := strconv.ParseInt(fields[0], 10, 64); err == nil {
			f(oid, fields)
		}
	}
}

// relation gives a relation's names.
func (b *book) relation(oid int64) (named, bool) {
	if n, ok := b.at(oid); ok {
		return n, true
	}
	return ownRels().at(oid)
}

// place tells where a schema is on a search path, whose parts chr(1) separates: temporary relations come first, then pg_catalog unless it is
// named. Below zero it is not there.
func (b *book) place(path, schema string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.seen == nil || b.path != path {
		b.path, b.seen = path, map[string]int{TempSchema: 0, "pg_catalog": 1}
		parts := strings.Split(path, "\x01")
		for i, p := range slices.Backward(parts) {
			b.seen[p] = i + 2
		}
	}
	if at, ok := b.seen[schema]; ok {
		return at
	}
	return -1
}

// find gives the relation that a name stands for: the first on the path.
func (b *book) find(path, schema, name string) (oid int64, found bool) {
	if schema == "pg_temp" {
		schema = TempSchema
	}
	best := -1
	for _, of := range []*book{b, ownRels()} {
		for n := range of.called(name) {
			if schema != "" {
				if n.schema == schema {
					return n.oid, true
				}
			} else if at := b.place(path, n.schema); at >= 0 && (best < 0 || at < best) {
				best, oid, found = at, n.oid, true
			}
		}
	}
	return oid, found
}

// visible tells whether a name without a schema finds the relation.
func (b *book) visible(path string, oid int64, n named) bool {
	if b.place(path, n.schema) < 0 {
		return false
	}
	first, found := b.find(path, "", n.name)
	return found && first == oid
}

// shown gives a relation's name as regclass prints it.
func (b *book) shown(path string, oid int64) (string, bool) {
	n, ok := b.relation(oid)
	switch {
	case !ok:
		return "", false
	case b.visible(path, oid, n):
		return quoteIdent(n.name), true
	}
	return quoteIdent(n.schema) + "." + quoteIdent(n.name), true
}

// typeShown gives a type's name: PostgreSQL's own, or that of a relation's rows or of an array of them.
func (b *book) typeShown(path string, oid int64) (string, bool) {
	if t, ok := ownTypes()[oid]; ok {
		return t.shown, true
	}
	for k, suffix := range []string{"", "[]"} {
		if n, ok := b.at(oid - 1 - int64(k)); ok && n.row {
			if b.rowSeen(path, n) {
				return quoteIdent(n.name) + suffix, true
			}
			return quoteIdent(n.schema) + "." + quoteIdent(n.name) + suffix, true
		}
	}
	return "", false
}

// spelled are the types that SQL has words for, which stand without a schema.
var spelled = map[int64]bool{16: true, 20: true, 21: true, 23: true, 700: true, 701: true, 1042: true, 1043: true, 1083: true, 1114: true, 1184: true, 1186: true, 1266: true, 1560: true, 1562: true, 1700: true}

// typeFull gives a type's name with its schema.
func (b *book) typeFull(oid int64) (string, bool) {
	if spelled[oid] {
		return pgtypes.SQLName(pgtypes.OID(oid)), true
	}
	if t, ok := ownTypes()[oid]; ok {
		if t.elem != 0 {
			name, ok := b.typeFull(t.elem)
			return name + "[]", ok
		}
		return t.schema + "." + quoteIdent(t.name), true
	}
	for k, suffix := range []string{"", "[]"} {
		if n, ok := b.at(oid - 1 - int64(k)); ok && n.row {
			return quoteIdent(n.schema) + "." + quoteIdent(n.name) + suffix, true
		}
	}
	return "", false
}

// typeSeen tells whether a type's schema is on the path.
func (b *book) typeSeen(path string, oid int64) (seen, found bool) {
	if t, ok := ownTypes()[oid]; ok {
		return b.place(path, t.schema) >= 0, true
	}
	for k := range int64(2) {
		if n, ok := b.at(oid - 1 - k); ok && n.row {
			return b.rowSeen(path, n), true
		}
	}
	return false, false
}

// rowSeen tells whether a name without a schema finds the row type of a relation.
func (b *book) rowSeen(path string, n named) bool {
	oid, ok := b.typeNamed(path, "", n.name)
	return ok && oid == n.oid+1
}

// typeNamed finds a type of a name that is not one of PostgreSQL's spellings.
func (b *book) typeNamed(path, schema, name string) (int64, bool) {
	for oid, t := range ownTypes() {
		if t.name == name && (t.schema == schema || schema == "" && t.schema == "pg_catalog") {
			return oid, true
		}
	}
	for k, base := range map[int64]string{1: name, 2: strings.TrimSuffix(name, "[]"), 3: strings.TrimPrefix(name, "_")} {
		if k > 1 && base == name {
			continue
		}
		best, oid := -1, int64(0)
		for n := range b.called(base) {
			at := b.place(path, n.schema)
			if n.row && (n.schema == schema || schema == "" && at >= 0 && (best < 0 || at < best)) {
				best, oid = at, n.oid
			}
		}
		if oid != 0 {
			return oid + min(k, 2), true
		}
	}
	return 0, false
}
