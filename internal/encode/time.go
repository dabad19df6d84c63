package encode

import (
	"encoding/binary"

	"lakewire/internal/pgtypes"
)

// appendClock appends microseconds of a day as HH:MM:SS with up to six decimals, the zeros at the end cut.
func appendClock(dst []byte, micros int64) []byte {
	sec := int(micros / 1000000)
	h, m, s := sec/3600, sec/60%60, sec%60
	dst = append(dst, pairs[2*h], pairs[2*h+1], ':', pairs[2*m], pairs[2*m+1], ':', pairs[2*s], pairs[2*s+1])
	return appendFraction(dst, int(micros%1000000))
}

// appendFraction appends .ffffff without trailing zeros, or nothing.
func appendFraction(dst []byte, micros int) []byte {
	if micros == 0 {
		return dst
	}
	at := len(dst)
	dst = append(dst, ".000000"...)
	putDigits(dst[at+1:], uint64(micros))
	n := len(dst)
	for dst[n-1] == '0' {
		n--
	}
	return dst[:n]
}

// clock gives value i of a time vector in microseconds; what is finer than that PostgreSQL's time cannot hold.
func (c *cell) clock(i int) int64 {
	if c.t.Kind == pgtypes.TimeNS {
		return c.i64[i] / 1000
	}
	return c.i64[i]
}

func textTime(c *cell, dst []byte, i int) []byte { return appendClock(dst, c.clock(i)) }

func binaryTime(c *cell, dst []byte, i int) []byte {
	return binary.BigEndian.AppendUint64(dst, uint64(c.clock(i)))
}

// maxOffset is the offset that the engine stores as 0: it stores maxOffset - offset.
const maxOffset = 16*3600 - 1

// splitTimeTZ gives microseconds and seconds east of Greenwich.
func splitTimeTZ(bits uint64) (micros int64, off int) {
	return int64(bits >> 24), maxOffset - int(bits&0xffffff)
}

func textTimeTZ(c *cell, dst []byte, i int) []byte {
	micros, off := splitTimeTZ(c.u64[i])
	return appendOffset(appendClock(dst, micros), off)
}

// binaryTimeTZ sends the offset as seconds west.
func binaryTimeTZ(c *cell, dst []byte, i int) []byte {
	micros, off := splitTimeTZ(c.u64[i])
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint64(dst, uint64(micros)), uint32(int32(-off)))
}
