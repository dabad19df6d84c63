package encode

import (
	"lakewire/internal/pgerr"
	"lakewire/internal/pgnumeric"
	"lakewire/internal/pgtypes"
)

// newCell finds how values of t are sent as oid in a format (0 text, 1 binary).
func newCell(t *pgtypes.Logical, oid pgtypes.OID, format int16, s *Settings, fail *error) (*cell, error) {
	if format != 0 && format != 1 {
		return nil, pgerr.Newf(pgerr.InvalidParameterValue, "unsupported format code: %d", format)
	}
	c := &cell{t: t, oid: oid, s: s, fail: fail, unit: units[t.Kind]}
	c.needZone()
	if t.Kind == pgtypes.List || t.Kind == pgtypes.Array {
		return c, c.asArray(format)
	}
	if t.Kind == pgtypes.Struct && (oid == pgtypes.OIDRecord || pgtypes.IsRow(oid)) {
		return c, c.nestRecord(format)
	}
	if c.oid != pgtypes.OIDRecord && pgtypes.RegPair(t) && pgtypes.Sendable(t, oid) {
		return c, c.asReg(format)
	}
	c.write = textWriter(c)
	if err := c.nest(); err != nil {
		return nil, err
	}
	if format == 1 && !textual(oid) {
		c.write = binaryWriter(c, c.write)
		if c.write == nil {
			return nil, pgerr.Unsupported("no binary output function available for type "+pgtypes.SQLName(oid), "")
		}
	}
	return c, nil
}

// needZone gives c a zone where its values are shown in one.
func (c *cell) needZone() {
	if c.t.Kind == pgtypes.TimestampTZ || c.t.Kind == pgtypes.Variant {
		c.zone = newZone(c.s.Zone)
	}
}

// textual tells whether the binary form of a type is its text.
func textual(oid pgtypes.OID) bool {
	switch oid {
	case pgtypes.OIDText, pgtypes.OIDVarchar, pgtypes.OIDBpchar, pgtypes.OIDName, pgtypes.OIDUnknown, pgtypes.OIDJSON,
		pgtypes.OIDXML, pgtypes.OIDRefcursor, pgtypes.OIDPgNodeTree:
		return true
	}
	return false
}

// nest makes the cells below a struct, map or union. What is in them is written as JSON, whatever the format.
func (c *cell) nest() error {
	sub := c.t.Fields
	if c.t.Kind == pgtypes.Map {
		sub = c.t.Elem.Fields
	} else if c.t.Kind != pgtypes.Struct && c.t.Kind != pgtypes.Union {
		return nil
	}
	for _, f := range sub {
		in, err := newJSONCell(f.Type, c.s, c.fail)
		if err != nil {
			return err
		}
		c.inner = append(c.inner, in)
	}
	return nil
}

// newJSONCell makes a cell whose write gives JSON.
func newJSONCell(t *pgtypes.Logical, s *Settings, fail *error) (*cell, error) {
	c := &cell{t: t, oid: pgtypes.OIDJSON, s: s, fail: fail, unit: units[t.Kind], write: jsonValue}
	c.needZone()
	if t.Kind == pgtypes.List || t.Kind == pgtypes.Array {
		in, err := newJSONCell(t.Elem, s, fail)
		c.inner = []*cell{in}
		return c, err
	}
	return c, c.nest()
}

// textWriter gives the text form of a kind, with the check that a narrower declared type asks for.
func textWriter(c *cell) writer {
	if w := checked(c); w != nil {
		return w
	}
	if _, _, _, whole := kindRange(c.t.Kind); whole && (c.oid == pgtypes.OIDFloat8 || c.oid == pgtypes.OIDFloat4) {
		return func(c *cell, dst []byte, i int) []byte {
			return appendFloatAs(dst, c.float(i), c.oid, c.s.ExtraFloatDigits)
		}
	}
	switch c.t.Kind {
	case pgtypes.Bool:
		return textBool
	case pgtypes.TinyInt:
		return textInt8
	case pgtypes.SmallInt:
		return textInt16
	case pgtypes.Integer:
		return textInt32
	case pgtypes.BigInt:
		return textInt64
	case pgtypes.UTinyInt:
		return textUint8
	case pgtypes.USmallInt:
		return textUint16
	case pgtypes.UInteger:
		return textUint32
	case pgtypes.UBigInt:
		return textUint64
	case pgtypes.HugeInt:
		return textHuge
	case pgtypes.UHugeInt:
		return textUHuge
	case pgtypes.BigNum:
		return textBigNum
	case pgtypes.Decimal:
		return textDecimal(c)
	case pgtypes.Float:
		return textFloat
	case pgtypes.Double:
		return textDouble(c)
	case pgtypes.Blob:
		return textBytea
	case pgtypes.Date:
		return textDate(c.s)
	case pgtypes.Time, pgtypes.TimeNS:
		return textTime
	case pgtypes.TimeTZ:
		return textTimeTZ
	case pgtypes.Timestamp, pgtypes.TimestampS, pgtypes.TimestampMS, pgtypes.TimestampNS:
		return textTimestamp(c.s)
	case pgtypes.TimestampTZ:
		return textTimestampTZ
	case pgtypes.Interval:
		return textInterval
	case pgtypes.UUID:
		return textUUID
	case pgtypes.Bit:
		return textBit
	case pgtypes.Enum:
		return textEnum
	case pgtypes.Geometry:
		return textHex
	case pgtypes.Struct, pgtypes.Map, pgtypes.Union, pgtypes.Variant:
		if c.oid == pgtypes.OIDJSONB {
			return textJSONB(jsonValue)
		}
		return jsonValue
	case pgtypes.Invalid, pgtypes.Any: // what lies in such a vector nobody knows
		return func(c *cell, dst []byte, _ int) []byte {
			return c.failed(dst, pgerr.Unsupported("values of this type cannot be sent to a client", ""))
		}
	case pgtypes.Null:
		return func(_ *cell, dst []byte, _ int) []byte { return dst }
	}
	switch c.oid {
	case pgtypes.OIDJSONB:
		return textJSONB(textBytes)
	case pgtypes.OIDNumeric: // as our own functions give it
		return func(c *cell, dst []byte, i int) []byte { return pgnumeric.Decode(dst, c.v.Bytes(i)) }
	}
	return textBytes
}

// binaryWriter gives the binary form of what c holds in the type that it is declared with, or nil. text is the text form,
// for types whose binary form is made from it.
func binaryWriter(c *cell, text writer) writer {
	if c.oid == pgtypes.OIDRegtype && c.t.Kind == pgtypes.Varchar {
		return binaryTypeName
	}
	switch c.oid {
	case pgtypes.OIDJSONB, pgtypes.OIDJSONPath: // behind the version of the form
		return func(c *cell, dst []byte, i int) []byte { return text(c, append(dst, 1), i) }
	case pgtypes.OIDChar: // always one byte: that of the empty one is 0
		return func(c *cell, dst []byte, i int) []byte {
			if out := text(c, dst, i); len(out) > len(dst) {
				return out
			}
			return append(dst, 0)
		}
	case pgtypes.OIDInt2, pgtypes.OIDInt4, pgtypes.OIDInt8, pgtypes.OIDOID, pgtypes.OIDXid, pgtypes.OIDCid,
		pgtypes.OIDRegproc, pgtypes.OIDRegclass, pgtypes.OIDRegtype, pgtypes.OIDRegnamespace, pgtypes.OIDRegrole,
		pgtypes.OIDRegprocedure, pgtypes.OIDRegoper, pgtypes.OIDRegoperator, pgtypes.OIDRegconfig, pgtypes.OIDRegdictionary, pgtypes.OIDRegcollation, pgtypes.OIDXid8:
		return binaryInt(c)
	case pgtypes.OIDNumeric:
		return binaryNumeric(c, text)
	case pgtypes.OIDFloat4, pgtypes.OIDFloat8:
		return binaryFloat(c)
	}
	if isNet(c.oid) && c.t.Kind == pgtypes.Varchar {
		return binaryNet
	}
	switch [2]pgtypes.OID{pgtypes.OID(c.t.Kind), c.oid} {
	case [2]pgtypes.OID{pgtypes.OID(pgtypes.Bool), pgtypes.OIDBool}:
		return binaryBool
	case [2]pgtypes.OID{pgtypes.OID(pgtypes.Blob), pgtypes.OIDBytea}, [2]pgtypes.OID{pgtypes.OID(pgtypes.Geometry), pgtypes.OIDBytea}:
		return textBytes
	case [2]pgtypes.OID{pgtypes.OID(pgtypes.Date), pgtypes.OIDDate}:
		return binaryDate
	case [2]pgtypes.OID{pgtypes.OID(pgtypes.Time), pgtypes.OIDTime}, [2]pgtypes.OID{pgtypes.OID(pgtypes.TimeNS), pgtypes.OIDTime}:
		return binaryTime
	case [2]pgtypes.OID{pgtypes.OID(pgtypes.TimeTZ), pgtypes.OIDTimeTZ}:
		return binaryTimeTZ
	case [2]pgtypes.OID{pgtypes.OID(pgtypes.Interval), pgtypes.OIDInterval}:
		return binaryInterval
	case [2]pgtypes.OID{pgtypes.OID(pgtypes.UUID), pgtypes.OIDUUID}:
		return binaryUUID
	case [2]pgtypes.OID{pgtypes.OID(pgtypes.Bit), pgtypes.OIDVarbit}, [2]pgtypes.OID{pgtypes.OID(pgtypes.Bit), pgtypes.OIDBit}:
		return binaryBit
	}
	if c.unit != 0 && (c.oid == pgtypes.OIDTimestamp || c.oid == pgtypes.OIDTimestampTZ) {
		return binaryTimestamp
	}
	if c.t.Kind == pgtypes.Null {
		return text
	}
	return nil
}
