package encode

import (
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// maxRow is PostgreSQL's limit for one row on the wire.
const maxRow = 1<<30 - 1

// rowHead is a DataRow's type, length and number of columns.
const rowHead = 7

var errRowTooBig = pgerr.New(pgerr.ProgramLimitExceeded, "row is too big for the wire")

// Rows writes the rows of one result. It is used by one goroutine.
type Rows struct {
	hot  []hot
	most int   // bytes that a row takes at most, its long strings and the values of other writers left out
	err  error // the first value that has no form in its column's type
}

// NewRows prepares for a result of the given columns. descs nil means what the engine's types stand for; else a column is
// sent as its Desc says (a HUGEINT as int8, range-checked per value). formats is as in Bind: none, one for all, or one per
// column. A column that cannot be sent so is refused with 0A000.
func NewRows(cols []engine.Column, descs []pgtypes.Desc, formats []int16, s *Settings) (*Rows, error) {
	if s == nil {
		s = Defaults()
	}
	r := &Rows{hot: make([]hot, len(cols)), most: rowHead + len(slot{})}
	for k, col := range cols {
		desc := pgtypes.Describe(col.Type)
		if k < len(descs) && descs[k].OID != 0 {
			desc = descs[k]
		}
		c, err := newCell(col.Type, desc.OID, formatOf(formats, k), s, &r.err)
		if err != nil {
			return nil, err
		}
		c.fill(desc)
		r.hot[k] = newHot(c, formatOf(formats, k))
		r.most += len(slot{})
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
