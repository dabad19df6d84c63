package encode

import (
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgjson"
	"lakewire/internal/pgtypes"
)

// Intake reads the fields of COPY FROM into a batch for the engine. One goroutine uses it.
type Intake struct{ cols []intake }

// intake is one column: how its fields are read.
type intake struct {
	read  func(c *intake, dst *engine.BatchColumn, row int, b []byte) error
	oid   pgtypes.OID
	t     *pgtypes.Logical // of the batch's column
	s     *Settings
	scale int
	limit int64 // Decimal up to 18 digits: 10^width
	lo    int64 // integers: the range
	hi    int64
	buf   []byte // scratch
}

// NewIntake prepares for fields of the given columns of a table, in text (0) or binary (1) format. declared tells the types of
// columns that the engine knows as others; nil, or 0 for a column, where it does not.
func NewIntake(cols []engine.Column, declared []pgtypes.OID, format int16, s *Settings) (*Intake, error) {
	in := &Intake{cols: make([]intake, len(cols))}
	for k, col := range cols {
		c := &in.cols[k]
		c.oid, c.s = pgtypes.Describe(col.Type).OID, s
		if declared != nil && Takes(declared[k]) {
			c.oid, c.t, c.read = declared[k], &pgtypes.Logical{Kind: pgtypes.Varchar}, readDeclared
			if format == 1 {
				c.read = readDeclaredBinary
			}
			continue
		}
		c.t = carrier(col.Type, c.oid)
		if c.t == nil {
			if format == 1 {
				return nil, pgerr.Unsupported("no binary input function available for the type of column \""+col.Name+"\"",
					"Use the text or the csv format.")
			}
			c.oid, c.t = pgtypes.OIDText, &pgtypes.Logical{Kind: pgtypes.Varchar}
		}
		c.read = readOther
		if format == 1 {
			c.read = readBinary
		}
		if format == 0 {
			c.choose()
		}
	}
	return in, nil
}

// Takes tells the types whose values an Intake gives the form that they are kept in: texts, of which the engine knows no more.
func Takes(oid pgtypes.OID) bool { return oid == pgtypes.OIDJSONB || isNet(oid) }

func readDeclared(c *intake, dst *engine.BatchColumn, row int, b []byte) (err error) {
	if c.oid == pgtypes.OIDJSONB {
		return c.putJSONB(dst, row, b)
	}
	v, err := decodeText(c.oid, b, c.s)
	if err != nil {
		return err
	}
	dst.SetBytes(row, v.b)
	return nil
}

func readDeclaredBinary(c *intake, dst *engine.BatchColumn, row int, b []byte) error {
	v, ok, err := decodeBinary(c.oid, b)
	switch {
	case err != nil:
		return err
	case !ok:
		return errBinary
	case c.oid == pgtypes.OIDJSONB:
		return c.putJSONB(dst, row, v.b)
	}
	dst.SetBytes(row, v.b)
	return nil
}

func (c *intake) putJSONB(dst *engine.BatchColumn, row int, b []byte) (err error) {
	if c.buf, err = pgjson.AppendJSONB(c.buf[:0], b); err != nil {
		return err
	}
	dst.SetBytes(row, c.buf)
	return nil
}

var errBinary = pgerr.New(pgerr.InvalidBinaryRepresentation, "incorrect binary data format")

// carrier gives the type in which values of a table's column of type t, which PostgreSQL knows as oid, are handed to the
// engine: t itself, or one that the engine turns into it. It is nil where only the engine's own cast of a text can tell.
func carrier(t *pgtypes.Logical, oid pgtypes.OID) *pgtypes.Logical {
	switch t.Kind {
	case pgtypes.List:
		elem := carrier(t.Elem, pgtypes.Describe(t.Elem).OID)
		if elem == nil {
			return nil
		}
		return &pgtypes.Logical{Kind: pgtypes.List, Elem: elem}
	case pgtypes.Decimal:
		return &pgtypes.Logical{Kind: t.Kind, Width: t.Width, Scale: t.Scale}
	case pgtypes.Bool, pgtypes.SmallInt, pgtypes.Integer, pgtypes.BigInt, pgtypes.Float, pgtypes.Double, pgtypes.Varchar,
		pgtypes.Blob, pgtypes.Date, pgtypes.Time, pgtypes.TimeTZ, pgtypes.Timestamp, pgtypes.TimestampTZ, pgtypes.Interval,
		pgtypes.UUID, pgtypes.Bit:
		if k := kindOf(oid); k != t.Kind && (t.Kind == pgtypes.Varchar || k == pgtypes.Varchar) {
			return nil // an alias whose values are not kept as its base's
		}
		return &pgtypes.Logical{Kind: t.Kind}
	case pgtypes.TinyInt, pgtypes.UTinyInt:
		return &pgtypes.Logical{Kind: pgtypes.SmallInt}
	case pgtypes.USmallInt:
		return &pgtypes.Logical{Kind: pgtypes.Integer}
	case pgtypes.UInteger:
		return &pgtypes.Logical{Kind: pgtypes.BigInt}
	case pgtypes.TimestampS, pgtypes.TimestampMS, pgtypes.TimestampNS:
		return &pgtypes.Logical{Kind: pgtypes.Timestamp}
	case pgtypes.TimeNS:
		return &pgtypes.Logical{Kind: pgtypes.Time}
	case pgtypes.HugeInt, pgtypes.UBigInt:
		return &pgtypes.Logical{Kind: pgtypes.Decimal, Width: 38}
	}
	return nil
}

// Columns gives the columns that the batches must have.
func (in *Intake) Columns(names []string) []engine.Column {
	out := make([]engine.Column, len(in.cols))
	for k := range in.cols {
		out[k] = engine.Column{Name: names[k], Type: in.cols[k].t}
	}
	return out
}

// Put reads a field, nil for NULL, into a row of the batch. It borrows the field.
func (in *Intake) Put(b *engine.Batch, row, k int, field []byte) error {
	dst := &b.Cols[k]
	if field == nil {
		dst.SetNull(row)
		return nil
	}
	c := &in.cols[k]
	return c.read(c, dst, row, field)
}

func readOther(c *intake, dst *engine.BatchColumn, row int, b []byte) error {
	v, err := decodeText(c.oid, b, c.s)
	if err != nil {
		return err
	}
	return v.store(dst, row)
}

func readBinary(c *intake, dst *engine.BatchColumn, row int, b []byte) error {
	if c.oid == pgtypes.OIDJSON && len(b) > 0 && b[0] == 1 {
		b = b[1:] // the version with which PostgreSQL sends jsonb, and which no JSON begins with
	}
	v, ok, err := decodeBinary(c.oid, b)
	if err != nil {
		return err
	}
	if !ok {
		return errBinary
	}
	return v.store(dst, row)
}

// store puts the value into a batch, in the type that its column has.
func (v *value) store(dst *engine.BatchColumn, i int) error {
	if v.kind == pgtypes.Null {
		dst.SetNull(i)
		return nil
	}
	if (v.kind == pgtypes.List) != (dst.Type.Kind == pgtypes.List) {
		return pgerr.Unsupported("an array must have as many dimensions as its column's type",
			"Declare the column with a pair of brackets for each dimension.")
	}
	switch dst.Type.Kind {
	case pgtypes.Bool:
		dst.SetBool(i, v.i != 0)
	case pgtypes.SmallInt:
		dst.SetInt16(i, int16(v.i))
	case pgtypes.Integer, pgtypes.Date:
		dst.SetInt32(i, int32(v.i))
	case pgtypes.BigInt, pgtypes.Time, pgtypes.Timestamp, pgtypes.TimestampTZ:
		dst.SetInt64(i, v.i)
	case pgtypes.TimeTZ:
		dst.SetInt64(i, v.i<<24|int64(maxOffset-v.off))
	case pgtypes.Float:
		dst.SetFloat32(i, float32(v.f))
	case pgtypes.Double:
		dst.SetFloat64(i, v.f)
	case pgtypes.Decimal:
		return v.storeDecimal(dst, i)
	case pgtypes.Interval:
		dst.SetInterval(i, engine.Interval{Months: v.months, Days: v.days, Micros: v.i})
	case pgtypes.UUID:
		dst.SetHuge(i, hugeOfUUID(v.b))
	case pgtypes.List:
		elems, from := dst.SetList(i, len(v.list))
		for k := range v.list {
			if err := v.list[k].store(elems, from+k); err != nil {
				return err
			}
		}
	default:
		dst.SetBytes(i, v.b)
	}
	return nil
}
