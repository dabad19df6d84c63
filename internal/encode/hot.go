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

// widest is how many bytes a value of an op takes at most, but for opBytes and opOther.
var widest = [...]int{opInt32: 11, opInt64: 20, opDecimal: 21, opDate: 10, opBinInt32: 4, opBinInt64: 8, opBinDouble: 8}

// hot is what Append needs of a column, side by side with the others'.
type hot struct {
	op    op
	scale uint8
	valid []uint64
	i32   []int32
	i64   []int64
	f64   []float64
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
	case kind == pgtypes.Varchar && c.oid != pgtypes.OIDJSONB && c.wide == 0:
		return opBytes
	}
	return opOther
}

func (h *hot) load(v *engine.Vector) {
	h.c.load(v)
	h.v, h.valid, h.i32, h.i64, h.f64 = v, h.c.valid, h.c.i32, h.c.i64, h.c.f64
}

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
//
// It writes by position into dst's whole capacity, which r.most keeps ahead of p: append's check and its three words per
// value cost as much as the value.
func (r *Rows) Append(dst []byte, c *engine.Chunk, from, to int) ([]byte, error) {
	for k := range r.hot {
		r.hot[k].load(c.Vector(k))
	}
	b, p, hots, most := dst[:cap(dst)], len(dst), r.hot, r.most
	for i := from; i < to; i++ {
		b = room(b, p, most)
		start := p
		b[p], b[p+5], b[p+6] = 'D', byte(len(hots)>>8), byte(len(hots))
		p += rowHead
		for k := range hots {
			h := &hots[k]
			at := p
			p += 4
			if h.valid != nil && h.valid[uint(i)>>6]>>(uint(i)&63)&1 == 0 {
				binary.BigEndian.PutUint32(b[at:], math.MaxUint32)
				continue
			}
			switch h.op {
			case opBytes:
				b = room(b, p, most)
				n := h.v.Put(b[p:len(b)-most+rowHead], i)
				if n > len(b)-most+rowHead-p {
					b = room(b, p, n+most)
					n = h.v.Put(b[p:], i)
				}
				p += n
			case opInt32:
				p += putInt(b[p:], int64(h.i32[i]))
			case opInt64:
				p += putInt(b[p:], h.i64[i])
			case opDecimal:
				p += putDecimal(b[p:], h.i64[i], int(h.scale))
			case opBinInt32:
				binary.BigEndian.PutUint32(b[p:], uint32(h.i32[i]))
				p += 4
			case opBinInt64:
				binary.BigEndian.PutUint64(b[p:], uint64(h.i64[i]))
				p += 8
			case opBinDouble:
				binary.BigEndian.PutUint64(b[p:], math.Float64bits(h.f64[i]))
				p += 8
			case opDate:
				if n := putDate(b[p:], h.i32[i]); n > 0 {
					p += n
					break
				}
				fallthrough
			default:
				out := h.c.write(h.c, b[:p], i)
				p = len(out)
				b = room(out[:cap(out)], p, most)
			}
			binary.BigEndian.PutUint32(b[at:], uint32(p-at-4))
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
