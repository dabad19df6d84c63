package encode

import (
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// writer appends value i, which is not NULL, without its length.
type writer func(c *cell, dst []byte, i int) []byte

// cell is a column, or a child of one: the function that writes its values, and the vector's memory as that function
// wants it. One of the slices is set, by the kind.
type cell struct {
	write writer
	valid []uint64
	v     *engine.Vector
	t     *pgtypes.Logical
	oid   pgtypes.OID
	s     *Settings
	zone  *zone
	fail  *error
	inner []*cell // list, array: the element; struct: the fields; map: key and value; union: the members
	lo    int64   // the range of an integer type narrower than the vector's
	hi    int64
	unit  int64 // Timestamp*: how its ticks become microseconds, see micros
	dims  []int // scratch of a binary array
	wide  int   // char(n): the n that a text is filled up to

	bools []bool
	i8    []int8
	i16   []int16
	i32   []int32
	i64   []int64
	u8    []uint8
	u16   []uint16
	u32   []uint32
	u64   []uint64
	f32   []float32
	f64   []float64
	huge  []engine.Huge
	iv    []engine.Interval
}

// load points the cell at a vector, which it borrows until the next load.
func (c *cell) load(v *engine.Vector) {
	c.v, c.valid = v, v.Validity()
	switch c.t.Kind {
	case pgtypes.Bool:
		c.bools = v.Bools()
	case pgtypes.TinyInt:
		c.i8 = v.Int8s()
	case pgtypes.SmallInt:
		c.i16 = v.Int16s()
	case pgtypes.Integer, pgtypes.Date:
		c.i32 = v.Int32s()
	case pgtypes.BigInt, pgtypes.Time, pgtypes.TimeNS, pgtypes.Timestamp, pgtypes.TimestampS, pgtypes.TimestampMS,
		pgtypes.TimestampNS, pgtypes.TimestampTZ:
		c.i64 = v.Int64s()
	case pgtypes.UTinyInt:
		c.u8 = v.Uint8s()
	case pgtypes.USmallInt:
		c.u16 = v.Uint16s()
	case pgtypes.UInteger:
		c.u32 = v.Uint32s()
	case pgtypes.UBigInt, pgtypes.TimeTZ:
		c.u64 = v.Uint64s()
	case pgtypes.HugeInt, pgtypes.UHugeInt, pgtypes.UUID:
		c.huge = v.Huges()
	case pgtypes.Float:
		c.f32 = v.Float32s()
	case pgtypes.Double:
		c.f64 = v.Float64s()
	case pgtypes.Interval:
		c.iv = v.Intervals()
	case pgtypes.Decimal:
		switch {
		case c.t.Width <= 4:
			c.i16 = v.Int16s()
		case c.t.Width <= 9:
			c.i32 = v.Int32s()
		case c.t.Width <= 18:
			c.i64 = v.Int64s()
		default:
			c.huge = v.Huges()
		}
	case pgtypes.Enum:
		switch {
		case len(c.t.Labels) < 1<<8:
			c.u8 = v.Uint8s()
		case len(c.t.Labels) < 1<<16:
			c.u16 = v.Uint16s()
		default:
			c.u32 = v.Uint32s()
		}
	case pgtypes.List, pgtypes.Array:
		c.inner[0].load(v.Child(0))
	case pgtypes.Map:
		c.inner[0].load(v.Child(0).Child(0))
		c.inner[1].load(v.Child(0).Child(1))
	case pgtypes.Struct:
		for k, f := range c.inner {
			f.load(v.Child(k))
		}
	case pgtypes.Union:
		c.u8 = v.Child(0).Uint8s()
		for k, f := range c.inner {
			f.load(v.Child(k + 1))
		}
	}
}

// null tells whether value i is NULL.
func (c *cell) null(i int) bool {
	return c.valid != nil && c.valid[uint(i)>>6]>>(uint(i)&63)&1 == 0
}

// failed notes the first error; the row at hand is then given up.
func (c *cell) failed(dst []byte, err *pgerr.Error) []byte {
	if *c.fail == nil {
		*c.fail = err
	}
	return dst
}

func outOfRange(oid pgtypes.OID) *pgerr.Error {
	return pgerr.Newf(pgerr.NumericValueOutOfRange, "%s out of range", pgtypes.SQLName(oid))
}
