package encode

import (
	"encoding/hex"
	"strings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
	"lakewire/internal/pgtypes/inet"
)

// isNet tells the types of network addresses, which are texts to the engine.
func isNet(oid pgtypes.OID) bool {
	return oid == pgtypes.OIDInet || oid == pgtypes.OIDCidr || oid == pgtypes.OIDMacaddr
}

// netText gives an address in PostgreSQL's own form.
func netText(oid pgtypes.OID, s string) (string, error) {
	if oid == pgtypes.OIDMacaddr {
		return inet.ParseMAC(s)
	}
	v, err := inet.Parse(s, oid == pgtypes.OIDCidr)
	return v.String(), err
}

// netOfBinary gives the text of an address in the binary format; not ok where bytes are left over.
func netOfBinary(oid pgtypes.OID, b []byte) (text []byte, ok bool, err error) {
	if oid == pgtypes.OIDMacaddr {
		s, ok, err := inet.MACFromBinary(b)
		return []byte(s), ok, err
	}
	v, ok, err := inet.FromBinary(b, oid == pgtypes.OIDCidr)
	if !ok {
		return nil, false, err
	}
	return []byte(v.String()), true, nil
}

// binaryNet appends the binary form of an address.
func binaryNet(c *cell, dst []byte, i int) []byte {
	s := string(c.v.Bytes(i))
	if c.oid == pgtypes.OIDMacaddr {
		b, _ := hex.DecodeString(strings.ReplaceAll(s, ":", ""))
		return append(dst, b...)
	}
	v, err := inet.Parse(s, c.oid == pgtypes.OIDCidr)
	if err != nil {
		return c.failed(dst, pgerr.From(err))
	}
	return v.AppendBinary(dst)
}
