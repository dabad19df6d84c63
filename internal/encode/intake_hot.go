package encode

import (
	"encoding/hex"
	"math"
	"strconv"

	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
)

// choose takes for the common types a reader that knows their common form and allocates nothing. What it does not know,
// wrong values among it, goes the way of all others.
func (c *intake) choose() {
	switch c.t.Kind {
	case pgtypes.Varchar:
		if c.oid != pgtypes.OIDJSON && c.oid != pgtypes.OIDJSONB {
			c.read = func(_ *intake, dst *engine.BatchColumn, row int, b []byte) error {
				dst.SetBytes(row, b)
				return nil
			}
		}
	case pgtypes.SmallInt, pgtypes.Integer, pgtypes.BigInt:
		r, ok := intRanges[c.oid]
		if !ok {
			return
		}
		c.lo, c.hi = r[0], r[1]
		c.read = map[pgtypes.Kind]func(*intake, *engine.BatchColumn, int, []byte) error{
			pgtypes.SmallInt: readInt16, pgtypes.Integer: readInt32, pgtypes.BigInt: readInt64}[c.t.Kind]
	case pgtypes.Decimal:
		if c.t.Width <= 18 {
			_, lo := powerOfTen(int(c.t.Width))
			c.limit, c.scale = int64(lo), int(c.t.Scale)
			c.read = readDecimal
		}
	case pgtypes.Double:
		c.read = readDouble
	case pgtypes.Date:
		c.read = readDate
	case pgtypes.Timestamp:
		c.read = readTimestamp
	case pgtypes.TimestampTZ:
		c.read = readTimestampTZ
	case pgtypes.Bool:
		c.read = readBool
	case pgtypes.UUID:
		c.read = readUUID
	case pgtypes.Blob:
		c.read = readBytea
	}
}

// quickInt reads an optional sign and up to 18 digits.
func quickInt(b []byte) (int64, bool) {
	k := 0
	if len(b) > 0 && b[0] == '-' {
		k = 1
	}
	if len(b) == k || len(b)-k > 18 {
		return 0, false
	}
	n := int64(0)
	for _, c := range b[k:] {
		d := c - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + int64(d)
	}
	if k == 1 {
		n = -n
	}
	return n, true
}

func readInt16(c *intake, dst *engine.BatchColumn, row int, b []byte) error {
	n, ok := quickInt(b)
	if !ok || n < c.lo || n > c.hi {
		return readOther(c, dst, row, b)
	}
	dst.SetInt16(row, int16(n))
	return nil
}

func readInt32(c *intake, dst *engine.BatchColumn, row int, b []byte) error {
	n, ok := quickInt(b)
	if !ok || n < c.lo || n > c.hi {
		return readOther(c, dst, row, b)
	}
	dst.SetInt32(row, int32(n))
	return nil
}

func readInt64(c *intake, dst *engine.BatchColumn, row int, b []byte) error {
	n, ok := quickInt(b)
	if !ok || n < c.lo || n > c.hi {
		return readOther(c, dst, row, b)
	}
	dst.SetInt64(row, n)
	return nil
}

func readDecimal(c *intake, dst *engine.BatchColumn, row int, b []byte) error {
	k := 0
	if len(b) > 0 && b[0] == '-' {
		k = 1
	}
	if len(b) == k || len(b)-k > 19 {
		return readOther(c, dst, row, b)
	}
	n, point, scale := int64(0), false, c.scale
	for _, x := range b[k:] {
		if d := x - '0'; d <= 9 {
			n = n*10 + int64(d)
			if point {
				scale--
			}
			continue
		}
		if x != '.' || point || len(b) == k+1 {
			return readOther(c, dst, row, b)
		}
		point = true
	}
	if scale < 0 || !point && len(b)-k > 18 {
		return readOther(c, dst, row, b)
	}
	for ; scale > 0; scale-- {
		if n >= c.limit {
			return readOther(c, dst, row, b)
		}
		n *= 10
	}
	if n >= c.limit {
		return readOther(c, dst, row, b)
	}
	if k == 1 {
		n = -n
	}
	switch {
	case c.t.Width <= 4:
		dst.SetInt16(row, int16(n))
	case c.t.Width <= 9:
		dst.SetInt32(row, int32(n))
	default:
		dst.SetInt64(row, n)
	}
	return nil
}

func readDouble(c *intake, dst *engine.BatchColumn, row int, b []byte) error {
	for _, x := range b {
		if (x < '0' || x > '9') && x != '.' && x != '-' && x != '+' && x != 'e' {
			return readOther(c, dst, row, b)
		}
	}
	f, err := strconv.ParseFloat(string(b), 64)   // which keeps no hold of the string, so that none is allocated
	if err != nil || f == 0 || math.IsInf(f, 0) { // a zero may be what is left of a number that is too small
		return readOther(c, dst, row, b)
	}
	dst.SetFloat64(row, f)
	return nil
}

func readBool(c *intake, dst *engine.BatchColumn, row int, b []byte) error {
	if len(b) != 1 || b[0] != 't' && b[0] != 'f' {
		return readOther(c, dst, row, b)
	}
	dst.SetBool(row, b[0] == 't')
	return nil
}

func readUUID(c *intake, dst *engine.BatchColumn, row int, b []byte) error {
	var u [16]byte
	if len(b) != 36 || b[8] != '-' || b[13] != '-' || b[18] != '-' || b[23] != '-' {
		return readOther(c, dst, row, b)
	}
	at := 0
	for _, part := range [...][]byte{b[:8], b[9:13], b[14:18], b[19:23], b[24:]} {
		n, err := hex.Decode(u[at:], part)
		if err != nil {
			return readOther(c, dst, row, b)
		}
		at += n
	}
	dst.SetHuge(row, hugeOfUUID(u[:]))
	return nil
}

func readBytea(c *intake, dst *engine.BatchColumn, row int, b []byte) error {
	if len(b) < 2 || b[0] != '\\' || b[1] != 'x' {
		return readOther(c, dst, row, b)
	}
	if n := (len(b) - 2) / 2; cap(c.buf) < n {
		c.buf = make([]byte, n)
	}
	n, err := hex.Decode(c.buf[:cap(c.buf)], b[2:])
	if err != nil {
		return readOther(c, dst, row, b)
	}
	dst.SetBytes(row, c.buf[:n])
	return nil
}
