package catalog

import (
	"context"
	"strconv"
	"sync"

	"lakewire/internal/engine"
)

// noted is what has a comment: an object, or a column of one. An OID may be that of objects in several catalogs.
type noted struct{ oid, sub int64 }

type comment struct {
	class int64
	text  string
}

type comments map[noted][]comment

func (c comments) add(oid, class, sub int64, text string) {
	k := noted{oid, sub}
	c[k] = append(c[k], comment{class, text})
}

// ownComments are PostgreSQL's comments on its own objects.
var ownComments = sync.OnceValue(func() comments {
	out := comments{}
	eachRecorded("pg_description.tsv", func(oid int64, f []string) {
		class, _ := strconv.ParseInt(f[1], 10, 64)
		sub, _ := strconv.ParseInt(f[2], 10, 64)
		out.add(oid, class, sub, f[3])
	})
	return out
})

// readComments reads those that the connection sees beside PostgreSQL's own, and those of the latter that are gone or hidden by others.
func (b *book) readComments(ctx context.Context, conn *engine.Conn, from string) error {
	b.comments, b.hidden = comments{}, comments{}
	rows, err := conn.Rows(ctx, "SELECT objoid::BIGINT, classoid::BIGINT, objsubid::BIGINT, description, false FROM (SELECT objoid, classoid, objsubid, description FROM "+from+" EXCEPT ALL SELECT objoid, classoid, objsubid, description FROM shim.pgc.lw_pg_description) "+
		"UNION ALL SELECT objoid, classoid, objsubid, NULL, true FROM (SELECT objoid, classoid, objsubid, description FROM shim.pgc.lw_pg_description EXCEPT ALL SELECT objoid, classoid, objsubid, description FROM "+from+")")
	if err != nil {
		return err
	}
	for _, r := range rows {
		to := b.comments
		if r[4] == true {
			to = b.hidden
		}
		to.add(r[0].(int64), r[1].(int64), r[2].(int64), str(r[3]))
	}
	return nil
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
