package catalog

import (
	"context"
	"slices"
	"strconv"
	"unique"

	"lakewire/internal/engine"
)

// bookRows is what a book has of relations, indexes and schemas.
const bookRows = `SELECT oid, nspname, relname, true, oid FROM $NEW_REL UNION ALL SELECT indexoid, nspname, name, false, relid FROM $NEW_CON WHERE kind IN ('p', 'u', 'i', 'n')
	UNION ALL SELECT oid, nspname, NULL, false, NULL FROM $NEW_SCH`

// writeBook writes the book of an image that stands: where the image was made out of another, out of that one's book.
func (w *writer) writeBook(d delta) (*book, error) {
	b := &book{comments: comments{}}
	before, ok := shelf.Load(d.base)
	if !ok { // the connection still sees the image
		if err := b.readNames(w.ctx, w.conn, sourcesOf(bookRows, ofAll)); err != nil {
			return nil, err
		}
		if err := b.comments.read(w.ctx, w.conn, relationComments+"shim.img.seen(since, until)"); err != nil {
			return nil, err
		}
		return b, b.readComments(w.ctx, w.conn, otherComments)
	}
	last, changed := before.(*book), map[int64]bool{}
	for _, oid := range d.oids() {
		changed[oid] = true
	}
	if err := b.readNames(w.ctx, w.conn, w.fill.Replace(sourcesOf(bookRows, ofImage))); err != nil {
		return nil, err
	}
	b.join(last, changed)
	b.comments, b.hidden = last.comments.without(changed), last.hidden
	if err := b.comments.read(w.ctx, w.conn, w.fill.Replace(relationComments+"since = $IMAGE")); err != nil || !changed[otherObject] {
		return b, err
	}
	return b, b.readComments(w.ctx, w.conn, otherComments)
}

// readNames adds what a query has to the relations. The schemas are those of the query alone.
func (b *book) readNames(ctx context.Context, conn *engine.Conn, sql string) error {
	rows, err := conn.Rows(ctx, sql)
	if err != nil {
		return err
	}
	b.schemas, b.places = map[int64]string{}, map[string]int64{}
	b.rels = slices.Grow(b.rels, len(rows))
	for _, r := range rows {
		oid, _ := r[0].(int64)
		schema := unique.Make(str(r[1])).Value() // the images after it have the same names
		if r[2] == nil {
			b.schemas[oid], b.places[schema] = schema, oid
			continue
		}
		of, _ := r[4].(int64)
		b.rels = append(b.rels, named{oid, schema, unique.Make(str(r[2])).Value(), r[3] == true, of})
	}
	b.sort()
	return nil
}

// LiveBook lets a connection that sees no image find names. The number is for CloseBook.
func LiveBook(ctx context.Context, conn *engine.Conn) (int64, error) {
	b := &book{comments: comments{}}
	if err := b.readNames(ctx, conn, sourcesOf(bookRows, ofAll)); err != nil {
		return 0, err
	}
	if err := b.readComments(ctx, conn, "FROM shim.pgc.pg_description"); err != nil {
		return 0, err
	}
	return b.open(ctx, conn)
}

// OwnBook lets a connection that sees an image find the names of its own relations, too. The number is for CloseBook.
func OwnBook(ctx context.Context, conn *engine.Conn, image int64) (int64, error) {
	under, err := bookOf(image)
	if err != nil {
		return 0, err
	}
	b := &book{under: under, comments: comments{}, hidden: comments{}}
	if err := b.readNames(ctx, conn, sourcesOf(bookRows, ofSession)); err != nil {
		return 0, err
	}
	text, err := sqlFS.ReadFile("sql/pg_catalog/pg_description.sql")
	if err != nil {
		return 0, err
	}
	if err := b.comments.read(ctx, conn, "SELECT objoid, classoid, objsubid, description, obj FROM ("+sourcesOf(string(text), ofSession)+")"); err != nil {
		return 0, err
	}
	return b.open(ctx, conn)
}

// open puts a book where the connection looks for it.
func (b *book) open(ctx context.Context, conn *engine.Conn) (int64, error) {
	n := lastBook.Add(-1)
	shelf.Store(n, b)
	return n, conn.Setup(ctx, "SET VARIABLE lakewire_book = "+strconv.FormatInt(n, 10))
}

// CloseBook forgets a book of LiveBook's or OwnBook's.
func CloseBook(n int64) {
	if n < 0 {
		shelf.Delete(n)
	}
}

// closeBooks forgets the books of images whose rows go. m.mu is held.
func (m *Images) closeBooks() {
	for key, version := range m.books {
		if im := m.held[version]; im == nil || im.key != key {
			shelf.Delete(key)
			delete(m.books, key)
		}
	}
}
