package encode

import (
	"encoding/binary"
	"encoding/hex"

	"lakewire/internal/engine"
)

// uuidBytes gives the 16 bytes. The engine flips the top bit so that UUIDs sort as signed integers.
func uuidBytes(h engine.Huge) (b [16]byte) {
	binary.BigEndian.PutUint64(b[:], uint64(h.Hi)^1<<63)
	binary.BigEndian.PutUint64(b[8:], h.Lo)
	return b
}

func textUUID(c *cell, dst []byte, i int) []byte {
	b := uuidBytes(c.huge[i])
	for k, end := range [...]int{4, 6, 8, 10, 16} {
		if k > 0 {
			dst = append(dst, '-')
		}
		dst = hex.AppendEncode(dst, b[[...]int{0, 4, 6, 8, 10}[k]:end])
	}
	return dst
}

func binaryUUID(c *cell, dst []byte, i int) []byte {
	b := uuidBytes(c.huge[i])
	return append(dst, b[:]...)
}
