package engine

import (
	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgtypes"
)

// scalars maps the types that need no more than their number.
var scalars = map[bind.Type]*pgtypes.Logical{
	bind.TypeInvalid:        {Kind: pgtypes.Invalid},
	bind.TypeBoolean:        {Kind: pgtypes.Bool},
	bind.TypeTinyInt:        {Kind: pgtypes.TinyInt},
	bind.TypeSmallInt:       {Kind: pgtypes.SmallInt},
	bind.TypeInteger:        {Kind: pgtypes.Integer},
	bind.TypeBigInt:         {Kind: pgtypes.BigInt},
	bind.TypeUTinyInt:       {Kind: pgtypes.UTinyInt},
	bind.TypeUSmallInt:      {Kind: pgtypes.USmallInt},
	bind.TypeUInteger:       {Kind: pgtypes.UInteger},
	bind.TypeUBigInt:        {Kind: pgtypes.UBigInt},
	bind.TypeFloat:          {Kind: pgtypes.Float},
	bind.TypeDouble:         {Kind: pgtypes.Double},
	bind.TypeHugeInt:        {Kind: pgtypes.HugeInt},
	bind.TypeUHugeInt:       {Kind: pgtypes.UHugeInt},
	bind.TypeVarchar:        {Kind: pgtypes.Varchar},
	bind.TypeStringLiteral:  {Kind: pgtypes.Varchar},
	bind.TypeIntegerLiteral: {Kind: pgtypes.BigInt},
	bind.TypeBlob:           {Kind: pgtypes.Blob},
	bind.TypeDate:           {Kind: pgtypes.Date},
	bind.TypeTime:           {Kind: pgtypes.Time},
	bind.TypeTimeNS:         {Kind: pgtypes.TimeNS},
	bind.TypeTimeTZ:         {Kind: pgtypes.TimeTZ},
	bind.TypeTimestamp:      {Kind: pgtypes.Timestamp},
	bind.TypeTimestampS:     {Kind: pgtypes.TimestampS},
	bind.TypeTimestampMS:    {Kind: pgtypes.TimestampMS},
	bind.TypeTimestampNS:    {Kind: pgtypes.TimestampNS},
	bind.TypeTimestampTZ:    {Kind: pgtypes.TimestampTZ},
	bind.TypeInterval:       {Kind: pgtypes.Interval},
	bind.TypeUUID:           {Kind: pgtypes.UUID},
	bind.TypeBit:            {Kind: pgtypes.Bit},
	bind.TypeBigNum:         {Kind: pgtypes.BigNum},
	bind.TypeGeometry:       {Kind: pgtypes.Geometry},
	bind.TypeSQLNull:        {Kind: pgtypes.Null},
	bind.TypeAny:            {Kind: pgtypes.Any},
}

// variant is the layout in which DuckDB keeps a VARIANT: Child(k) of such a vector follows these fields.
var variant = &pgtypes.Logical{Kind: pgtypes.Variant, Fields: []pgtypes.Field{
	{Name: "keys", Type: &pgtypes.Logical{Kind: pgtypes.List, Elem: scalars[bind.TypeVarchar]}},
	{Name: "children", Type: &pgtypes.Logical{Kind: pgtypes.List, Elem: &pgtypes.Logical{Kind: pgtypes.Struct, Fields: []pgtypes.Field{
		{Name: "keys_index", Type: scalars[bind.TypeUInteger]},
		{Name: "values_index", Type: scalars[bind.TypeUInteger]},
	}}}},
	{Name: "values", Type: &pgtypes.Logical{Kind: pgtypes.List, Elem: &pgtypes.Logical{Kind: pgtypes.Struct, Fields: []pgtypes.Field{
		{Name: "type_id", Type: scalars[bind.TypeUTinyInt]},
		{Name: "byte_offset", Type: scalars[bind.TypeUInteger]},
	}}}},
	{Name: "data", Type: scalars[bind.TypeBlob]},
}}

// takeLogical converts t and destroys it. A parameter whose type nothing tells has none: Invalid.
func takeLogical(t bind.LogicalType) *pgtypes.Logical {
	if t.Ptr == nil {
		return scalars[bind.TypeInvalid]
	}
	defer bind.DestroyLogicalType(&t)
	l := logicalOf(t)
	if alias := bind.LogicalTypeGetAlias(t); alias != "" {
		c := *l
		c.Alias = alias
		return &c
	}
	return l
}

func logicalOf(t bind.LogicalType) *pgtypes.Logical {
	id := bind.GetTypeId(t)
	if l, ok := scalars[id]; ok {
		return l
	}
	switch id {
	case bind.TypeDecimal:
		return &pgtypes.Logical{Kind: pgtypes.Decimal, Width: bind.DecimalWidth(t), Scale: bind.DecimalScale(t)}
	case bind.TypeEnum:
		labels := make([]string, bind.EnumDictionarySize(t))
		for i := range labels {
			labels[i] = bind.EnumDictionaryValue(t, bind.IdxT(i))
		}
		return &pgtypes.Logical{Kind: pgtypes.Enum, Labels: labels}
	case bind.TypeList:
		return &pgtypes.Logical{Kind: pgtypes.List, Elem: takeLogical(bind.ListTypeChildType(t))}
	case bind.TypeArray:
		return &pgtypes.Logical{Kind: pgtypes.Array, Size: int(bind.ArrayTypeArraySize(t)), Elem: takeLogical(bind.ArrayTypeChildType(t))}
	case bind.TypeMap:
		return &pgtypes.Logical{Kind: pgtypes.Map, Elem: &pgtypes.Logical{Kind: pgtypes.Struct, Fields: []pgtypes.Field{
			{Name: "key", Type: takeLogical(bind.MapTypeKeyType(t))},
			{Name: "value", Type: takeLogical(bind.MapTypeValueType(t))},
		}}}
	case bind.TypeStruct:
		fields := make([]pgtypes.Field, bind.StructTypeChildCount(t))
		for i := range fields {
			fields[i] = pgtypes.Field{Name: bind.StructTypeChildName(t, bind.IdxT(i)), Type: takeLogical(bind.StructTypeChildType(t, bind.IdxT(i)))}
		}
		return &pgtypes.Logical{Kind: pgtypes.Struct, Fields: fields}
	case bind.TypeUnion:
		fields := make([]pgtypes.Field, bind.UnionTypeMemberCount(t))
		for i := range fields {
			fields[i] = pgtypes.Field{Name: bind.UnionTypeMemberName(t, bind.IdxT(i)), Type: takeLogical(bind.UnionTypeMemberType(t, bind.IdxT(i)))}
		}
		return &pgtypes.Logical{Kind: pgtypes.Union, Fields: fields}
	case bind.TypeVariant:
		return variant
	}
	return scalars[bind.TypeInvalid]
}

// kinds is scalars reversed, for types that we give to DuckDB.
var kinds = func() map[pgtypes.Kind]bind.Type {
	m := make(map[pgtypes.Kind]bind.Type, len(scalars))
	for id, l := range scalars {
		if id != bind.TypeStringLiteral && id != bind.TypeIntegerLiteral {
			m[l.Kind] = id
		}
	}
	return m
}()

// newLogicalType makes DuckDB's form of l; the caller destroys it.
func newLogicalType(l *pgtypes.Logical) bind.LogicalType {
	var t bind.LogicalType
	switch l.Kind {
	case pgtypes.Decimal:
		t = bind.CreateDecimalType(l.Width, l.Scale)
	case pgtypes.Enum:
		t = bind.CreateEnumType(l.Labels)
	case pgtypes.List:
		e := newLogicalType(l.Elem)
		t = bind.CreateListType(e)
		bind.DestroyLogicalType(&e)
	case pgtypes.Array:
		e := newLogicalType(l.Elem)
		t = bind.CreateArrayType(e, bind.IdxT(l.Size))
		bind.DestroyLogicalType(&e)
	case pgtypes.Map:
		k, v := newLogicalType(l.Elem.Fields[0].Type), newLogicalType(l.Elem.Fields[1].Type)
		t = bind.CreateMapType(k, v)
		bind.DestroyLogicalType(&k)
		bind.DestroyLogicalType(&v)
	case pgtypes.Struct, pgtypes.Union:
		types, names := make([]bind.LogicalType, len(l.Fields)), make([]string, len(l.Fields))
		for i, f := range l.Fields {
			types[i], names[i] = newLogicalType(f.Type), f.Name
		}
		if l.Kind == pgtypes.Struct {
			t = bind.CreateStructType(types, names)
		} else {
			t = bind.CreateUnionType(types, names)
		}
		for i := range types {
			bind.DestroyLogicalType(&types[i])
		}
	default:
		t = bind.CreateLogicalType(kinds[l.Kind])
	}
	if l.Alias != "" {
		bind.LogicalTypeSetAlias(t, l.Alias)
	}
	return t
}
