package encode

import "encoding/binary"

// A bit string in the engine is a byte that counts the padding bits, then the bits right-aligned behind that padding.

func bitLen(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	return (len(b)-1)*8 - int(b[0])
}

func bitAt(b []byte, k int) byte {
	k += int(b[0])
	return b[1+k/8] >> (7 - k%8) & 1
}

func textBit(c *cell, dst []byte, i int) []byte {
	b := c.v.Bytes(i)
	for k, n := 0, bitLen(b); k < n; k++ {
		dst = append(dst, '0'+bitAt(b, k))
	}
	return dst
}

// binaryBit sends the length and the bits left-aligned.
func binaryBit(c *cell, dst []byte, i int) []byte {
	b := c.v.Bytes(i)
	n := bitLen(b)
	dst = binary.BigEndian.AppendUint32(dst, uint32(n))
	at := len(dst)
	for k := 0; k < n; k++ {
		if k%8 == 0 {
			dst = append(dst, 0)
		}
		dst[at+k/8] |= bitAt(b, k) << (7 - k%8)
	}
	return dst
}
