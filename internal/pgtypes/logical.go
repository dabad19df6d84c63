package pgtypes

// Kind is the family of an engine type: how its values lie in a vector.
type Kind uint8

// The kinds, in no meaningful order; the zero Kind is Invalid (an unknown type, as of an untyped parameter).
const (
	Invalid Kind = iota
	Bool
	TinyInt
	SmallInt
	Integer
	BigInt
	UTinyInt
	USmallInt
	UInteger
	UBigInt
	HugeInt
	UHugeInt
	Float
	Double
	Decimal
	Varchar
	Blob
	Date
	Time
	TimeNS
	TimeTZ
	Timestamp
	TimestampS
	TimestampMS
	TimestampNS
	TimestampTZ
	Interval
	UUID
	Bit
	BigNum
	Enum
	List
	Array
	Struct
	Map
	Union
	Variant
	Geometry
	Null
	Any
)

// Logical is an engine type in full. It is immutable once made and shared freely.
type Logical struct {
	Kind  Kind
	Alias string // the name of an aliased type, such as "JSON" over Varchar
	Width uint8  // Decimal
	Scale uint8  // Decimal
	Size  int    // Array: the fixed length

	Elem   *Logical // List, Array: the element; Map: Struct{key, value}
	Fields []Field  // Struct: the fields; Union: the members
	Labels []string // Enum: the dictionary
}

// Field is a field of a Struct or a member of a Union.
type Field struct {
	Name string
	Type *Logical
}
