package engine

import (
	"unsafe"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgtypes"
)

// A vector in a spool is a run of 64-bit words, so that every value is aligned where it lies:
//
//	n, hasValidity | validity words | data, padded | heap bytes, heap padded (strings only) | the children, each likewise
//
// A string longer than 12 bytes holds, in place of its pointer, its offset in the heap.

// width gives the bytes of one value in the data of a vector, 0 for kinds that have none.
func width(t *pgtypes.Logical) int {
	switch t.Kind {
	case pgtypes.Bool, pgtypes.TinyInt, pgtypes.UTinyInt:
		return 1
	case pgtypes.SmallInt, pgtypes.USmallInt:
		return 2
	case pgtypes.Integer, pgtypes.UInteger, pgtypes.Float, pgtypes.Date, pgtypes.Null:
		return 4
	case pgtypes.BigInt, pgtypes.UBigInt, pgtypes.Double, pgtypes.Time, pgtypes.TimeNS, pgtypes.TimeTZ,
		pgtypes.Timestamp, pgtypes.TimestampS, pgtypes.TimestampMS, pgtypes.TimestampNS, pgtypes.TimestampTZ:
		return 8
	case pgtypes.HugeInt, pgtypes.UHugeInt, pgtypes.UUID, pgtypes.Interval, pgtypes.List, pgtypes.Map:
		return 16
	case pgtypes.Decimal:
		switch {
		case t.Width <= 4:
			return 2
		case t.Width <= 9:
			return 4
		case t.Width <= 18:
			return 8
		}
		return 16
	case pgtypes.Enum:
		switch n := len(t.Labels); {
		case n <= 1<<8:
			return 1
		case n <= 1<<16:
			return 2
		}
		return 4
	}
	if isString(t.Kind) {
		return int(unsafe.Sizeof(stringT{}))
	}
	return 0
}

func isString(k pgtypes.Kind) bool {
	switch k {
	case pgtypes.Varchar, pgtypes.Blob, pgtypes.Bit, pgtypes.BigNum, pgtypes.Geometry:
		return true
	}
	return false
}

type writer struct{ words []uint64 }

// vector writes v. live, where not nil, tells which values count: what a NULL struct or no list holds may be garbage.
func (w *writer) vector(v *Vector, live []bool) {
	has := uint64(0)
	if v.valid != nil {
		has = 1
	}
	w.words = append(w.words, uint64(v.n), has)
	w.words = append(w.words, v.valid...)
	size := width(v.typ)
	switch {
	case isString(v.typ.Kind):
		w.strings(v, live)
	case size > 0 && v.data != nil:
		w.bytes(unsafe.Slice((*byte)(v.data), v.n*size))
	case size > 0:
		w.bytes(make([]byte, v.n*size))
	}
	if len(v.children) > 0 {
		for k := range v.children {
			w.vector(&v.children[k], v.liveChild(k, live))
		}
	}
}

// bytes appends b, padded to whole words.
func (w *writer) bytes(b []byte) {
	from := len(w.words)
	w.words = append(w.words, make([]uint64, (len(b)+7)/8)...)
	copy(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(w.words[from:]))), (len(w.words)-from)*8), b)
}

func (w *writer) strings(v *Vector, live []bool) {
	copied := make([]stringT, v.n)
	var heap []byte
	for i := range copied {
		if v.Null(i) || live != nil && !live[i] {
			continue
		}
		b := v.Bytes(i)
		s := &copied[i]
		s.length = uint32(len(b))
		if len(b) <= inlineLen {
			copy(unsafe.Slice(&s.prefix[0], inlineLen), b)
			continue
		}
		copy(s.prefix[:], b)
		s.at = uint64(len(heap))
		heap = append(heap, b...)
	}
	w.bytes(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(copied))), v.n*int(unsafe.Sizeof(stringT{}))))
	w.words = append(w.words, uint64(len(heap)))
	w.bytes(heap)
}

// liveChild tells which values of child k count.
func (v *Vector) liveChild(k int, live []bool) []bool {
	counts := func(i int) bool { return !v.Null(i) && (live == nil || live[i]) }
	out := make([]bool, v.children[k].n)
	switch v.typ.Kind {
	case pgtypes.List, pgtypes.Map, pgtypes.Array:
		for i := range v.n {
			if counts(i) {
				at, n := v.List(i)
				for j := at; j < at+n; j++ {
					out[j] = true
				}
			}
		}
	default:
		for i := range out {
			out[i] = counts(i)
		}
	}
	return out
}

type reader struct{ words []uint64 }

func (r *reader) take(n int) unsafe.Pointer {
	p := unsafe.Pointer(unsafe.SliceData(r.words))
	r.words = r.words[n:]
	return p
}

func (r *reader) vector(v *Vector, t *pgtypes.Logical) {
	v.typ, v.n = t, int(r.words[0])
	has := r.words[1] == 1
	r.words = r.words[2:]
	if has {
		k := (v.n + 63) / 64
		v.valid, r.words = r.words[:k:k], r.words[k:]
	}
	if size := width(t); size > 0 {
		v.data = r.take((v.n*size + 7) / 8)
	}
	if isString(t.Kind) {
		n := int(r.words[0])
		r.words = r.words[1:]
		v.heap = r.take((n + 7) / 8)
	}
	shapeChildren(v, t)
	for k := range v.children {
		r.vector(&v.children[k], childType(t, k))
	}
}

// childType gives the type of child k.
func childType(t *pgtypes.Logical, k int) *pgtypes.Logical {
	switch t.Kind {
	case pgtypes.Struct, pgtypes.Variant:
		return t.Fields[k].Type
	case pgtypes.Union:
		if k == 0 {
			return scalars[bind.TypeUTinyInt]
		}
		return t.Fields[k-1].Type
	}
	return t.Elem
}

// slice gives a view of values [from, from+n). Lists keep their child whole, for their entries point into it.
func (v *Vector) slice(from, n int) Vector {
	out := *v
	out.n = n
	if size := width(v.typ); size > 0 && v.data != nil {
		out.data = unsafe.Add(v.data, from*size)
	}
	if v.valid != nil {
		out.valid = shift(v.valid, from, n)
	}
	switch v.typ.Kind {
	case pgtypes.Struct, pgtypes.Variant, pgtypes.Union:
		out.children = make([]Vector, len(v.children))
		for k := range out.children {
			out.children[k] = v.children[k].slice(from, n)
		}
	case pgtypes.Array:
		out.children = []Vector{v.children[0].slice(from*v.typ.Size, n*v.typ.Size)}
	}
	return out
}

// shift gives n bits of the mask from bit from on.
func shift(mask []uint64, from, n int) []uint64 {
	out := make([]uint64, (n+63)/64)
	word, bit := from/64, uint(from%64)
	for i := range out {
		out[i] = mask[word+i] >> bit
		if bit > 0 && word+i+1 < len(mask) {
			out[i] |= mask[word+i+1] << (64 - bit)
		}
	}
	return out
}
