package encode

import (
	"encoding/binary"

	"lakewire/internal/pgtypes"
)

// The sign field of a binary numeric.
const (
	numericNeg    = 0x4000
	numericNaN    = 0xC000
	numericPosInf = 0xD000
	numericNegInf = 0xF000
)

// appendNumeric appends the binary numeric of a number in decimal text: [-]digits[.digits], or NaN and the infinities.
func appendNumeric(dst, text []byte) []byte {
	switch string(text) {
	case "NaN":
		return append(dst, 0, 0, 0, 0, numericNaN>>8, 0, 0, 0)
	case "Infinity":
		return append(dst, 0, 0, 0, 0, numericPosInf>>8, 0, 0, 0)
	case "-Infinity":
		return append(dst, 0, 0, 0, 0, numericNegInf>>8, 0, 0, 0)
	}
	sign := uint16(0)
	if len(text) > 0 && text[0] == '-' {
		sign, text = numericNeg, text[1:]
	}
	whole, frac := text, []byte(nil)
	for k, b := range text {
		if b == '.' {
			whole, frac = text[:k], text[k+1:]
			break
		}
	}
	for len(whole) > 0 && whole[0] == '0' {
		whole = whole[1:]
	}
	head := len(dst)
	dst = append(dst, 0, 0, 0, 0, 0, 0, byte(len(frac)>>8), byte(len(frac)))
	weight := (len(whole)+3)/4 - 1
	for len(whole) > 0 {
		n := (len(whole)-1)%4 + 1
		dst = appendGroup(dst, whole[:n], 1)
		whole = whole[n:]
	}
	for len(frac) > 0 {
		n := min(4, len(frac))
		dst = appendGroup(dst, frac[:n], int(pow10[4-n]))
		frac = frac[n:]
	}
	return sealNumeric(dst, head, weight, sign)
}

func appendGroup(dst, digits []byte, scale int) []byte {
	v := 0
	for _, d := range digits {
		v = v*10 + int(d-'0')
	}
	v *= scale
	return append(dst, byte(v>>8), byte(v))
}

// sealNumeric drops the zero digits at both ends and fills the header at head; zero is no digits, weight 0 and no sign.
func sealNumeric(dst []byte, head, weight int, sign uint16) []byte {
	first := head + 8
	end := len(dst)
	for end > first && dst[end-1] == 0 && dst[end-2] == 0 {
		end -= 2
	}
	lead := first
	for lead < end && dst[lead] == 0 && dst[lead+1] == 0 {
		lead += 2
		weight--
	}
	if lead > first {
		copy(dst[first:], dst[lead:end])
		end -= lead - first
	}
	dst = dst[:end]
	n := (end - first) / 2
	if n == 0 {
		weight, sign = 0, 0
	}
	binary.BigEndian.PutUint16(dst[head:], uint16(n))
	binary.BigEndian.PutUint16(dst[head+2:], uint16(weight))
	binary.BigEndian.PutUint16(dst[head+4:], sign)
	return dst
}

// appendNumericInt is appendNumeric for v·10^-scale with scale up to 16, without the detour through text.
func appendNumericInt(dst []byte, v int64, scale int) []byte {
	sign, u := uint16(0), uint64(v)
	if v < 0 {
		sign, u = numericNeg, -u
	}
	whole, frac := u/pow10[scale], u%pow10[scale]
	head := len(dst)
	dst = append(dst, 0, 0, 0, 0, 0, 0, 0, byte(scale))
	weight := (digitsOf(whole)+3)/4 - 1
	if whole == 0 {
		weight = -1
	}
	for k := weight; k >= 0; k-- {
		d := whole / pow10[4*k] % 10000
		dst = append(dst, byte(d>>8), byte(d))
	}
	groups := (scale + 3) / 4
	frac *= pow10[4*groups-scale]
	for k := groups - 1; k >= 0; k-- {
		d := frac / pow10[4*k] % 10000
		dst = append(dst, byte(d>>8), byte(d))
	}
	return sealNumeric(dst, head, weight, sign)
}

// binaryNumeric sends any number as numeric.
func binaryNumeric(c *cell, text writer) writer {
	switch c.t.Kind {
	case pgtypes.TinyInt, pgtypes.SmallInt, pgtypes.Integer, pgtypes.BigInt, pgtypes.UTinyInt, pgtypes.USmallInt, pgtypes.UInteger:
		return func(c *cell, dst []byte, i int) []byte {
			v, _ := c.integer(i)
			return appendNumericInt(dst, v, 0)
		}
	case pgtypes.Decimal:
		if c.t.Width <= 18 && c.t.Scale <= 16 {
			return func(c *cell, dst []byte, i int) []byte {
				return appendNumericInt(dst, int64(c.decimal(i).Lo), int(c.t.Scale))
			}
		}
	case pgtypes.UBigInt, pgtypes.HugeInt, pgtypes.UHugeInt, pgtypes.BigNum, pgtypes.Float, pgtypes.Double, pgtypes.Varchar:
	default:
		return nil
	}
	return func(c *cell, dst []byte, i int) []byte { return viaText(c, dst, i, text) }
}

// viaText makes a numeric from the text form, which it writes behind the header's place and then overwrites.
func viaText(c *cell, dst []byte, i int, text writer) []byte {
	var scratch [128]byte
	return appendNumeric(dst, text(c, scratch[:0], i))
}
