package catalog

import (
	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
)

// bookFuncs look up what a session's book has. Their first argument is an OID or a name, the last two are the book's number and the search path:
// with constants the engine answers them when it plans.
func bookFuncs() []vectorFunc {
	byOID, byName := []pgtypes.Logical{bigType, bigType, textType}, []pgtypes.Logical{textType, bigType, textType}
	return []vectorFunc{
		{"lw_book_name", byOID, textType, eachOID(func(b *book, path string, oid int64, i int, out *engine.Results) {
			setText(out, i)(b.shown(path, oid))
		})},
		{"lw_book_visible", byOID, boolType, eachVisible},
		{"lw_book_type_name", byOID, textType, eachOID(func(b *book, path string, oid int64, i int, out *engine.Results) {
			setText(out, i)(b.typeShown(path, oid))
		})},
		{"lw_book_type_full", byOID, textType, eachOID(func(b *book, _ string, oid int64, i int, out *engine.Results) {
			setText(out, i)(b.typeFull(oid))
		})},
		{"lw_book_type_visible", byOID, boolType, eachOID(func(b *book, path string, oid int64, i int, out *engine.Results) {
			if seen, ok := b.typeSeen(path, oid); ok {
				out.Bool(i, seen)
			} else {
				out.Null(i)
			}
		})},
		{"lw_book_schema_name", byOID, textType, eachOID(func(b *book, _ string, oid int64, i int, out *engine.Results) {
			setText(out, i)(b.schema(oid))
		})},
		{"lw_book_comment", []pgtypes.Logical{bigType, bigType, textType, bigType}, textType, bookComment},
		{"lw_book_find", byName, bigType, eachName(func(b *book, path, schema, name string) (int64, bool) { return b.find(path, schema, name) })},
		{"lw_book_type", byName, bigType, eachName(func(b *book, path, schema, name string) (int64, bool) { return b.typeNamed(path, schema, name) })},
		{"lw_book_schema", byName, bigType, eachName(func(b *book, _, _, name string) (int64, bool) {
			return b.schemaOID(name)
		})},
	}
}

// setText sets row i, to NULL where there is nothing.
func setText(out *engine.Results, i int) func(string, bool) {
	return func(s string, ok bool) {
		if !ok {
			out.Null(i)
			return
		}
		out.Bytes(i, []byte(s))
	}
}

// eachPage calls f for each row whose arguments are not NULL, with its book and path, which are mostly the same as the last row's.
func eachPage(f func(b *book, path string, in []engine.Vector, i int, out *engine.Results)) engine.VectorFunc {
	return func(in []engine.Vector, rows int, out *engine.Results) (err error) {
		var b *book
		var number int64
		var path string
		for i := range rows {
			if in[0].Null(i) || in[1].Null(i) || in[2].Null(i) {
				out.Null(i)
				continue
			}
			if n := in[1].Int64s()[i]; b == nil || n != number {
				if b, err = bookOf(n); err != nil {
					return err
				}
				number = n
			}
			if p := in[2].Bytes(i); string(p) != path {
				path = string(p)
			}
			f(b, path, in, i, out)
		}
		return nil
	}
}

func eachOID(f func(b *book, path string, oid int64, i int, out *engine.Results)) engine.VectorFunc {
	return eachPage(func(b *book, path string, in []engine.Vector, i int, out *engine.Results) {
		f(b, path, in[0].Int64s()[i], i, out)
	})
}

func eachName(f func(b *book, path, schema, name string) (int64, bool)) engine.VectorFunc {
	return eachPage(func(b *book, path string, in []engine.Vector, i int, out *engine.Results) {
		parts := nameParts(string(in[0].Bytes(i)))
		if len(parts) == 0 {
			out.Null(i)
			return
		}
		schema := ""
		if len(parts) > 1 {
			schema = parts[len(parts)-2]
		}
		if oid, ok := f(b, path, schema, parts[len(parts)-1]); ok {
			out.Int64(i, oid)
		} else {
			out.Null(i)
		}
	})
}
