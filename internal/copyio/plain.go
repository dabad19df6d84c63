package copyio

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

const (
	lowBits  = 0x0101010101010101
	highBits = 0x8080808080808080
)

// splitPlain takes a line without escapes and quotes apart at its delimiters. It tells whether there are bytes that are not
// ASCII, or NUL.
func (r *Reader) splitPlain(line []byte) bool {
	start, i := 0, 0
	seen := uint64(0)
	fields := r.Fields
	for ; i+8 <= len(line); i += 8 {
		w := binary.LittleEndian.Uint64(line[i:])
		seen |= w | (w - lowBits) // a byte that is high, or (with what stands behind it) zero
		x := w ^ r.delims
		m := ^((x&^uint64(highBits) + ^uint64(highBits)) | x | ^uint64(highBits)) // the highest bit of each delimiter
		for ; m != 0; m &= m - 1 {
			at := i + bits.TrailingZeros64(m)>>3
			fields = append(fields, line[start:at:at])
			start = at + 1
		}
	}
	for ; i < len(line); i++ {
		c := line[i]
		seen |= uint64(c) | (uint64(c) - 1)
		if c == r.o.Delim {
			fields = append(fields, line[start:i:i])
			start = i + 1
		}
	}
	r.Fields = append(fields, line[start:])
	if r.nullable {
		r.nulls()
	}
	return seen&highBits != 0
}

// nulls makes fields that say NULL nil, as the FORCE options have it.
func (r *Reader) nulls() {
	for k, f := range r.Fields {
		if string(f) == r.o.Null && !(k < len(r.notNull) && r.notNull[k]) {
			r.Fields[k] = nil
		}
	}
}

// escapable tells whether NULL's mark can stand in a line without escapes and quotes.
func escapable(o *Options) bool {
	return o.Format == CSV || bytes.IndexByte([]byte(o.Null), '\\') < 0
}
