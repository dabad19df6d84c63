package encode

import (
	"encoding/binary"
	"slices"

	"lakewire/internal/copyio"
	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
)

// CopyRows writes the rows of one result as CopyData messages, a row each. It is used by one goroutine.
type CopyRows struct {
	rows  *Rows
	w     *copyio.Writer // nil in binary format
	plain []bool         // the column's values stand for themselves
	head  []byte         // what the first message begins with
}

// NewCopyRows prepares for COPY TO in text or CSV, and with w nil in binary. cols and descs are as in NewRows.
func NewCopyRows(cols []engine.Column, descs []pgtypes.Desc, w *copyio.Writer, s *Settings) (*CopyRows, error) {
	format := []int16{0}
	if w == nil {
		format[0] = 1
	}
	rows, err := NewRows(cols, descs, format, s)
	if err != nil {
		return nil, err
	}
	r := &CopyRows{rows: rows, w: w, plain: make([]bool, len(cols))}
	if w == nil {
		r.head = copyio.BinaryHeader()
	}
	for k := range rows.hot {
		r.plain[k] = w != nil && w.Plain(letters(&rows.hot[k]), k)
	}
	return r, nil
}

// letters gives the bytes of which a column's values are made; all that must be looked at where that is not known.
func letters(h *hot) string {
	switch h.op {
	case opInt32, opInt64, opDecimal:
		return "0123456789-."
	}
	switch h.c.t.Kind {
	case pgtypes.Bool:
		return "tf"
	case pgtypes.TinyInt, pgtypes.SmallInt, pgtypes.Integer, pgtypes.BigInt, pgtypes.Decimal, pgtypes.HugeInt:
		return "0123456789-."
	case pgtypes.Float, pgtypes.Double:
		return "0123456789-+.eINafinty"
	case pgtypes.Date:
		return "0123456789-/. BCinfty"
	case pgtypes.UUID:
		return "0123456789abcdef-"
	}
	return "\\\t\n\r,\"'|;"
}

// Append appends rows [from,to) of c to dst. On an error what it returns still ends with a whole row.
func (r *CopyRows) Append(dst []byte, c *engine.Chunk, from, to int) ([]byte, error) {
	if r.w == nil {
		return r.binary(dst, c, from, to)
	}
	hots := r.rows.hot
	for k := range hots {
		hots[k].load(c.Vector(k))
	}
	null, delim := r.w.Null(), r.w.Delim()
	for i := from; i < to; i++ {
		start := len(dst)
		dst = append(dst, 'd', 0, 0, 0, 0)
		for k := range hots {
			h := &hots[k]
			if k > 0 {
				dst = append(dst, delim)
			}
			if h.valid != nil && h.valid[uint(i)>>6]>>(uint(i)&63)&1 == 0 {
				dst = append(dst, null...)
				continue
			}
			at := len(dst)
			dst = h.text(dst, i)
			if !r.plain[k] {
				dst = r.w.Field(dst, at, k)
			}
		}
		dst = append(dst, '\n')
		if err := r.rows.err; err != nil {
			r.rows.err = nil
			return dst[:start], err
		}
		var err error
		if dst, err = r.w.Recode(dst, start+5); err != nil {
			return dst[:start], err
		}
		size := len(dst) - start - 1
		if size > maxRow {
			return dst[:start], errRowTooBig
		}
		binary.BigEndian.PutUint32(dst[start+1:], uint32(size))
	}
	return dst, nil
}

// text appends value i, which is not NULL.
func (h *hot) text(dst []byte, i int) []byte {
	switch h.op {
	case opBytes:
		return append(dst, h.v.Bytes(i)...)
	case opInt32, opInt64, opDecimal, opDate:
		n := len(dst)
		dst = room(dst[:cap(dst)], n, len(field{}))
		b := (*field)(dst[n:])
		switch h.op {
		case opInt32:
			return dst[:n+putInt(b, 0, int64(h.i32[i]))]
		case opInt64:
			return dst[:n+putInt(b, 0, h.i64[i])]
		case opDecimal:
			return dst[:n+putDecimal(b, h.i64[i], int(h.scale))]
		}
		if k := putDate(b, h.i32[i]); k > 0 {
			return dst[:n+k]
		}
		dst = dst[:n]
	}
	return h.c.write(h.c, dst, i)
}

// binary makes CopyData of what Rows makes: a tuple of COPY looks as a DataRow does. As in PostgreSQL the first message
// has the header, too.
func (r *CopyRows) binary(dst []byte, c *engine.Chunk, from, to int) ([]byte, error) {
	at := len(dst)
	if len(r.head) > 0 && from < to {
		var err error
		if dst, err = r.rows.Append(dst, c, from, from+1); err != nil {
			return dst, err
		}
		dst[at] = 'd'
		dst = slices.Insert(dst, at+5, r.Head()...)
		binary.BigEndian.PutUint32(dst[at+1:], uint32(len(dst)-at-1))
		at, from = len(dst), from+1
	}
	dst, err := r.rows.Append(dst, c, from, to)
	for at < len(dst) {
		dst[at] = 'd'
		at += 1 + int(binary.BigEndian.Uint32(dst[at+1:]))
	}
	return dst, err
}

// Head gives what no message has had yet of the header.
func (r *CopyRows) Head() []byte {
	h := r.head
	r.head = nil
	return h
}
