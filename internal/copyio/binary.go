package copyio

import (
	"bytes"
	"encoding/binary"
)

// Signature begins a binary COPY; flags and the length of an extension follow it.
const Signature = "PGCOPY\n\xff\r\n\x00"

// binaryHeader is the signature with no flags and no extension.
var binaryHeader = []byte(Signature + "\x00\x00\x00\x00\x00\x00\x00\x00")

// nextBinary reads a tuple. What is short at the end of the input is an error but between two tuples.
func (r *Reader) nextBinary() (Status, error) {
	if r.header {
		if st, err := r.readHeader(); err != nil || st != Row {
			return st, err
		}
	}
	b := r.buf[r.at:]
	if r.trailer {
		if len(b) > 0 {
			return End, bad("received copy data after EOF marker")
		}
		return r.unless(End, nil)
	}
	if !r.started {
		r.started = true
		r.number++
	}
	if len(b) < 2 {
		return r.unless(End, nil)
	}
	n := int(int16(binary.BigEndian.Uint16(b)))
	if n == -1 {
		r.trailer = true
		r.at += 2
		return r.nextBinary()
	}
	if n != r.columns {
		return End, badCount(n, r.columns)
	}
	r.Fields, r.column = r.Fields[:0], 0
	p := 2
	for k := range n {
		r.column = k + 1
		if len(b)-p < 4 {
			return r.unless(End, bad("unexpected EOF in COPY data"))
		}
		size := int(int32(binary.BigEndian.Uint32(b[p:])))
		p += 4
		switch {
		case size == -1:
			r.Fields = append(r.Fields, nil)
			continue
		case size < 0:
			return End, bad("invalid field size")
		case len(b)-p < size:
			return r.unless(End, bad("unexpected EOF in COPY data"))
		}
		r.Fields = append(r.Fields, b[p:p+size:p+size])
		p += size
	}
	r.at += p
	r.started, r.column = false, 0
	return Row, nil
}

// unless asks for more, or is the given end when nothing comes any more.
func (r *Reader) unless(st Status, err error) (Status, error) {
	if !r.finished {
		return More, nil
	}
	r.ended = true
	return st, err
}

// readHeader reads signature, flags and extension.
func (r *Reader) readHeader() (Status, error) {
	b := r.buf[r.at:]
	n := len(Signature)
	if k := min(len(b), n); !bytes.Equal(b[:k], []byte(Signature)[:k]) {
		return End, bad("COPY file signature not recognized")
	}
	for _, part := range []struct {
		size    int
		missing string
	}{{n, "COPY file signature not recognized"}, {n + 4, "invalid COPY file header (missing flags)"},
		{n + 8, "invalid COPY file header (missing length)"}} {
		if len(b) < part.size {
			return r.unless(End, bad(part.missing))
		}
		if part.size != n+4 {
			continue
		}
		flags := binary.BigEndian.Uint32(b[n:])
		if flags&(1<<16) != 0 {
			return End, bad("invalid COPY file header (WITH OIDS)")
		}
		if flags&^(1<<16)>>16 != 0 {
			return End, bad("unrecognized critical flags in COPY file header")
		}
	}
	ext := int(int32(binary.BigEndian.Uint32(b[n+4:])))
	if ext < 0 {
		return End, bad("invalid COPY file header (missing length)")
	}
	if len(b) < n+8+ext {
		return r.unless(End, bad("invalid COPY file header (wrong length)"))
	}
	r.at += n + 8 + ext
	r.header = false
	return Row, nil
}
