package encode

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// decodeBinary reads a binary parameter. Not ok means that its length or shape does not fit the type.
func decodeBinary(oid pgtypes.OID, b []byte) (v value, ok bool, err error) {
	if elem, ok := pgtypes.ElemOf(oid); ok {
		return binaryToArray(elem, b)
	}
	v.kind = kindOf(oid)
	if len(b) < int(leastBytes[v.kind]) {
		return v, false, short(v.kind == pgtypes.Bool)
	}
	switch v.kind {
	case pgtypes.Bool:
		if len(b) != 1 {
			return v, false, nil
		}
		if b[0] != 0 {
			v.i = 1
		}
		return v, true, nil
	case pgtypes.SmallInt, pgtypes.Integer, pgtypes.BigInt:
		if len(b) < int(pgtypes.Len(oid)) {
			return v, false, short(false)
		}
		v.i, ok = fixedInt(oid, b)
		return v, ok, nil
	case pgtypes.Float:
		if len(b) == 4 {
			v.f, ok = float64(math.Float32frombits(binary.BigEndian.Uint32(b))), true
		}
		return v, ok, nil
	case pgtypes.Double:
		if len(b) == 8 {
			v.f, ok = math.Float64frombits(binary.BigEndian.Uint64(b)), true
		}
		return v, ok, nil
	case pgtypes.Decimal:
		return binaryToNumeric(b)
	case pgtypes.Blob:
		v.b = b
		return v, true, nil
	case pgtypes.UUID:
		v.b = b
		return v, len(b) == 16, nil
	case pgtypes.Bit:
		return binaryToBits(b)
	case pgtypes.Date, pgtypes.Time, pgtypes.TimeTZ, pgtypes.Timestamp, pgtypes.TimestampTZ, pgtypes.Interval:
		return binaryToTime(v.kind, b)
	}
	switch {
	case isNet(oid):
		v.b, ok, err = netOfBinary(oid, b)
		return v, ok, err
	case strings.HasPrefix(pgtypes.Name(oid), "reg"):
		if len(b) == 4 {
			v.b, ok = strconv.AppendUint(nil, uint64(binary.BigEndian.Uint32(b)), 10), true
		}
		return v, ok, nil
	}
	if oid == pgtypes.OIDChar && len(b) == 1 && b[0] == 0 { // the empty one
		b = b[:0]
	}
	if oid == pgtypes.OIDJSONB || oid == pgtypes.OIDJSONPath {
		if len(b) == 0 {
			return v, false, short(false)
		}
		if b[0] != 1 {
			return v, false, pgerr.Newf(pgerr.InternalError, "unsupported %s version number %d", pgtypes.Name(oid), b[0])
		}
		b = b[1:]
	}
	if err := pgerr.CheckUTF8(b); err != nil {
		return v, false, err
	}
	if oid == pgtypes.OIDJSON || oid == pgtypes.OIDJSONB {
		if err := checkJSON(b); err != nil {
			return v, false, err
		}
	}
	v.b = b
	return v, true, nil
}

// leastBytes tells how many bytes a value of a kind has at least.
var leastBytes = [256]uint8{pgtypes.Bool: 1, pgtypes.Float: 4, pgtypes.Double: 8, pgtypes.Decimal: 8, pgtypes.UUID: 16, pgtypes.Bit: 4,
	pgtypes.Date: 4, pgtypes.Time: 8, pgtypes.TimeTZ: 12, pgtypes.Timestamp: 8, pgtypes.TimestampTZ: 8, pgtypes.Interval: 16}

// short is the error of a value that ends too soon.
func short(all bool) error {
	if all {
		return pgerr.New(pgerr.ProtocolViolation, "no data left in message")
	}
	return pgerr.New(pgerr.ProtocolViolation, "insufficient data left in message")
}

func fixedInt(oid pgtypes.OID, b []byte) (int64, bool) {
	if len(b) != int(pgtypes.Len(oid)) {
		return 0, false
	}
	switch len(b) {
	case 2:
		return int64(int16(binary.BigEndian.Uint16(b))), true
	case 4:
		u := binary.BigEndian.Uint32(b)
		if oid == pgtypes.OIDInt4 {
			return int64(int32(u)), true
		}
		return int64(u), true
	case 8:
		return int64(binary.BigEndian.Uint64(b)), true
	}
	return 0, false
}

func binaryToBits(b []byte) (v value, ok bool, err error) {
	if len(b) < 4 {
		return v, false, nil
	}
	n := int64(binary.BigEndian.Uint32(b))
	b = b[4:]
	switch size := (n + 7) / 8; {
	case n > math.MaxInt32:
		return v, false, pgerr.New(pgerr.InvalidBinaryRepresentation, "invalid length in external bit string")
	case int64(len(b)) < size:
		return v, false, short(false)
	case int64(len(b)) > size:
		return v, false, nil
	}
	v, err = bitValue(packBits(int(n), func(k int) byte { return b[k/8] >> (7 - k%8) & 1 }), int(n))
	return v, err == nil, err
}

// The day with Julian number 0, counted from 2000-01-01, and the first timestamp that PostgreSQL has.
const (
	julianEpoch  = 2451545
	minTimestamp = -211813488000000000
)

func binaryToTime(kind pgtypes.Kind, b []byte) (v value, ok bool, err error) {
	v.kind = kind
	want := 8
	switch kind {
	case pgtypes.Date:
		want = 4
	case pgtypes.TimeTZ:
		want = 12
	case pgtypes.Interval:
		want = 16
	}
	if len(b) != want {
		return v, false, nil
	}
	if kind == pgtypes.Date {
		switch d := int32(binary.BigEndian.Uint32(b)); d {
		case math.MaxInt32:
			v.i = dateInf
		case math.MinInt32:
			v.i = dateNegInf
		default:
			if v.i = int64(d) + epochDays; v.i >= dateInf || d < -julianEpoch {
				return v, false, pgerr.New(pgerr.DatetimeValueOutOfRange, "date out of range")
			}
		}
		return v, true, nil
	}
	v.i = int64(binary.BigEndian.Uint64(b))
	switch kind {
	case pgtypes.Time, pgtypes.TimeTZ:
		if v.i < 0 || v.i > dayMicros {
			return v, false, pgerr.New(pgerr.DatetimeValueOutOfRange, "time out of range")
		}
		if kind == pgtypes.TimeTZ {
			v.off = -int32(binary.BigEndian.Uint32(b[8:]))
			if v.off > maxOffset || v.off < -maxOffset {
				return v, false, pgerr.New(pgerr.InvalidTimeZoneDisplacementValue, "time zone displacement out of range")
			}
		}
	case pgtypes.Interval:
		v.days, v.months = int32(binary.BigEndian.Uint32(b[8:])), int32(binary.BigEndian.Uint32(b[12:]))
	default:
		switch v.i {
		case math.MaxInt64:
		case math.MinInt64:
			v.i = tsNegInf
		default:
			if v.i > math.MaxInt64-epochMicros-1 || v.i < minTimestamp {
				return v, false, pgerr.New(pgerr.DatetimeValueOutOfRange, "timestamp out of range")
			}
			v.i += epochMicros
		}
	}
	return v, true, nil
}

// maxDims is PostgreSQL's limit of an array's dimensions.
const maxDims = 6

// maxElements is its limit of their elements.
const maxElements = 134217727

// typeWord names the type of an array's elements in a message.
func typeWord(oid pgtypes.OID) string {
	switch name := pgtypes.SQLName(oid); {
	case oid == 0:
		return "-"
	case name == "":
		return "???"
	default:
		return name
	}
}

// binaryToArray reads a binary array as nested lists. The element type that it names must be the declared one.
func binaryToArray(elem pgtypes.OID, b []byte) (v value, ok bool, err error) {
	if len(b) < 12 {
		return v, false, short(false)
	}
	n, flags, oid := int(int32(binary.BigEndian.Uint32(b))), binary.BigEndian.Uint32(b[4:]), pgtypes.OID(binary.BigEndian.Uint32(b[8:]))
	switch {
	case n < 0 || n > maxDims:
		return v, false, pgerr.Newf(pgerr.ProgramLimitExceeded, "number of array dimensions (%d) exceeds the maximum allowed (%d)", n, maxDims)
	case flags > 1:
		return v, false, pgerr.New(pgerr.InvalidBinaryRepresentation, "invalid array flags")
	case oid != elem:
		return v, false, pgerr.Newf(pgerr.DatatypeMismatch, "binary data has array element type %d (%s) instead of expected %d (%s)",
			oid, typeWord(oid), elem, typeWord(elem))
	case len(b) < 12+8*n:
		return v, false, short(false)
	}
	dims, total := make([]int, n), 1
	for k := range dims {
		dims[k] = int(int32(binary.BigEndian.Uint32(b[12+8*k:])))
		if dims[k] < 0 || dims[k] > maxElements/max(total, 1) {
			return v, false, pgerr.Newf(pgerr.ProgramLimitExceeded, "array size exceeds the maximum allowed (%d)", maxElements)
		}
		total *= dims[k]
		if total > len(b)/4 { // each element takes four bytes at least
			return v, false, short(false)
		}
	}
	v.kind, v.elem = pgtypes.List, elem
	b = b[12+8*n:]
	if n == 0 || total == 0 {
		return v, len(b) == 0, nil
	}
	v.list, b, err = binaryElements(elem, dims, b)
	if err != nil {
		return v, false, err
	}
	if b == nil || len(b) != 0 {
		return v, false, nil
	}
	return v, true, v.evenScales()
}

// binaryElements reads one level of dims and gives what is left; nil when the bytes do not fit.
func binaryElements(elem pgtypes.OID, dims []int, b []byte) ([]value, []byte, error) {
	out := make([]value, dims[0])
	for k := range out {
		if len(dims) > 1 {
			sub, left, err := binaryElements(elem, dims[1:], b)
			if err != nil || left == nil {
				return nil, nil, err
			}
			out[k], b = value{kind: pgtypes.List, elem: elem, list: sub}, left
			continue
		}
		if len(b) < 4 {
			return nil, nil, short(false)
		}
		n := int(int32(binary.BigEndian.Uint32(b)))
		b = b[4:]
		if n == -1 {
			out[k].kind = pgtypes.Null
			continue
		}
		if n > len(b) {
			return nil, nil, short(false)
		}
		if n < 0 {
			return nil, nil, nil
		}
		v, ok, err := decodeBinary(elem, b[:n:n])
		if err != nil || !ok {
			return nil, nil, err
		}
		out[k], b = v, b[n:]
	}
	return out, b, nil
}
