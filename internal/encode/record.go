package encode

import (
	"encoding/binary"

	"lakewire/internal/pgtypes"
)

// nestRecord makes the cells of a row's fields, which are written as they would be on their own.
func (c *cell) nestRecord(format int16) error {
	for _, f := range c.t.Fields {
		in, err := newCell(f.Type, recordOID(f.Type), format, c.s, c.fail)
		if err != nil {
			return err
		}
		c.inner = append(c.inner, in)
	}
	if c.write = textRecord; format == 1 {
		c.write = binaryRecord
	}
	return nil
}

// textRecord appends (1,"a b",): nothing for NULL.
func textRecord(c *cell, dst []byte, i int) []byte {
	dst = append(dst, '(')
	for k, f := range c.inner {
		if k > 0 {
			dst = append(dst, ',')
		}
		if f.t.Kind == pgtypes.Null || f.null(i) {
			continue
		}
		at := len(dst)
		dst = quoteField(f.write(f, dst, i), at)
	}
	return append(dst, ')')
}

// quoteField puts dst[at:] into double quotes, doubling those in it and backslashes, if a row's parser would misread it bare.
func quoteField(dst []byte, at int) []byte {
	need, twice := len(dst) == at, 0
	for _, b := range dst[at:] {
		switch b {
		case '"', '\\':
			twice++
			need = true
		case '(', ')', ',', ' ', '\t', '\n', '\v', '\f', '\r':
			need = true
		}
	}
	if !need {
		return dst
	}
	last := len(dst) - 1
	for range twice + 2 {
		dst = append(dst, 0)
	}
	w := len(dst) - 1
	dst[w] = '"'
	for r := last; r >= at; r-- { // backwards, in place: the write never overtakes the read
		w--
		dst[w] = dst[r]
		if dst[r] == '"' || dst[r] == '\\' {
			w--
			dst[w] = dst[r]
		}
	}
	dst[at] = '"'
	return dst
}

// binaryRecord appends the number of fields, and each one's type and value with its length.
func binaryRecord(c *cell, dst []byte, i int) []byte {
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(c.inner)))
	for _, f := range c.inner {
		dst = binary.BigEndian.AppendUint32(dst, uint32(f.oid))
		at := len(dst)
		dst = append(dst, 255, 255, 255, 255)
		if f.t.Kind == pgtypes.Null || f.null(i) {
			continue
		}
		dst = f.write(f, dst, i)
		binary.BigEndian.PutUint32(dst[at:], uint32(len(dst)-at-4))
	}
	return dst
}
