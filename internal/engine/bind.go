package engine

import (
	"unsafe"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
)

// bound turns the outcome of a bind into an error. Parameters count from 1.
func (st *Stmt) bound(i int, state bind.State) error {
	if st.stale != nil {
		return st.stale
	}
	if state == bind.StateError {
		return pgerr.Newf(pgerr.UndefinedParameter, "there is no parameter $%d", i)
	}
	return nil
}

// BindNull binds NULL.
func (st *Stmt) BindNull(i int) error { return st.bound(i, bind.BindNull(st.raw, bind.IdxT(i))) }

// BindBool binds a boolean.
func (st *Stmt) BindBool(i int, v bool) error {
	return st.bound(i, bind.BindBoolean(st.raw, bind.IdxT(i), v))
}

// BindInt16 binds a smallint.
func (st *Stmt) BindInt16(i int, v int16) error {
	return st.bound(i, bind.BindInt16(st.raw, bind.IdxT(i), v))
}

// BindInt32 binds an integer.
func (st *Stmt) BindInt32(i int, v int32) error {
	return st.bound(i, bind.BindInt32(st.raw, bind.IdxT(i), v))
}

// BindInt64 binds a bigint.
func (st *Stmt) BindInt64(i int, v int64) error {
	return st.bound(i, bind.BindInt64(st.raw, bind.IdxT(i), v))
}

// BindUint64 binds an unsigned bigint.
func (st *Stmt) BindUint64(i int, v uint64) error {
	return st.bound(i, bind.BindUInt64(st.raw, bind.IdxT(i), v))
}

// BindFloat binds a real.
func (st *Stmt) BindFloat(i int, v float32) error {
	return st.bound(i, bind.BindFloat(st.raw, bind.IdxT(i), v))
}

// BindDouble binds a double precision.
func (st *Stmt) BindDouble(i int, v float64) error {
	return st.bound(i, bind.BindDouble(st.raw, bind.IdxT(i), v))
}

// BindHuge binds a 128-bit integer.
func (st *Stmt) BindHuge(i int, lo uint64, hi int64) error {
	return st.bound(i, bind.BindHugeInt(st.raw, bind.IdxT(i), bind.NewHugeInt(lo, hi)))
}

// BindDecimal binds the unscaled 128-bit integer of a numeric(width, scale).
func (st *Stmt) BindDecimal(i int, width, scale uint8, lo uint64, hi int64) error {
	return st.bound(i, bind.BindDecimal(st.raw, bind.IdxT(i), bind.NewDecimal(width, scale, bind.NewHugeInt(lo, hi))))
}

// BindText binds a string, which must be UTF-8; it is copied.
func (st *Stmt) BindText(i int, v []byte) error {
	s := unsafe.String(unsafe.SliceData(v), len(v))
	return st.bound(i, bind.BindVarcharLength(st.raw, bind.IdxT(i), s, bind.IdxT(len(s))))
}

// BindString is BindText of a string.
func (st *Stmt) BindString(i int, v string) error {
	return st.bound(i, bind.BindVarcharLength(st.raw, bind.IdxT(i), v, bind.IdxT(len(v))))
}

// BindBlob binds bytes; they are copied.
func (st *Stmt) BindBlob(i int, v []byte) error {
	return st.bound(i, bind.BindBlob(st.raw, bind.IdxT(i), v))
}

// BindDate binds days since 1970-01-01.
func (st *Stmt) BindDate(i int, days int32) error {
	return st.bound(i, bind.BindDate(st.raw, bind.IdxT(i), bind.NewDate(days)))
}

// BindTime binds microseconds since midnight.
func (st *Stmt) BindTime(i int, micros int64) error {
	return st.bound(i, bind.BindTime(st.raw, bind.IdxT(i), bind.NewTime(micros)))
}

// BindTimestamp binds microseconds since 1970-01-01 00:00:00.
func (st *Stmt) BindTimestamp(i int, micros int64) error {
	return st.bound(i, bind.BindTimestamp(st.raw, bind.IdxT(i), bind.NewTimestamp(micros)))
}

// BindTimestampTZ binds microseconds since 1970-01-01 00:00:00 UTC.
func (st *Stmt) BindTimestampTZ(i int, micros int64) error {
	return st.bound(i, bind.BindTimestampTZ(st.raw, bind.IdxT(i), bind.NewTimestamp(micros)))
}

// BindInterval binds an interval.
func (st *Stmt) BindInterval(i int, months, days int32, micros int64) error {
	return st.bound(i, bind.BindInterval(st.raw, bind.IdxT(i), bind.NewInterval(months, days, micros)))
}

// BindUUID binds the 16 bytes of a UUID.
func (st *Stmt) BindUUID(i int, v [16]byte) error { return st.BindValue(i, NewUUID(v)) }

// BindValue binds v and frees it, whatever the outcome.
func (st *Stmt) BindValue(i int, v Value) error {
	defer v.Free()
	return st.bound(i, bind.BindValue(st.raw, bind.IdxT(i), v.raw))
}
