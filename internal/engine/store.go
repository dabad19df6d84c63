package engine

import (
	"reflect"
	"time"
	"unsafe"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// store writes a Go value at row r of a vector of DuckDB's: nil, bool, any integer, float, string, []byte, time.Time, and
// slices of these for lists.
func store(vec bind.Vector, t *pgtypes.Logical, r int, v any) error {
	if v == nil {
		setNull(vec, r)
		return nil
	}
	switch t.Kind {
	case pgtypes.Bool:
		b, ok := v.(bool)
		if !ok {
			return badStore(t, v)
		}
		put(vec, r, b)
	case pgtypes.Varchar, pgtypes.Blob:
		switch s := v.(type) {
		case string:
			bind.VectorAssignStringElement(vec, bind.IdxT(r), s)
		case []byte:
			bind.VectorAssignStringElementLen(vec, bind.IdxT(r), s)
		default:
			return badStore(t, v)
		}
	case pgtypes.Timestamp, pgtypes.TimestampTZ:
		at, ok := v.(time.Time)
		if !ok {
			return badStore(t, v)
		}
		put(vec, r, at.UnixMicro())
	case pgtypes.List:
		return storeList(vec, t, r, v)
	default:
		return storeNumber(vec, t, r, v)
	}
	return nil
}

func put[T any](vec bind.Vector, r int, v T) {
	*(*T)(unsafe.Add(bind.VectorGetData(vec), r*int(unsafe.Sizeof(v)))) = v
}

func setNull(vec bind.Vector, r int) {
	bind.VectorEnsureValidityWritable(vec)
	bind.ValiditySetRowInvalid(bind.VectorGetValidity(vec), bind.IdxT(r))
}

func storeNumber(vec bind.Vector, t *pgtypes.Logical, r int, v any) error {
	rv := reflect.ValueOf(v)
	if t.Kind == pgtypes.Double && rv.CanFloat() {
		put(vec, r, rv.Float())
		return nil
	}
	n := int64(0)
	switch {
	case rv.CanInt():
		n = rv.Int()
	case rv.CanUint():
		n = int64(rv.Uint())
	default:
		return badStore(t, v)
	}
	switch t.Kind {
	case pgtypes.TinyInt, pgtypes.UTinyInt:
		put(vec, r, int8(n))
	case pgtypes.SmallInt, pgtypes.USmallInt:
		put(vec, r, int16(n))
	case pgtypes.Integer, pgtypes.UInteger, pgtypes.Date:
		put(vec, r, int32(n))
	case pgtypes.BigInt, pgtypes.UBigInt:
		put(vec, r, n)
	case pgtypes.Double:
		put(vec, r, float64(n))
	default:
		return badStore(t, v)
	}
	return nil
}

func storeList(vec bind.Vector, t *pgtypes.Logical, r int, v any) error {
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Slice {
		return badStore(t, v)
	}
	at := int(bind.ListVectorGetSize(vec))
	bind.ListVectorReserve(vec, bind.IdxT(at+rv.Len()))
	bind.ListVectorSetSize(vec, bind.IdxT(at+rv.Len()))
	child := bind.ListVectorGetChild(vec)
	for i := range rv.Len() {
		if err := store(child, t.Elem, at+i, rv.Index(i).Interface()); err != nil {
			return err
		}
	}
	put(vec, r, listEntry{uint64(at), uint64(rv.Len())})
	return nil
}

func badStore(t *pgtypes.Logical, v any) error {
	return pgerr.Newf(pgerr.InternalError, "a server function gave %T where type %d was due", v, t.Kind)
}
