package engine

import (
	"unsafe"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// VectorFunc computes the results of a chunk of rows. in is borrowed until it returns.
type VectorFunc func(in []Vector, rows int, out *Results) error

// RegisterVector adds a scalar function that is called once for a chunk and boxes nothing. An argument of kind Any takes
// values of any type: the vector tells which. It is called for NULLs too, and from several threads at once.
func (e *Engine) RegisterVector(name string, args []pgtypes.Logical, varargs bool, ret pgtypes.Logical, f VectorFunc) error {
	return e.addUDF(&vectorUDF{scalarUDF{name: name, args: args, varargs: varargs, ret: &ret}, f})
}

type vectorUDF struct {
	scalarUDF
	call VectorFunc
}

func (u *vectorUDF) register(c *Conn) error { return u.scalarUDF.registerAs(c, u) }

func (u *vectorUDF) run(in bind.DataChunk, out bind.Vector) error {
	rows, n := int(bind.DataChunkGetSize(in)), int(bind.DataChunkGetColumnCount(in))
	types := u.types(n)
	vectors := make([]Vector, n)
	for i := range vectors {
		src, t := bind.DataChunkGetVector(in, bind.IdxT(i)), types[i]
		if t.Kind == pgtypes.Any {
			t = takeLogical(bind.VectorGetColumnType(src))
		}
		loadVector(&vectors[i], t, src, rows)
	}
	return u.call(vectors, rows, &Results{vec: out})
}

// Results is where a VectorFunc puts what it computes. Every row must be set once.
type Results struct {
	vec  bind.Vector
	data unsafe.Pointer // of vec, once it has been asked for: each question to the engine costs more than a value
}

func result[T any](r *Results, i int, v T) {
	if r.data == nil {
		r.data = bind.VectorGetData(r.vec)
	}
	*(*T)(unsafe.Add(r.data, i*int(unsafe.Sizeof(v)))) = v
}

// Null makes row i NULL.
func (r *Results) Null(i int) { setNull(r.vec, i) }

// Bytes sets row i of a Varchar or Blob result; b is copied.
func (r *Results) Bytes(i int, b []byte) { bind.VectorAssignStringElementLen(r.vec, bind.IdxT(i), b) }

// Bool sets row i of a Bool result.
func (r *Results) Bool(i int, v bool) { result(r, i, v) }

// Int32 sets row i of an Integer result.
func (r *Results) Int32(i int, v int32) { result(r, i, v) }

// Int64 sets row i of a BigInt result.
func (r *Results) Int64(i int, v int64) { result(r, i, v) }

// Float32 sets row i of a Float result.
func (r *Results) Float32(i int, v float32) { result(r, i, v) }

// Float64 sets row i of a Double result.
func (r *Results) Float64(i int, v float64) { result(r, i, v) }

// Huge makes value i a 128-bit number, or a Decimal of width 19 to 38.
func (r *Results) Huge(i int, v Huge) { result(r, i, v) }

// List sets row i of a list of Varchar; a nil element is NULL.
func (r *Results) List(i int, items [][]byte) {
	child, at := r.grow(i, len(items))
	putTexts(child, at, items)
}

// Int32s sets row i of a list of Integer.
func (r *Results) Int32s(i int, items []int32) {
	child, at := r.grow(i, len(items))
	for k, n := range items {
		put(child, at+k, n)
	}
}

// Pairs sets row i of a list of structs of two Varchars; a nil value is NULL.
func (r *Results) Pairs(i int, keys, values [][]byte) {
	child, at := r.grow(i, len(keys))
	putTexts(bind.StructVectorGetChild(child, 0), at, keys)
	putTexts(bind.StructVectorGetChild(child, 1), at, values)
}

// grow makes row i a list of n and gives where its elements go.
func (r *Results) grow(i, n int) (bind.Vector, int) {
	at := int(bind.ListVectorGetSize(r.vec))
	bind.ListVectorReserve(r.vec, bind.IdxT(at+n))
	bind.ListVectorSetSize(r.vec, bind.IdxT(at+n))
	put(r.vec, i, listEntry{uint64(at), uint64(n)})
	return bind.ListVectorGetChild(r.vec), at
}

func putTexts(vec bind.Vector, at int, items [][]byte) {
	for k, b := range items {
		if b == nil {
			setNull(vec, at+k)
			continue
		}
		bind.VectorAssignStringElementLen(vec, bind.IdxT(at+k), b)
	}
}

// scalarCall runs a chunk through the function that a handle stands for.
func scalarCall(u any, in bind.DataChunk, out bind.Vector) error {
	switch u := u.(type) {
	case *vectorUDF:
		return u.run(in, out)
	case *scalarUDF:
		return u.run(in, out)
	}
	return pgerr.New(pgerr.InternalError, "an unknown server function was called")
}
