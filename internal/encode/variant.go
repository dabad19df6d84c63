package encode

import (
	"encoding/binary"
	"math"

	"lakewire/internal/engine"
)

// variantRow is one VARIANT: its values are numbered; objects and arrays are runs of children that point at values.
type variantRow struct {
	keys, valueIDs, keyIDs, types, offsets *engine.Vector
	key, child, val                        int // where this row's lists begin
	data                                   []byte
	c                                      *cell
}

// jsonVariant appends a VARIANT as JSON.
func jsonVariant(c *cell, dst []byte, i int) []byte {
	v := c.v
	children, values := v.Child(1).Child(0), v.Child(2).Child(0)
	r := variantRow{
		keys: v.Child(0).Child(0), keyIDs: children.Child(0), valueIDs: children.Child(1),
		types: values.Child(0), offsets: values.Child(1), data: v.Child(3).Bytes(i), c: c,
	}
	r.key, _ = v.Child(0).List(i)
	r.child, _ = v.Child(1).List(i)
	r.val, _ = v.Child(2).List(i)
	return r.append(dst, 0)
}

// The engine's numbers of what a VARIANT can hold.
const (
	variantNull = iota
	variantTrue
	variantFalse
	variantInt8
	variantInt16
	variantInt32
	variantInt64
	variantInt128
	variantUint8
	variantUint16
	variantUint32
	variantUint64
	variantUint128
	variantFloat
	variantDouble
	variantDecimal
	variantVarchar
	variantBlob
	variantUUID
	variantDate
	variantTime
	variantTimeNS
	variantTimestampS
	variantTimestampMS
	variantTimestamp
	variantTimestampNS
	variantTimeTZ
	variantTimestampTZ
	variantInterval
	variantObject
	variantArray
	variantBigNum
	variantBit
	variantGeometry
)

// variantUnits are units, by a VARIANT's numbers.
var variantUnits = [...]int64{
	variantTimestampS: 1000000, variantTimestampMS: 1000, variantTimestamp: 1, variantTimestampNS: -1000, variantTimestampTZ: 1,
}

func varint(b []byte) (uint64, []byte) {
	u, n := binary.Uvarint(b)
	return u, b[max(n, 0):]
}

// varbytes gives the bytes behind a length.
func varbytes(b []byte) []byte {
	n, b := varint(b)
	return b[:min(n, uint64(len(b)))]
}

// append appends value id.
func (r *variantRow) append(dst []byte, id int) []byte {
	b := r.data[r.offsets.Uint32s()[r.val+id]:]
	switch t := r.types.Uint8s()[r.val+id]; t {
	case variantNull:
		return append(dst, "null"...)
	case variantTrue:
		return append(dst, "true"...)
	case variantFalse:
		return append(dst, "false"...)
	case variantInt8:
		return appendInt(dst, int64(int8(b[0])))
	case variantInt16:
		return appendInt(dst, int64(int16(binary.LittleEndian.Uint16(b))))
	case variantInt32:
		return appendInt(dst, int64(int32(binary.LittleEndian.Uint32(b))))
	case variantInt64:
		return appendInt(dst, int64(binary.LittleEndian.Uint64(b)))
	case variantInt128:
		return appendHuge(dst, leHuge(b))
	case variantUint8:
		return appendUint(dst, uint64(b[0]))
	case variantUint16:
		return appendUint(dst, uint64(binary.LittleEndian.Uint16(b)))
	case variantUint32:
		return appendUint(dst, uint64(binary.LittleEndian.Uint32(b)))
	case variantUint64:
		return appendUint(dst, binary.LittleEndian.Uint64(b))
	case variantUint128:
		h := leHuge(b)
		return appendUint128(dst, uint64(h.Hi), h.Lo, 0)
	case variantFloat:
		return jsonFloat(dst, float64(math.Float32frombits(binary.LittleEndian.Uint32(b))), 32)
	case variantDouble:
		return jsonFloat(dst, math.Float64frombits(binary.LittleEndian.Uint64(b)), 64)
	case variantDecimal:
		return variantNumber(dst, b)
	case variantVarchar:
		return appendString(dst, varbytes(b))
	case variantBlob:
		return appendString(dst, appendBytea(nil, varbytes(b), r.c.s.ByteaEscape))
	case variantBigNum:
		return bigNum(varbytes(b)).Append(dst, 10)
	case variantObject, variantArray:
		return r.nested(dst, b, t == variantObject)
	default:
		return append(r.plain(append(dst, '"'), b, t), '"')
	}
}

func leHuge(b []byte) engine.Huge {
	return engine.Huge{Lo: binary.LittleEndian.Uint64(b), Hi: int64(binary.LittleEndian.Uint64(b[8:]))}
}

func variantNumber(dst, b []byte) []byte {
	width, b := varint(b)
	scale, b := varint(b)
	switch {
	case width <= 4:
		return appendDecimal(dst, int64(int16(binary.LittleEndian.Uint16(b))), int(scale))
	case width <= 9:
		return appendDecimal(dst, int64(int32(binary.LittleEndian.Uint32(b))), int(scale))
	case width <= 18:
		return appendDecimal(dst, int64(binary.LittleEndian.Uint64(b)), int(scale))
	}
	return appendWideDecimal(dst, leHuge(b), int(scale))
}

// plain appends what stands in quotes without escapes.
func (r *variantRow) plain(dst, b []byte, t uint8) []byte {
	iso := jsonDates(r.c.s)
	i64 := func() int64 { return int64(binary.LittleEndian.Uint64(b)) }
	switch t {
	case variantUUID:
		one := cell{huge: []engine.Huge{leHuge(b)}}
		return textUUID(&one, dst, 0)
	case variantDate:
		return appendDate(dst, int32(binary.LittleEndian.Uint32(b)), iso)
	case variantTime:
		return appendClock(dst, i64())
	case variantTimeNS:
		return appendClock(dst, i64()/1000)
	case variantTimeTZ:
		micros, off := splitTimeTZ(binary.LittleEndian.Uint64(b))
		return appendOffset(appendClock(dst, micros), off)
	case variantTimestampS, variantTimestampMS, variantTimestamp, variantTimestampNS, variantTimestampTZ:
		one := cell{i64: []int64{i64()}, unit: variantUnits[t], fail: r.c.fail}
		if t == variantTimestampTZ {
			return jsonTimestamp(dst, one.micros(0), r.c.zone)
		}
		return jsonTimestamp(dst, one.micros(0), nil)
	case variantInterval:
		v := intervalOf(int32(binary.LittleEndian.Uint32(b)), int32(binary.LittleEndian.Uint32(b[4:])), int64(binary.LittleEndian.Uint64(b[8:])))
		return appendInterval(dst, v, r.c.s.IntervalStyle)
	case variantBit:
		bits := varbytes(b)
		for k, n := 0, bitLen(bits); k < n; k++ {
			dst = append(dst, '0'+bitAt(bits, k))
		}
		return dst
	}
	for _, x := range varbytes(b) {
		dst = append(dst, "0123456789ABCDEF"[x>>4], "0123456789ABCDEF"[x&15])
	}
	return dst
}

// nested appends an object or an array: how many children there are, and where they begin.
func (r *variantRow) nested(dst, b []byte, object bool) []byte {
	n, b := varint(b)
	first := uint64(0)
	if n > 0 {
		first, _ = varint(b)
	}
	dst = append(dst, "[{"[b2i(object)])
	for k := range int(n) {
		if k > 0 {
			dst = append(dst, ',')
		}
		at := r.child + int(first) + k
		if object {
			dst = append(appendString(dst, r.keys.Bytes(r.key+int(r.keyIDs.Uint32s()[at]))), ':')
		}
		dst = r.append(dst, int(r.valueIDs.Uint32s()[at]))
	}
	return append(dst, "]}"[b2i(object)])
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
