package encode

import (
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// value is a decoded parameter. kind says which fields count; Null is NULL.
type value struct {
	kind   pgtypes.Kind
	i      int64       // Bool, integers, Date (days from 1970), times and timestamps (microseconds)
	f      float64     // Float, Double
	h      engine.Huge // Decimal, unscaled; HugeInt
	width  uint8       // Decimal
	scale  uint8
	b      []byte // Varchar, Blob, Bit (in the engine's form), UUID (16 bytes); borrowed from the message
	off    int32  // TimeTZ: seconds east
	months int32  // Interval
	days   int32
	list   []value
	elem   pgtypes.OID // List: the innermost element's type
}

// bind binds v as parameter i.
func (v *value) bind(st Binder, i int) error {
	switch v.kind {
	case pgtypes.Null:
		return st.BindNull(i)
	case pgtypes.Bool:
		return st.BindBool(i, v.i != 0)
	case pgtypes.SmallInt:
		return st.BindInt16(i, int16(v.i))
	case pgtypes.Integer:
		return st.BindInt32(i, int32(v.i))
	case pgtypes.BigInt:
		return st.BindInt64(i, v.i)
	case pgtypes.Float:
		return st.BindFloat(i, float32(v.f))
	case pgtypes.Double:
		return st.BindDouble(i, v.f)
	case pgtypes.Decimal:
		return st.BindDecimal(i, v.width, v.scale, v.h.Lo, v.h.Hi)
	case pgtypes.HugeInt:
		return st.BindHuge(i, v.h.Lo, v.h.Hi)
	case pgtypes.Varchar:
		return st.BindText(i, v.b)
	case pgtypes.Blob:
		return st.BindBlob(i, v.b)
	case pgtypes.Date:
		return st.BindDate(i, int32(v.i))
	case pgtypes.Time:
		return st.BindTime(i, v.i)
	case pgtypes.Timestamp:
		return st.BindTimestamp(i, v.i)
	case pgtypes.TimestampTZ:
		return st.BindTimestampTZ(i, v.i)
	case pgtypes.Interval:
		return st.BindInterval(i, v.months, v.days, v.i)
	case pgtypes.UUID:
		return st.BindUUID(i, [16]byte(v.b))
	}
	return st.BindValue(i, v.engine())
}

// engine makes the engine's value; the caller owns it.
func (v *value) engine() engine.Value {
	switch v.kind {
	case pgtypes.Bool:
		return engine.NewBool(v.i != 0)
	case pgtypes.SmallInt:
		return engine.NewInt16(int16(v.i))
	case pgtypes.Integer:
		return engine.NewInt32(int32(v.i))
	case pgtypes.BigInt:
		return engine.NewInt64(v.i)
	case pgtypes.Float:
		return engine.NewFloat(float32(v.f))
	case pgtypes.Double:
		return engine.NewDouble(v.f)
	case pgtypes.Decimal:
		return engine.NewDecimal(v.width, v.scale, v.h.Lo, v.h.Hi)
	case pgtypes.HugeInt:
		return engine.NewHuge(v.h.Lo, v.h.Hi)
	case pgtypes.Varchar:
		return engine.NewText(v.b)
	case pgtypes.Blob:
		return engine.NewBlob(v.b)
	case pgtypes.Date:
		return engine.NewDate(int32(v.i))
	case pgtypes.Time:
		return engine.NewTime(v.i)
	case pgtypes.TimeTZ:
		return engine.NewTimeTZ(v.i, v.off)
	case pgtypes.Timestamp:
		return engine.NewTimestamp(v.i)
	case pgtypes.TimestampTZ:
		return engine.NewTimestampTZ(v.i)
	case pgtypes.Interval:
		return engine.NewInterval(v.months, v.days, v.i)
	case pgtypes.UUID:
		return engine.NewUUID([16]byte(v.b))
	case pgtypes.Bit:
		return engine.NewBit(v.b)
	case pgtypes.List:
		elems := make([]engine.Value, len(v.list))
		for k := range v.list {
			elems[k] = v.list[k].engine()
		}
		return engine.NewList(v.elemType(), elems)
	}
	return engine.NewNull()
}

// elemType gives the type of a list's elements: that of the deepest, with a list for each level between.
func (v *value) elemType() *pgtypes.Logical {
	for k := range v.list {
		if v.list[k].kind == pgtypes.List {
			return &pgtypes.Logical{Kind: pgtypes.List, Elem: v.list[k].elemType()}
		}
	}
	return v.leafType()
}

// leafType is the engine's type for elements declared as v.elem; numerics get a common width and scale, which evenScales
// has given them.
func (v *value) leafType() *pgtypes.Logical {
	for k := range v.list {
		if e := &v.list[k]; e.kind != pgtypes.Null {
			return &pgtypes.Logical{Kind: e.kind, Width: e.width, Scale: e.scale}
		}
	}
	return &pgtypes.Logical{Kind: kindOf(v.elem), Width: 38, Scale: 9}
}

// evenScales gives all numerics of a list one width and scale, as the elements of one engine list must have.
func (v *value) evenScales() error {
	var scale, whole uint8
	float := false
	v.leaves(func(e *value) {
		switch e.kind {
		case pgtypes.Decimal:
			scale, whole = max(scale, e.scale), max(whole, e.width-e.scale)
		case pgtypes.HugeInt:
			whole = maxDigits + 1
		}
		float = float || e.kind == pgtypes.Double
	})
	if !float && int(scale)+int(whole) > 38 {
		return pgerr.New(pgerr.NumericValueOutOfRange, "value overflows numeric format").WithDetail("The elements of one array need more than 38 digits together.")
	}
	v.leaves(func(e *value) {
		switch {
		case float && (e.kind == pgtypes.Decimal || e.kind == pgtypes.HugeInt): // NaN and infinity are doubles, so all are
			*e = value{kind: pgtypes.Double, f: decimalFloat(e.h, e.scale)}
		case e.kind == pgtypes.Decimal:
			e.h = scaleUp(e.h, scale-e.scale)
			e.scale, e.width = scale, max(scale+whole, 1)
		}
	})
	return nil
}

func (v *value) leaves(f func(*value)) {
	for k := range v.list {
		if v.list[k].kind == pgtypes.List {
			v.list[k].leaves(f)
		} else {
			f(&v.list[k])
		}
	}
}

// kindOf gives the kind as which a parameter declared with oid is bound.
func kindOf(oid pgtypes.OID) pgtypes.Kind {
	switch oid {
	case pgtypes.OIDBool:
		return pgtypes.Bool
	case pgtypes.OIDInt2:
		return pgtypes.SmallInt
	case pgtypes.OIDInt4:
		return pgtypes.Integer
	case pgtypes.OIDInt8, pgtypes.OIDXid8:
		return pgtypes.BigInt
	case pgtypes.OIDFloat4:
		return pgtypes.Float
	case pgtypes.OIDFloat8:
		return pgtypes.Double
	case pgtypes.OIDNumeric:
		return pgtypes.Decimal
	case pgtypes.OIDBytea:
		return pgtypes.Blob
	case pgtypes.OIDDate:
		return pgtypes.Date
	case pgtypes.OIDTime:
		return pgtypes.Time
	case pgtypes.OIDTimeTZ:
		return pgtypes.TimeTZ
	case pgtypes.OIDTimestamp:
		return pgtypes.Timestamp
	case pgtypes.OIDTimestampTZ:
		return pgtypes.TimestampTZ
	case pgtypes.OIDInterval:
		return pgtypes.Interval
	case pgtypes.OIDUUID:
		return pgtypes.UUID
	case pgtypes.OIDBit, pgtypes.OIDVarbit:
		return pgtypes.Bit
	}
	if pgtypes.IsReg(oid) { // a name, or a number
		return pgtypes.Varchar
	}
	if _, ok := intRanges[oid]; ok {
		return pgtypes.BigInt
	}
	return pgtypes.Varchar
}
