package encode

import (
	"encoding/binary"

	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// maxRow is PostgreSQL's limit for one row on the wire.
const maxRow = 1<<30 - 1

// Rows writes the rows of one result. It is used by one goroutine.
type Rows struct {
	cells []*cell
	err   error // the first value that has no form in its column's type
}

// NewRows prepares for a result of the given columns. descs nil means what the engine's types stand for; else a column is
// sent as its Desc says (a HUGEINT as int8, range-checked per value). formats is as in Bind: none, one for all, or one per
// column. A column that cannot be sent so is refused with 0A000.
func NewRows(cols []engine.Column, descs []pgtypes.Desc, formats []int16, s *Settings) (*Rows, error) {
	if s == nil {
		s = Defaults()
	}
	r := &Rows{cells: make([]*cell, len(cols))}
	for k, col := range cols {
		desc := pgtypes.Describe(col.Type)
		if k < len(descs) && descs[k].OID != 0 {
			desc = descs[k]
		}
		c, err := newCell(col.Type, desc.OID, formatOf(formats, k), s, &r.err)
		if err != nil {
			return nil, err
		}
		r.cells[k] = c
	}
	return r, nil
}

func formatOf(formats []int16, k int) int16 {
	switch {
	case len(formats) == 1:
		return formats[0]
	case k < len(formats):
		return formats[k]
	}
	return 0
}

// Append appends rows [from,to) of c to dst as framed DataRow messages. On an error what it returns still ends with a whole
// row: the rows before the one at fault.
func (r *Rows) Append(dst []byte, c *engine.Chunk, from, to int) ([]byte, error) {
	for k, cell := range r.cells {
		cell.load(c.Vector(k))
	}
	cells, n := r.cells, len(r.cells)
	for i := from; i < to; i++ {
		start := len(dst)
		dst = append(dst, 'D', 0, 0, 0, 0, byte(n>>8), byte(n))
		for _, c := range cells {
			if c.valid != nil && c.valid[uint(i)>>6]>>(uint(i)&63)&1 == 0 {
				dst = append(dst, 0xff, 0xff, 0xff, 0xff)
				continue
			}
			at := len(dst)
			dst = append(dst, 0, 0, 0, 0)
			dst = c.write(c, dst, i)
			binary.BigEndian.PutUint32(dst[at:], uint32(len(dst)-at-4))
		}
		if r.err != nil {
			err := r.err
			r.err = nil
			return dst[:start], err
		}
		size := len(dst) - start - 1
		if size > maxRow {
			return dst[:start], pgerr.New(pgerr.ProgramLimitExceeded, "row is too big for the wire")
		}
		binary.BigEndian.PutUint32(dst[start+1:], uint32(size))
	}
	return dst, nil
}
