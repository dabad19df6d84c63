package pgtypes

import "strings"

// Desc is what RowDescription says of a column's type.
type Desc struct {
	OID OID
	Len int16
	Mod int32 // typmod, -1 = none
}

// Of gives the Desc of a PostgreSQL type without a modifier.
func Of(oid OID) Desc { return Desc{OID: oid, Len: Len(oid), Mod: -1} }

// NumericMod gives the typmod of numeric(precision, scale).
func NumericMod(precision, scale uint8) int32 { return (int32(precision)<<16 | int32(scale)) + 4 }

// mapped is the one table between the engine's types and PostgreSQL's: what stands for a kind, and how the engine's SQL
// names the type.
var mapped = [...]struct {
	oid  OID
	duck string
}{
	Invalid:   {OIDText, ""},
	Bool:      {OIDBool, "BOOLEAN"},
	TinyInt:   {OIDInt2, "TINYINT"},
	SmallInt:  {OIDInt2, "SMALLINT"},
	Integer:   {OIDInt4, "INTEGER"},
	BigInt:    {OIDInt8, "BIGINT"},
	UTinyInt:  {OIDInt2, "UTINYINT"},
	USmallInt: {OIDInt4, "USMALLINT"},
	UInteger:  {OIDInt8, "UINTEGER"},
	UBigInt:   {OIDNumeric, "UBIGINT"},
	HugeInt:   {OIDNumeric, "HUGEINT"},
	UHugeInt:  {OIDNumeric, "UHUGEINT"},
	Float:     {OIDFloat4, "FLOAT"},
	Double:    {OIDFloat8, "DOUBLE"},
	Decimal:   {OIDNumeric, "DECIMAL"},
	Varchar:   {OIDText, "VARCHAR"}, // PostgreSQL types its own literals and string functions as text too
	Blob:      {OIDBytea, "BLOB"},
	Date:      {OIDDate, "DATE"},
	Time:      {OIDTime, "TIME"},
	TimeNS:    {OIDTime, "TIME_NS"},
	TimeTZ:    {OIDTimeTZ, "TIMETZ"},
	Timestamp: {OIDTimestamp, "TIMESTAMP"}, TimestampS: {OIDTimestamp, "TIMESTAMP_S"},
	TimestampMS: {OIDTimestamp, "TIMESTAMP_MS"}, TimestampNS: {OIDTimestamp, "TIMESTAMP_NS"},
	TimestampTZ: {OIDTimestampTZ, "TIMESTAMPTZ"},
	Interval:    {OIDInterval, "INTERVAL"},
	UUID:        {OIDUUID, "UUID"},
	Bit:         {OIDVarbit, "BIT"},
	BigNum:      {OIDNumeric, "BIGNUM"},
	Enum:        {OIDText, "VARCHAR"}, // PostgreSQL's enums have OIDs of their own that no client could look up; the label is text
	Struct:      {OIDJSON, "STRUCT"}, Map: {OIDJSON, "MAP"}, Union: {OIDJSON, "UNION"}, Variant: {OIDJSON, "VARIANT"},
	Geometry: {OIDText, "GEOMETRY"}, // as hex of its WKB: what PostGIS prints too
	Null:     {OIDText, "VARCHAR"},  // PostgreSQL resolves an untyped NULL to text
	Any:      {OIDText, "VARCHAR"},
	List:     {0, ""}, Array: {0, ""},
}

// Describe gives what stands for an engine type. An alias that names a PostgreSQL type (name, oid, jsonb, regclass: types
// that the shim makes) decides over the kind.
func Describe(t *Logical) Desc {
	if t.Kind == List || t.Kind == Array {
		inner := Describe(innermost(t))
		return Desc{OID: ArrayOf(inner.OID), Len: -1, Mod: inner.Mod}
	}
	if t.Alias != "" {
		if oid, ok := byAlias(t.Alias); ok {
			return Of(oid)
		}
	}
	d := Of(mapped[t.Kind].oid)
	if t.Kind == Decimal && !t.BareNumeric() {
		d.Mod = NumericMod(t.Width, t.Scale)
	}
	return d
}

// BareNumeric tells whether the type stands for PostgreSQL's numeric without precision: the engine has no such type, and
// DECIMAL(38,9) holds what people put into one. Its values are shown without the zeros that fill up the scale. Sums and
// most functions of it are of the same type.
func (t *Logical) BareNumeric() bool { return t.Kind == Decimal && t.Width == 38 && t.Scale == 9 }

func innermost(t *Logical) *Logical {
	for t.Kind == List || t.Kind == Array {
		t = t.Elem
	}
	return t
}

// byAlias finds a type by the alias that an engine type carries. Only typnames count, and "char" means PostgreSQL's
// one-byte type there. The shim's own types carry lw_ before the name, where the engine has the name for itself.
func byAlias(alias string) (OID, bool) {
	if t := byTypname[strings.TrimPrefix(lower(alias), "lw_")]; t != nil && t.Class == 'b' {
		return t.OID, true
	}
	return 0, false
}

func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if 'A' <= b[i] && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
