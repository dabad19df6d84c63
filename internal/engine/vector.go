package engine

import (
	"unsafe"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgtypes"
)

// Vector is one column of a chunk, or a child of one. All that its methods return is borrowed: valid until the chunk's
// Release. The same type serves DuckDB's own memory and a Spool's copy of it.
type Vector struct {
	typ      *pgtypes.Logical
	data     unsafe.Pointer
	valid    []uint64
	n        int
	heap     unsafe.Pointer // where long strings lie when their pointers are offsets (Spool); nil = absolute
	children []Vector
}

// stringT is DuckDB's 16-byte string: up to 12 bytes inline, else a prefix and where the bytes are.
type stringT struct {
	length uint32
	prefix [4]byte
	at     uint64
}

type listEntry struct{ offset, length uint64 }

const inlineLen = 12

// Type gives the vector's type.
func (v *Vector) Type() *pgtypes.Logical { return v.typ }

// Len gives the number of values.
func (v *Vector) Len() int { return v.n }

// Null tells whether value i is NULL.
func (v *Vector) Null(i int) bool { return v.valid != nil && v.valid[i>>6]>>(uint(i)&63)&1 == 0 }

// Validity gives a bit per value, 1 = not NULL; nil when none is NULL.
func (v *Vector) Validity() []uint64 { return v.valid }

func flat[T any](v *Vector) []T {
	if v.data == nil {
		return nil
	}
	return unsafe.Slice((*T)(v.data), v.n)
}

// Bools gives the values of a Bool vector.
func (v *Vector) Bools() []bool { return flat[bool](v) }

// Int8s gives the values of a TinyInt vector.
func (v *Vector) Int8s() []int8 { return flat[int8](v) }

// Int16s gives the values of a SmallInt vector or of a Decimal of width 1 to 4.
func (v *Vector) Int16s() []int16 { return flat[int16](v) }

// Int32s gives the values of an Integer or Date vector or of a Decimal of width 5 to 9.
func (v *Vector) Int32s() []int32 { return flat[int32](v) }

// Int64s gives the values of a BigInt, Time, TimeNS or Timestamp vector or of a Decimal of width 10 to 18.
func (v *Vector) Int64s() []int64 { return flat[int64](v) }

// Uint8s gives the values of a UTinyInt vector or of an Enum of up to 255 labels.
func (v *Vector) Uint8s() []uint8 { return flat[uint8](v) }

// Uint16s gives the values of a USmallInt vector or of an Enum of up to 65535 labels.
func (v *Vector) Uint16s() []uint16 { return flat[uint16](v) }

// Uint32s gives the values of a UInteger vector or of a bigger Enum.
func (v *Vector) Uint32s() []uint32 { return flat[uint32](v) }

// Uint64s gives the values of a UBigInt vector or the bits of a TimeTZ.
func (v *Vector) Uint64s() []uint64 { return flat[uint64](v) }

// Float32s gives the values of a Float vector.
func (v *Vector) Float32s() []float32 { return flat[float32](v) }

// Float64s gives the values of a Double vector.
func (v *Vector) Float64s() []float64 { return flat[float64](v) }

// Huges gives the values of a HugeInt, UHugeInt or UUID vector or of a Decimal of width 19 to 38.
func (v *Vector) Huges() []Huge { return flat[Huge](v) }

// Intervals gives the values of an Interval vector.
func (v *Vector) Intervals() []Interval { return flat[Interval](v) }

// Bytes gives value i of a Varchar, Blob, Bit, BigNum or Geometry vector.
func (v *Vector) Bytes(i int) []byte {
	s := (*stringT)(unsafe.Add(v.data, i*int(unsafe.Sizeof(stringT{}))))
	if s.length <= inlineLen {
		return unsafe.Slice(&s.prefix[0], inlineLen)[:s.length:s.length]
	}
	if v.heap != nil {
		return unsafe.Slice((*byte)(unsafe.Add(v.heap, s.at)), s.length)
	}
	return unsafe.Slice(*(**byte)(unsafe.Pointer(&s.at)), s.length)
}

// List gives where the elements of value i of a List or Map lie in Child(0); of an Array likewise.
func (v *Vector) List(i int) (offset, length int) {
	if v.typ.Kind == pgtypes.Array {
		return i * v.typ.Size, v.typ.Size
	}
	e := (*listEntry)(unsafe.Add(v.data, i*int(unsafe.Sizeof(listEntry{}))))
	return int(e.offset), int(e.length)
}

// Children gives how many children there are.
func (v *Vector) Children() int { return len(v.children) }

// Child gives the elements of a List, Array or Map (k = 0; a Map's are Struct{key, value}), field k of a Struct, and of a
// Union the tag (k = 0, UTinyInt) and member k-1.
func (v *Vector) Child(k int) *Vector { return &v.children[k] }

// loadVector points v at DuckDB's vector of n values. Children are kept for the next chunk: nothing is allocated after
// the first.
func loadVector(v *Vector, t *pgtypes.Logical, src bind.Vector, n int) {
	v.typ, v.n, v.valid, v.heap = t, n, nil, nil
	v.data = bind.VectorGetData(src)
	if mask := bind.VectorGetValidity(src); mask != nil && n > 0 {
		v.valid = unsafe.Slice((*uint64)(mask), (n+63)/64)
	}
	shapeChildren(v, t)
	switch t.Kind {
	case pgtypes.List, pgtypes.Map:
		loadVector(&v.children[0], t.Elem, bind.ListVectorGetChild(src), int(bind.ListVectorGetSize(src)))
	case pgtypes.Array:
		loadVector(&v.children[0], t.Elem, bind.ArrayVectorGetChild(src), n*t.Size)
	case pgtypes.Struct, pgtypes.Variant:
		for i := range t.Fields {
			loadVector(&v.children[i], t.Fields[i].Type, bind.StructVectorGetChild(src, bind.IdxT(i)), n)
		}
	case pgtypes.Union:
		loadVector(&v.children[0], scalars[bind.TypeUTinyInt], bind.StructVectorGetChild(src, 0), n)
		for i := range t.Fields {
			loadVector(&v.children[i+1], t.Fields[i].Type, bind.StructVectorGetChild(src, bind.IdxT(i+1)), n)
		}
	}
}

// shapeChildren gives v as many children as its type asks for.
func shapeChildren(v *Vector, t *pgtypes.Logical) {
	k := 0
	switch t.Kind {
	case pgtypes.List, pgtypes.Map, pgtypes.Array:
		k = 1
	case pgtypes.Struct, pgtypes.Variant:
		k = len(t.Fields)
	case pgtypes.Union:
		k = len(t.Fields) + 1
	}
	if len(v.children) != k {
		v.children = make([]Vector, k)
	}
}
