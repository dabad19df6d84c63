package encode

import (
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
	"lakewire/internal/pgtypes/datetime"
)

// Binder is what BindParam needs of a statement; *engine.Stmt is one. Parameters count from 1.
type Binder interface {
	BindNull(i int) error
	BindBool(i int, v bool) error
	BindInt16(i int, v int16) error
	BindInt32(i int, v int32) error
	BindInt64(i int, v int64) error
	BindFloat(i int, v float32) error
	BindDouble(i int, v float64) error
	BindDecimal(i int, width, scale uint8, lo uint64, hi int64) error
	BindHuge(i int, lo uint64, hi int64) error
	BindText(i int, v []byte) error
	BindBlob(i int, v []byte) error
	BindDate(i int, days int32) error
	BindTime(i int, micros int64) error
	BindTimestamp(i int, micros int64) error
	BindTimestampTZ(i int, micros int64) error
	BindInterval(i int, months, days int32, micros int64) error
	BindUUID(i int, v [16]byte) error
	BindValue(i int, v engine.Value) error
}

// BindParam binds parameter i of st to what a client sent for a parameter of type oid (0 and unknown are text). data nil is
// NULL; it is borrowed until the return.
func BindParam(st Binder, i int, oid pgtypes.OID, format int16, data []byte, s *Settings) error {
	if data == nil {
		return st.BindNull(i)
	}
	if s == nil {
		s = Defaults()
	}
	v, err := decode(i, oid, format, data, s)
	if err != nil {
		return err
	}
	return v.bind(st, i)
}

// decode reads parameter i.
func decode(i int, oid pgtypes.OID, format int16, data []byte, s *Settings) (value, error) {
	switch format {
	case 0:
		if err := pgerr.CheckUTF8(data); err != nil {
			return value{}, err
		}
		return decodeText(oid, data, s)
	case 1:
		v, ok, err := decodeBinary(oid, data)
		if err != nil {
			return value{}, err
		}
		if !ok {
			return value{}, pgerr.Newf(pgerr.InvalidBinaryRepresentation, "incorrect binary data format in bind parameter %d", i)
		}
		return v, nil
	}
	return value{}, pgerr.Newf(pgerr.InvalidParameterValue, "unsupported format code: %d", format)
}

func badSyntax(oid pgtypes.OID, text []byte) error {
	return pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type %s: \"%s\"", pgtypes.SQLName(oid), text)
}

// decodeText reads a text parameter, which is valid UTF-8.
func decodeText(oid pgtypes.OID, b []byte, s *Settings) (value, error) {
	if elem, ok := pgtypes.ElemOf(oid); ok {
		return parseArray(elem, b, s)
	}
	switch kind := kindOf(oid); kind {
	case pgtypes.Bool:
		return parseBool(b)
	case pgtypes.SmallInt, pgtypes.Integer, pgtypes.BigInt:
		return parseInt(oid, kind, b)
	case pgtypes.Float, pgtypes.Double:
		return parseFloat(oid, kind, b)
	case pgtypes.Decimal:
		return parseNumeric(b)
	case pgtypes.Blob:
		return parseBytea(b)
	case pgtypes.Date, pgtypes.Time, pgtypes.TimeTZ, pgtypes.Timestamp, pgtypes.TimestampTZ:
		d, err := datetime.Parse(oid, string(b), s.reading())
		return value{kind: kind, i: d.I, off: d.Off}, err
	case pgtypes.Interval:
		d, err := datetime.ParseInterval(string(b), datetime.Fields{}, s.reading())
		return value{kind: kind, i: d.I, months: d.Months, days: d.Days}, err
	case pgtypes.UUID:
		return parseUUID(b)
	case pgtypes.Bit:
		return parseBits(b)
	}
	if oid == pgtypes.OIDJSON || oid == pgtypes.OIDJSONB {
		if err := checkJSON(b); err != nil {
			return value{}, err
		}
	}
	if isNet(oid) {
		text, err := netText(oid, string(b))
		return value{kind: pgtypes.Varchar, b: []byte(text)}, err
	}
	return value{kind: pgtypes.Varchar, b: b}, nil
}
