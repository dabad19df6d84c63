package encode

import "encoding/hex"

func textBool(c *cell, dst []byte, i int) []byte {
	if c.bools[i] {
		return append(dst, 't')
	}
	return append(dst, 'f')
}

func binaryBool(c *cell, dst []byte, i int) []byte {
	if c.bools[i] {
		return append(dst, 1)
	}
	return append(dst, 0)
}

func textBytes(c *cell, dst []byte, i int) []byte { return append(dst, c.v.Bytes(i)...) }

func textHex(c *cell, dst []byte, i int) []byte {
	at := len(dst)
	dst = hex.AppendEncode(dst, c.v.Bytes(i))
	for k := at; k < len(dst); k++ {
		if dst[k] >= 'a' {
			dst[k] -= 'a' - 'A' // PostGIS prints capitals
		}
	}
	return dst
}

// appendBytea appends b in the session's bytea_output.
func appendBytea(dst, b []byte, escape bool) []byte {
	if !escape {
		return hex.AppendEncode(append(dst, '\\', 'x'), b)
	}
	for _, x := range b {
		switch {
		case x == '\\':
			dst = append(dst, '\\', '\\')
		case x < 0x20 || x > 0x7e:
			dst = append(dst, '\\', '0'+x>>6, '0'+x>>3&7, '0'+x&7)
		default:
			dst = append(dst, x)
		}
	}
	return dst
}

func textBytea(c *cell, dst []byte, i int) []byte {
	return appendBytea(dst, c.v.Bytes(i), c.s.ByteaEscape)
}

func textEnum(c *cell, dst []byte, i int) []byte {
	var k int
	switch {
	case c.u8 != nil:
		k = int(c.u8[i])
	case c.u16 != nil:
		k = int(c.u16[i])
	default:
		k = int(c.u32[i])
	}
	return append(dst, c.t.Labels[k]...)
}
