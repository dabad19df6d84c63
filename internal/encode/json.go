package encode

import (
	"math"

	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
)

const hexDigits = "0123456789abcdef"

// appendString appends b as a JSON string.
func appendString(dst, b []byte) []byte {
	dst = append(dst, '"')
	for _, x := range b {
		switch {
		case x == '"' || x == '\\':
			dst = append(dst, '\\', x)
		case x >= 0x20:
			dst = append(dst, x)
		case x == '\n':
			dst = append(dst, '\\', 'n')
		case x == '\t':
			dst = append(dst, '\\', 't')
		case x == '\r':
			dst = append(dst, '\\', 'r')
		case x == '\b':
			dst = append(dst, '\\', 'b')
		case x == '\f':
			dst = append(dst, '\\', 'f')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[x>>4], hexDigits[x&15])
		}
	}
	return append(dst, '"')
}

// jsonDates is how dates stand in JSON, whatever the session's DateStyle.
func jsonDates(s *Settings) *Settings {
	return &Settings{Zone: s.Zone, ExtraFloatDigits: 1, IntervalStyle: s.IntervalStyle}
}

// jsonValue appends value i as JSON: as PostgreSQL's to_json does where it has the type.
func jsonValue(c *cell, dst []byte, i int) []byte {
	if c.null(i) {
		return append(dst, "null"...)
	}
	switch c.t.Kind {
	case pgtypes.Bool:
		if c.bools[i] {
			return append(dst, "true"...)
		}
		return append(dst, "false"...)
	case pgtypes.TinyInt, pgtypes.SmallInt, pgtypes.Integer, pgtypes.BigInt, pgtypes.UTinyInt, pgtypes.USmallInt, pgtypes.UInteger:
		v, _ := c.integer(i)
		if c.t.Alias == "lw_oid" { // an oid is no number to PostgreSQL
			return append(appendInt(append(dst, '"'), v), '"')
		}
		return appendInt(dst, v)
	case pgtypes.UBigInt:
		return appendUint(dst, c.u64[i])
	case pgtypes.HugeInt:
		return textHuge(c, dst, i)
	case pgtypes.UHugeInt:
		return textUHuge(c, dst, i)
	case pgtypes.BigNum:
		return textBigNum(c, dst, i)
	case pgtypes.Decimal:
		if c.t.BareNumeric() {
			return appendBareDecimal(dst, c.huge[i], int(c.t.Scale))
		}
		return appendWideDecimal(dst, c.decimal(i), int(c.t.Scale))
	case pgtypes.Float:
		return jsonFloat(dst, float64(c.f32[i]), 32)
	case pgtypes.Double:
		return jsonFloat(dst, c.f64[i], 64)
	case pgtypes.Varchar:
		if c.t.Alias == "JSON" {
			return append(dst, c.v.Bytes(i)...)
		}
		return appendString(dst, c.v.Bytes(i))
	case pgtypes.Blob:
		return appendString(dst, appendBytea(nil, c.v.Bytes(i), c.s.ByteaEscape))
	case pgtypes.Enum:
		return appendString(dst, textEnum(c, nil, i))
	case pgtypes.List, pgtypes.Array:
		return jsonList(c, dst, i)
	case pgtypes.Struct:
		return jsonStruct(c, dst, i)
	case pgtypes.Map:
		return jsonMap(c, dst, i)
	case pgtypes.Union:
		k := int(c.u8[i])
		dst = append(appendString(append(dst, '{'), []byte(c.t.Fields[k].Name)), ':')
		return append(jsonValue(c.inner[k], dst, i), '}')
	case pgtypes.Variant:
		return jsonVariant(c, dst, i)
	case pgtypes.Null, pgtypes.Invalid, pgtypes.Any:
		return append(dst, "null"...)
	}
	dst = append(dst, '"')
	dst = c.jsonPlain(dst, i)
	return append(dst, '"')
}

// jsonPlain appends what needs quotes but no escapes.
func (c *cell) jsonPlain(dst []byte, i int) []byte {
	switch c.t.Kind {
	case pgtypes.Date:
		return appendDate(dst, c.i32[i], jsonDates(c.s))
	case pgtypes.Time, pgtypes.TimeNS:
		return textTime(c, dst, i)
	case pgtypes.TimeTZ:
		return textTimeTZ(c, dst, i)
	case pgtypes.Timestamp, pgtypes.TimestampS, pgtypes.TimestampMS, pgtypes.TimestampNS:
		return jsonTimestamp(dst, c.micros(i), nil)
	case pgtypes.TimestampTZ:
		return jsonTimestamp(dst, c.micros(i), c.zone)
	case pgtypes.Interval:
		return appendInterval(dst, c.iv[i], c.s.IntervalStyle)
	case pgtypes.UUID:
		return textUUID(c, dst, i)
	case pgtypes.Bit:
		return textBit(c, dst, i)
	}
	return textHex(c, dst, i)
}

// jsonTimestamp appends 2024-01-31T12:00:00, with a zone +01:00: the XML Schema form, as PostgreSQL's JSON has it.
func jsonTimestamp(dst []byte, micros int64, z *zone) []byte {
	at := len(dst)
	dst = appendTimestamp(dst, micros, &Settings{}, z)
	for k := at; k < len(dst); k++ {
		if dst[k] == ' ' {
			dst[k] = 'T'
			break
		}
	}
	if n := len(dst); z != nil && n-at > 3 && (dst[n-3] == '+' || dst[n-3] == '-') {
		dst = append(dst, ":00"...)
	}
	return dst
}

func jsonFloat(dst []byte, v float64, bits int) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return append(appendFloat(append(dst, '"'), v, bits, 1), '"')
	}
	return appendFloat(dst, v, bits, 1)
}

func jsonList(c *cell, dst []byte, i int) []byte {
	off, n := c.v.List(i)
	dst = append(dst, '[')
	for k := off; k < off+n; k++ {
		if k > off {
			dst = append(dst, ',')
		}
		dst = jsonValue(c.inner[0], dst, k)
	}
	return append(dst, ']')
}

func jsonStruct(c *cell, dst []byte, i int) []byte {
	dst = append(dst, '{')
	for k, f := range c.inner {
		if k > 0 {
			dst = append(dst, ',')
		}
		if name := c.t.Fields[k].Name; name != "" {
			dst = append(appendString(dst, []byte(name)), ':')
		} else { // of ROW(…)
			dst = append(appendInt(append(dst, '"', 'f'), int64(k+1)), '"', ':')
		}
		dst = jsonValue(f, dst, i)
	}
	return append(dst, '}')
}

// jsonMap appends an object; keys that are no strings become the text of their JSON.
func jsonMap(c *cell, dst []byte, i int) []byte {
	off, n := c.v.List(i)
	dst = append(dst, '{')
	for k := off; k < off+n; k++ {
		if k > off {
			dst = append(dst, ',')
		}
		at := len(dst)
		dst = jsonValue(c.inner[0], dst, k)
		if dst[at] != '"' {
			dst = appendString(dst[:at], append([]byte(nil), dst[at:]...))
		}
		dst = append(dst, ':')
		dst = jsonValue(c.inner[1], dst, k)
	}
	return append(dst, '}')
}

// intervalOf makes the engine's interval of its parts.
func intervalOf(months, days int32, micros int64) engine.Interval {
	return engine.Interval{Months: months, Days: days, Micros: micros}
}
