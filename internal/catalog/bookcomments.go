package catalog

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"lakewire/internal/engine"
)

// noted is what has a comment: an object, or a column of one. An OID may be that of objects in several catalogs.
type noted struct{ oid, sub int64 }

type comment struct {
	class int64
	text  string
	of    int64 // the relation or function of the lake that it goes with
}

type comments map[noted][]comment

func (c comments) add(oid, class, sub int64, text string, of int64) {
	k := noted{oid, sub}
	c[k] = append(c[k], comment{class, text, of})
}

// ownComments are PostgreSQL's comments on its own objects.
var ownComments = sync.OnceValue(func() comments {
	out := comments{}
	eachRecorded("pg_description.tsv", func(oid int64, f []string) {
		class, _ := strconv.ParseInt(f[1], 10, 64)
		sub, _ := strconv.ParseInt(f[2], 10, 64)
		out.add(oid, class, sub, f[3], 0)
	})
	return out
})

// otherObject is what comments go with that are on no relation of the lake.
const otherObject = 16384 + 4*others

// The comments that an image's rows have on relations of the lake and their parts, and those on anything else, PostgreSQL's own among them.
var (
	relationComments = fmt.Sprintf("SELECT objoid, classoid, objsubid, description, obj FROM shim.img.pg_description WHERE obj <> %d AND ", otherObject)
	otherComments    = fmt.Sprintf("SELECT * FROM shim.img.pg_description WHERE obj = %d AND shim.img.seen(since, until)", otherObject)
)

// readComments adds what the rows of a query tell that PostgreSQL's own comments do not. They are all there are of their kind: what they leave
// out of PostgreSQL's own is hidden.
func (b *book) readComments(ctx context.Context, conn *engine.Conn, from string) error {
	b.hidden = comments{}
	from = "SELECT objoid, classoid, objsubid, description FROM (" + from + ")"
	const own = "SELECT objoid, classoid, objsubid, description FROM shim.pgc.lw_pg_description"
	if err := b.comments.read(ctx, conn, "SELECT *, "+strconv.Itoa(otherObject)+" FROM ("+from+" EXCEPT ALL "+own+")"); err != nil {
		return err
	}
	return b.hidden.read(ctx, conn, "SELECT *, 0 FROM ("+own+" EXCEPT ALL "+from+")")
}

// read adds a query's rows: an object, its catalog, its part, the text, and what it goes with.
func (c comments) read(ctx context.Context, conn *engine.Conn, sql string) error {
	rows, err := conn.Rows(ctx, "SELECT x.a::BIGINT, x.b::BIGINT, x.c::BIGINT, x.d, x.e::BIGINT FROM ("+sql+") x(a, b, c, d, e)")
	for _, r := range rows {
		c.add(r[0].(int64), r[1].(int64), r[2].(int64), str(r[3]), r[4].(int64))
	}
	return err
}

// without gives the comments but for those that go with some of the objects.
func (c comments) without(objects map[int64]bool) comments {
	out := make(comments, len(c))
	for k, list := range c {
		if slices.ContainsFunc(list, func(c comment) bool { return objects[c.of] }) {
			list = slices.DeleteFunc(slices.Clone(list), func(c comment) bool { return objects[c.of] })
		}
		if len(list) > 0 {
			out[k] = list
		}
	}
	return out
}

// comment gives the comment on an object of a catalog; class 0 is any.
func (b *book) comment(oid, sub, class int64) (string, bool) {
	k := noted{oid, sub}
	for _, c := range b.comments[k] {
		if class == 0 || c.class == class {
			return c.text, true
		}
	}
	if b.under != nil {
		return b.under.comment(oid, sub, class)
	}
next:
	for _, c := range ownComments()[k] {
		if class != 0 && c.class != class {
			continue
		}
		for _, h := range b.hidden[k] {
			if h.class == c.class {
				continue next
			}
		}
		return c.text, true
	}
	return "", false
}

// bookComment is obj_description and its kin: an OID, a column's number, the name of a catalog or NULL, and the book.
func bookComment(in []engine.Vector, rows int, out *engine.Results) error {
	var b *book
	for i := range rows {
		if in[0].Null(i) || in[1].Null(i) || in[3].Null(i) {
			out.Null(i)
			continue
		}
		if b == nil {
			var err error
			if b, err = bookOf(in[3].Int64s()[i]); err != nil {
				return err
			}
		}
		class := int64(0)
		if !in[2].Null(i) {
			class = -1
			for n := range ownRels().called(string(in[2].Bytes(i))) {
				if n.schema == "pg_catalog" {
					class = n.oid
				}
			}
		}
		setText(out, i)(b.comment(in[0].Int64s()[i], in[1].Int64s()[i], class))
	}
	return nil
}
