package encode

import (
	"unicode/utf8"

	"lakewire/internal/pgtypes"
)

// fill makes a column of char(n) be sent with the blanks that make it n characters long: the engine keeps none.
func (c *cell) fill(d pgtypes.Desc) {
	if d.OID != pgtypes.OIDBpchar || d.Mod <= 4 || c.t.Kind != pgtypes.Varchar {
		return
	}
	c.wide = int(d.Mod) - 4
	plain := c.write
	c.write = func(c *cell, dst []byte, i int) []byte {
		at := len(dst)
		dst = plain(c, dst, i)
		for n := utf8.RuneCount(dst[at:]); n < c.wide; n++ {
			dst = append(dst, ' ')
		}
		return dst
	}
}
