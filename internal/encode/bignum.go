package encode

import "math/big"

// bigNum reads the engine's BIGNUM: three header bytes (sign and length), then the magnitude, big-endian; all bits of a
// negative number are inverted.
func bigNum(b []byte) *big.Int {
	v := new(big.Int)
	if len(b) < 4 {
		return v
	}
	if b[0]&0x80 != 0 {
		return v.SetBytes(b[3:])
	}
	inv := make([]byte, len(b)-3)
	for k, x := range b[3:] {
		inv[k] = ^x
	}
	return v.Neg(v.SetBytes(inv))
}

func textBigNum(c *cell, dst []byte, i int) []byte { return bigNum(c.v.Bytes(i)).Append(dst, 10) }
