package engine

import (
	"encoding/binary"
	"unsafe"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgtypes"
)

// Value is a DuckDB value of any type, for parameters that have no bind of their own: lists, time with time zone, bit
// strings. Who makes one owns it until it is given to BindValue or to a bigger value.
type Value struct{ raw bind.Value }

// Free destroys a value that was given to nobody. It may be called twice.
func (v *Value) Free() { bind.DestroyValue(&v.raw) }

// NewNull makes NULL.
func NewNull() Value { return Value{bind.CreateNullValue()} }

// NewBool makes a boolean.
func NewBool(v bool) Value { return Value{bind.CreateBool(v)} }

// NewInt16 makes a smallint.
func NewInt16(v int16) Value { return Value{bind.CreateInt16(v)} }

// NewInt32 makes an integer.
func NewInt32(v int32) Value { return Value{bind.CreateInt32(v)} }

// NewInt64 makes a bigint.
func NewInt64(v int64) Value { return Value{bind.CreateInt64(v)} }

// NewHuge makes a 128-bit integer.
func NewHuge(lo uint64, hi int64) Value { return Value{bind.CreateHugeInt(bind.NewHugeInt(lo, hi))} }

// NewFloat makes a real.
func NewFloat(v float32) Value { return Value{bind.CreateFloat(v)} }

// NewDouble makes a double precision.
func NewDouble(v float64) Value { return Value{bind.CreateDouble(v)} }

// NewDecimal makes a numeric(width, scale) of its unscaled integer.
func NewDecimal(width, scale uint8, lo uint64, hi int64) Value {
	return Value{bind.CreateDecimal(bind.NewDecimal(width, scale, bind.NewHugeInt(lo, hi)))}
}

// NewText makes a string of UTF-8 bytes; they are copied.
func NewText(v []byte) Value {
	s := unsafe.String(unsafe.SliceData(v), len(v))
	return Value{bind.CreateVarcharLength(s, bind.IdxT(len(s)))}
}

// NewBlob makes a bytea; the bytes are copied.
func NewBlob(v []byte) Value { return Value{bind.CreateBlob(v)} }

// NewDate makes a date of days since 1970-01-01.
func NewDate(days int32) Value { return Value{bind.CreateDate(bind.NewDate(days))} }

// NewTime makes a time of microseconds since midnight.
func NewTime(micros int64) Value { return Value{bind.CreateTime(bind.NewTime(micros))} }

// NewTimeTZ makes a time with time zone; offset is seconds east of UTC.
func NewTimeTZ(micros int64, offset int32) Value {
	return Value{bind.CreateTimeTZValue(bind.CreateTimeTZ(micros, offset))}
}

// NewTimestamp makes a timestamp of microseconds since 1970-01-01.
func NewTimestamp(micros int64) Value { return Value{bind.CreateTimestamp(bind.NewTimestamp(micros))} }

// NewTimestampTZ makes a timestamp with time zone of microseconds since 1970-01-01 UTC.
func NewTimestampTZ(micros int64) Value {
	return Value{bind.CreateTimestampTZ(bind.NewTimestamp(micros))}
}

// NewInterval makes an interval.
func NewInterval(months, days int32, micros int64) Value {
	return Value{bind.CreateInterval(bind.NewInterval(months, days, micros))}
}

// NewUUID makes a UUID of its 16 bytes.
func NewUUID(v [16]byte) Value {
	return Value{bind.CreateUUID(bind.NewUHugeInt(binary.BigEndian.Uint64(v[8:]), binary.BigEndian.Uint64(v[:8])))}
}

// NewBit makes a bit string in DuckDB's form: the number of padding bits, then the bytes, padded with ones in front.
func NewBit(v []byte) Value {
	b := bind.NewBit(v)
	defer bind.DestroyBit(&b)
	return Value{bind.CreateBit(b)}
}

// NewList makes a list of the elements and frees them.
func NewList(elem *pgtypes.Logical, elems []Value) Value {
	t := newLogicalType(elem)
	defer bind.DestroyLogicalType(&t)
	raw := make([]bind.Value, len(elems))
	for i := range elems {
		raw[i] = elems[i].raw
	}
	v := Value{bind.CreateListValue(t, raw)}
	for i := range elems {
		elems[i].Free()
	}
	return v
}
