package encode

import "time"

// zone finds a time zone's offset, and keeps the last stretch of constant offset: times of one column lie close together.
type zone struct {
	loc      *time.Location
	from, to int64 // Unix seconds for which off and name hold: [from, to)
	off      int   // seconds east of Greenwich
	name     string
}

func newZone(loc *time.Location) *zone {
	if loc == nil {
		loc = time.UTC
	}
	return &zone{loc: loc}
}

// at gives the offset and the abbreviation at a moment.
func (z *zone) at(sec int64) (off int, name string) {
	if sec >= z.from && sec < z.to {
		return z.off, z.name
	}
	t := time.Unix(sec, 0).In(z.loc)
	z.name, z.off = t.Zone()
	start, end := t.ZoneBounds()
	z.from, z.to = -1<<62, 1<<62
	if !start.IsZero() {
		z.from = start.Unix()
	}
	if !end.IsZero() {
		z.to = end.Unix()
	}
	return z.off, z.name
}

// appendOffset appends seconds east as PostgreSQL does: +02, -03:30, +00:34:52.
func appendOffset(dst []byte, off int) []byte {
	sign := byte('+')
	if off < 0 {
		sign, off = '-', -off
	}
	dst = append2(append(dst, sign), off/3600)
	if m, s := off/60%60, off%60; m != 0 || s != 0 {
		dst = append2(append(dst, ':'), m)
		if s != 0 {
			dst = append2(append(dst, ':'), s)
		}
	}
	return dst
}
