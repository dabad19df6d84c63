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
		{"lw_book_visible", byOID, boolType, eachOID(func(b *book, path string, oid int64, i int, out *engine.Results) {
			if n, ok := b.relation(oid); ok {
				out.Bool(i, b.visible(path, oid, n))
			} else {
				out.Null(i)
			}
		})},
		{"lw_book_type_name", byOID, textType, eachOID(func(b *book, path string, oid int64, i int, out *engine.Results) {
			setText(out, i)(b.typeShown(path, oid))
		})},
		{"lw_book_type_visible", byOID, boolType, eachOID(func(b *book, path string, oid int64, i int, out *engine.Results) {
			if seen, ok := b.typeSeen(path, oid); ok {
				out.Bool(i, seen)
			} else {
				out.Null(i)
			}
		})},
		{"lw_book_schema_name", byOID, textType, eachOID(func(b *book, _ string, oid int64, i int, out *engine.Results) {
			name, ok := b.schemas[oid]
			setText(out, i)(name, ok)
		})},
		{"lw_book_comment", []pgtypes.Logical{bigType, bigType, textType, bigType}, textType, bookComment},
		{"lw_book_find", byName, bigType, eachName(func(b *book, path, schema, name string) (int64, bool) { return b.find(path, schema, name) })},
		{"lw_book_type", byName, bigType, eachName(func(b *book, path, schema, name string) (int64, bool) { return b.typeNamed(path, schema, name) })},
		{"lw_book_schema", byName, bigType, eachName(func(b *book, _, _, name string) (int64, bool) {
			oid, ok := b.places[name]
			return oid, ok
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

// pages gives the book and the path of each row, which are mostly the same.
func pages(in []engine.Vector) func(i int) (*book, string, error) {
	var last *book
	var number int64
	var path string
	return func(i int) (_ *book, _ string, err error) {
		if n := in[1].Int64s()[i]; last == nil || n != number {
			if last, err = bookOf(n); err != nil {
				return nil, "", err
			}
			number = n
		}
		if p := in[2].Bytes(i); string(p) != path {
			path = string(p)
		}
		return last, path, nil
	}
}

func eachOID(f func(b *book, path string, oid int64, i int, out *engine.Results)) engine.VectorFunc {
	return func(in []engine.Vector, rows int, out *engine.Results) error {
		at := pages(in)
		for i := range rows {
			if in[0].Null(i) || in[1].Null(i) || in[2].Null(i) {
				out.Null(i)
				continue
			}
			b, path, err := at(i)
			if err != nil {
				return err
			}
			f(b, path, in[0].Int64s()[i], i, out)
		}
		return nil
	}
}

func eachName(f func(b *book, path, schema, name string) (int64, bool)) engine.VectorFunc {
	return func(in []engine.Vector, rows int, out *engine.Results) error {
		at := pages(in)
		for i := range rows {
			if in[0].Null(i) || in[1].Null(i) || in[2].Null(i) {
				out.Null(i)
				continue
			}
			b, path, err := at(i)
			if err != nil {
				return err
			}
			parts := nameParts(string(in[0].Bytes(i)))
			schema := ""
			if len(parts) > 1 {
				schema = parts[len(parts)-2]
			}
			if len(parts) == 0 {
				out.Null(i)
				continue
			}
			if oid, ok := f(b, path, schema, parts[len(parts)-1]); ok {
				out.Int64(i, oid)
			} else {
				out.Null(i)
			}
		}
		return nil
	}
}
