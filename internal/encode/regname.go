package encode

import (
	"encoding/binary"

	"lakewire/internal/pgtypes"
)

// binaryTypeName sends the OID of a type that the engine has as its name.
func binaryTypeName(c *cell, dst []byte, i int) []byte {
	oid, _ := pgtypes.ByName(string(c.v.Bytes(i)))
	return binary.BigEndian.AppendUint32(dst, uint32(oid))
}
