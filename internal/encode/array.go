package encode

import (
	"encoding/binary"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// asArray sets c up for a list: as PostgreSQL's array of the innermost element, or as a vector type (oidvector).
func (c *cell) asArray(format int16) error {
	elem, ok := pgtypes.ElemOf(c.oid)
	if c.oid == pgtypes.OIDOidvector || c.oid == pgtypes.OIDInt2vector {
		elem, ok = pgtypes.Lookup(c.oid).Elem, true
	}
	oid, inner := c.oid, format
	switch {
	case c.t.Elem.Kind == pgtypes.List || c.t.Elem.Kind == pgtypes.Array:
	case ok:
		oid = elem
	case textual(c.oid) || format == 0: // a list under a type that is no array: as its text
		oid, inner = pgtypes.Describe(c.t.Elem).OID, 0
	default:
		return pgerr.Unsupported("no binary output function available for type "+pgtypes.SQLName(c.oid), "")
	}
	in, err := newCell(c.t.Elem, oid, inner, c.s, c.fail)
	if err != nil {
		return err
	}
	c.inner = []*cell{in}
	switch {
	case inner == 1:
		c.write = binaryArray
	case c.oid == pgtypes.OIDOidvector || c.oid == pgtypes.OIDInt2vector:
		c.write = textVector
	case c.oid == pgtypes.OIDJSON || c.oid == pgtypes.OIDJSONB:
		j, err := newJSONCell(c.t, c.s, c.fail)
		if err != nil {
			return err
		}
		c.inner, c.write = j.inner, jsonValue
	default:
		c.write = textArray
	}
	return nil
}

// textArray appends {a,"b c",NULL}. Ragged nested lists, which PostgreSQL has not, are written as they are.
func textArray(c *cell, dst []byte, i int) []byte {
	off, n := c.v.List(i)
	e := c.inner[0]
	nested := e.t.Kind == pgtypes.List || e.t.Kind == pgtypes.Array
	dst = append(dst, '{')
	for k := off; k < off+n; k++ {
		if k > off {
			dst = append(dst, ',')
		}
		if e.null(k) {
			dst = append(dst, "NULL"...)
			continue
		}
		at := len(dst)
		dst = e.write(e, dst, k)
		if !nested {
			dst = quoteElement(dst, at)
		}
	}
	return append(dst, '}')
}

// quoteElement puts dst[at:] into double quotes if an array's parser would misread it bare.
func quoteElement(dst []byte, at int) []byte {
	el := dst[at:]
	need, escapes := len(el) == 0 || isNull(el), 0
	for _, b := range el {
		switch b {
		case '"', '\\':
			escapes++
			need = true
		case '{', '}', ',', ' ', '\t', '\n', '\v', '\f', '\r':
			need = true
		}
	}
	if !need {
		return dst
	}
	n := len(el)
	dst = append(dst, zeros[:2]...)
	for range escapes {
		dst = append(dst, 0)
	}
	w := len(dst) - 1
	dst[w] = '"'
	w--
	for r := at + n - 1; r >= at; r-- { // backwards, in place: the write never overtakes the read
		b := dst[r]
		dst[w] = b
		w--
		if b == '"' || b == '\\' {
			dst[w] = '\\'
			w--
		}
	}
	dst[w] = '"'
	return dst
}

func isNull(b []byte) bool {
	return len(b) == 4 && b[0]|0x20 == 'n' && b[1]|0x20 == 'u' && b[2]|0x20 == 'l' && b[3]|0x20 == 'l'
}

// textVector appends an oidvector or int2vector: its numbers with spaces between.
func textVector(c *cell, dst []byte, i int) []byte {
	off, n := c.v.List(i)
	for k := off; k < off+n; k++ {
		if k > off {
			dst = append(dst, ' ')
		}
		if !c.inner[0].null(k) {
			dst = c.inner[0].write(c.inner[0], dst, k)
		}
	}
	return dst
}

// binaryArray appends dimensions, the element's OID and the elements. Nested lists must be a rectangle.
func binaryArray(c *cell, dst []byte, i int) []byte {
	c.dims = c.dims[:0]
	leaf := c
	for leaf.t.Kind == pgtypes.List || leaf.t.Kind == pgtypes.Array {
		leaf = leaf.inner[0]
	}
	for at, e := i, c; e != leaf; e = e.inner[0] {
		off, n := e.v.List(at)
		if n == 0 {
			c.dims = c.dims[:0]
			break
		}
		c.dims = append(c.dims, n)
		at = off
	}
	lower := byte(1)
	if c.oid == pgtypes.OIDOidvector || c.oid == pgtypes.OIDInt2vector {
		lower = 0
	}
	head := len(dst)
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(c.dims)))
	dst = append(dst, 0, 0, 0, 0)
	dst = binary.BigEndian.AppendUint32(dst, uint32(leaf.oid))
	for _, n := range c.dims {
		dst = append(binary.BigEndian.AppendUint32(dst, uint32(n)), 0, 0, 0, lower)
	}
	nulls := false
	dst = c.elements(dst, i, c.dims, &nulls)
	if nulls {
		dst[head+7] = 1
	}
	return dst
}

// elements appends what list i holds, level by level; dims is what each level must count, none = nothing at all.
func (c *cell) elements(dst []byte, i int, dims []int, nulls *bool) []byte {
	off, n := c.v.List(i)
	e := c.inner[0]
	list := e.t.Kind == pgtypes.List || e.t.Kind == pgtypes.Array
	if want := firstOr(dims, 0); n != want && !(want == 0 && list) {
		return c.failed(dst, ragged())
	}
	for k := off; k < off+n; k++ {
		switch {
		case list && e.null(k):
			return c.failed(dst, ragged())
		case list:
			dst = e.elements(dst, k, rest(dims), nulls)
		case e.null(k):
			*nulls = true
			dst = append(dst, 0xff, 0xff, 0xff, 0xff)
		default:
			at := len(dst)
			dst = append(dst, 0, 0, 0, 0)
			dst = e.write(e, dst, k)
			binary.BigEndian.PutUint32(dst[at:], uint32(len(dst)-at-4))
		}
	}
	return dst
}

func firstOr(d []int, or int) int {
	if len(d) == 0 {
		return or
	}
	return d[0]
}

func rest(d []int) []int {
	if len(d) == 0 {
		return nil
	}
	return d[1:]
}

func ragged() *pgerr.Error {
	return pgerr.New(pgerr.ArraySubscriptError, "multidimensional arrays must have array expressions with matching dimensions")
}
