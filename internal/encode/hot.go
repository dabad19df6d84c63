package encode

import (
	"encoding/binary"
	"math"

	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
)

// op names a form of value that Rows.Append writes itself. Big results are made of these; each other form goes through
// its cell's writer.
type op uint8

const (
	opOther op = iota
	opBytes
	opInt32
	opInt64
	opDecimal // 64 bits wide
	opDate    // ISO
	opBinInt32
	opBinInt64
	opBinDouble
)

const (
	slotsAhead = 64 // rows whose short values are written ahead of the rows: what they take stays in the nearest cache
	slotHalf   = len(slot{}) / 2
	shortest   = len(engine.String{}.Short)
)

// hot is what Append needs of a column, side by side with the others'.
type hot struct {
	op    op
	scale uint8
	slots []slot  // the values of some rows, of all ops but opOther and opBytes
	sizes []uint8 // of the slots' contents
	valid []uint64
	i32   []int32
	i64   []int64
	f64   []float64
	str   []engine.String
	v     *engine.Vector
	c     *cell
}

func newHot(c *cell, format int16) hot {
	return hot{c: c, scale: c.t.Scale, op: opOf(c, format)}
}

// opOf gives the op whose result is that of c.write.
func opOf(c *cell, format int16) op {
	kind := c.t.Kind
	if format == 1 && !textual(c.oid) {
		switch {
		case kind == pgtypes.Integer && c.oid == pgtypes.OIDInt4:
			return opBinInt32
		case kind == pgtypes.BigInt && c.oid == pgtypes.OIDInt8:
			return opBinInt64
		case kind == pgtypes.Double && c.oid == pgtypes.OIDFloat8:
			return opBinDouble
		}
		return opOther
	}
	switch {
	case kind == pgtypes.Integer && c.oid == pgtypes.OIDInt4:
		return opInt32
	case kind == pgtypes.BigInt && c.oid == pgtypes.OIDInt8:
		return opInt64
	case kind == pgtypes.Decimal && c.oid == pgtypes.OIDNumeric && c.t.Width > 9 && c.t.Width <= 18:
		return opDecimal
	case kind == pgtypes.Date && c.oid == pgtypes.OIDDate && c.s.Style == DateISO:
		return opDate
	case kind == pgtypes.Varchar && c.oid != pgtypes.OIDJSONB && c.oid != pgtypes.OIDNumeric && c.wide == 0:
		return opBytes
	}
	return opOther
}

func (h *hot) load(v *engine.Vector) {
	h.c.load(v)
	h.v, h.valid, h.i32, h.i64, h.f64 = v, h.c.valid, h.c.i32, h.c.i64, h.c.f64
	if h.op == opBytes {
		h.str = v.Strings()
	}
}

// null tells whether value i is NULL.
func (h *hot) null(i int) bool { return h.valid != nil && h.valid[uint(i)>>6]>>(uint(i)&63)&1 == 0 }

// room gives b with space for n bytes from p on; what lies before p is kept.
func room(b []byte, p, n int) []byte {
	if len(b)-p >= n {
		return b
	}
	grown := make([]byte, max(2*len(b), p+n))
	copy(grown, b[:p])
	return grown
}

// Append appends rows [from,to) of c to dst as framed DataRow messages. On an error what it returns still ends with a whole
// row: the rows before the one at fault.
func (r *Rows) Append(dst []byte, c *engine.Chunk, from, to int) ([]byte, error) {
	for k := range r.hot {
		r.hot[k].load(c.Vector(k))
	}
	var err error
	for from < to && err == nil {
		end := min(to, from+slotsAhead)
		for k := range r.hot {
			if h := &r.hot[k]; h.op > opBytes {
				h.fill(from, end)
			}
		}
		dst, err = r.join(dst, from, end)
		from = end
	}
	return dst, err
}

// join puts the rows together.
//
// It writes by position into dst's whole capacity, which r.most keeps ahead of p: append's check and its three words per
// value cost as much as the value. Short values are copied whole or by half, whatever their length is: a copy of a fixed size
// is two instructions, and what it takes too much the next value overwrites.
func (r *Rows) join(dst []byte, from, to int) ([]byte, error) {
	b, p, hots := dst[:cap(dst)], len(dst), r.hot
	for row := range to - from {
		b = room(b, p, r.most)
		start := p
		b[p], b[p+5], b[p+6] = 'D', byte(len(hots)>>8), byte(len(hots))
		p += rowHead
		for k := range hots {
			h := &hots[k]
			switch {
			case h.op > opBytes:
				s, n := &h.slots[row], int(h.sizes[row])
				*(*[slotHalf]byte)(b[p : p+slotHalf : p+slotHalf]) = *(*[slotHalf]byte)(s[:])
				if n > slotHalf {
					*(*[slotHalf]byte)(b[p+slotHalf : p+2*slotHalf : p+2*slotHalf]) = *(*[slotHalf]byte)(s[slotHalf:])
				}
				p += n
			case h.valid != nil && h.null(from+row):
				binary.BigEndian.PutUint32(b[p:p+4:p+4], math.MaxUint32)
				p += 4
			case h.op == opBytes && int(h.str[from+row].Length) <= shortest:
				s := &h.str[from+row]
				binary.BigEndian.PutUint32(b[p:p+4:p+4], s.Length)
				*(*[shortest]byte)(b[p+4 : p+4+shortest : p+4+shortest]) = s.Short
				p += 4 + int(s.Length)
			default:
				b, p = r.long(b, p, h, from+row)
			}
		}
		if r.err != nil {
			err := r.err
			r.err = nil
			return b[:start], err
		}
		size := p - start - 1
		if size > maxRow {
			return b[:start], errRowTooBig
		}
		binary.BigEndian.PutUint32(b[start+1:], uint32(size))
	}
	return b[:p], nil
}

// long writes value i of a column that has no slots at b[p:], and gives where it ends, with room for the rest of the row.
func (r *Rows) long(b []byte, p int, h *hot, i int) ([]byte, int) {
	if h.op == opBytes {
		v := h.v.Bytes(i)
		b = room(b, p, len(v)+r.most)
		binary.BigEndian.PutUint32(b[p:], uint32(len(v)))
		return b, p + 4 + copy(b[p+4:], v)
	}
	out := h.c.write(h.c, b[:p+4], i)
	binary.BigEndian.PutUint32(out[p:], uint32(len(out)-p-4))
	return room(out[:cap(out)], len(out), r.most), len(out)
}
